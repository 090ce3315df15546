"""What the files of the last output were drawn from, so that one whose inputs are the same is taken over.

A file is taken over by a second name for it (a hard link), which ``spare_tree`` gives to all of them at once: it
keeps its time, and is never written through, since every build writes new files. Told in SQLite, each row under a
checksum; whatever is wrong costs time only.
"""

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
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
    """A file of the last output: the digest of its inputs (none where not known), its size in bytes and time in ns.

    ``told`` are its links, as they were kept.
    """

    inputs: str
    size: int
    time: int
    told: str

    @property
    def links(self) -> Links:
        """Read when they are asked for: most never are."""
        targets, anchors = json.loads(self.told)
        return Links(tuple(targets), frozenset(anchors))


class Reuse:
    """The last output, told of in ``file``; ``held`` are those of its files that stand where the next is made."""

    def __init__(self, file: Path, held: Mapping[str, tuple[int, int]]):
        self._file = file
        self.held = held
        self._known = self._read()

    def __bool__(self) -> bool:
        """Whether anything can be taken over."""
        return bool(self._known and self.held)

    def is_same(self, name: str, inputs: str) -> bool:
        """Whether the file ``name`` is held and was drawn from ``inputs``, so that it need not be drawn."""
        known = self._known.get(name)
        return known is not None and known.inputs == inputs and self.held.get(name) == (known.size, known.time)

    def links(self, name: str) -> Links | None:
        """The links of the file ``name`` of the last output; None where nothing is known of it."""
        return self._known[name].links if name in self._known else None

    def known_inputs(self, name: str) -> str | None:
        """What the file ``name`` of the last output was drawn from, as it was kept."""
        return (self._known[name].inputs or None) if name in self._known else None

    def has_same(self, name: str, data: bytes, folder: Path) -> bool:
        """Whether the file ``name`` that is held in ``folder`` has the bytes ``data``: then it keeps its time."""
        if self.held.get(name, (None,))[0] != len(data):
            return False
        try:
            return (folder / name).read_bytes() == data
        except OSError:
            return False

    def keep(
        self, folder: Path, drawn: Mapping[str, str], links: Mapping[str, Links], same: Collection[str] = ()
    ) -> None:
        """Tell what the files of ``folder``, which is the output now, were drawn from: digest of inputs by name.

        Those of ``same`` are told of already.
        """
        rows = list(self._rows(folder, {name: drawn[name] for name in drawn.keys() - set(same)}, links))
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as store, store:
                gone = [(name,) for (name,) in store.execute("SELECT name FROM drawn") if name not in drawn]
                store.executemany("DELETE FROM drawn WHERE name = ?", gone)
                store.executemany("INSERT OR REPLACE INTO drawn VALUES (?, ?, ?, ?, ?, ?)", rows)
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


class LinksOfKept(Mapping[str, Links]):
    """The links of the files ``names`` that ``reuse`` takes over, each read when it is asked for."""

    def __init__(self, names: frozenset[str], reuse: Reuse):
        self._names = names
        self._reuse = reuse

    def __getitem__(self, name: str) -> Links:
        links = self._reuse.links(name) if name in self._names else None
        if links is None:
            raise KeyError(name)
        return links

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _drawn(row: tuple) -> Drawn:
    return Drawn(*row[1:5])


def _checksum(row: tuple) -> bytes:
    return hashlib.blake2b(repr(tuple(row)).encode("utf-8", "surrogatepass"), digest_size=16).digest()
