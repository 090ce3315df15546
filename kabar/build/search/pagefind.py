"""Runs Pagefind as a service that indexes pages in a given order.

Pagefind's command line numbers pages in the order in which the file system lists them, so its output differs between
file systems. The service (``pagefind --service``) takes one page per request and returns the index files. Requests and
responses are JSON in base64, terminated by a comma, as in Pagefind's own packages for Python and Node; the Python
package waits 0.1 s for each response. ``search_words`` prepares the pages beforehand.
"""

import base64
import json
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from pagefind_bin import get_executable  # type: ignore[import-untyped]  # has no types

from kabar.failure import BuildFailed

LANGUAGE = "id"  # of all pages: there is one search field
_INDEX = 0  # id of the first index of a service


def index_of(pages: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """Returns the index files of ``pages`` (name, HTML), numbered in this order, by name. Raises BuildFailed.

    When no page has the index attribute, Pagefind indexes the whole of each page.
    """
    with TemporaryFile() as errors, _start(errors) as process:
        try:
            _ask(process, {"type": "NewIndex", "config": {"force_language": LANGUAGE}})
            for name, page in pages:
                _ask(process, {"type": "AddFile", "index_id": _INDEX, "file_path": name, "file_contents": page})
            files = _ask(process, {"type": "GetFiles", "index_id": _INDEX})["files"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            process.kill()
            # Closing flushes the buffer, which fails again.
            with suppress(OSError):
                if process.stdin:
                    process.stdin.close()
            process.wait()
            errors.seek(0)
            reason = " ".join((errors.read().decode("utf-8", "replace") or str(error)).split())[-300:]
            raise BuildFailed(f"indeks pencarian tidak dapat dibuat; laporkan kepada pengembang: {reason}") from None
    return {file["path"]: base64.b64decode(file["content"]) for file in files}


def _start(errors: IO[bytes]) -> subprocess.Popen[bytes]:
    program = Path(get_executable())
    # Pagefind reads settings from its working directory.
    command, pipe = [str(program), "--service"], subprocess.PIPE
    return subprocess.Popen(command, cwd=program.parent, stdin=pipe, stdout=pipe, stderr=errors)


def _ask(process: subprocess.Popen[bytes], payload: dict[str, Any]) -> dict[str, Any]:
    """Sends one request and returns the response. Raises OSError or ValueError for no response or an error."""
    question = {"message_id": 1, "payload": payload}
    assert process.stdin and isinstance(process.stdout, BufferedReader)
    # When the process has ended, reading its response reports it.
    with suppress(BrokenPipeError):
        process.stdin.write(base64.b64encode(json.dumps(question).encode()) + b",")
        process.stdin.flush()
    pieces = [b""]
    while not pieces[-1].endswith(b","):
        piece = process.stdout.read1()
        if not piece:
            raise ValueError("Pagefind berhenti sebelum selesai, mungkin karena memori habis")
        pieces.append(piece)
    answer: dict[str, Any] = json.loads(base64.b64decode(b"".join(pieces)[:-1]))["payload"]
    if answer["type"] == "Error":
        raise ValueError(answer["message"])
    return answer


# Addresses that each script requests from its own folder.
_REQUESTED = {
    "pagefind.js": ("${this.basePath}wasm.", "${basePath}pagefind-worker.js"),
    "pagefind-worker.js": ("${this.basePath}wasm.",),
}


def program() -> dict[str, bytes]:
    """Returns the files of the search program by name. Raises BuildFailed."""
    # Which WebAssembly file exists depends on the language of the indexed pages.
    files = index_of([("index.html", "<html><main data-pagefind-body>Karangan</main></html>")])
    needed = {name: data for name, data in files.items() if name in _REQUESTED or name.startswith("wasm.")}
    return share_program(needed)


def share_program(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Returns index files by name, with scripts that request shared files one folder up. Raises ValueError."""
    changed = {name: _request_above(name, files[name].decode(), requested) for name, requested in _REQUESTED.items()}
    return {**files, **changed}


def _request_above(name: str, script: str, requested: tuple[str, ...]) -> bytes:
    for before in requested:
        if script.count(before) != 1:
            raise ValueError(f"{name}: not what Pagefind 1.5 writes")
        script = script.replace(before, before.replace("Path}", "Path}../"))
    return script.encode()


