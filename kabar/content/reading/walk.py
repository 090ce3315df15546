"""Walk a folder: every file with its status, by one ``scandir`` of each folder."""

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
    """Serialise ``value``, which consists of plain values."""
    return pickle.dumps(value, protocol=5)


def thaw_plain(data: bytes) -> Any:
    """Deserialise what ``freeze_plain`` wrote. Raises an Exception for other bytes."""
    return _PlainUnpickler(io.BytesIO(data)).load()


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type:
        # A pickle can name any function to be called.
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


# Size in bytes, mtime and ctime in ns, inode: writing a file changes at least one of them.
Status = tuple[int, int, int, int]

# Hidden and backup files of editors and file managers.
_NOT_OURS = re.compile(r"\..*|.*~|#.*#|Thumbs\.db|desktop\.ini", re.IGNORECASE)


@dataclass
class Walk:
    """What is below a folder, by relative paths with ``/``, unordered.

    ``files`` are regular files; ``folders`` are the same by folder name (empty for the root). ``links`` are symbolic
    links, ``unread`` have no readable status, ``odd`` are sockets and pipes.
    """

    files: dict[str, Status] = field(default_factory=dict)
    folders: dict[str, dict[str, Status]] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)

    @cached_property
    def digests(self) -> dict[str, bytes]:
        """The digest of paths and statuses of each folder's files."""
        return {name: digest_of_statuses(files) for name, files in self.folders.items()}


def walk(root: str | os.PathLike[str]) -> Walk:
    """Walk ``root``, without hidden and backup files. Raises OSError."""
    found = Walk()
    _walk(os.fspath(root), "", found)
    return found


def digest_of_statuses(statuses: Mapping[str, Status]) -> bytes:
    """A digest of the paths and statuses of a folder's files, in any order."""
    return hashlib.blake2b(freeze_plain(sorted(statuses.items())), digest_size=16).digest()


def _walk(folder: str, prefix: str, found: Walk) -> None:
    files: dict[str, Status] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if _NOT_OURS.fullmatch(name):
                continue
            path = prefix + name
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError:
                found.unread.append(path)
                continue
            mode = status.st_mode
            if stat.S_ISREG(mode):
                files[path] = status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
            elif stat.S_ISDIR(mode):
                _walk(entry.path, f"{path}/", found)
            elif stat.S_ISLNK(mode):
                found.links.append(path)
            else:
                found.odd.append(path)
    if files:
        found.files.update(files)
        found.folders[prefix[:-1]] = files


