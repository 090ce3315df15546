"""What was found when related articles were ranked, by the place of an article among all: the oldest is at 0."""

from collections.abc import Collection, Iterable, Mapping
from sqlite3 import Connection

from kabar.index.database import Database, checksum


def read_keys(database: Database, ending: bytes) -> list[bytes]:
    """The keys that end with ``ending``, of 16 bytes. Raises Damaged."""
    return [key for (key,) in database.rows("SELECT key FROM body WHERE substr(key, -16) = ?", (ending,))]


def read_body(database: Database, key: bytes) -> str | None:
    """The parts of the body of ``key``; None where it is not there. Raises Damaged."""
    return database.value("SELECT parts, sum FROM body WHERE key = ?", "body", key)


def write_bodies(database: Database, bodies: Mapping[bytes, str]) -> bool:
    """Write the parts of ``bodies`` by key; whether they were written."""
    rows = [(key, parts, checksum("body", key, parts)) for key, parts in bodies.items()]
    return database.change(lambda to: to.executemany("INSERT OR REPLACE INTO body VALUES (?, ?, ?)", rows))


def remove_others(database: Database, wanted: Collection[bytes], spare: int) -> bool:
    """Remove all bodies but those of the keys ``wanted``, once there are more than ``spare`` others; whether that could
    be done where it had to. Raises Damaged."""
    kept = frozenset(wanted)
    others = [(key,) for (key,) in database.rows("SELECT key FROM body") if key not in kept]
    return len(others) <= spare or database.change(
        lambda to: to.executemany("DELETE FROM body WHERE key = ?", others)
    )


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


Status = tuple[int, int, int, int]  # inode, size in bytes, time and time of the entry in ns


def read_scanned(database: Database) -> dict[str, Status]:
    """The status of each file that was searched, by name. Raises Damaged."""
    # One that is lost is searched again; another status is not that of the file.
    rows = database.rows("SELECT name, inode, size, mtime, ctime FROM scanned")
    return {row[0]: row[1:] for row in rows}


def write_scanned(connection: Connection, files: Mapping[str, Status]) -> None:
    """Write the status of each file that was searched, by name, within a change; nothing stays of others."""
    before = {row[0]: row[1:] for row in connection.execute("SELECT name, inode, size, mtime, ctime FROM scanned")}
    gone = [(name,) for name in before.keys() - files.keys()]
    changed = [(name, *status) for name, status in files.items() if before.get(name) != status]
    connection.executemany("DELETE FROM scanned WHERE name = ?", gone)
    connection.executemany("INSERT OR REPLACE INTO scanned VALUES (?, ?, ?, ?, ?)", changed)


