"""The tree of the last output as it was left: that it still is so is told by one look at each file, without reading.

Told are each file's size, time and number of names, each folder's time, and the mark of what each file was drawn from;
and in what the tree before it, which is kept as a spare, differs. So the spare is brought up by that difference alone.
Plain values behind a checksum, in columns; whatever does not match means that everything is looked at.
"""

import hashlib
import os
import stat
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from pathlib import Path

from plugins.content_model.plain_values import freeze_plain, thaw_plain
from plugins.press.spare_tree import FILE_MODE, Held, discard, discard_folders

# Size in bytes, time in ns, number of names; 0 where that tells nothing, since no spare shares the files.
Told = tuple[int, int, int]


@dataclass
class LastTree:
    """``world`` is what all files were drawn in, ``marks`` what each was drawn from besides, by name; ``chapters`` tell
    the same of whole chapters of pages (``pages.chapters.Kept``), by key.

    ``root`` and ``spare`` are the inodes of the two folders; ``folders`` and ``spare_folders`` the times of those
    below them, by name. ``made`` are the files that the spare lacks or holds otherwise, ``gone`` those it holds
    besides.
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

    @property
    def all_marks(self) -> dict[str, bytes]:
        """The mark of each file that has one, those of chapters too."""
        told = (pair for chapter in self.chapters.values() for pair in zip(chapter[1], chapter[2], strict=True))
        return {**self.marks, **{name: mark for name, mark in told if mark}}

    @property
    def held(self) -> Held:
        """Size and time of each file by name."""
        return dict(zip(self.files, map(itemgetter(0, 1), self.files.values()), strict=True))

    def is_at(self, output: Path) -> bool:
        """Whether ``output`` is this tree, file by file and folder by folder."""
        if not self.files or _inode(output) != self.root:
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

    def bring_up(self, spare: Path, output: Path) -> bool:
        """Make ``spare`` hold what ``output``, which is this tree, holds; False where it is not the one it was.

        Raises OSError where it was, and something in it is not as it should be.
        """
        # A folder made anew may get the number of one that is gone, but not its time.
        if _inode(spare) != self.spare or os.lstat(spare).st_mtime_ns != self.spare_folders.get(""):
            return False
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
        return True

    def after(
        self,
        output: Path,
        spare: Path,
        world: str,
        marks: Mapping[str, bytes],
        chapters: Mapping[str, tuple],
        written: Iterable[str],
        gone: Iterable[str],
    ) -> "LastTree":
        """The tree at ``output`` after a build that brought up the spare of this one: ``written`` are new files.

        ``gone`` are files that it no longer holds. ``spare`` is what this tree is now.
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
        return LastTree(
            world, _inode(output), _inode(spare), files, dict(marks), folders, self.folders, made, gone, dict(chapters)
        )

    @property
    def _folders_of_spare_alone(self) -> set[str]:
        """Folders that are empty once the spare is brought up: its files have left them, or others made them."""
        return self.spare_folders.keys() - self.folders.keys()


_PLAIN_FILE = stat.S_IFREG | FILE_MODE


def look_at(
    output: Path, spare: Path, world: str, marks: Mapping[str, bytes], chapters: Mapping[str, tuple]
) -> LastTree:
    """The tree at ``output``, and in what ``spare`` differs from it, found by looking at everything."""
    files, folders, inodes = _scan(output)
    others, spare_folders, other_inodes = _scan(spare) if spare.is_dir() else ({}, {}, {})
    if not other_inodes:
        # The tree that was replaced goes with the build, and its names with it.
        files = {name: (*told[:2], 0) for name, told in files.items()}
    made = [name for name, inode in inodes.items() if other_inodes.get(name) != inode]
    gone = [name for name in others if name not in files]
    return LastTree(
        world, _inode(output), _inode(spare), files, dict(marks), folders, spare_folders, made, gone, dict(chapters)
    )


def read_tree(file: Path) -> LastTree | None:
    """What was kept in ``file``; None where there is nothing whole."""
    try:
        data = file.read_bytes()
        if hashlib.blake2b(data[16:], digest_size=16).digest() != data[:16]:
            return None
        world, root, spare, files, marks, folders, spare_folders, made, gone, chapters = thaw_plain(data[16:])
        return LastTree(
            world,
            root,
            spare,
            dict(zip(_names(files[0]), zip(*map(_numbers, files[1:]), strict=True), strict=True)),
            marks,
            _times(folders),
            _times(spare_folders),
            made,
            gone,
            dict(_chapters(chapters)),
        )
    except Exception:
        # Bytes that nobody of us wrote can fail in any way; the checksum makes it next to impossible.
        return None


def digest_of_tree(file: Path) -> str:
    """The checksum of what is kept in ``file``; empty where nothing is."""
    try:
        with file.open("rb") as opened:
            return opened.read(16).hex()
    except OSError:
        return ""


def keep_tree(file: Path, tree: LastTree) -> None:
    """Keep ``tree`` for the next build; where there is no room for it, that looks at everything."""
    files = ["\0".join(tree.files), *map(_column, zip(*tree.files.values(), strict=True))]
    folders, spare_folders = (("\0".join(one), _column(one.values())) for one in (tree.folders, tree.spare_folders))
    chapters = [
        (key, mark, "\0".join(names), marks, "\0".join(chain.from_iterable(listed)), within)
        for key, (mark, names, marks, listed, within) in tree.chapters.items()
    ]
    where, differs = (tree.world, tree.root, tree.spare), (tree.made, tree.gone)
    data = freeze_plain((*where, files, tree.marks, folders, spare_folders, *differs, chapters))
    aside = file.with_suffix(".baru")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(hashlib.blake2b(data, digest_size=16).digest() + data)
        aside.replace(file)


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
