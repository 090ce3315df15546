"""Whom each entry found nearest to it, kept from one build to the next.

What an entry finds depends on itself and on the entries before it in time. As far as these are the same, nothing is
ranked again: a build goes on from the last of the points at which all that ranking depends on was kept. Digests, words
of what was published and numbers alone are kept, in SQLite, each row behind a checksum. What cannot be read, or was not
written by this code, is ranked anew.
"""

import hashlib
import sqlite3
from array import array
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plugins.content_model.plain_values import freeze_plain, thaw_plain

# Tenths of likeness in topics and in words (both negative), seconds apart, place of the other entry.
Found = tuple[int, int, float, int]

KEY = 16  # bytes of an entry's key

_PATIENCE = 1.0  # seconds that another build's writing is waited for
_MOST_POINTS = 3
_TABLES = (
    "CREATE TABLE IF NOT EXISTS found (place INTEGER PRIMARY KEY, data BLOB NOT NULL, sum BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS points (at INTEGER PRIMARY KEY, data BLOB NOT NULL, sum BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS head (at INTEGER PRIMARY KEY, data BLOB NOT NULL, sum BLOB NOT NULL)",
)


class Damaged(Exception):
    """What is kept is not what was written."""


@dataclass
class Past:
    """``keys`` are those of all entries in their order; ``nearest`` the places that each shown entry found best.

    ``nearest`` holds as many places for each entry as are wanted, -1 for none. ``points`` are the numbers of entries
    at which all that ranking depends on was kept.
    """

    keys: bytes = b""
    nearest: array = field(default_factory=lambda: array("i"))
    points: tuple[int, ...] = ()


class RankMemory:
    """The memory in ``file``, for a ranking that ``salt`` and our code decide."""

    def __init__(self, file: Path, salt: bytes = b""):
        self._file = file
        self._salt = hashlib.blake2b(_code_digest() + salt, digest_size=16).digest()
        self._store: sqlite3.Connection | None = None

    def recall(self) -> Past:
        """What was kept; nothing where it is missing or damaged."""
        try:
            if not self._file.is_file():
                return Past()
            keys, nearest, points = self._one("head", 0)
            return Past(keys, array("i", nearest), tuple(points))
        except (Damaged, sqlite3.Error, ValueError, TypeError):
            self.forget()
            return Past()

    def point(self, at: int) -> Any:
        """What was kept when ``at`` entries had been seen. Raises Damaged."""
        return self._one("points", at)

    def found(self, place: int) -> list[Found]:
        """All that the entry at ``place`` found, and that found it. Raises Damaged."""
        return [tuple(one) for one in self._one("found", place)]

    def keep(
        self, past: Past, found: Mapping[int, Iterable[Found]], points: Mapping[int, Any], shown: int, since: int
    ) -> None:
        """Keep ``past``, what changed of what entries ``found`` by place, and new ``points`` by number of entries.

        Nothing stays of places from ``shown`` on, and of points behind the first ``since`` entries, but these.
        """
        kept = sorted({*(at for at in past.points if at <= since), *points})[-_MOST_POINTS:]
        head = past.keys, past.nearest.tobytes(), kept
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            store = self._open()
            with store:
                store.execute("DELETE FROM found WHERE place >= ?", (shown,))
                wanted = ",".join(map(str, kept))
                store.execute(f"DELETE FROM points WHERE at NOT IN ({wanted})")
                told = (self._row("found", place, list(ranks)) for place, ranks in found.items() if place < shown)
                store.executemany("INSERT OR REPLACE INTO found VALUES (?, ?, ?)", told)
                told = (self._row("points", at, state) for at, state in points.items() if at in kept)
                store.executemany("INSERT OR REPLACE INTO points VALUES (?, ?, ?)", told)
                store.execute("INSERT OR REPLACE INTO head VALUES (?, ?, ?)", self._row("head", 0, head))
            self.close()
        except (sqlite3.Error, OSError):
            self.forget()

    def forget(self) -> None:
        """Let the next build rank everything."""
        self.close()
        for ending in ("", "-journal"):
            with suppress(OSError):
                self._file.with_name(self._file.name + ending).unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file."""
        if self._store:
            self._store.close()
        self._store = None

    def _one(self, table: str, at: int) -> Any:
        column = "place" if table == "found" else "at"
        question = f"SELECT data, sum FROM {table} WHERE {column} = ?"
        try:
            row = self._open().execute(question, (at,)).fetchone()
        except sqlite3.Error as error:
            raise Damaged from error
        if row is None or self._checksum(table, at, row[0]) != row[1]:
            raise Damaged
        try:
            return thaw_plain(row[0])
        except Exception as error:
            raise Damaged from error

    def _row(self, table: str, at: int, value: Any) -> tuple[int, bytes, bytes]:
        data = freeze_plain(value)
        return at, data, self._checksum(table, at, data)

    def _checksum(self, table: str, at: int, data: bytes) -> bytes:
        return hashlib.blake2b(f"{table} {at} ".encode() + data, digest_size=16, key=self._salt).digest()

    def _open(self) -> sqlite3.Connection:
        if self._store is None:
            self._store = sqlite3.connect(self._file, timeout=_PATIENCE)
            self._store.execute("PRAGMA synchronous = OFF")
            for table in _TABLES:
                self._store.execute(table)
        return self._store


def _code_digest() -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.digest()
