"""Every file below a folder with what its status tells, in one walk. Knows nothing of what files mean."""

import hashlib
import io
import os
import pickle
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


def freeze_plain(value: Any) -> bytes:
    """``value`` as bytes, which is made of plain values."""
    return pickle.dumps(value, protocol=5)


def thaw_plain(data: bytes) -> Any:
    """What ``freeze_plain`` froze. Raises an Exception for bytes that it did not write."""
    return _Thawer(io.BytesIO(data)).load()


class _Thawer(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type:
        # A pickle can name any function to be called.
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


# Size in bytes, time of change in ns, time of its entry's change in ns, inode: who writes a file changes one of them.
Status = tuple[int, int, int, int]

# Left behind by editors and file managers: nobody wrote them.
_NOT_OURS = re.compile(r"\..*|.*~|#.*#|Thumbs\.db|desktop\.ini", re.IGNORECASE)


@dataclass
class Walk:
    """What stands below a folder, by paths relative to it with ``/``, in no order.

    ``files`` are plain files, ``folders`` the same by the folder in which they stand (the one at the root has no name);
    ``links``, ``unread`` (no status to be had) and ``odd`` (sockets, pipes) are none.
    """

    files: dict[str, Status] = field(default_factory=dict)
    folders: dict[str, dict[str, Status]] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)

    @cached_property
    def digests(self) -> dict[str, bytes]:
        """A digest of the files of each folder: of their paths and statuses."""
        return {name: digest_of_statuses(files) for name, files in self.folders.items()}


def walk(root: str | os.PathLike[str]) -> Walk:
    """All that stands below ``root``, but for what editors and file managers leave behind. Raises OSError."""
    found = Walk()
    _walk(os.fspath(root), "", found)
    return found


def digest_of_statuses(statuses: Mapping[str, Status]) -> bytes:
    """A digest of the files of a folder: of their paths and statuses, in whatever order they come."""
    told = freeze_plain(sorted(statuses.items()))
    return hashlib.blake2b(told, digest_size=16).digest()


def _walk(folder: str, prefix: str, found: Walk) -> None:
    files: dict[str, Status] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if _NOT_OURS.fullmatch(name):
                continue
            path = prefix + name
            try:
                told = entry.stat(follow_symlinks=False)
            except OSError:
                found.unread.append(path)
                continue
            mode = told.st_mode
            if stat.S_ISREG(mode):
                files[path] = told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino
            elif stat.S_ISDIR(mode):
                _walk(entry.path, f"{path}/", found)
            elif stat.S_ISLNK(mode):
                found.links.append(path)
            else:
                found.odd.append(path)
    if files:
        found.files.update(files)
        found.folders[prefix[:-1]] = files


