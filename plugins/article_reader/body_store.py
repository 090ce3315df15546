"""Converted bodies, kept from one build to the next: the file that was typed decides what comes out.

A row is found by the digest of the file and carries a checksum; the store is never trusted beyond that. Whatever is
wrong with it, from a full disk to a flipped bit, costs time and nothing else. No pickle.
"""

import hashlib
import json
import os
import re
import sqlite3
from collections.abc import Callable, Collection, Mapping
from contextlib import closing, suppress
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote

from plugins.content_model.body_parts import Body, FigurePlace, Html
from plugins.content_model.links import Destinations

_PATIENCE = 1.0  # seconds that another build's writing is waited for
_SPARE = 1_000  # rows of bodies that no file holds now, kept for the day when one does again
_TABLE = "CREATE TABLE IF NOT EXISTS bodies (key BLOB PRIMARY KEY, data BLOB NOT NULL, sum BLOB NOT NULL)"
_WITHIN = re.compile(r' (?:href|src)="(/[^"]*)"')
# All that decides how a body is converted: our code and the libraries under it.
_CODE = (Path(__file__).parent, Path(__file__).parents[1] / "content_model")
_LIBRARIES = ("markdown", "nh3")


class BodyStore:
    """The store in ``file``, for a portal that stands below ``base`` and is converted by the code of this moment."""

    def __init__(self, file: Path, base: str):
        self._file = file
        self._salt = hashlib.blake2b(_code_digest() + base.encode(), digest_size=16).digest()
        self._base = base
        self._connection: tuple[int, sqlite3.Connection] | None = None

    def lacks(self, digests: Mapping[str, bytes]) -> list[str]:
        """The paths of those of ``digests`` (of files, by path) of whose bodies nothing is kept."""
        known: set[bytes] = set()
        if self._file.is_file():
            try:
                told = self._reader().execute("SELECT key FROM bodies WHERE substr(key, -16) = ?", (self._salt,))
                known = {key[:-16] for (key,) in told}
            except sqlite3.Error:
                self._discard()
        return [path for path, digest in digests.items() if digest not in known]

    def recall(self, digest: bytes, destinations: Destinations) -> Body | None:
        """What is kept of the body in the file of ``digest``; None where it is not there, or damaged.

        One whose links no longer lead somewhere is not given either: it is for the conversion to tell.
        """
        key = digest + self._salt
        try:
            row = self._reader().execute("SELECT data, sum FROM bodies WHERE key = ?", (key,)).fetchone()
            if row is None or _checksum(key, row[0]) != row[1]:
                return None
            body = _read(row[0])
        except (sqlite3.Error, ValueError, KeyError, TypeError, IndexError):
            return None
        return body if self._leads_on(body, destinations) else None

    def keep(self, bodies: Mapping[bytes, Body]) -> bool:
        """Keep the new ``bodies`` by the digest of their files; whether there was room, and nobody else at it."""
        rows = [self._row(digest, body) for digest, body in bodies.items()]
        return self._write(lambda store: store.executemany("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?)", rows))

    def forget(self, digests: Collection[bytes]) -> None:
        """Keep nothing of the bodies in the files of ``digests``, whatever code converted them."""
        if not digests or not self._file.is_file():
            return
        spans = [(digest, digest + b"\xff" * 17) for digest in digests]
        try:
            ask = self._reader().execute
            kept = [one for one in spans if ask("SELECT 1 FROM bodies WHERE key BETWEEN ? AND ?", one).fetchone()]
        except sqlite3.Error:
            self._discard()
            return
        if kept:
            self._write(lambda store: store.executemany("DELETE FROM bodies WHERE key BETWEEN ? AND ?", kept))

    def prune(self, held: Collection[bytes]) -> None:
        """Let bodies go when there are many that none of the files ``held``, by digest, has."""

        def let_go(store: sqlite3.Connection) -> None:
            (count,) = store.execute("SELECT count(*) FROM bodies").fetchone()
            if count > len(held) + _SPARE:
                wanted = {digest + self._salt for digest in held}
                gone = [(key,) for (key,) in store.execute("SELECT key FROM bodies") if key not in wanted]
                store.executemany("DELETE FROM bodies WHERE key = ?", gone)

        self._write(let_go)

    def _write(self, change: Callable[[sqlite3.Connection], object]) -> bool:
        self.close()
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as store, store:
                change(store)
        except sqlite3.DatabaseError as error:
            if not isinstance(error, sqlite3.OperationalError) or "lock" not in str(error):
                self._discard()
            return False
        except OSError:
            return False  # no room for a store: the next build converts again
        return True

    def close(self) -> None:
        """Let go of the file."""
        if self._connection and self._connection[0] == os.getpid():
            self._connection[1].close()
        self._connection = None

    def _reader(self) -> sqlite3.Connection:
        # A connection is of one process: forked workers open their own.
        if self._connection is None or self._connection[0] != os.getpid():
            self._connection = os.getpid(), self._open()
        return self._connection[1]

    def _open(self) -> sqlite3.Connection:
        store = sqlite3.connect(self._file, timeout=_PATIENCE)
        # What is withheld shall not stay readable in pages that were given back.
        store.execute("PRAGMA secure_delete = ON")
        # A machine that loses power may spoil the file; the checksums tell.
        store.execute("PRAGMA synchronous = OFF")
        store.execute(_TABLE)
        return store

    def _discard(self) -> None:
        self.close()
        for ending in ("", "-journal"):
            with suppress(OSError):
                self._file.with_name(self._file.name + ending).unlink(missing_ok=True)

    def _row(self, digest: bytes, body: Body) -> tuple[bytes, bytes, bytes]:
        key = digest + self._salt
        parts = [
            ["html", part.html] if isinstance(part, Html) else ["figure", part.name, part.measure, list(part.options)]
            for part in body
        ]
        data = json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")
        return key, data, _checksum(key, data)

    def _leads_on(self, body: Body, destinations: Destinations) -> bool:
        # Where a target leads follows from its text alone; only whether something is there can change.
        for part in body:
            for address in _WITHIN.findall(part.html) if isinstance(part, Html) else ():
                address = address.removeprefix(self._base)
                path = unquote(address).partition("#")[0].partition("?")[0]
                there = path in destinations.page_addresses or bool(destinations.file_at(address))
                if not there and path.strip("/") not in destinations.addresses:
                    return False
        return True


def _checksum(key: bytes, data: bytes) -> bytes:
    return hashlib.blake2b(key + data, digest_size=16).digest()


def _read(data: bytes) -> Body:
    parts = json.loads(bytes(data).decode("utf-8", "surrogatepass"))
    return tuple(
        Html(part[1]) if part[0] == "html" else FigurePlace(part[1], part[2], tuple(part[3])) for part in parts
    )


def _code_digest() -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\0".encode())
    for folder in _CODE:
        for path in sorted(folder.glob("*.py")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.digest()
