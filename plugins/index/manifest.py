"""The manifest of an output: its files and folders, and the groups of pages that were planned together."""

import json
from collections.abc import Mapping
from sqlite3 import Connection
from typing import NamedTuple

from plugins.index.database import Database, checksum
from plugins.index.meta import read_value, remove_values, write_values

_COUNT = "rows of"


class File(NamedTuple):
    """A file: size in bytes, time in ns, number of hard links (0: not counted), digest of its bytes and fingerprint of
    what it was drawn from (None: not known)."""

    size: int
    mtime: int
    hard_links: int
    digest: bytes | None = None
    fingerprint: bytes | None = None


class PageGroup(NamedTuple):
    """Pages that were planned together: their names in order, and the fingerprint of all that they were drawn from.

    ``listed`` are addresses for sitemaps, each with when its page last changed; ``groups`` the keys of groups within.
    The fingerprint is empty where not all is known.
    """

    fingerprint: bytes
    pages: tuple[str, ...]
    listed: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]


def read_files(database: Database) -> dict[str, File]:
    """The files of the output by name. Raises Damaged."""
    rows = database.rows("SELECT size, mtime, hard_links, digest, fingerprint, name FROM file")
    _verify_count(database, "file", len(rows))
    return {row[5]: File._make(row[:5]) for row in rows}


def read_directories(database: Database, tree: int) -> dict[str, int]:
    """The times of the folders of the tree whose root has the inode ``tree``, by name. Raises Damaged."""
    rows = database.rows("SELECT name, mtime FROM directory WHERE tree = ?", (tree,))
    _verify_count(database, f"directory {tree}", len(rows))
    return dict(rows)


def read_groups(database: Database) -> dict[str, PageGroup]:
    """The groups of pages by key. Raises Damaged."""
    found = {}
    for key, *columns, sum in database.rows("SELECT key, fingerprint, pages, listed, groups, sum FROM page_group"):
        database.verify(sum, "page_group", key, *columns)
        fingerprint, pages, listed, groups = columns[0], *map(json.loads, columns[1:])
        found[key] = PageGroup(fingerprint, tuple(pages), tuple(map(tuple, listed)), tuple(groups))
    return found


def write_files(connection: Connection, before: Mapping[str, File], files: Mapping[str, File]) -> None:
    """Write ``files`` by name, within a change; ``before`` are those that the database holds."""
    gone = [(name,) for name in before.keys() - files.keys()]
    changed = [(name, *one) for name, one in files.items() if before.get(name) != one]
    connection.executemany("DELETE FROM file WHERE name = ?", gone)
    connection.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?)", changed)
    _write_count(connection, "file", len(files))


def write_directories(
    connection: Connection, tree: int, before: Mapping[str, int], directories: Mapping[str, int]
) -> None:
    """Write the times of the folders of ``tree`` by name, within a change; ``before`` are those that are there."""
    gone = [(tree, name) for name in before.keys() - directories.keys()]
    changed = [(tree, name, time) for name, time in directories.items() if before.get(name) != time]
    connection.executemany("DELETE FROM directory WHERE tree = ? AND name = ?", gone)
    connection.executemany("INSERT OR REPLACE INTO directory VALUES (?, ?, ?)", changed)
    _write_count(connection, f"directory {tree}", len(directories))


def remove_directories(connection: Connection, tree: int) -> None:
    """Remove the folders of ``tree``, within a change."""
    connection.execute("DELETE FROM directory WHERE tree = ?", (tree,))
    remove_values(connection, f"{_COUNT} directory {tree}")


def remove_manifest(connection: Connection) -> None:
    """Remove all files and folders, within a change."""
    connection.execute("DELETE FROM file")
    connection.execute("DELETE FROM directory")
    connection.execute("DELETE FROM meta WHERE name GLOB ?", (f"{_COUNT} *",))


def write_groups(connection: Connection, before: Mapping[str, PageGroup], groups: Mapping[str, PageGroup]) -> None:
    """Write ``groups`` by key, within a change; nothing stays of others. ``before`` are those that were read."""
    there = [key for (key,) in connection.execute("SELECT key FROM page_group")]
    gone = [(key,) for key in there if key not in groups]
    connection.executemany("DELETE FROM page_group WHERE key = ?", gone)
    changed = ((key, *_columns(group)) for key, group in groups.items() if before.get(key) != group)
    rows = ((*row, checksum("page_group", *row)) for row in changed)
    connection.executemany("INSERT OR REPLACE INTO page_group VALUES (?, ?, ?, ?, ?, ?)", rows)


def _columns(group: PageGroup) -> tuple[bytes, str, str, str]:
    return group.fingerprint, *(json.dumps(one) for one in group[1:])


def _verify_count(database: Database, what: str, count: int) -> None:
    # Each row is compared with the file that it names before it counts; only that one is missing would not show.
    known = read_value(database, f"{_COUNT} {what}") or b"0"
    if int(known) != count:
        database.refuse(what)


def _write_count(connection: Connection, what: str, count: int) -> None:
    write_values(connection, {f"{_COUNT} {what}": str(count).encode()})
