"""The dependency log: what each page of an output was drawn from, and where it leads."""

from collections.abc import Collection, Iterable
from sqlite3 import Connection
from typing import NamedTuple

from plugins.index.database import Database, checksum


class Page(NamedTuple):
    """A page: ``uses`` as ``label=digest;label=digest``, empty where it is not known, and its ``links`` as JSON."""

    name: str
    uses: str
    links: str


def read_page(database: Database, name: str) -> Page | None:
    """The page ``name``; None where nothing is known of it. Raises Damaged."""
    row = database.row("SELECT name, uses, links, sum FROM page WHERE name = ?", (name,))
    return _verified(database, *row) if row else None


def read_uses(database: Database) -> dict[str, str]:
    """What each page was drawn from, by name, as far as it is known. Raises Damaged."""
    rows = database.rows("SELECT name, uses, links, sum FROM page WHERE uses != ''")
    return {row[0]: _verified(database, *row).uses for row in rows}


def write_pages(connection: Connection, pages: Iterable[Page]) -> None:
    """Write ``pages``, within a change."""
    rows = ((*page, checksum("page", *page)) for page in pages)
    connection.executemany("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?)", rows)


def remove_pages(connection: Connection, names: Collection[str]) -> None:
    """Remove the pages ``names``, within a change."""
    connection.executemany("DELETE FROM page WHERE name = ?", [(name,) for name in names])


def remove_all_pages(connection: Connection) -> None:
    """Remove all pages, within a change."""
    connection.execute("DELETE FROM page")


def _verified(database: Database, name: str, uses: str, links: str, sum: bytes) -> Page:
    database.verify(sum, "page", name, uses, links)
    return Page(name, uses, links)
