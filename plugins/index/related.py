"""What was found when related articles were ranked, by the place of an article among all: the oldest is at 0."""

from collections.abc import Collection, Iterable
from sqlite3 import Connection

from plugins.index.database import Database, checksum


def read_nearest(database: Database, place: int) -> bytes | None:
    """What the article at ``place`` found nearest; None where it is not known. Raises Damaged."""
    return database.value("SELECT nearest, sum FROM related WHERE place = ?", "related", place)


def read_state(database: Database, place: int) -> bytes | None:
    """What ranking goes on from at ``place``; None where it is not known. Raises Damaged."""
    return database.value("SELECT state, sum FROM related_state WHERE place = ?", "related_state", place)


def write_nearest(connection: Connection, nearest: Iterable[tuple[int, bytes]], count: int) -> None:
    """Write what articles found, by place, within a change; what stands at places from ``count`` on goes."""
    connection.execute("DELETE FROM related WHERE place >= ?", (count,))
    rows = ((place, data, checksum("related", place, data)) for place, data in nearest)
    connection.executemany("INSERT OR REPLACE INTO related VALUES (?, ?, ?)", rows)


def write_states(connection: Connection, states: Iterable[tuple[int, bytes]], places: Collection[int]) -> None:
    """Write states by place, within a change; those at other places than ``places`` go."""
    there = [place for (place,) in connection.execute("SELECT place FROM related_state")]
    gone = [(place,) for place in there if place not in places]
    connection.executemany("DELETE FROM related_state WHERE place = ?", gone)
    rows = ((place, data, checksum("related_state", place, data)) for place, data in states)
    connection.executemany("INSERT OR REPLACE INTO related_state VALUES (?, ?, ?)", rows)
