"""The tree of the last output as it was left: that it still is so is told by one look at each file, without reading.

Told are each file's size, time and number of names, each folder's time, and the mark of what each file was drawn from;
and in what the tree before it, which is kept as a spare, differs. So the spare is brought up by that difference alone.
What is built for the public is read as well, and held against the digest of what was made. Plain values behind a
checksum, in columns; whatever does not match means that everything is looked at.
"""

import os
import stat
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from pathlib import Path

from plugins.content_model.checksummed import read_checksummed, write_checksummed
from plugins.content_model.plain_values import freeze_plain, thaw_plain
from plugins.press.integrity import SIZE, digest_of_file
from plugins.press.spare_tree import FILE_MODE, Held, discard, discard_folders

# Size in bytes, time in ns, number of names; 0 where that tells nothing, since no spare shares the files.
Told = tuple[int, int, int]


@dataclass
class LastTree:
    """``world`` is what all files were drawn in, ``marks`` what each was drawn from besides, by name; ``chapters`` tell
    the same of whole chapters of pages (``pages.chapters.Kept``), by key.

    ``root`` and ``spare`` are the inodes of the two folders; ``folders`` and ``spare_folders`` the times of those
    below them, by name. ``made`` are the files that the spare lacks or holds otherwise, ``gone`` those it holds
    besides. ``digests`` are those of the files' bytes, by name; there are none where it was not built for the public.
    """

    world: str = ""
    root: int = 0
    spare: int = 0
    files: dict[str, Told] = field(default_factory=dict)
    marks: dict[str, bytes] = field(default_factory=dict)
    folders: dict[str, int] = field(default_factory=dict)
    spare_folders: dict[str, int] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    chapters: dict[str, tuple] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)

    @property
    def all_marks(self) -> dict[str, bytes]:
        """The mark of each file that has one, those of chapters too."""
        told = (pair for chapter in self.chapters.values() for pair in zip(chapter[1], chapter[2], strict=True))
        return {**self.marks, **{name: mark for name, mark in told if mark}}

    @property
    def held(self) -> Held:
        """Size and time of each file by name."""
        return dict(zip(self.files, map(itemgetter(0, 1), self.files.values()), strict=True))

    def is_of(self, output: Path) -> bool:
        """Whether ``output`` is the folder that this tree was, whatever it holds now."""
        return bool(self.files) and _inode(output) == self.root

    def is_at(self, output: Path) -> bool:
        """Whether ``output`` is this tree, file by file and folder by folder."""
        if not self.is_of(output):
            return False
        prefix, lstat = f"{output}/", os.lstat
        try:
            for name, (size, time, names) in self.files.items():
                status = lstat(prefix + name)
                if (
                    status.st_mtime_ns != time
                    or status.st_size != size
                    or (names and status.st_nlink != names)
                    or status.st_mode != _PLAIN_FILE
                ):
                    return False
            # A folder's time tells whether anything in it came or went.
            for name, time in self.folders.items():
                status = lstat(prefix + name)
                if status.st_mtime_ns != time or not stat.S_ISDIR(status.st_mode):
                    return False
        except OSError:
            return False
        return True

    def is_spare(self, spare: Path) -> bool:
        """Whether ``spare`` is the tree before this one, by its folders: their times tell what came or went."""
        # A folder made anew may get the number of one that is gone, but not its time.
        if not self.spare_folders or _inode(spare) != self.spare:
            return False
        prefix, lstat = f"{spare}/", os.lstat
        try:
            return all(lstat(prefix + name).st_mtime_ns == time for name, time in self.spare_folders.items())
        except OSError:
            return False

    def damaged(self, output: Path, spare: Path | None = None, part: slice = slice(None)) -> Iterator[str]:
        """Its files below ``output``, or only ``part`` of them, that are not the bytes that were made, by name.

        What is not known counts as damaged. Where ``spare`` is to be brought up, what both hold is read there.
        """
        made = frozenset(self.made)
        for name in list(self.files)[part]:
            folder = output if spare is None or name in made else spare
            known = self.digests.get(name)
            if known is None or digest_of_file(f"{folder}/{name}") != known:
                yield name

    def bring_up(self, spare: Path, output: Path) -> None:
        """Make ``spare``, which is the tree before, hold what ``output``, which is this tree, holds.

        Raises OSError where something in them is not as it should be.
        """
        made = [name for name in self.made if name in self.files]
        discard(spare, self.gone)
        discard(spare, [name for name in self.made if _is_file(spare / name)])
        discard_folders(spare, self._folders_of_spare_alone)
        for name in made:
            target = spare / name
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(output / name, target)
            size, time, names = self.files[name]
            self.files[name] = size, time, names + 1

    def after(
        self,
        output: Path,
        spare: Path,
        world: str,
        marks: Mapping[str, bytes],
        chapters: Mapping[str, tuple],
        written: Iterable[str],
        gone: Iterable[str],
        digests: Mapping[str, bytes],
    ) -> "LastTree":
        """The tree at ``output`` after a build that brought up the spare of this one: ``written`` are new files.

        ``gone`` are files that it no longer holds. ``spare`` is what this tree is now. ``digests`` are those of all
        files, by name; there are none where it was not built for the public.
        """
        files = dict(self.files)
        written = sorted(written)
        # What is written again after it was removed is not gone.
        gone = sorted(set(gone).difference(written))
        for name in gone:
            files.pop(name, None)
        # What was drawn anew and came out as it was is still the file that it was.
        made = [name for name in written if _inode(output / name) != _inode(spare / name)]
        for name in made:
            files[name] = _told(output / name)
        touched = {folder for name in (*self.made, *self.gone, *written, *gone) for folder in _folders_of(name)}
        touched |= {above for name in self._folders_of_spare_alone for above in (name, *_folders_of(name))}
        folders = dict(self.spare_folders)
        for folder in touched:
            folders.pop(folder, None)
            with suppress(OSError):
                folders[folder] = os.lstat(output / folder).st_mtime_ns
        where, differs = (world, _inode(output), _inode(spare)), (made, gone)
        return LastTree(*where, files, dict(marks), folders, self.folders, *differs, dict(chapters), dict(digests))

    @property
    def _folders_of_spare_alone(self) -> set[str]:
        """Folders that are empty once the spare is brought up: its files have left them, or others made them."""
        return self.spare_folders.keys() - self.folders.keys()


_PLAIN_FILE = stat.S_IFREG | FILE_MODE
_NO_DIGEST = bytes(SIZE)  # of a file whose digest is not known


def look_at(
    output: Path,
    spare: Path,
    world: str,
    marks: Mapping[str, bytes],
    chapters: Mapping[str, tuple],
    digests: Mapping[str, bytes],
) -> LastTree:
    """The tree at ``output``, and in what ``spare`` differs from it, found by looking at everything.

    ``digests`` are those of its files, by name; there are none where it was not built for the public.
    """
    files, folders, inodes = _scan(output)
    others, spare_folders, other_inodes = _scan(spare) if spare.is_dir() else ({}, {}, {})
    if not other_inodes:
        # The tree that was replaced goes with the build, and its names with it.
        files = {name: (*told[:2], 0) for name, told in files.items()}
    made = [name for name, inode in inodes.items() if other_inodes.get(name) != inode]
    gone = [name for name in others if name not in files]
    where, differs = (world, _inode(output), _inode(spare)), (made, gone)
    return LastTree(*where, files, dict(marks), folders, spare_folders, *differs, dict(chapters), dict(digests))


def read_tree(file: Path) -> LastTree | None:
    """What was kept in ``file``; None where there is nothing whole."""
    data = read_checksummed(file)
    if data is None:
        return None
    try:
        world, root, spare, files, marks, folders, spare_folders, made, gone, chapters, digests = thaw_plain(data)
        names = _names(files[0])
        return LastTree(
            world,
            root,
            spare,
            dict(zip(names, zip(*map(_numbers, files[1:]), strict=True), strict=True)),
            marks,
            _times(folders),
            _times(spare_folders),
            made,
            gone,
            dict(_chapters(chapters)),
            dict(_digests(names, digests)),
        )
    except Exception:
        # Bytes that nobody of us wrote can fail in any way; the checksum makes it next to impossible.
        return None


def keep_tree(file: Path, tree: LastTree) -> None:
    """Keep ``tree`` for the next build; where there is no room for it, that looks at everything."""
    files = ["\0".join(tree.files), *map(_column, zip(*tree.files.values(), strict=True))]
    folders, spare_folders = (("\0".join(one), _column(one.values())) for one in (tree.folders, tree.spare_folders))
    chapters = [
        (key, mark, "\0".join(names), marks, "\0".join(chain.from_iterable(listed)), within)
        for key, (mark, names, marks, listed, within) in tree.chapters.items()
    ]
    where, differs = (tree.world, tree.root, tree.spare), (tree.made, tree.gone)
    digests = b"".join([tree.digests.get(name, _NO_DIGEST) for name in tree.files]) if tree.digests else b""
    data = freeze_plain((*where, files, tree.marks, folders, spare_folders, *differs, chapters, digests))
    with suppress(OSError):
        write_checksummed(file, data)


def forget_tree(file: Path) -> None:
    """Let the next build look at everything."""
    with suppress(OSError):
        file.unlink(missing_ok=True)


def _column(numbers: Iterable[int]) -> bytes:
    # Names stand in one text, numbers in one row: hundreds of thousands of values of their own cost a second to read.
    return array("q", numbers).tobytes()


def _numbers(column: bytes) -> array:
    return array("q", column)


def _names(told: str) -> list[str]:
    return told.split("\0") if told else []


def _digests(names: Iterable[str], column: bytes) -> Iterator[tuple[str, bytes]]:
    for name, start in zip(names, range(0, len(column), SIZE), strict=bool(column)):
        if column[start : start + SIZE] != _NO_DIGEST:
            yield name, column[start : start + SIZE]


def _times(told: tuple[str, bytes]) -> dict[str, int]:
    # The folder at the root has no name.
    names, times = told[0].split("\0"), _numbers(told[1])
    return dict(zip(names, times, strict=True)) if times else {}


def _chapters(told: Iterable[tuple]) -> Iterator[tuple[str, tuple]]:
    for key, mark, names, marks, listed, within in told:
        pairs = iter(_names(listed))
        yield key, (mark, tuple(_names(names)), marks, tuple(zip(pairs, pairs, strict=True)), within)


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


def _told(path: Path) -> Told:
    status = os.lstat(path)
    return status.st_size, status.st_mtime_ns, status.st_nlink


def _folders_of(name: str) -> Iterator[str]:
    while name:
        name = name.rpartition("/")[0]
        yield name


def _scan(root: Path) -> tuple[dict[str, Told], dict[str, int], dict[str, int]]:
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
