"""What the files of ``content/`` said, kept from one build to the next: a file that is the same is not read again.

That it is the same is told by its status (size, times, inode) or else by the digest of its bytes. Rows carry a
checksum and count only for the code that wrote them; whatever is wrong with the store costs time and nothing else.
Nothing of a withheld entry is kept: the store may travel where its file would not.
"""

import hashlib
import os
import sqlite3
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping
from contextlib import closing, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.content_model.body_scan import BodyScan
from plugins.content_model.file_reading import FileReading, bytes_of
from plugins.content_model.freezing import freeze, thaw
from plugins.content_model.model import Document
from plugins.content_model.problems import Problem
from plugins.content_model.yaml_structure import Structure

_PATIENCE = 1.0  # seconds that another build's writing is waited for
_SETTLED = 2.0  # seconds: a file younger than this may change again under the same time
_TABLES = (
    "CREATE TABLE IF NOT EXISTS salt (salt TEXT PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, status TEXT NOT NULL, digest BLOB NOT NULL,"
    " told BLOB NOT NULL, structure BLOB NOT NULL, sum BLOB NOT NULL)",
)
_LIBRARIES = ("pydantic", "pydantic-core", "pyyaml")


@dataclass(frozen=True)
class Row:
    """A file as it is kept: its status and digest, what it says (frozen), and its structure (frozen)."""

    path: str
    status: str
    digest: bytes
    told: bytes
    structure: bytes

    @property
    def checksum(self) -> bytes:
        """Over all of it."""
        digest = hashlib.blake2b(f"{self.path}\0{self.status}\0".encode() + self.digest, digest_size=16)
        for part in (self.told, self.structure):
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.digest()

    def thaw(self) -> tuple[Document, BodyScan | None, tuple[Problem, ...]]:
        """What the file says, but for its structure."""
        return thaw(self.told)


class Structures(MutableMapping[str, Structure]):
    """The structure of each file by its path; one that was kept is thawed when somebody asks for it."""

    def __init__(self):
        self._held: dict[str, Structure | bytes] = {}

    def hold(self, path: str, frozen: bytes) -> None:
        """Take in the structure of ``path`` as it was kept."""
        self._held[path] = frozen

    def __getitem__(self, path: str) -> Structure:
        held = self._held[path]
        if isinstance(held, bytes):
            held = self._held[path] = thaw(held)
        return held

    def __setitem__(self, path: str, structure: Structure) -> None:
        self._held[path] = structure

    def __delitem__(self, path: str) -> None:
        del self._held[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


class ReadingStore:
    """The store in ``file``."""

    def __init__(self, file: Path):
        self._file = file

    def recall(self, root: Path, paths: Iterable[str], zone: ZoneInfo) -> dict[str, tuple[Row, tuple]]:
        """What is kept of those files ``paths`` below ``root`` that are the same: the row, and what it thaws to."""
        if not self._file.is_file():
            return {}
        try:
            with closing(self._open()) as store:
                if store.execute("SELECT salt FROM salt").fetchall() != [(_salt(zone),)]:
                    return {}
                rows = store.execute("SELECT path, status, digest, told, structure, sum FROM files").fetchall()
            known = {row[0]: row for row in rows}
            same = ((path, _same(root, known[path])) for path in paths if path in known)
            return {path: (row, row.thaw()) for path, row in same if row}
        except Exception:
            # Bytes that nobody of us wrote can fail in any way; the checksum makes it next to impossible.
            self._discard()
            return {}

    def keep(self, rows: Mapping[str, Row], paths: Collection[str], zone: ZoneInfo) -> None:
        """Keep ``rows`` by path, besides what is kept of ``paths``; nothing of any other file stays."""
        salt = _salt(zone)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as store, store:
                if store.execute("SELECT salt FROM salt").fetchall() != [(salt,)]:
                    store.execute("DELETE FROM files")
                    store.execute("DELETE FROM salt")
                    store.execute("INSERT INTO salt VALUES (?)", (salt,))
                held = set(paths)
                gone = [(path,) for (path,) in store.execute("SELECT path FROM files") if path not in held]
                store.executemany("DELETE FROM files WHERE path = ?", gone)
                told = [
                    (one.path, one.status, one.digest, one.told, one.structure, one.checksum)
                    for path, one in rows.items()
                    if path in held
                ]
                store.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", told)
        except (sqlite3.Error, OSError):
            self._discard()

    def _open(self) -> sqlite3.Connection:
        store = sqlite3.connect(self._file, timeout=_PATIENCE)
        # What is withheld later shall not stay readable in pages that were given back.
        store.execute("PRAGMA secure_delete = ON")
        store.execute("PRAGMA synchronous = OFF")
        for table in _TABLES:
            store.execute(table)
        return store

    def _discard(self) -> None:
        for ending in ("", "-journal"):
            with suppress(OSError):
                self._file.with_name(self._file.name + ending).unlink(missing_ok=True)


def row_of(root: Path, data: bytes, reading: FileReading) -> Row | None:
    """``reading`` of a file below ``root``, whose bytes are ``data``, to be kept; None where it has mistakes."""
    document = reading.document
    if document is None or reading.problems:
        return None
    status = _status(root / document.path)
    if status and time.time_ns() - int(status.split()[1]) < _SETTLED * 1e9:
        status = ""
    told = freeze((document, reading.scan, reading.problems))
    return Row(document.path, status, _digest(data), told, freeze(reading.structure))


def _same(root: Path, kept: tuple) -> Row | None:
    row = Row(*kept[:5])
    if row.checksum != kept[5]:
        return None
    if row.status and row.status == _status(root / row.path):
        return row
    data, _ = bytes_of(root, row.path)
    return row if data is not None and _digest(data) == row.digest else None


def _status(path: Path) -> str:
    try:
        status = os.stat(path)  # noqa: PTH116 (once for each file of an archive)
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=20).digest()


def _salt(zone: ZoneInfo) -> str:
    digest = hashlib.blake2b(digest_size=16)
    libraries = [f"{library} {version(library)}" for library in _LIBRARIES]
    digest.update(repr((sys.version, zone.key, libraries)).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
