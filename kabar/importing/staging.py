"""Writes many files into a content folder: all of them or none, also if the process is killed in between.

Files are first written to a hidden folder within the content folder, then linked to their places. The record of the
import is replaced last: a run that it does not name was not complete, and the next run takes its files back.
"""

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from filecmp import cmp
from pathlib import Path
from secrets import token_hex

from kabar.command import Stopped, full_disk_line

_PREFIX = ".impor-"


class Staging:
    """The files of one run, in a hidden folder below ``root``; used with ``with``, which removes the folder."""

    def __init__(self, root: Path):
        self.run = token_hex(8)
        self._root = root
        self._folder = root / f"{_PREFIX}{self.run}"

    def __enter__(self) -> "Staging":
        self._folder.mkdir()
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def write(self, path: str, data: bytes) -> None:
        """Stage ``data`` as the content path ``path``."""
        file = self._folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(data)

    def copy(self, path: str, source: Path) -> None:
        """Stage a copy of the file ``source`` as ``path``, unless that is already in the content folder."""
        file = self._folder / path
        if not file.exists() and not (self._root / path).exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, file)

    def apply(self, record: Path, text: str) -> int:
        """Put all staged files in their places, then write ``text`` to ``record``; the number of files.

        Raises Stopped if anything fails; then no file of the content folder was changed.
        """
        done: list[Path] = []
        try:
            for path in _files_in(self._folder):
                target = self._root / path
                target.parent.mkdir(parents=True, exist_ok=True)
                done.append(target)
                _create(target, self._folder / path)
            write_file(record, text)
        except BaseException as failure:
            for target in reversed(done):
                _take_back(target, self._folder / target.relative_to(self._root), self._root)
            if isinstance(failure, FileExistsError):
                file = failure.filename2 or failure.filename
                raise Stopped(f"{file}: berkas ini dibuat orang lain; tidak ada yang ditulis, ulangi") from None
            if isinstance(failure, OSError):
                why = full_disk_line(failure) or f"{failure.strerror}: {failure.filename}"
                raise Stopped(f"Tidak ada yang ditulis: {why}") from None
            raise
        return len(done)


def recover(root: Path, complete: Collection[str]) -> int:
    """Remove what interrupted runs left below ``root``; the number of files taken back.

    ``complete`` are the runs that the records name: their files stay.
    """
    count = 0
    for folder in sorted(root.glob(f"{_PREFIX}*")):
        if folder.name.removeprefix(_PREFIX) not in complete:
            for path in _files_in(folder):
                count += _take_back(root / path, folder / path, root)
        shutil.rmtree(folder)
    return count


def _files_in(folder: Path) -> Iterator[Path]:
    return (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())


def _create(target: Path, staged: Path) -> None:
    try:
        os.link(staged, target)  # fails if a file was created meanwhile
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        # A file system without hard links.
        with target.open("xb") as stream, staged.open("rb") as source:
            try:
                shutil.copyfileobj(source, stream)
            except BaseException:
                target.unlink()
                raise


def _take_back(target: Path, staged: Path, root: Path) -> bool:
    """Remove ``target`` if it is the file that was ``staged``, and folders that are empty then."""
    try:
        if not cmp(staged, target, shallow=False):
            return False
        target.unlink()
    except OSError:
        return False
    for folder in target.parents:
        if folder == root:
            break
        with suppress(OSError):
            folder.rmdir()
    return True


def write_file(file: Path, text: str) -> None:
    """Replace ``file`` by ``text`` in one step."""
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f".{file.name}.{token_hex(4)}")
    try:
        aside.write_text(text, "utf-8")
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)
