"""Which files of an output were searched for what is withheld."""

from collections.abc import Mapping
from sqlite3 import Connection

from plugins.index.database import Database

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
