"""Builds a preview in a child process, with the current code, settings and sources.

The child is forked from a process that has the project's code loaded and is replaced when the code changes; that one is
forked from a process with Pelican and its libraries. So a build starts at once, changes of plugins, templates and
settings take effect, and a build that crashes does not end the preview.
"""

import gc
import hashlib
import importlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING

from kabar.build.options import BuildOptions
from kabar.command import lines_of
from kabar.failure import explain

if TYPE_CHECKING:
    from kabar.preview.preview_notes import Note, Waiting

# Third-party modules that a build imports; no modules of this project, which may change.
WARM = ["pelican", "babel.dates", "babel.numbers", "markdown", "nh3", "pydantic", "watchfiles", "yaml"]

# A build that runs longer while newer changes wait is considered stuck.
PATIENCE = 30.0  # seconds

_FAILED = "Belum berhasil; perbaiki lalu simpan lagi."


@dataclass(frozen=True)
class Result:
    """Result of one build: a line for the terminal, errors, warnings.

    ``notes`` are shown beside fields in the pages, by address; ``waiting`` are articles that are not published.
    """

    headline: str
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    notes: Mapping[str, Sequence["Note"]] = field(default_factory=dict)
    waiting: Sequence["Waiting"] = ()


@dataclass(frozen=True)
class _Loaded:
    """A process that has the project's code loaded, and pipes to and from it; ``code`` is a digest of that code."""

    process: BaseProcess
    requests: Connection
    answers: Connection
    code: str


class PreviewBuilder:
    """Builds previews, each in a child of a process that has the project's current code loaded."""

    def __init__(self) -> None:
        self._loaded: _Loaded | None = None

    def build(self, options: BuildOptions, changed: threading.Event) -> Result:
        """Builds with ``options`` and returns the result; never raises for a failed build.

        Ends a build that hangs when ``changed`` says that there are newer changes.
        """
        code, loaded = _code_of(options.root), self._loaded
        if loaded is None or code != loaded.code:
            loaded = self._begin(options, code)
        began = time.monotonic()
        try:
            loaded.requests.send(options)
            while not loaded.answers.poll(0.2):
                if changed.is_set() and time.monotonic() - began > PATIENCE:
                    self.end()
                    return _failed("build macet dan dihentikan karena ada perubahan baru")
            return Result(*loaded.answers.recv())
        except (EOFError, OSError):
            exit_code = self.end()
            return _failed(f"build berhenti sendiri (kode {exit_code})")
        except BaseException:  # Ctrl-C: no build outlives the preview
            self.end()
            raise

    def end(self) -> int | None:
        """Ends the process and its current build; returns its exit code."""
        loaded, self._loaded = self._loaded, None
        if loaded is None:
            return None
        process = loaded.process
        process.join(0.2)
        if process.pid is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGTERM)
        process.terminate()  # it may not lead a group yet
        process.join()
        loaded.requests.close()
        loaded.answers.close()
        return process.exitcode

    def _begin(self, options: BuildOptions, code: str) -> _Loaded:
        self.end()
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(WARM)
        receiver, requests = context.Pipe(duplex=False)
        answers, sender = context.Pipe(duplex=False)
        process = context.Process(target=_load_and_fork, args=(receiver, sender, options.root))
        loaded = self._loaded = _Loaded(process, requests, answers, code)
        process.start()
        receiver.close()
        sender.close()
        return loaded


def _code_of(root: Path) -> str:
    """Returns a digest of all Python code of the project."""
    digest = hashlib.sha256()
    folders = (root / "kabar", root / "plugins")
    for path in sorted([*root.glob("*.py"), *(path for folder in folders for path in folder.rglob("*.py"))]):
        with suppress(OSError):  # removed meanwhile: the watch reports it
            digest.update(f"{path}\0{path.stat().st_size}\0".encode("utf-8", "surrogateescape") + path.read_bytes())
    return digest.hexdigest()


def _failed(*lines: str) -> Result:
    return Result(_FAILED, lines)


def _load_and_fork(requests: Connection, sender: Connection, root: Path) -> None:
    # A process group of its own: Ctrl-C is for the server, which then ends the build and its workers.
    os.setpgrp()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _load(root)
    with suppress(EOFError):
        while True:
            options = requests.recv()
            child = os.fork()
            if not child:
                # The process ends after one build: garbage collection would cost more than it frees.
                gc.disable()
                is_sent = _build_and_send(sender, options)
                os._exit(0 if is_sent else 1)
            _, status = os.waitpid(child, 0)
            if status:
                # No answer was sent: exit with the status of the build, for the waiting server.
                os._exit(os.waitstatus_to_exitcode(status) % 256)


def _load(root: Path) -> None:
    """Imports the project's code; the build reports modules that cannot be imported."""
    names = sorted(path.parent.name for path in (root / "plugins").glob("*/__init__.py"))
    for name in ("kabar.build.pipeline", "kabar.preview.preview_notes", *(f"plugins.{name}" for name in names)):
        with suppress(BaseException):
            importlib.import_module(name)


def _build_and_send(sender: Connection, options: BuildOptions) -> bool:
    """Builds and sends the result; returns whether it was sent."""
    try:
        # Imported here, so that errors of the import are reported.
        from kabar.build.pipeline import build
        from kabar.preview.preview_notes import notes_of, waiting_entries

        summary = build(options)
        notes = notes_of(summary.crossing, summary.problems, options.content, options.content_name, summary.library.now)
        waiting = waiting_entries(summary.library, notes)
        answer: tuple[object, ...] = (summary.as_line(options.output_name), (), summary.warnings, notes, waiting)
    except Exception as error:
        answer = (_FAILED, lines_of(error, explain), ())
    except BaseException as error:
        answer = (_FAILED, (explain(error),), ())
    try:
        sender.send(answer)
    except OSError:
        return False
    return True


