"""Derived data: converted bodies, ranking of related articles, files checked by the leak scan.

The ``place`` of an article is its position among all articles by date; the oldest is at 0.
"""

from collections.abc import Collection, Iterable, Mapping
from sqlite3 import Connection

from kabar.index.database import Database, checksum


def read_keys(database: Database, ending: bytes) -> list[bytes]:
    """The keys of converted bodies that end with the 16 bytes ``ending``. Raises Damaged."""
    return [key for (key,) in database.rows("SELECT key FROM body WHERE substr(key, -16) = ?", (ending,))]


def read_body(database: Database, key: bytes) -> str | None:
    """The parts of the converted body ``key``, or None. Raises Damaged."""
    return database.value("SELECT parts, sum FROM body WHERE key = ?", "body", key)


def write_bodies(database: Database, bodies: Mapping[bytes, str]) -> bool:
    """Write the parts of converted bodies by key; returns whether they were written."""
    rows = [(key, parts, checksum("body", key, parts)) for key, parts in bodies.items()]
    return database.change(lambda to: to.executemany("INSERT OR REPLACE INTO body VALUES (?, ?, ?)", rows))


def remove_others(database: Database, wanted: Collection[bytes], spare: int) -> bool:
    """Remove all bodies but ``wanted`` if there are more than ``spare`` others. Raises Damaged.

    Returns False if they could not be removed.
    """
    kept = frozenset(wanted)
    others = [(key,) for (key,) in database.rows("SELECT key FROM body") if key not in kept]
    return len(others) <= spare or database.change(
        lambda to: to.executemany("DELETE FROM body WHERE key = ?", others)
    )


def read_nearest(database: Database, place: int) -> bytes | None:
    """The nearest articles of the article at ``place``, or None. Raises Damaged."""
    return database.value("SELECT nearest, sum FROM related WHERE place = ?", "related", place)


def read_state(database: Database, place: int) -> bytes | None:
    """The state from which ranking continues at ``place``, or None. Raises Damaged."""
    return database.value("SELECT state, sum FROM related_state WHERE place = ?", "related_state", place)


def write_nearest(connection: Connection, nearest: Iterable[tuple[int, bytes]], count: int) -> None:
    """Write the nearest articles by place, within a transaction; rows at places from ``count`` on are removed."""
    connection.execute("DELETE FROM related WHERE place >= ?", (count,))
    rows = ((place, data, checksum("related", place, data)) for place, data in nearest)
    connection.executemany("INSERT OR REPLACE INTO related VALUES (?, ?, ?)", rows)


def write_states(connection: Connection, states: Iterable[tuple[int, bytes]], places: Collection[int]) -> None:
    """Write states by place, within a transaction; rows at other places than ``places`` are removed."""
    there = [place for (place,) in connection.execute("SELECT place FROM related_state")]
    gone = [(place,) for place in there if place not in places]
    connection.executemany("DELETE FROM related_state WHERE place = ?", gone)
    rows = ((place, data, checksum("related_state", place, data)) for place, data in states)
    connection.executemany("INSERT OR REPLACE INTO related_state VALUES (?, ?, ?)", rows)


Status = tuple[int, int, int, int]  # inode, size in bytes, mtime and ctime in ns


def read_scanned(database: Database) -> dict[str, Status]:
    """The status of each file that the leak scan has read, by name. Raises Damaged."""
    # No checksums: a file whose row is lost or has another status is scanned again.
    rows = database.rows("SELECT name, inode, size, mtime, ctime FROM scanned")
    return {row[0]: row[1:] for row in rows}


def write_scanned(connection: Connection, files: Mapping[str, Status]) -> None:
    """Write the status of each scanned file by name, within a transaction; rows of other files are removed."""
    before = {row[0]: row[1:] for row in connection.execute("SELECT name, inode, size, mtime, ctime FROM scanned")}
    gone = [(name,) for name in before.keys() - files.keys()]
    changed = [(name, *status) for name, status in files.items() if before.get(name) != status]
    connection.executemany("DELETE FROM scanned WHERE name = ?", gone)
    connection.executemany("INSERT OR REPLACE INTO scanned VALUES (?, ?, ?, ?, ?)", changed)


