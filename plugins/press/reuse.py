"""What the files of the last output were drawn from, so that one whose inputs are the same is taken over.

A file is taken over by a second name for it (a hard link), which ``spare_tree`` gives to all of them at once: it
keeps its time, and is never written through, since every build writes new files. Told in SQLite, each row under a
checksum; whatever is wrong costs time only.
"""

import hashlib
import json
import sqlite3
from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from plugins.press.html_links import Links, read_links

_PATIENCE = 1.0  # seconds that another build's writing is waited for
_LOOKED_AT = 100  # rows that are read back
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
    """The last output, told of in ``file``; ``held`` are those of its files that stand where the next is made.

    ``marks`` are those of files of the last output, by name, where all that marks leave out is the same. None of the
    files ``damaged`` is taken over.
    """

    def __init__(
        self,
        file: Path,
        held: Mapping[str, tuple[int, int]],
        marks: Mapping[str, bytes] | None = None,
        damaged: Collection[str] = (),
    ):
        self._file = file
        self.held = held
        self._marks = marks or {}
        self._damaged = frozenset(damaged)
        self._rows: dict[str, Drawn | None] = {}
        self._store: sqlite3.Connection | None = None
        self._is_damaged = False

    def has_mark(self, name: str, mark: bytes) -> bool:
        """Whether the file ``name`` is held and was drawn from what ``mark`` tells."""
        return self._marks.get(name) == mark and name in self.held and name not in self._damaged

    def know(self, marks: Mapping[str, bytes]) -> None:
        """Take in more marks."""
        self._marks = ChainMap(dict(marks), self._marks)

    def is_same(self, name: str, inputs: str) -> bool:
        """Whether the file ``name`` is held and was drawn from ``inputs``, so that it need not be drawn."""
        if name not in self.held or name in self._damaged:
            return False
        known = self._row(name)
        return known is not None and known.inputs == inputs and self.held[name] == (known.size, known.time)

    def links(self, name: str) -> Links | None:
        """The links of the file ``name`` of the last output; None where nothing is known of it."""
        known = self._row(name)
        return known.links if known else None

    def known_inputs(self, name: str) -> str | None:
        """What the file ``name`` of the last output was drawn from, as it was kept."""
        known = self._row(name)
        return (known.inputs or None) if known else None

    @cached_property
    def all_inputs(self) -> Mapping[str, str]:
        """What each file of the last output was drawn from, by name, as far as it is known."""
        try:
            rows = self._open().execute("SELECT name, inputs, size, time, links, sum FROM drawn")
            return {row[0]: row[1] for row in rows if _checksum(row[:5]) == row[5] and row[1]}
        except sqlite3.Error:
            return {}

    def lacks_any(self, names: Iterable[str]) -> bool:
        """Whether of one of the files ``names`` it is not known what it was drawn from."""
        return any(name not in self.all_inputs for name in names)

    def has_same(self, name: str, data: bytes, folder: Path) -> bool:
        """Whether the file ``name`` that is held in ``folder`` has the bytes ``data``: then it keeps its time."""
        if self.held.get(name, (None,))[0] != len(data):
            return False
        try:
            return (folder / name).read_bytes() == data
        except OSError:
            return False

    def keep(
        self, folder: Path, drawn: Mapping[str, str], links: Mapping[str, Links], gone: Collection[str] = ()
    ) -> None:
        """Tell what new files of ``folder``, which is the output now, were drawn from: digest of inputs by name.

        Nothing is told any longer of the files ``gone``. What is told of others stays.
        """
        try:
            rows = list(self._told(folder, drawn, links))
            self._file.parent.mkdir(parents=True, exist_ok=True)
            if not self._write(rows, gone):
                # Spoilt: begun anew, it tells of what was drawn now.
                self.forget()
                self._write(rows, gone)
        except (sqlite3.Error, OSError):
            self.forget()

    def forget(self) -> None:
        """Let the next build draw everything."""
        self.close()
        self._is_damaged = False
        for ending in ("", "-journal"):
            with suppress(OSError):
                self._file.with_name(self._file.name + ending).unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file."""
        if self._store:
            self._store.close()
        self._store = None

    def _write(self, rows: Sequence[tuple], gone: Collection[str]) -> bool:
        """Whether what was written can be read again, by the looks of some of it."""
        if self._is_damaged:
            return False
        try:
            store = self._open()
            with store:
                if not self.held:
                    store.execute("DELETE FROM drawn")
                store.executemany("DELETE FROM drawn WHERE name = ?", [(name,) for name in gone])
                store.executemany("INSERT OR REPLACE INTO drawn VALUES (?, ?, ?, ?, ?, ?)", rows)
            self.close()
            self._rows = {}
            return all(self._row(row[0]) == Drawn(*row[1:5]) for row in rows[:_LOOKED_AT])
        except sqlite3.OperationalError as error:
            return "lock" in str(error)  # another build is at it: nothing is wrong
        except sqlite3.DatabaseError:
            return False

    def _row(self, name: str) -> Drawn | None:
        if name in self._rows:
            return self._rows[name]
        found = None
        if not self._is_damaged and (self._store or self._file.is_file()):
            try:
                question = "SELECT name, inputs, size, time, links, sum FROM drawn WHERE name = ?"
                row = self._open().execute(question, (name,)).fetchone()
                if row and _checksum(row[:5]) == row[5]:
                    found = Drawn(*row[1:5])
                self._is_damaged = row is not None and found is None
            except (sqlite3.Error, ValueError, TypeError):
                self._is_damaged = True
        self._rows[name] = found
        return found

    def _open(self) -> sqlite3.Connection:
        if self._store is None:
            self._store = sqlite3.connect(self._file, timeout=_PATIENCE)
            self._store.execute("PRAGMA synchronous = OFF")
            self._store.execute(_TABLE)
        return self._store

    def _told(self, folder: Path, drawn: Mapping[str, str], links: Mapping[str, Links]) -> Iterable[tuple]:
        for name, inputs in drawn.items():
            status = (folder / name).lstat()
            told = json.dumps([list(links[name].targets), sorted(links[name].anchors)], ensure_ascii=False)
            row = (name, inputs, status.st_size, status.st_mtime_ns, told)
            yield (*row, _checksum(row))


class LinksOfKept(Mapping[str, Links]):
    """The links of the files ``names`` of ``folder`` that ``reuse`` takes over, each read when it is asked for."""

    def __init__(self, names: frozenset[str], reuse: Reuse, folder: Path):
        self._names = names
        self._reuse = reuse
        self._folder = folder

    def __getitem__(self, name: str) -> Links:
        if name not in self._names:
            raise KeyError(name)
        links = self._reuse.links(name)
        # What was told of it may be lost; the file is there.
        return links if links is not None else read_links(name, (self._folder / name).read_bytes())

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _checksum(row: tuple) -> bytes:
    return hashlib.blake2b(repr(tuple(row)).encode("utf-8", "surrogatepass"), digest_size=16).digest()
