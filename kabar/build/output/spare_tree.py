"""Bring a tree of files up to another by the least work: what both hold under one inode is the same file.

The output and the tree that it replaced share every file that has not changed since. Before the older one becomes
the next output, it gets the names of the newer one: the cost is that of what differs, not of the whole. Nothing is
ever written through a name that may be shared.
"""

import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from kabar.index.manifest import File

FILE_MODE, FOLDER_MODE = 0o644, 0o755

# Size in bytes and time in ns of a file, and what else is known of it, by its name.
TreeFiles = Mapping[str, tuple[int, int] | File]


def bring_up(folder: Path, output: Path) -> TreeFiles:
    """Make ``folder`` hold the files of ``output``, by second names for them; those that it holds now.

    What is no plain file, or has a mode that is not ours, is left out, and so is a folder without files. Raises OSError
    where ``folder`` cannot be read; where a file cannot get a second name it is not held.
    """
    wanted, _, _ = _scan(output) if output.is_dir() and not output.is_symlink() else ({}, [], [])
    there, odd, folders = _scan(folder)
    kept = {name for name, told in there.items() if wanted.get(name) == told}
    discard(folder, [*odd, *(there.keys() - kept)])
    discard_folders(folder, set(folders).difference(*map(_folders_of, kept)))
    made: set[str] = set()
    present: dict[str, tuple[int, int]] = {}
    for name, told in wanted.items():
        if there.get(name) == told or _link(output, folder, name, made):
            present[name] = told[1:]
    return present


def discard(folder: Path, names: Iterable[str]) -> None:
    """Remove the files ``names`` of ``folder``, and the folders that are empty without them."""
    for name in names:
        path = os.path.join(folder, name)
        os.unlink(path)
        with suppress(OSError):
            while (path := os.path.dirname(path)) != str(folder):
                os.rmdir(path)


def discard_folders(folder: Path, names: Iterable[str]) -> None:
    """Remove those of the folders ``names`` of ``folder`` that are there, and empty but for one another."""
    for name in sorted(names, reverse=True):
        with suppress(OSError):
            os.rmdir(os.path.join(folder, name))


def remove(path: Path) -> None:
    """Remove ``path``, whatever it is, where it is there. Raises OSError."""
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
    """The plain files below ``root`` (inode, size, time) by name, then the names of all else, folders apart."""
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


