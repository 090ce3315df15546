"""Where a build is made before it is shown: staged on the output's own disk, then swapped whole.

The tree that was replaced is kept as a spare, from which the next build starts; never one that was not shown.

A build that is stopped at any point leaves the old output or the new one; what it leaves
behind is mended when the next one begins. One build at a time works on one output, also of several projects.
"""

import ctypes
import errno
import fcntl
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kabar.build.output.ownership import mounted
from kabar.build.output.spare_tree import remove
from kabar.failure import BuildFailed, relative_to_here

_RENAME_EXCHANGE = 2  # <linux/fs.h>
_RENAME_SWAP = 2  # <sys/stdio.h>
_HERE = -100  # AT_FDCWD, <fcntl.h>
# What a system or file system answers that does not know how.
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def exchange(one: Path, other: Path) -> bool:
    """Let ``one`` and ``other``, on one file system, change places; False where the system cannot do that.

    Raises OSError where it could, and did not.
    """
    # Whoever watches the file operations of this process (PEP 578) sees this one as well.
    sys.audit("os.rename", os.fspath(one), os.fspath(other), -1, -1)
    function, arguments = _system_call(os.fsencode(one), os.fsencode(other))
    if function is None:
        return False
    if function(*arguments) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), os.fspath(one), None, os.fspath(other))


def _system_call(one: bytes, other: bytes):
    names = {"linux": "renameat2", "darwin": "renamex_np"}
    library = ctypes.CDLL(None, use_errno=True)
    function = getattr(library, names.get(sys.platform, ""), None) if sys.platform in names else None
    if sys.platform == "linux":
        return function, (_HERE, one, _HERE, other, _RENAME_EXCHANGE)
    return function, (one, other, _RENAME_SWAP)


LOCK = "lock"
WAITING = "Menunggu build lain yang sedang menulis '{}' …"


@dataclass(frozen=True)
class Workplace:
    """``staging`` is a folder to build in, on the output's own file system: empty, or an output of before.

    ``aside`` is a place for what is moved into it later. With ``keeps_spare`` what is replaced is kept.
    """

    output: Path
    folder: Path
    keeps_spare: bool = False

    @property
    def staging(self) -> Path:
        return self.folder / "staging"

    @property
    def aside(self) -> Path:
        return self.folder / "aside"

    @property
    def spare(self) -> Path:
        """Where the tree that was replaced is kept; there is none where nothing is kept."""
        return self.folder / "spare"

    @property
    def _previous(self) -> Path:
        return self.folder / "previous"

    @property
    def _discarded(self) -> Path:
        return self.folder / "discarded"

    def swap(self) -> None:
        """Put ``staging`` in the place of the output; on failure the old one stands again.

        In one step where the system can; else there is a moment without any, which the next build mends
        should this one be killed in it. Raises BuildFailed for a mount point that did not show as one.
        """
        try:
            self._swap()
        except OSError as error:
            name = relative_to_here(self.output)
            if error.errno == errno.EBUSY:
                raise BuildFailed(mounted(name)) from None
            if error.errno == errno.EXDEV:
                raise BuildFailed(
                    f"OUTPUT '{name}' dan '{relative_to_here(self.folder)}' ada di dua titik kait (mount point),"
                    " sehingga tidak dapat ditukar; pilih OUTPUT di luar folder proyek"
                ) from None
            raise

    def _swap(self) -> None:
        if self.output.exists() and exchange(self.staging, self.output):
            if self.keeps_spare:
                self.staging.rename(self.spare)
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
        for leftover in (self._discarded, self.staging, self.aside):
            remove(leftover)

    def begin(self) -> None:
        """Make ``staging``, out of the spare where there is one."""
        if self.spare.is_dir() and not self.spare.is_symlink():
            self.spare.rename(self.staging)
        else:
            remove(self.spare)
            self.staging.mkdir()

    def leave(self) -> None:
        """Remove the workplace, but never an old output that could not be put back."""
        for leftover in (self.staging, self._discarded, self.aside):
            shutil.rmtree(leftover, ignore_errors=True)
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
    folder = _folder_for(output, cache)
    # On another disk than the output's own nothing is left behind.
    place = Workplace(output, folder, keeps_spare=folder.is_relative_to(cache))
    with ExitStack() as locks:
        wait = _wait_once(lambda: announce(WAITING.format(output)))
        locks.callback(os.close, _lock(place.folder, wait))
        if lock := _lock_output(output, wait):
            locks.callback(os.close, lock)
        try:
            place.mend()
            place.begin()
            # What is staged is the output after the swap, and ours until all of it is written down.
            if lock := _lock_output(place.staging, wait):
                locks.callback(os.close, lock)
            yield place
        finally:
            place.leave()


def _folder_for(output: Path, cache: Path) -> Path:
    folder = cache / "press" / hashlib.sha256(os.fsencode(output)).hexdigest()[:16]
    folder.parent.mkdir(parents=True, exist_ok=True)
    output.parent.mkdir(parents=True, exist_ok=True)
    if _can_move(folder.parent, output.parent):
        return folder
    return output.with_name(f".{output.name}.kabar-ikm")


def _can_move(source: Path, target: Path) -> bool:
    """Whether folders can be moved from ``source`` to ``target`` in one step: they may lie on two disks or mounts."""
    if source.stat().st_dev != target.stat().st_dev:
        return False
    tried = Path(tempfile.mkdtemp(dir=source))
    moved = target / f".{tried.name}"
    try:
        tried.rename(moved)
    except OSError:
        tried.rmdir()
        return False
    moved.rmdir()
    return True


def _wait_once(announce: Callable[[], None]) -> Callable[[], None]:
    """``announce``, called the first time alone."""
    left = [announce]

    def wait() -> None:
        if left:
            left.pop()()

    return wait


def _lock(folder: Path, on_wait: Callable[[], None]) -> int:
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except FileNotFoundError:
            continue  # the holder before us removed the folder in between
        _wait_for(handle, on_wait)
        if _is_same_file(handle, folder / LOCK):
            return handle
        os.close(handle)


def _lock_output(output: Path, on_wait: Callable[[], None]) -> int | None:
    """Lock the output itself, which builds of other projects may write to; None where there is none, or no lock."""
    while True:
        try:
            handle = os.open(output, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError:
            return None
        try:
            _wait_for(handle, on_wait)
        except OSError:
            os.close(handle)  # some network disks have no locks for folders
            return None
        if _is_same_file(handle, output):
            return handle
        os.close(handle)


def _wait_for(handle: int, on_wait: Callable[[], None]) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        on_wait()
        fcntl.flock(handle, fcntl.LOCK_EX)


def _is_same_file(handle: int, path: Path) -> bool:
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    here = os.fstat(handle)
    return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)


