"""Brings a spare tree of files up to date with the output by hard links.

The output and the tree that it replaced share every unchanged file (one inode). Before the spare tree becomes the next
output, it gets hard links to the newer files; the cost is that of the difference. Shared files are never written to.
"""

import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from kabar.index.manifest import File

FILE_MODE, FOLDER_MODE = 0o644, 0o755

# Size in bytes and mtime in ns of a file, and for ``File`` more, by its name.
TreeFiles = Mapping[str, tuple[int, int] | File]


def bring_up(folder: Path, output: Path) -> TreeFiles:
    """Makes ``folder`` contain the files of ``output`` as hard links; returns the files that it contains now.

    Anything but regular files with our mode is left out, and so are empty folders. Raises OSError when ``folder``
    cannot be read; a file that cannot be linked is missing in the result.
    """
    wanted, _, _ = _scan(output) if output.is_dir() and not output.is_symlink() else ({}, [], [])
    there, odd, folders = _scan(folder)
    kept = {name for name, status in there.items() if wanted.get(name) == status}
    discard(folder, [*odd, *(there.keys() - kept)])
    discard_folders(folder, set(folders).difference(*map(_folders_of, kept)))
    made: set[str] = set()
    present: dict[str, tuple[int, int]] = {}
    for name, status in wanted.items():
        if there.get(name) == status or _link(output, folder, name, made):
            present[name] = status[1:]
    return present


def discard(folder: Path, names: Iterable[str]) -> None:
    """Removes the files ``names`` of ``folder``, and the folders that are empty without them."""
    for name in names:
        path = os.path.join(folder, name)
        os.unlink(path)
        with suppress(OSError):
            while (path := os.path.dirname(path)) != str(folder):
                os.rmdir(path)


def discard_folders(folder: Path, names: Iterable[str]) -> None:
    """Removes those of the folders ``names`` of ``folder`` that exist and are empty."""
    for name in sorted(names, reverse=True):
        with suppress(OSError):
            os.rmdir(os.path.join(folder, name))


def remove(path: Path) -> None:
    """Removes the file or folder ``path``, if it exists. Raises OSError."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _folders_of(name: str) -> Iterator[str]:
    while name := name.rpartition("/")[0]:
        yield name


def _link(output: Path, folder: Path, name: str, made: set[str]) -> bool:
    target = os.path.join(folder, name)
    parent = os.path.dirname(target)
    try:
        if parent not in made:
            os.makedirs(parent, exist_ok=True)
            made.add(parent)
        os.link(os.path.join(output, name), target)
    except OSError:
        return False
    return True


def _scan(root: Path) -> tuple[dict[str, tuple[int, int, int]], list[str], list[str]]:
    """Returns the regular files below ``root`` (inode, size, mtime) by name, the names of other files, and folders."""
    plain: dict[str, tuple[int, int, int]] = {}
    odd: list[str] = []
    below: list[str] = []
    folders = [""]
    while folders:
        prefix = folders.pop()
        with os.scandir(os.path.join(root, prefix)) as entries:
            for entry in entries:
                status = entry.stat(follow_symlinks=False)
                kind, mode = stat.S_IFMT(status.st_mode), stat.S_IMODE(status.st_mode)
                if kind == stat.S_IFDIR:
                    folders.append(f"{prefix}{entry.name}/")
                    below.append(prefix + entry.name)
                    if mode != FOLDER_MODE:
                        os.chmod(entry.path, FOLDER_MODE)
                elif kind == stat.S_IFREG and mode == FILE_MODE:
                    plain[prefix + entry.name] = status.st_ino, status.st_size, status.st_mtime_ns
                else:
                    odd.append(prefix + entry.name)
    return plain, odd, below


