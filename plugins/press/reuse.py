"""What the files of the last output were drawn from, so that one whose inputs are the same is taken over.

A file is taken over by a second name for it (a hard link): it keeps its time, and is never written through, since
every build writes new files. Told in SQLite, each row under a checksum; whatever is wrong costs time only.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from plugins.press.html_links import Links

_PATIENCE = 1.0  # seconds that another build's writing is waited for
_TABLE = (
    "CREATE TABLE IF NOT EXISTS drawn (name TEXT PRIMARY KEY, inputs TEXT NOT NULL, size INTEGER NOT NULL,"
    " time INTEGER NOT NULL, links TEXT NOT NULL, sum BLOB NOT NULL)"
)


@dataclass(frozen=True)
class Drawn:
    """A file of the last output: the digest of its inputs, its size in bytes and time in ns, its links."""

    inputs: str
    size: int
    time: int
    links: Links


class Reuse:
    """The last ``output``, told of in ``file``."""

    def __init__(self, file: Path, output: Path):
        self._file = file
        self._output = output
        self._known = self._read()

    def take_over(self, name: str, inputs: str, folder: Path) -> Links | None:
        """Put the file ``name`` of the last output into ``folder`` where it was drawn from ``inputs``; its links.

        None where it has to be drawn.
        """
        known = self._known.get(name)
        if known is None or known.inputs != inputs:
            return None
        source, target = self._output / name, folder / name
        try:
            status = source.lstat()
            if (status.st_size, status.st_mtime_ns) != (known.size, known.time):
                return None
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(source, target)
        except OSError:
            return None
        return known.links

    def known_inputs(self, name: str) -> str | None:
        """What the file ``name`` of the last output was drawn from, as it was kept."""
        return self._known[name].inputs if name in self._known else None

    def take_same(self, name: str, data: bytes, folder: Path) -> bool:
        """Put the file ``name`` of the last output into ``folder`` where its bytes are ``data``: it keeps its time."""
        source = self._output / name
        try:
            if source.is_symlink() or source.stat().st_size != len(data) or source.read_bytes() != data:
                return False
            os.link(source, folder / name)
        except OSError:
            return False
        return True

    def keep(self, folder: Path, drawn: Mapping[str, str], links: Mapping[str, Links]) -> None:
        """Tell what the files of ``folder``, which becomes the output, were drawn from: digest of inputs by name."""
        rows = list(self._rows(folder, drawn, links))
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as store, store:
                old = set(store.execute("SELECT name, inputs, size, time FROM drawn"))
                new = {row[:4] for row in rows}
                store.executemany("DELETE FROM drawn WHERE name = ?", [(row[0],) for row in old - new])
                changed = [row for row in rows if row[:4] not in old]
                store.executemany("INSERT OR REPLACE INTO drawn VALUES (?, ?, ?, ?, ?, ?)", changed)
        except (sqlite3.Error, OSError):
            self.forget()

    def forget(self) -> None:
        """Let the next build draw everything."""
        for ending in ("", "-journal"):
            with suppress(OSError):
                self._file.with_name(self._file.name + ending).unlink(missing_ok=True)

    def _read(self) -> dict[str, Drawn]:
        if not self._file.is_file():
            return {}
        try:
            with closing(self._open()) as store:
                rows = store.execute("SELECT name, inputs, size, time, links, sum FROM drawn").fetchall()
            return {row[0]: _drawn(row) for row in rows if _checksum(row[:5]) == row[5]}
        except (sqlite3.Error, ValueError, TypeError, KeyError):
            self.forget()
            return {}

    def _open(self) -> sqlite3.Connection:
        store = sqlite3.connect(self._file, timeout=_PATIENCE)
        store.execute("PRAGMA synchronous = OFF")
        store.execute(_TABLE)
        return store

    def _rows(self, folder: Path, drawn: Mapping[str, str], links: Mapping[str, Links]) -> Iterable[tuple]:
        for name, inputs in drawn.items():
            status = (folder / name).lstat()
            told = json.dumps([list(links[name].targets), sorted(links[name].anchors)], ensure_ascii=False)
            row = (name, inputs, status.st_size, status.st_mtime_ns, told)
            yield (*row, _checksum(row))


def _drawn(row: tuple) -> Drawn:
    targets, anchors = json.loads(row[4])
    return Drawn(row[1], row[2], row[3], Links(tuple(targets), frozenset(anchors)))


def _checksum(row: tuple) -> bytes:
    return hashlib.blake2b(repr(tuple(row)).encode("utf-8", "surrogatepass"), digest_size=16).digest()
