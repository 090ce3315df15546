"""Build a preview in a child process, as the code, settings and sources stand now.

The child is a fork of a process that has Pelican and its libraries loaded, but nothing of the
project: so a changed plugin, template or setting is read as it is, about half a second sooner
than by a fresh interpreter, and a build that crashes takes nothing with it.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plugins.press.failure import BuildFailed, explain
from plugins.press.order import Order

if TYPE_CHECKING:
    from plugins.press.preview_notes import Note, Waiting

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


def build_in_child(order: Order, changed: threading.Event) -> Result:
    """Build what ``order`` asks for and tell what came of it; never raises for a failed build.

    A build that hangs is ended when ``changed`` says that there is something newer to build.
    """
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(WARM)
    receiver, sender = forks.Pipe(duplex=False)
    child = forks.Process(target=_build_and_tell, args=(sender, order))
    child.start()
    sender.close()
    began = time.monotonic()
    try:
        while not receiver.poll(0.2):
            if changed.is_set() and time.monotonic() - began > PATIENCE:
                return _failed("build macet dan dihentikan karena ada perubahan baru")
        return Result(*receiver.recv())
    except EOFError:
        child.join()
        return _failed(f"build berhenti sendiri (kode {child.exitcode})")
    finally:
        _end(child)
        receiver.close()


def _end(child) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGTERM)
    child.terminate()  # it may not lead a group yet
    child.join()


def _failed(*lines: str) -> Result:
    return Result(_FAILED, lines)


def _build_and_tell(sender, order: Order) -> None:
    # A group of its own: Ctrl-C is for the server, which then ends the build and its workers.
    os.setpgrp()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        # Imported here, in the child: the code as it is now.
        from plugins.press.edition import build
        from plugins.press.preview_notes import notes_of, waiting_entries

        summary = build(order)
        loaded = summary.loaded
        notes = notes_of(loaded.crossing, loaded.problems, order.content, order.content_name)
        waiting = waiting_entries(summary.library, notes)
        answer = (summary.as_line(order.output_name), (), summary.warnings, notes, waiting)
    except BuildFailed as failure:
        answer = (_FAILED, failure.lines, ())
    except BaseException as error:
        answer = (_FAILED, (explain(error),), ())
    with suppress(OSError):
        sender.send(answer)
