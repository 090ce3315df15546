"""Staging of a build on the disk of the output, and atomic swap of the two folders.

The replaced tree is kept as the spare tree, from which the next build starts; an output that was not swapped in is
never kept. A build that is stopped at any point leaves the old output or the new one, and the next build cleans up.
Locks allow one build at a time per output, also across projects.
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
_AT_FDCWD = -100  # <fcntl.h>
# Error codes of systems and file systems without an exchange.
_UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def exchange(one: Path, other: Path) -> bool:
    """Exchanges ``one`` and ``other``, on one file system, in one step; False when the system cannot.

    Raises OSError for other failures.
    """
    # An audit event (PEP 578) like that of os.rename: ctypes raises none.
    sys.audit("os.rename", os.fspath(one), os.fspath(other), -1, -1)
    function, arguments = _system_call(os.fsencode(one), os.fsencode(other))
    if function is None:
        return False
    if function(*arguments) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), os.fspath(one), None, os.fspath(other))


def _system_call(one: bytes, other: bytes) -> tuple[Callable[..., int] | None, tuple[int | bytes, ...]]:
    names = {"linux": "renameat2", "darwin": "renamex_np"}
    library = ctypes.CDLL(None, use_errno=True)
    function = getattr(library, names.get(sys.platform, ""), None) if sys.platform in names else None
    if sys.platform == "linux":
        return function, (_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE)
    return function, (one, other, _RENAME_SWAP)


LOCK = "lock"
WAITING = "Menunggu build lain yang sedang menulis '{}' …"


@dataclass
class Workplace:
    """``staging`` is the folder to build in, on the file system of the output: the spare tree, or ``begins_empty``.

    ``aside`` is a folder for files that are moved into it later. With ``keeps_spare`` the replaced tree is kept.
    """

    output: Path
    folder: Path
    keeps_spare: bool = False
    begins_empty: bool = False

    @property
    def staging(self) -> Path:
        return self.folder / "staging"

    @property
    def aside(self) -> Path:
        return self.folder / "aside"

    @property
    def spare(self) -> Path:
        """The folder of the spare tree; it does not exist when none is kept."""
        return self.folder / "spare"

    @property
    def _previous(self) -> Path:
        return self.folder / "previous"

    @property
    def _discarded(self) -> Path:
        return self.folder / "discarded"

    def swap(self) -> None:
        """Swaps ``staging`` with the output; on failure the old output stays.

        Atomic where the system can; else there is a moment without an output, which the next build repairs if this one
        is killed then. Raises BuildFailed for a mount point that was not detected before.
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
            return  # the old output is in staging now and is removed with it
        try:
            if self.output.exists():
                self.output.rename(self._previous)
            self.staging.rename(self.output)
        except BaseException:
            self._bring_back()
            raise
        self._discard_previous()

    def mend(self) -> None:
        """Restores the output that a killed build had set aside, and removes its leftovers."""
        self._bring_back()
        self._discard_previous()
        for leftover in (self._discarded, self.staging, self.aside):
            remove(leftover)

    def begin(self) -> None:
        """Creates ``staging``, from the spare tree if there is one."""
        if self.spare.is_dir() and not self.spare.is_symlink():
            self.spare.rename(self.staging)
        else:
            remove(self.spare)
            self.staging.mkdir()
            self.begins_empty = True

    def leave(self) -> None:
        """Removes the workplace, but never an old output that could not be restored."""
        for leftover in (self.staging, self._discarded, self.aside):
            shutil.rmtree(leftover, ignore_errors=True)
        # The lock is removed last: a waiting build notices that, and finds no leftovers.
        (self.folder / LOCK).unlink(missing_ok=True)
        with suppress(OSError):
            self.folder.rmdir()

    def _bring_back(self) -> None:
        if self._previous.exists() and not self.output.exists():
            self._previous.rename(self.output)

    def _discard_previous(self) -> None:
        if self._previous.exists():
            # Renamed first: a half-removed tree must not be taken for a whole one.
            if self._discarded.exists():
                shutil.rmtree(self._discarded)
            self._previous.rename(self._discarded)
            shutil.rmtree(self._discarded)


@contextmanager
def workplace(output: Path, cache: Path, announce: Callable[[str], None]) -> Iterator[Workplace]:
    """Locks and yields the workplace of ``output``; while another build has the lock, calls ``announce`` once and
    waits.

    Raises OSError when the folders cannot be made.
    """
    folder = _folder_for(output, cache)
    # A workplace outside the cache, beside the output, is removed whole.
    place = Workplace(output, folder, keeps_spare=folder.is_relative_to(cache))
    with ExitStack() as locks:
        wait = _wait_once(lambda: announce(WAITING.format(output)))
        locks.callback(os.close, _lock(place.folder, wait))
        if lock := _lock_output(output, wait):
            locks.callback(os.close, lock)
        try:
            place.mend()
            place.begin()
            # The staging folder becomes the output: its lock must last until the manifest is stored.
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
    """Whether folders can be renamed from ``source`` to ``target``, which may be on different disks or mounts."""
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
    """Returns a function that calls ``announce`` the first time only."""
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
            continue  # the previous build removed the folder meanwhile
        _wait_for(handle, on_wait)
        if _is_same_file(handle, folder / LOCK):
            return handle
        os.close(handle)


def _lock_output(output: Path, on_wait: Callable[[], None]) -> int | None:
    """Locks the output folder against builds of other projects; None without output or lock support."""
    while True:
        try:
            handle = os.open(output, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError:
            return None
        try:
            _wait_for(handle, on_wait)
        except OSError:
            os.close(handle)  # some network file systems cannot lock folders
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


