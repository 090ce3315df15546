"""Let Pagefind index pages in an order that is given.

Its command walks through a folder as the file system lists it, and numbers the pages so: each file system gives other
bytes. Its service (``pagefind --service``) is asked for one page after the other, and hands back what it made: a
question and an answer are JSON in base64, with a comma behind, as Pagefind's own packages for Python and Node send
them. The one for Python waits a tenth of a second for each answer. ``search_words`` prepares pages before.
"""

import base64
import json
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from pagefind_bin import get_executable

from kabar.failure import BuildFailed

LANGUAGE = "id"  # of all pages: readers ask in one field
_INDEX = 0  # the number of a service's first index


def index_of(pages: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """The files of an index of ``pages`` (name, HTML), numbered in this order, by their names. Raises BuildFailed.

    Without any that is marked to be indexed Pagefind takes all of each.
    """
    with TemporaryFile() as errors, _start(errors) as process:
        try:
            _ask(process, {"type": "NewIndex", "config": {"force_language": LANGUAGE}})
            for name, page in pages:
                _ask(process, {"type": "AddFile", "index_id": _INDEX, "file_path": name, "file_contents": page})
            files = _ask(process, {"type": "GetFiles", "index_id": _INDEX})["files"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            process.kill()
            # What could not be sent would be sent again.
            with suppress(OSError):
                process.stdin.close()
            process.wait()
            errors.seek(0)
            reason = " ".join((errors.read().decode("utf-8", "replace") or str(error)).split())[-300:]
            raise BuildFailed(f"indeks pencarian tidak dapat dibuat; laporkan kepada pengembang: {reason}") from None
    return {file["path"]: base64.b64decode(file["content"]) for file in files}


def _start(errors: IO[bytes]) -> subprocess.Popen[bytes]:
    program = Path(get_executable())
    # It reads settings from the folder that it runs in.
    command, pipe = [program, "--service"], subprocess.PIPE
    return subprocess.Popen(command, cwd=program.parent, stdin=pipe, stdout=pipe, stderr=errors)


def _ask(process: subprocess.Popen[bytes], payload: dict[str, Any]) -> dict[str, Any]:
    """The answer to one question. Raises OSError or ValueError where there is none, or it is an error."""
    question = {"message_id": 1, "payload": payload}
    # One that has ended shows it when we listen.
    with suppress(BrokenPipeError):
        process.stdin.write(base64.b64encode(json.dumps(question).encode()) + b",")
        process.stdin.flush()
    pieces = [b""]
    while not pieces[-1].endswith(b","):
        piece = process.stdout.read1()
        if not piece:
            raise ValueError("Pagefind berhenti sebelum selesai, mungkin karena memori habis")
        pieces.append(piece)
    answer = json.loads(base64.b64decode(b"".join(pieces)[:-1]))["payload"]
    if answer["type"] == "Error":
        raise ValueError(answer["message"])
    return answer


# What each script asks for beside a part.
_ASKED = {
    "pagefind.js": ("${this.basePath}wasm.", "${basePath}pagefind-worker.js"),
    "pagefind-worker.js": ("${this.basePath}wasm.",),
}


def program() -> dict[str, bytes]:
    """The files of the program by name. Raises BuildFailed."""
    # Which WebAssembly there is depends on the language of what is indexed.
    files = index_of([("index.html", "<html><main data-pagefind-body>Karangan</main></html>")])
    needed = {name: data for name, data in files.items() if name in _ASKED or name.startswith("wasm.")}
    return share_program(needed)


def share_program(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an index by name, whose scripts look one folder up for what parts share. Raises ValueError."""
    return {**files, **{name: _asking_above(name, files[name].decode(), asked) for name, asked in _ASKED.items()}}


def _asking_above(name: str, script: str, asked: tuple[str, ...]) -> bytes:
    for before in asked:
        if script.count(before) != 1:
            raise ValueError(f"{name}: not what Pagefind 1.5 writes")
        script = script.replace(before, before.replace("Path}", "Path}../"))
    return script.encode()


