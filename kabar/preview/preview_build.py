"""Build a preview in a child process, as the code, settings and sources stand now.

The child is a fork of a process that has the project's code loaded, and is made anew when that changes; itself a fork
of one that has Pelican and its libraries. So a build begins at once, a changed plugin, template or setting is read as
it is, and a build that crashes takes nothing with it.
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

# What a build imports from other people; never a module of ours, which must be read fresh.
WARM = ["pelican", "babel.dates", "babel.numbers", "markdown", "nh3", "pydantic", "watchfiles", "yaml"]

# A build that runs longer while newer changes wait is taken for stuck.
PATIENCE = 30.0  # seconds

_FAILED = "Belum berhasil; perbaiki lalu simpan lagi."


@dataclass(frozen=True)
class Result:
    """What came of one build: a line for the terminal, what stops it, what may be mended.

    ``notes`` stand beside fields in the pages, by address; ``waiting`` are entries that are not published.
    """

    headline: str
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    notes: Mapping[str, Sequence["Note"]] = field(default_factory=dict)
    waiting: Sequence["Waiting"] = ()


class PreviewPress:
    """Builds previews, each in a child of a process that has the project's code loaded as it stands now."""

    def __init__(self):
        self._code = ""
        self._loaded: BaseProcess | None = None
        self._orders: Connection | None = None
        self._answers: Connection | None = None

    def build(self, options: BuildOptions, changed: threading.Event) -> Result:
        """Build what ``options`` asks for and tell what came of it; never raises for a failed build.

        A build that hangs is ended when ``changed`` says that there is something newer to build.
        """
        code = _code_of(options.root)
        if self._loaded is None or code != self._code:
            self._begin(options, code)
        began = time.monotonic()
        try:
            self._orders.send(options)
            while not self._answers.poll(0.2):
                if changed.is_set() and time.monotonic() - began > PATIENCE:
                    self.end()
                    return _failed("build macet dan dihentikan karena ada perubahan baru")
            return Result(*self._answers.recv())
        except (EOFError, OSError):
            exit_code = self.end()
            return _failed(f"build berhenti sendiri (kode {exit_code})")
        except BaseException:  # Ctrl-C: nothing of a build outlives the preview
            self.end()
            raise

    def end(self) -> int | None:
        """End the process and the build that it may be at; its exit code."""
        loaded, self._loaded = self._loaded, None
        if loaded is None:
            return None
        loaded.join(0.2)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(loaded.pid, signal.SIGTERM)
        loaded.terminate()  # it may not lead a group yet
        loaded.join()
        self._orders.close()
        self._answers.close()
        return loaded.exitcode

    def _begin(self, options: BuildOptions, code: str) -> None:
        self.end()
        forks = multiprocessing.get_context("forkserver")
        forks.set_forkserver_preload(WARM)
        theirs, self._orders = forks.Pipe(duplex=False)
        self._answers, sender = forks.Pipe(duplex=False)
        self._loaded = forks.Process(target=_load_and_fork, args=(theirs, sender, options.root))
        self._loaded.start()
        self._code = code
        theirs.close()
        sender.close()


def _code_of(root: Path) -> str:
    """A digest of all Python code of the project: read again, it is what a fresh interpreter would load."""
    digest = hashlib.sha256()
    folders = (root / "kabar", root / "plugins")
    for path in sorted([*root.glob("*.py"), *(path for folder in folders for path in folder.rglob("*.py"))]):
        with suppress(OSError):  # gone since it was seen: the watcher tells of it
            digest.update(f"{path}\0{path.stat().st_size}\0".encode("utf-8", "surrogateescape") + path.read_bytes())
    return digest.hexdigest()


def _failed(*lines: str) -> Result:
    return Result(_FAILED, lines)


def _load_and_fork(orders: Connection, sender: Connection, root: Path) -> None:
    # A group of its own: Ctrl-C is for the server, which then ends the build and its workers.
    os.setpgrp()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _load(root)
    with suppress(EOFError):
        while True:
            options = orders.recv()
            child = os.fork()
            if not child:
                # One build, and the process ends: to search for rubbish costs more than to leave it.
                gc.disable()
                told = _build_and_tell(sender, options)
                os._exit(0 if told else 1)
            _, status = os.waitpid(child, 0)
            if status:
                # Nothing was told: whoever waits sees that we end as the build did.
                os._exit(os.waitstatus_to_exitcode(status) % 256)


def _load(root: Path) -> None:
    """Import the project's code; what cannot be imported is told by the build that needs it."""
    names = sorted(path.parent.name for path in (root / "plugins").glob("*/__init__.py"))
    for name in ("kabar.build.pipeline", "kabar.preview.preview_notes", *(f"plugins.{name}" for name in names)):
        with suppress(BaseException):
            importlib.import_module(name)


def _build_and_tell(sender: Connection, options: BuildOptions) -> bool:
    """Whether an answer was sent."""
    try:
        # Imported here: where it failed before, this is where it is told.
        from kabar.build.pipeline import build
        from kabar.preview.preview_notes import notes_of, waiting_entries

        summary = build(options)
        notes = notes_of(summary.crossing, summary.problems, options.content, options.content_name)
        waiting = waiting_entries(summary.library, notes)
        answer = (summary.as_line(options.output_name), (), summary.warnings, notes, waiting)
    except Exception as error:
        answer = (_FAILED, lines_of(error, explain), ())
    except BaseException as error:
        answer = (_FAILED, (explain(error),), ())
    try:
        sender.send(answer)
    except OSError:
        return False
    return True


