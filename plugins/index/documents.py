"""What the files of ``content/`` said: each document by its path, and what is known at once of each folder's files."""

from collections.abc import Iterable
from sqlite3 import Connection
from typing import NamedTuple

from plugins.index.database import Database, checksum


class Document(NamedTuple):
    """A document in full: its ``model`` and its file's ``structure``, both serialised, and the digest of its file."""

    path: str
    digest: bytes
    model: bytes
    structure: bytes


class Folder(NamedTuple):
    """A folder; ``summary`` tells of all its files at once, ``files`` what is known of each, both serialised."""

    name: str
    summary: bytes
    files: bytes


def read_summaries(database: Database) -> dict[str, bytes]:
    """The summary of each folder by name. Raises Damaged."""
    rows = database.rows("SELECT name, summary, summary_sum FROM folder")
    for name, summary, sum in rows:
        database.verify(sum, "folder summary", name, summary)
    return {row[0]: row[1] for row in rows}


def read_files(database: Database, folder: str) -> bytes | None:
    """What is known of each file of ``folder``; None where nothing is. Raises Damaged."""
    return database.value("SELECT files, files_sum FROM folder WHERE name = ?", "folder files", folder)


def read_document(database: Database, path: str, digest: bytes) -> tuple[bytes, bytes] | None:
    """Model and structure of the document at ``path``; None where none was written of a file of ``digest``.

    Raises Damaged.
    """
    row = database.row("SELECT model, structure, sum FROM document WHERE path = ?", (path,))
    if row is None or checksum("document", path, digest, *row[:2]) != row[2]:
        return None
    return row[0], row[1]


def read_paths(database: Database) -> list[str]:
    """The paths of all documents. Raises Damaged."""
    return [path for (path,) in database.rows("SELECT path FROM document")]


def remove_all(connection: Connection) -> None:
    """Remove all folders and documents, within a change."""
    connection.execute("DELETE FROM document")
    connection.execute("DELETE FROM folder")


def remove(connection: Connection, documents: Iterable[str], folders: Iterable[str]) -> None:
    """Remove documents by path and folders by name, within a change."""
    connection.executemany("DELETE FROM document WHERE path = ?", [(path,) for path in documents])
    connection.executemany("DELETE FROM folder WHERE name = ?", [(name,) for name in folders])


def write(connection: Connection, documents: Iterable[Document], folders: Iterable[Folder]) -> None:
    """Write documents and folders, within a change."""
    of_documents = (
        (one.path, one.model, one.structure, checksum("document", one.path, one.digest, one.model, one.structure))
        for one in documents
    )
    connection.executemany("INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?)", of_documents)
    of_folders = (
        (
            one.name,
            one.summary,
            checksum("folder summary", one.name, one.summary),
            one.files,
            checksum("folder files", one.name, one.files),
        )
        for one in folders
    )
    connection.executemany("INSERT OR REPLACE INTO folder VALUES (?, ?, ?, ?, ?)", of_folders)
