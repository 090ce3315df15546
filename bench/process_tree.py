"""Run a command and measure it from outside: seconds of the whole process, memory of all its processes."""

import os
import resource
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

_STEP = 0.02  # seconds between two looks at memory, at least
_SHARE = 20  # looks take at most one part in so many of the time
_KEPT = ("PATH", "HOME", "TMPDIR", "LANG")
_PROC = Path("/proc")
_CAN_WATCH = Path("/proc/thread-self/children")  # some kernels are built without it


class CommandFailed(Exception):
    """A command that was to be measured ended with an error; the message ends with what it said last."""


@dataclass(frozen=True)
class Run:
    """``seconds`` from the call to the exit, of which all processors together worked for ``busy``.

    ``peak`` is in bytes, None where it was not watched, or cannot be on this system.
    """

    seconds: float
    busy: float
    peak: int | None = None


def run(command: Sequence[str | Path], folder: Path, watch_memory: bool = False, **variables: str) -> Run:
    """Run ``command`` in ``folder`` with ``variables`` and little else in its environment. Raises CommandFailed.

    To look at memory takes time from what is measured, at most a twentieth.
    """
    with tempfile.TemporaryFile() as told:
        os.sync()  # what earlier runs wrote is not written during this one
        start, before = perf_counter(), _busy()
        process = subprocess.Popen(
            list(map(str, command)), cwd=folder, env=plain_environment(**variables), stdout=told, stderr=told
        )
        peak = _Peak(process.pid) if watch_memory and _CAN_WATCH.exists() else None
        code = process.wait()
        seconds = perf_counter() - start
        if code:
            told.seek(0)
            raise CommandFailed(f"{command}: {code}\n{told.read()[-2000:].decode(errors='replace')}")
        return Run(seconds, _busy() - before, peak.stop() if peak else None)


def plain_environment(**variables: str) -> Mapping[str, str]:
    """``variables``, and of this process only what programs need to be found and to run."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | variables


def tree_memory(root: int, proc: Path = _PROC) -> int:
    """The bytes of memory that process ``root`` and all below it hold, each shared page counted once (PSS)."""
    total, waiting = 0, [root]
    while waiting:
        folder = proc / str(waiting.pop())
        # Processes end while they are looked at.
        with suppress(OSError):
            for thread in (folder / "task").iterdir():
                waiting += map(int, (thread / "children").read_text("ascii").split())
        with suppress(OSError):
            total += _pss(folder)
    return total


def _busy() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _pss(folder: Path) -> int:
    for line in (folder / "smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


class _Peak:
    """Looks at the memory of a tree of processes until it is stopped."""

    def __init__(self, root: int):
        self._root = root
        self._most = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        self._ended.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        step = _STEP
        while not self._ended.wait(step):
            start = perf_counter()
            self._most = max(self._most, tree_memory(self._root))
            step = max(_STEP, (perf_counter() - start) * _SHARE)
