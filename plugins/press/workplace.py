"""Where a build is made before it is shown: staged beside the output, then swapped whole.

A build that is stopped at any point leaves the old output or the new one; what it leaves
behind is mended when the next one begins. One build at a time works on one output.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from plugins.press.exchange import exchange

LOCK = "lock"
WAITING = "Menunggu build lain yang sedang menulis '{}' …"


@dataclass(frozen=True)
class Workplace:
    """``staging`` is an empty folder to build in, on the output's own file system."""

    output: Path
    folder: Path

    @property
    def staging(self) -> Path:
        return self.folder / "staging"

    @property
    def _previous(self) -> Path:
        return self.folder / "previous"

    @property
    def _discarded(self) -> Path:
        return self.folder / "discarded"

    def swap(self) -> None:
        """Put ``staging`` in the place of the output; on failure the old one stands again.

        In one step where the system can; else there is a moment without any, which the next build mends
        should this one be killed in it.
        """
        if self.output.exists() and exchange(self.staging, self.output):
            return  # the old one is what stands in staging now, and goes with it
        try:
            if self.output.exists():
                self.output.rename(self._previous)
            self.staging.rename(self.output)
        except BaseException:
            self._bring_back()
            raise
        self._discard_previous()

    def mend(self) -> None:
        """Bring back an output that a killed build had set aside, and remove what it left."""
        self._bring_back()
        self._discard_previous()
        for leftover in (self._discarded, self.staging):
            if leftover.exists():
                shutil.rmtree(leftover)

    def leave(self) -> None:
        """Remove the workplace, but never an old output that could not be put back."""
        shutil.rmtree(self.staging, ignore_errors=True)
        shutil.rmtree(self._discarded, ignore_errors=True)
        # The lock goes last: who waits for it notices, and finds nothing of ours to trip over.
        (self.folder / LOCK).unlink(missing_ok=True)
        with suppress(OSError):
            self.folder.rmdir()

    def _bring_back(self) -> None:
        if self._previous.exists() and not self.output.exists():
            self._previous.rename(self.output)

    def _discard_previous(self) -> None:
        if self._previous.exists():
            # Renamed first: half a tree under its old name could be taken for a whole one.
            if self._discarded.exists():
                shutil.rmtree(self._discarded)
            self._previous.rename(self._discarded)
            shutil.rmtree(self._discarded)


@contextmanager
def workplace(output: Path, cache: Path, announce: Callable[[str], None]) -> Iterator[Workplace]:
    """Hold the one workplace of ``output``; while another build holds it, ``announce`` and wait.

    Raises OSError where the folders cannot be made.
    """
    place = Workplace(output, _folder_for(output, cache))
    lock = _lock(place.folder, lambda: announce(WAITING.format(output)))
    try:
        place.mend()
        place.staging.mkdir()
        yield place
    finally:
        place.leave()
        os.close(lock)


def _folder_for(output: Path, cache: Path) -> Path:
    cache.mkdir(parents=True, exist_ok=True)
    output.parent.mkdir(parents=True, exist_ok=True)
    one_device = output.parent.stat().st_dev == cache.stat().st_dev
    if one_device and output.is_relative_to(cache.parent):
        digest = hashlib.sha256(os.fsencode(output)).hexdigest()
        return cache / "press" / digest[:16]
    return output.with_name(f".{output.name}.kabar-ikm")


def _lock(folder: Path, on_wait: Callable[[], None]) -> int:
    waited = False
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except FileNotFoundError:
            continue  # the holder before us removed the folder in between
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not waited:
                on_wait()
            waited = True
            fcntl.flock(handle, fcntl.LOCK_EX)
        if _is_same_file(handle, folder / LOCK):
            return handle
        os.close(handle)


def _is_same_file(handle: int, path: Path) -> bool:
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    here = os.fstat(handle)
    return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)
