"""Whom each entry found nearest to it, kept from one build to the next.

What an entry finds depends on itself and on the entries before it in time. As far as these are the same, nothing is
ranked again: a build goes on from the last of the points at which all that ranking depends on was kept. Digests, words
of what was published and numbers alone are kept. What cannot be read is ranked anew.
"""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from sqlite3 import Connection
from typing import Any

from kabar.content.reading.walk import freeze_plain, thaw_plain
from kabar.index.database import Damaged, Database
from kabar.index.derived import read_nearest, read_state, write_nearest, write_states
from kabar.index.meta import read_value, write_values

# Tenths of likeness in topics and in words (both negative), seconds apart, place of the other entry.
Found = tuple[int, int, float, int]

KEY = 16  # bytes of an entry's key

POINT = 1000  # entries after which all that ranking depends on is kept once more
_HEAD = "related"


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
    """What ``database`` has of an earlier ranking; only one that was decided by the same ``salt`` counts."""

    def __init__(self, database: Database, salt: bytes = b""):
        self._database = database
        self._salt = salt

    def recall(self) -> Past:
        """What was kept; nothing where it is missing or damaged."""
        try:
            data = read_value(self._database, _HEAD)
        except Damaged:
            return Past()
        if data is None:
            return Past()
        salt, keys, nearest, points = thaw_plain(data)
        return Past(keys, array("i", nearest), tuple(points)) if salt == self._salt else Past()

    def point(self, at: int) -> Any:
        """What was kept when ``at`` entries had been seen. Raises Damaged."""
        return _thawed(read_state(self._database, at))

    def found(self, place: int) -> list[Found]:
        """All that the entry at ``place`` found, and that found it. Raises Damaged."""
        return [tuple(one) for one in _thawed(read_nearest(self._database, place))]

    def keep(
        self, past: Past, found: Mapping[int, Iterable[Found]], points: Mapping[int, Any], shown: int, since: int
    ) -> None:
        """Keep ``past``, what changed of what entries ``found`` by place, and new ``points`` by number of entries.

        Nothing stays of places from ``shown`` on, and of points behind the first ``since`` entries, but these.
        """
        kept = _kept_of({*(at for at in past.points if at <= since), *points})
        head = freeze_plain((self._salt, past.keys, past.nearest.tobytes(), kept))

        def write(connection: Connection) -> None:
            nearest = ((place, freeze_plain(list(ranks))) for place, ranks in found.items() if place < shown)
            write_nearest(connection, nearest, shown)
            states = ((at, freeze_plain(state)) for at, state in points.items() if at in kept)
            write_states(connection, states, kept)
            write_values(connection, {_HEAD: head})

        self._database.change(write)

    def forget(self) -> None:
        """Let the next build rank everything."""
        self._database.discard()


def _kept_of(points: Iterable[int]) -> list[int]:
    """The last of ``points``, and of those before it one for each doubling of the distance: a change of something old
    costs as much as it is old, and a few states are kept."""
    ordered = sorted(points)
    chosen: dict[int, int] = {}
    for at in ordered:
        chosen.setdefault(((ordered[-1] - at) // POINT).bit_length(), at)
    return sorted({*ordered[-1:], *chosen.values()})


def _thawed(data: bytes | None) -> Any:
    if data is None:
        raise Damaged("related")
    return thaw_plain(data)


