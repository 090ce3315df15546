"""Every file below a folder with what its status tells, in one walk. Knows nothing of what files mean."""

import os
import re
import stat
from dataclasses import dataclass, field

# Size in bytes, time of change in ns, time of its entry's change in ns, inode: who writes a file changes one of them.
Status = tuple[int, int, int, int]

# Left behind by editors and file managers: nobody wrote them.
_NOT_OURS = re.compile(r"\..*|.*~|#.*#|Thumbs\.db|desktop\.ini", re.IGNORECASE)


@dataclass
class Walk:
    """What stands below a folder, by paths relative to it with ``/``, in no order.

    ``files`` are plain files; ``links``, ``unread`` (no status to be had) and ``odd`` (sockets, pipes) are not.
    """

    files: dict[str, Status] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)


def walk(root: str | os.PathLike[str]) -> Walk:
    """All that stands below ``root``, but for what editors and file managers leave behind. Raises OSError."""
    found = Walk()
    _walk(os.fspath(root), "", found)
    return found


def _walk(folder: str, prefix: str, found: Walk) -> None:
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
                found.files[path] = told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino
            elif stat.S_ISDIR(mode):
                _walk(entry.path, f"{path}/", found)
            elif stat.S_ISLNK(mode):
                found.links.append(path)
            else:
                found.odd.append(path)
