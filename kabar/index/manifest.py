"""The manifest: files and folders of an output tree."""

from collections.abc import Iterator, Mapping
from sqlite3 import Connection
from typing import NamedTuple

from kabar.index.database import Database, Row
from kabar.index.meta import COUNT, remove_values, verify_count, write_count

_AT_ONCE = 5000  # rows


class File(NamedTuple):
    """A file: size in bytes, mtime in ns, number of hard links (0: not counted), digest of its bytes (None: not
    known)."""

    size: int
    mtime: int
    hard_links: int
    digest: bytes | None = None


def read_files(database: Database) -> Iterator[tuple[str, File]]:
    """The files of the output by name, sorted; some are read at a time. Raises Damaged."""
    count = 0
    for name, *values in _by_name(database, "SELECT name, size, mtime, hard_links, digest FROM file WHERE name >= ?"):
        yield name, File._make(values)
        count += 1
    verify_count(database, "file", count)


def read_directories(database: Database, tree: int) -> Iterator[tuple[str, int]]:
    """The folders of the tree whose root has the inode ``tree``, with their mtimes, sorted; some are read at a time.

    Raises Damaged.
    """
    count = 0
    for row in _by_name(database, "SELECT name, mtime FROM directory WHERE tree = ? AND name >= ?", tree):
        yield row
        count += 1
    verify_count(database, f"directory {tree}", count)


def _by_name(database: Database, question: str, *values: int) -> Iterator[Row]:
    # A row that is being read would lock the database, and looking at a large tree takes longer than other processes
    # wait for that.
    after = ""
    while rows := database.rows(f"{question} ORDER BY name LIMIT {_AT_ONCE}", (*values, after)):
        yield from rows
        last = str(rows[-1][0])
        if last < after:
            database.refuse("order of names")
        after = f"{last}\0"


def write_files(connection: Connection, before: Mapping[str, File], files: Mapping[str, File]) -> None:
    """Write ``files`` by name, within a transaction; ``before`` are the files in the database."""
    gone = [(name,) for name in before.keys() - files.keys()]
    changed = [(name, *one) for name, one in files.items() if before.get(name) != one]
    connection.executemany("DELETE FROM file WHERE name = ?", gone)
    connection.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?)", changed)
    write_count(connection, "file", len(files))


def write_directories(
    connection: Connection, tree: int, before: Mapping[str, int], directories: Mapping[str, int]
) -> None:
    """Write the mtimes of the folders of ``tree`` by name, within a transaction; ``before``: as in the database."""
    gone = [(tree, name) for name in before.keys() - directories.keys()]
    changed = [(tree, name, time) for name, time in directories.items() if before.get(name) != time]
    connection.executemany("DELETE FROM directory WHERE tree = ? AND name = ?", gone)
    connection.executemany("INSERT OR REPLACE INTO directory VALUES (?, ?, ?)", changed)
    write_count(connection, f"directory {tree}", len(directories))


def remove_directories(connection: Connection, tree: int) -> None:
    """Remove the folders of ``tree``, within a transaction."""
    connection.execute("DELETE FROM directory WHERE tree = ?", (tree,))
    remove_values(connection, f"{COUNT} directory {tree}")


def remove_manifest(connection: Connection) -> None:
    """Remove all files and folders, within a transaction."""
    connection.execute("DELETE FROM file")
    connection.execute("DELETE FROM directory")
    connection.execute("DELETE FROM meta WHERE name GLOB ?", (f"{COUNT} directory *",))
    remove_values(connection, f"{COUNT} file")


