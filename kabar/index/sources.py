"""Source files of ``content/`` and their folders, for finding changed files."""

import json
from collections.abc import Iterable
from sqlite3 import Connection
from typing import NamedTuple

from kabar.index.database import Database, Row, checksum

Status = tuple[int, int, int, int]  # size in bytes, mtime and ctime in ns, inode


class FolderRow(NamedTuple):
    """A folder: the digest of the statuses of its files (empty: one is too young), and its number of rows."""

    name: str
    status: bytes
    files: int


class SourceRow(NamedTuple):
    """A file: the digest of its bytes, and its status (None: it was too young to be trusted)."""

    path: str
    digest: bytes
    status: Status | None


def read_folders(database: Database) -> dict[str, FolderRow]:
    """All folders by name. Raises Damaged."""
    found = {}
    for *values, sum in database.rows("SELECT name, status, files, sum FROM folder"):
        database.verify(sum, "folder", *values)
        found[values[0]] = FolderRow._make(values)
    return found


def read_sources(database: Database, folder: FolderRow) -> list[SourceRow]:
    """The files of ``folder``. Raises Damaged."""
    # Between "berita/" and "berita0" are all files below the folder, including those of its subfolders.
    bounds = (f"{folder.name}/", f"{folder.name}0") if folder.name else ("", "\U0010ffff")
    rows = database.rows("SELECT path, digest, status, sum FROM source WHERE path >= ? AND path < ?", bounds)
    found = [_verified(database, row) for row in rows if row[0].rpartition("/")[0] == folder.name]
    if len(found) != folder.files:
        database.refuse("source")
    return found


def read_source(database: Database, path: str) -> SourceRow | None:
    """The file ``path``, or None. Raises Damaged."""
    row = database.row("SELECT path, digest, status, sum FROM source WHERE path = ?", (path,))
    return _verified(database, row) if row else None


def write_sources(connection: Connection, sources: Iterable[SourceRow], folders: Iterable[FolderRow]) -> None:
    """Write files and folders, within a transaction."""
    rows = [(one.path, one.digest, json.dumps(one.status) if one.status else "") for one in sources]
    connection.executemany(
        "INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?)", ((*row, checksum("source", *row)) for row in rows)
    )
    connection.executemany(
        "INSERT OR REPLACE INTO folder VALUES (?, ?, ?, ?)", ((*one, checksum("folder", *one)) for one in folders)
    )


def remove_sources(connection: Connection, paths: Iterable[str], folders: Iterable[str]) -> None:
    """Remove files by path and folders by name, within a transaction."""
    connection.executemany("DELETE FROM source WHERE path = ?", [(path,) for path in paths])
    connection.executemany("DELETE FROM folder WHERE name = ?", [(name,) for name in folders])


def remove_all_sources(connection: Connection) -> None:
    """Remove all files and folders, within a transaction."""
    connection.execute("DELETE FROM source")
    connection.execute("DELETE FROM folder")


def _verified(database: Database, row: Row) -> SourceRow:
    *values, sum = row
    database.verify(sum, "source", *values)
    path, digest, status = values
    return SourceRow(path, digest, tuple(json.loads(status)) if status else None)


