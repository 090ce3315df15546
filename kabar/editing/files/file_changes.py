"""Atomic changes of several files of a content folder: all of them, or none."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from secrets import token_hex

from kabar.command import Stopped, full_disk_line


class Refused(Stopped):
    """Raised when nothing was written; ``lines`` have the reason and the remedy."""


Bytes = bytes | None


@dataclass(frozen=True)
class FileChange:
    """The bytes of a file before and after; None if it does not exist."""

    before: Bytes
    after: Bytes


Changes = Mapping[str, FileChange]


def apply_changes(root: Path, changes: Changes, check: Callable[[], tuple[str, ...]]) -> None:
    """Write ``changes`` (by path below ``root``), then call ``check``, which returns lines about new errors.

    Restores all files and raises Refused if a file has changed since it was read, cannot be written, or ``check``
    returns lines. An interruption restores them too.
    """
    staged: dict[str, Path] = {}
    done: list[str] = []
    try:
        if moved := [path for path, change in changes.items() if _bytes_of(root / path) != change.before]:
            raise Refused(f"{', '.join(moved)}: berkas berubah selama perintah ini berjalan; ulangi")
        for path, change in changes.items():
            if change.after is not None:
                staged[path] = _stage(root / path, change.after)
        for path, change in changes.items():
            done.append(path)
            _put(root / path, staged.get(path), change)
        if broken := check():
            raise Refused("Perubahan ini dibatalkan, karena sesudahnya isi tidak lagi benar:", *broken)
    except BaseException as failure:
        _put_back(root, changes, done)
        if isinstance(failure, OSError):
            why = full_disk_line(failure) or f"{failure.strerror}: {failure.filename}"
            raise Refused(f"Tidak ada yang diubah: {why}") from None
        raise
    finally:
        for file in staged.values():
            file.unlink(missing_ok=True)


def _put(file: Path, staged: Path | None, change: FileChange) -> None:
    if staged is None:
        file.unlink()
    elif change.before is None:
        # A hard link fails if a file was created meanwhile; a rename would overwrite it.
        _create(file, staged)
    else:
        staged.replace(file)


def _create(file: Path, staged: Path) -> None:
    try:
        os.link(staged, file)
    except (OSError, NotImplementedError):
        if file.exists():
            raise
        staged.replace(file)


def _put_back(root: Path, changes: Changes, done: list[str]) -> None:
    lost = []
    for path in reversed(done):
        file, change = root / path, changes[path]
        try:
            # Restore only our own changes, not those of other programs.
            if _bytes_of(file) != change.after:
                continue
            if change.before is None:
                file.unlink()
            else:
                _stage(file, change.before).replace(file)
        except OSError:
            lost.append(path)
    if lost:
        raise Refused(f"Berkas ini tidak dapat dikembalikan seperti semula; ambil dari git: {', '.join(lost)}")


def _stage(file: Path, data: bytes) -> Path:
    # Hidden, so that a running preview does not read it.
    staged = file.with_name(f".{file.name}.{token_hex(4)}")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with staged.open("xb") as stream:
            stream.write(data)
        if file.exists():
            shutil.copymode(file, staged)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
    return staged


def _bytes_of(file: Path) -> Bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


@dataclass(frozen=True)
class Plan:
    """``changes`` by path below the content folder, in the order of writing.

    ``moved`` is the old and new path of a renamed file; ``notes`` are Indonesian.
    """

    changes: Changes
    moved: tuple[str, str] | None = None
    notes: tuple[str, ...] = ()

    def as_lines(self, folder: str) -> Iterator[str]:
        """Each file with its removed (``-``) and added (``+``) lines, then the number of files and the notes."""
        old, new = self.moved or ("", "")
        for path in sorted(self.changes, key=lambda path: new if path == old else path):
            change = self.changes[path]
            if path == new:
                continue
            after = self.changes[new].after if path == old else change.after
            if path == old:
                yield f"{folder}/{old} berganti nama menjadi {folder}/{new}"
            else:
                yield f"{folder}/{path}"
            if after != change.before:  # a renamed picture is unchanged
                yield from _differences(_lines(change.before), _lines(after))
        yield f"{len(self.changes) - bool(self.moved)} berkas."
        yield from self.notes


def _differences(before: list[str], after: list[str]) -> Iterator[str]:
    for line in unified_diff(before, after, n=0, lineterm=""):
        if line.startswith("@@"):
            # "@@ -5 +5 @@", "@@ -5,2 +4,0 @@" or "@@ -5,0 +6,2 @@": the position in the current file.
            first, _, count = line.split()[1].lstrip("-").partition(",")
            yield f"  sesudah baris {first}:" if count == "0" else f"  baris {first}:"
        elif not line.startswith(("---", "+++")):
            # Make no-break spaces visible.
            text = line[1:].replace("\u00a0", "⍽")
            yield f"  {line[0]} {text}"


def _lines(data: bytes | None) -> list[str]:
    return (data or b"").decode("utf-8-sig", "replace").splitlines()
