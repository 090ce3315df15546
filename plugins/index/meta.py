"""Single values by name."""

from collections.abc import Mapping
from sqlite3 import Connection

from plugins.index.database import Database, checksum


def read_value(database: Database, name: str) -> bytes | None:
    """The value of ``name``; None where there is none. Raises Damaged."""
    return database.value("SELECT value, sum FROM meta WHERE name = ?", "meta", name)


def write_values(connection: Connection, values: Mapping[str, bytes]) -> None:
    """Write ``values`` by name, within a change."""
    rows = [(name, value, checksum("meta", name, value)) for name, value in values.items()]
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?, ?)", rows)


def remove_values(connection: Connection, *names: str) -> None:
    """Remove the values ``names``, within a change."""
    connection.executemany("DELETE FROM meta WHERE name = ?", [(name,) for name in names])
