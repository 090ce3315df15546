"""Manifest of the last output, and a check of the tree against it by file status, without reading files.

It has size, mtime and number of hard links of each file, the mtime of each folder, and the difference to the tree
before it, which is kept as the spare tree, so the spare is brought up to date by that difference alone. Where there is
no spare (after a clean build, and after a build that failed), one is made from the manifest. Production outputs are
also read and compared with the digests of their files. The manifest is stored in the build database; when anything does
not match, the whole tree is scanned.
"""

import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import Connection

from kabar.build.output.integrity import digest_of_file
from kabar.build.output.spare_tree import FILE_MODE, discard, discard_folders
from kabar.index.database import Damaged, Database
from kabar.index.manifest import (
    File,
    read_directories,
    read_files,
    remove_directories,
    remove_manifest,
    write_directories,
    write_files,
)
from kabar.index.meta import read_value, write_values

_ABOUT = "manifest"


@dataclass
class LastTree:
    """A tree as a build left it. ``root`` and ``spare`` are the inodes of the two folders; ``folders`` and
    ``spare_folders`` the mtimes of the folders below them, by name. ``made`` are the files that the spare lacks or has
    with other content, ``gone`` those that only the spare has. ``stored`` are ``files`` as they are in the database.
    """

    root: int = 0
    spare: int = 0
    files: Mapping[str, File] = field(default_factory=dict)
    folders: Mapping[str, int] = field(default_factory=dict)
    spare_folders: Mapping[str, int] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    stored: Mapping[str, File] = field(default_factory=dict, compare=False, repr=False)

    def is_of(self, output: Path) -> bool:
        """Whether ``output`` is the folder of this tree, whatever it contains now."""
        return bool(self.files) and _inode(output) == self.root

    def damaged(self, output: Path, spare: Path | None = None, part: slice = slice(None)) -> Iterator[str]:
        """Yields the names of its files below ``output``, or of ``part`` of them, whose bytes are not those that were
        made.

        Files without a known digest count as damaged. With ``spare``, files that both trees contain are read there.
        """
        made = frozenset(self.made)
        for name in list(self.files)[part]:
            folder = output if spare is None or name in made else spare
            known = self.files[name].digest
            if known is None or digest_of_file(f"{folder}/{name}") != known:
                yield name

    def bring_up(self, spare: Path, output: Path) -> None:
        """Makes ``spare``, the tree before, contain what ``output``, this tree, contains.

        Raises OSError when something in them is not as expected.
        """
        made = [name for name in self.made if name in self.files]
        discard(spare, self.gone)
        discard(spare, [name for name in self.made if _is_file(spare / name)])
        discard_folders(spare, self._folders_of_spare_alone)
        files = dict(self.files)
        for name in made:
            target = spare / name
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(output / name, target)
            files[name] = files[name]._replace(hard_links=files[name].hard_links + 1)
        self.files = files

    def lay_out(self, spare: Path) -> None:
        """Notes that ``spare``, which was empty, contains what this tree contains (``lay_out``). Raises OSError."""
        files = dict(self.files)
        for name in self.made:
            if name in files and files[name].hard_links:
                files[name] = files[name]._replace(hard_links=files[name].hard_links + 1)
        self.files, self.made, self.gone = files, [], []
        self.spare_folders = {name: os.lstat(f"{spare}/{name}").st_mtime_ns for name in self.folders}

    def after(
        self,
        output: Path,
        spare: Path,
        written: Iterable[str],
        gone: Iterable[str],
        digests: Mapping[str, bytes],
    ) -> "LastTree":
        """Returns the tree at ``output`` after a build that brought up the spare of this one.

        ``written`` are new files, ``gone`` files that were removed, ``spare`` is where this tree is now. ``digests``
        are those of new files by name.
        """
        files = dict(self.files)
        written = sorted(written)
        # A file that was removed and written again is not gone.
        gone = sorted(set(gone).difference(written))
        for name in gone:
            files.pop(name, None)
        # A file that was rendered again with the same bytes is still the same inode.
        made = [name for name in written if _inode(output / name) != _inode(spare / name)]
        inode_of_spare = _inode(spare)
        for name in made:
            file = _file_at(output / name, digests.get(name))
            # Without a spare the replaced tree is removed after the build, and its hard links with it.
            files[name] = file if inode_of_spare else file._replace(hard_links=0)
        for name in set(written).difference(made):
            digest = digests.get(name, files[name].digest)
            files[name] = files[name]._replace(digest=digest)
        touched = {folder for name in (*self.made, *self.gone, *written, *gone) for folder in _folders_of(name)}
        touched |= {above for name in self._folders_of_spare_alone for above in (name, *_folders_of(name))}
        folders = dict(self.spare_folders)
        for folder in touched:
            folders.pop(folder, None)
            with suppress(OSError):
                folders[folder] = os.lstat(output / folder).st_mtime_ns
        return LastTree(_inode(output), inode_of_spare, files, folders, self.folders, made, gone)

    @property
    def _folders_of_spare_alone(self) -> set[str]:
        """Folders that are empty once the spare is brought up."""
        return self.spare_folders.keys() - self.folders.keys()


_PLAIN_FILE = stat.S_IFREG | FILE_MODE


def is_as_left(database: Database, output: Path, spare: Path | None = None) -> bool:
    """Whether ``output`` is the tree in ``database``, file by file and folder by folder; with ``spare`` also whether
    that is the tree before it.

    Reads rows one by one and keeps none, to save memory.
    """
    try:
        head = _read_head(database)
        if head is None or _inode(output) != head[0] or not _has_files(output, read_files(database)):
            return False
        if not _has_folders(output, read_directories(database, head[0])):
            return False
        # A new folder may reuse the inode of a removed one, but not its mtime.
        return spare is None or (
            _inode(spare) == head[1] and _has_folders(spare, read_directories(database, head[1]))
        )
    except (Damaged, OSError, ValueError):
        return False


def lay_out(database: Database, output: Path, spare: Path) -> bool:
    """Whether ``output`` is the tree in ``database``, as in ``is_as_left``; if so, fills ``spare``, an empty folder,
    with hard links to its files. The links are not counted: those of a removed spare are gone.

    After False there may be some of them in ``spare``.
    """
    try:
        head = _read_head(database)
        if head is None or _inode(output) != head[0]:
            return False
        files = ((name, file._replace(hard_links=0)) for name, file in read_files(database))
        if not _has_files(output, files) or not _has_folders(output, read_directories(database, head[0])):
            return False
        # In the order of the primary key: a folder before what is in it.
        for name, _ in read_directories(database, head[0]):
            if name:
                os.mkdir(f"{spare}/{name}")
        for name, _ in read_files(database):
            os.link(f"{output}/{name}", f"{spare}/{name}")
    except (Damaged, OSError, ValueError):
        return False
    return True


def _has_files(folder: Path, files: Iterable[tuple[str, File]]) -> bool:
    prefix, lstat, found = f"{folder}/", os.lstat, False
    for name, (size, time, names, _) in files:
        status = lstat(prefix + name)
        found = True
        if (
            status.st_mtime_ns != time
            or status.st_size != size
            or (names and status.st_nlink != names)
            or status.st_mode != _PLAIN_FILE
        ):
            return False
    return found


def _has_folders(root: Path, folders: Iterable[tuple[str, int]]) -> bool:
    # The mtime of a folder changes when an entry is added or removed.
    prefix, lstat, found = f"{root}/", os.lstat, False
    for name, time in folders:
        status = lstat(prefix + name)
        found = True
        if status.st_mtime_ns != time or not stat.S_ISDIR(status.st_mode):
            return False
    return found


def look_at(output: Path, spare: Path, digests: Mapping[str, bytes | None]) -> LastTree:
    """Scans the tree at ``output`` and its difference to ``spare``.

    ``digests`` are the known digests of its files, by name.
    """
    found, folders, inodes = _scan(output)
    others, spare_folders, other_inodes = _scan(spare) if spare.is_dir() else ({}, {}, {})
    files = {name: File(*status, digests.get(name)) for name, status in found.items()}
    if not other_inodes:
        # The replaced tree is removed after the build, and its hard links with it.
        files = {name: one._replace(hard_links=0) for name, one in files.items()}
    made = [name for name, inode in inodes.items() if other_inodes.get(name) != inode]
    gone = [name for name in others if name not in files]
    return LastTree(_inode(output), _inode(spare), files, folders, spare_folders, made, gone)


def read_tree(database: Database, with_spare: bool = True) -> LastTree | None:
    """Reads the stored tree, with ``with_spare`` also the spare's folders; None when it is not complete."""
    try:
        head = _read_head(database)
        if head is None:
            return None
        root, spare, made, gone = head
        files = dict(read_files(database))
        folders = dict(read_directories(database, root))
        spare_folders = dict(read_directories(database, spare)) if with_spare else {}
    except Damaged:
        return None
    return LastTree(root, spare, files, folders, spare_folders, made, gone, files)


def _read_head(database: Database) -> tuple[int, int, list[str], list[str]] | None:
    """Reads root, spare, ``made`` and ``gone`` of ``LastTree``. Raises Damaged."""
    data = read_value(database, _ABOUT)
    return None if data is None else tuple(json.loads(data))


def keep_tree(connection: Connection, before: LastTree | None, tree: LastTree) -> None:
    """Stores ``tree`` for the next build, inside a transaction; ``before`` is the one that was stored."""
    stored: Mapping[str, File] = {}
    directories: dict[int, Mapping[str, int]] = {}
    if before is None:
        remove_manifest(connection)
    else:
        stored = before.stored
        directories = {before.root: before.folders, before.spare: before.spare_folders}
    write_files(connection, stored, tree.files)
    for root, folders in ((tree.root, tree.folders), (tree.spare, tree.spare_folders)):
        if root:
            write_directories(connection, root, directories.pop(root, {}), folders)
    for root in directories:
        remove_directories(connection, root)
    about = (tree.root, tree.spare, tree.made, tree.gone)
    write_values(connection, {_ABOUT: json.dumps(about).encode()})


def _inode(path: Path) -> int:
    try:
        return os.lstat(path).st_ino
    except OSError:
        return 0


def _is_file(path: Path) -> bool:
    try:
        return not stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


def _file_at(path: Path, digest: bytes | None) -> File:
    status = os.lstat(path)
    return File(status.st_size, status.st_mtime_ns, status.st_nlink, digest)


def _folders_of(name: str) -> Iterator[str]:
    while name:
        name = name.rpartition("/")[0]
        yield name


def _scan(root: Path) -> tuple[dict[str, tuple[int, int, int]], dict[str, int], dict[str, int]]:
    files, times, inodes = {}, {"": os.lstat(root).st_mtime_ns}, {}
    folders = [""]
    while folders:
        prefix = folders.pop()
        with os.scandir(os.path.join(root, prefix)) as entries:
            for entry in entries:
                status = entry.stat(follow_symlinks=False)
                name = prefix + entry.name
                if stat.S_ISDIR(status.st_mode):
                    folders.append(f"{name}/")
                    times[name] = status.st_mtime_ns
                else:
                    files[name] = status.st_size, status.st_mtime_ns, status.st_nlink
                    inodes[name] = status.st_ino
    return files, times, inodes


