"""Parsed documents of ``content/``, by path."""

from collections.abc import Iterable
from sqlite3 import Connection
from typing import NamedTuple

from kabar.index.database import Database, checksum


class DocumentRow(NamedTuple):
    """A document: the digest of its file, the serialised ``model`` and ``structure`` of the file, and the ``summary``
    of an article as JSON (else "")."""

    path: str
    digest: bytes
    model: bytes
    structure: bytes
    summary: str


def read_document(database: Database, path: str, digest: bytes) -> tuple[bytes, bytes] | None:
    """Model and structure of the document at ``path``; None if none was written for a file with this ``digest``.

    Raises Damaged.
    """
    row = database.row("SELECT model, structure, sum FROM document WHERE path = ?", (path,))
    if row is None or checksum("document", path, digest, *row[:2]) != row[2]:
        return None
    return row[0], row[1]


def read_summary(database: Database, path: str) -> str | None:
    """The summary of the article at ``path``, or None. Raises Damaged."""
    return database.value("SELECT summary, summary_sum FROM document WHERE path = ?", "summary", path)


def write_documents(connection: Connection, documents: Iterable[DocumentRow]) -> None:
    """Write ``documents``, within a change."""
    rows = (
        (
            one.path,
            one.model,
            one.structure,
            checksum("document", one.path, one.digest, one.model, one.structure),
            one.summary,
            checksum("summary", one.path, one.summary),
        )
        for one in documents
    )
    connection.executemany("INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?)", rows)


def remove_documents(connection: Connection, paths: Iterable[str]) -> None:
    """Remove the documents at ``paths``, within a transaction."""
    connection.executemany("DELETE FROM document WHERE path = ?", [(path,) for path in paths])


def remove_unknown_documents(connection: Connection) -> None:
    """Remove all documents without a row in ``source``, within a transaction."""
    connection.execute("DELETE FROM document WHERE path NOT IN (SELECT path FROM source)")


