"""Single values by name, and the row counts of tables."""

from collections.abc import Mapping
from sqlite3 import Connection

from kabar.index.database import Database, checksum

COUNT = "rows of"  # prefix of the names of row counts, before a table or a part of one


def read_value(database: Database, name: str) -> bytes | None:
    """The value ``name``, or None. Raises Damaged."""
    return database.value("SELECT value, sum FROM meta WHERE name = ?", "meta", name)


def write_values(connection: Connection, values: Mapping[str, bytes]) -> None:
    """Write ``values`` by name, within a transaction."""
    rows = [(name, value, checksum("meta", name, value)) for name, value in values.items()]
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?, ?)", rows)


def remove_values(connection: Connection, *names: str) -> None:
    """Remove the values ``names``, within a transaction."""
    connection.executemany("DELETE FROM meta WHERE name = ?", [(name,) for name in names])


def verify_count(database: Database, what: str, count: int) -> None:
    """Compare ``count`` with the written number of rows of ``what``. Raises Damaged."""
    # Row checksums detect changed rows, but not missing ones.
    known = read_value(database, f"{COUNT} {what}") or b"0"
    if int(known) != count:
        database.refuse(what)


def write_row_count(connection: Connection, table: str) -> None:
    """Count the rows of ``table`` and write their number, within a transaction."""
    ((count,),) = connection.execute(f"SELECT count(*) FROM {table}")
    write_count(connection, table, count)


def write_count(connection: Connection, what: str, count: int) -> None:
    """Write the number of rows of ``what``, within a transaction."""
    write_values(connection, {f"{COUNT} {what}": str(count).encode()})


