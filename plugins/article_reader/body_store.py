"""Converted bodies, kept from one build to the next: what was typed decides what comes out.

A row is found by the digest of the body's source and carries a checksum; the store is never trusted beyond that.
Whatever is wrong with it, from a full disk to a flipped bit, costs time and nothing else. No pickle.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote

from plugins.content_model.body_parts import Body, FigurePlace, Html
from plugins.content_model.links import Destinations

_PATIENCE = 1.0  # seconds that another build's writing is waited for
_SPARE = 1_000  # rows of bodies that no file holds now, kept for the day when one does again
_TABLE = "CREATE TABLE IF NOT EXISTS bodies (key TEXT PRIMARY KEY, data BLOB NOT NULL, sum BLOB NOT NULL)"
_WITHIN = re.compile(r' (?:href|src)="(/[^"]*)"')
# All that decides how a body is converted: our code and the libraries under it.
_CODE = (Path(__file__).parent, Path(__file__).parents[1] / "content_model")
_LIBRARIES = ("markdown", "nh3")


class BodyStore:
    """The store in ``file``, for a portal that stands below ``base`` and is converted by the code of this moment."""

    def __init__(self, file: Path, base: str):
        self._file = file
        self._salt = _code_digest() + base.encode()
        self._base = base

    def recall(self, sources: Iterable[str], destinations: Destinations) -> dict[str, Body]:
        """The bodies that are kept of ``sources``, by source.

        One whose links no longer lead somewhere is left out: it is for the conversion to tell.
        """
        wanted = {self._key(source): source for source in sources}
        found: dict[str, Body] = {}
        if not self._file.is_file():
            return found
        try:
            with closing(self._open()) as rows:
                for key, data, checksum in rows.execute("SELECT key, data, sum FROM bodies"):
                    if key in wanted and self._checksum(key, data) == checksum:
                        found[wanted[key]] = _read(data)
        except (sqlite3.Error, ValueError, KeyError, TypeError, IndexError):
            self._discard()
            return {}
        return {source: body for source, body in found.items() if self._leads_on(body, destinations)}

    def keep(self, bodies: Mapping[str, Body], new: Iterable[str]) -> None:
        """Keep the ``new`` sources of ``bodies`` (body by source), all that this build holds."""
        rows = [self._row(source, bodies[source]) for source in new]
        if not rows:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as store, store:
                store.executemany("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?)", rows)
                (count,) = store.execute("SELECT count(*) FROM bodies").fetchone()
                if count > len(bodies) + _SPARE:
                    held = {self._key(source) for source in bodies}
                    gone = [(key,) for (key,) in store.execute("SELECT key FROM bodies") if key not in held]
                    store.executemany("DELETE FROM bodies WHERE key = ?", gone)
        except sqlite3.DatabaseError as error:
            if not isinstance(error, sqlite3.OperationalError) or "lock" not in str(error):
                self._discard()
        except OSError:
            return  # no room for a store: the next build converts again

    def _open(self) -> sqlite3.Connection:
        store = sqlite3.connect(self._file, timeout=_PATIENCE)
        # A machine that loses power may spoil the file; the checksums tell.
        store.execute("PRAGMA synchronous = OFF")
        store.execute(_TABLE)
        return store

    def _discard(self) -> None:
        for ending in ("", "-journal"):
            with suppress(OSError):
                self._file.with_name(self._file.name + ending).unlink(missing_ok=True)

    def _key(self, source: str) -> str:
        return hashlib.blake2b(source.encode("utf-8", "surrogatepass"), digest_size=20, key=self._salt[:64]).hexdigest()

    def _checksum(self, key: str, data: bytes) -> bytes:
        return hashlib.blake2b(key.encode() + b"\0" + bytes(data), digest_size=16).digest()

    def _row(self, source: str, body: Body) -> tuple[str, bytes, bytes]:
        key = self._key(source)
        parts = [
            ["html", part.html] if isinstance(part, Html) else ["figure", part.name, part.measure, list(part.options)]
            for part in body
        ]
        data = json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")
        return key, data, self._checksum(key, data)

    def _leads_on(self, body: Body, destinations: Destinations) -> bool:
        # Where a target leads follows from its text alone; only whether something is there can change.
        for part in body:
            for address in _WITHIN.findall(part.html) if isinstance(part, Html) else ():
                path = unquote(address.removeprefix(self._base)).partition("#")[0].partition("?")[0]
                there = path in destinations.page_addresses or path[1:] in destinations.files
                if not there and path.strip("/") not in destinations.addresses:
                    return False
        return True


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
