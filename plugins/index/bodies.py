"""Converted bodies by key: the digest of the file that a body stands in, then that of what it was converted with."""

from collections.abc import Collection, Mapping

from plugins.index.database import Database, checksum


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
