"""Store of the ranking of related articles between builds.

The ranking of an article depends on itself and on the articles before it in time. As long as these are the same,
nothing is ranked again: a build resumes at the last stored state. Only digests, words of published articles and numbers
are stored. Unreadable data is ranked again.
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

# Tenths of similarity in topics and in words (both negative), seconds apart, place of the other article.
Found = tuple[int, int, float, int]

KEY = 16  # bytes of an article's key

POINT = 1000  # articles after which the state is stored again
_HEAD = "related"


@dataclass
class Past:
    """An earlier ranking: the ``keys`` of all articles in order, and the places ``nearest`` to each shown article.

    ``nearest`` has the same number of places for each article, -1 for none. ``points`` are the numbers of articles
    after which a state was stored.
    """

    keys: bytes = b""
    nearest: "array[int]" = field(default_factory=lambda: array("i"))
    points: tuple[int, ...] = ()


class RankMemory:
    """An earlier ranking in ``database``; one with another ``salt`` is ignored."""

    def __init__(self, database: Database, salt: bytes = b""):
        self._database = database
        self._salt = salt

    def recall(self) -> Past:
        """The earlier ranking; an empty one if it is missing or damaged."""
        try:
            data = read_value(self._database, _HEAD)
        except Damaged:
            return Past()
        if data is None:
            return Past()
        salt, keys, nearest, points = thaw_plain(data)
        return Past(keys, array("i", nearest), tuple(points)) if salt == self._salt else Past()

    def point(self, at: int) -> Any:
        """The state after ``at`` articles. Raises Damaged."""
        return _thaw(read_state(self._database, at))

    def found(self, place: int) -> list[Found]:
        """The articles that the one at ``place`` found, and those that found it. Raises Damaged."""
        return [tuple(found) for found in _thaw(read_nearest(self._database, place))]

    def keep(
        self, past: Past, found: Mapping[int, Iterable[Found]], points: Mapping[int, Any], shown: int, since: int
    ) -> None:
        """Store ``past``, changed ``found`` by place, and new states (``points``) by number of articles.

        Deletes places from ``shown`` on, and other points behind the first ``since`` articles.
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
        """Discard the database: the next build ranks everything."""
        self._database.discard()


def _kept_of(points: Iterable[int]) -> list[int]:
    """The last of ``points``, and one before it for each doubling of the distance.

    So the cost of a change grows with the age of the article, and few states are stored.
    """
    ordered = sorted(points)
    chosen: dict[int, int] = {}
    for at in ordered:
        chosen.setdefault(((ordered[-1] - at) // POINT).bit_length(), at)
    return sorted({*ordered[-1:], *chosen.values()})


def _thaw(data: bytes | None) -> Any:
    if data is None:
        raise Damaged("related")
    return thaw_plain(data)
