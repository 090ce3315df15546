"""The dependency log: what each page of an output was drawn from, the keys that it uses, and where it leads."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from sqlite3 import Connection
from typing import NamedTuple

from kabar.index.database import Database, checksum
from kabar.index.meta import verify_count, write_row_count


class Page(NamedTuple):
    """A page: ``inputs`` as ``label=digest;label=digest``, empty where they are not known; ``keys``, each on a line;
    ``members`` as in ``PlannedPage``; ``modified`` is when it last changed (RFC 3339, empty: not known), None for a
    page that sitemaps do not name."""

    name: str
    inputs: str
    keys: str
    members: str
    modified: str | None


def read_page(database: Database, name: str) -> Page | None:
    """The page ``name``; None where nothing is known of it. Raises Damaged."""
    row = database.row("SELECT name, inputs, keys, members, modified, sum FROM page WHERE name = ?", (name,))
    return _verified(database, row) if row else None


def read_pages(database: Database) -> Iterator[Page]:
    """All pages, each as it is read. Raises Damaged."""
    count = 0
    for row in database.stream("SELECT name, inputs, keys, members, modified, sum FROM page"):
        yield _verified(database, row)
        count += 1
    verify_count(database, "page", count)


def read_links(database: Database, name: str) -> str | None:
    """Where the page ``name`` leads, as JSON; None where it is not known. Raises Damaged."""
    return database.value("SELECT links, sum FROM link WHERE page = ?", "link", name)


def read_all_links(database: Database) -> Iterator[tuple[str, str]]:
    """Where each page leads, as JSON, with its name, each as it is read. Raises Damaged."""
    for *row, sum in database.stream("SELECT page, links, sum FROM link"):
        database.verify(sum, "link", *row)
        yield tuple(row)


def write_pages(connection: Connection, pages: Iterable[Page], links: Iterable[tuple[str, str]]) -> None:
    """Write ``pages`` and where they lead (name, JSON), within a change."""
    rows = ((*page, checksum("page", *page)) for page in pages)
    connection.executemany("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?)", rows)
    leading = ((*one, checksum("link", *one)) for one in links)
    connection.executemany("INSERT OR REPLACE INTO link VALUES (?, ?, ?)", leading)
    write_row_count(connection, "page")


def remove_other_pages(connection: Connection, names: Collection[str]) -> None:
    """Remove all pages but those ``names``, within a change."""
    for table, column in (("page", "name"), ("link", "page")):
        there = connection.execute(f"SELECT {column} FROM {table}")
        gone = [row for row in there if row[0] not in names]
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", gone)


def _verified(database: Database, row: tuple) -> Page:
    page = Page._make(row[:5])
    database.verify(row[5], "page", *page)
    return page


class ArticleKey(NamedTuple):
    """An article by its content path: ``value`` is a digest of what it shows, ``lists`` are those that it stands in,
    ``related`` the paths of its related articles, each on a line."""

    path: str
    value: bytes
    lists: str
    related: str


def read_article_keys(database: Database, is_same: Callable[[ArticleKey], bool]) -> Iterator[ArticleKey]:
    """The articles of the last output, each as it is read, but for those that ``is_same`` says are what they were.

    Raises Damaged. What is the same as something that is known is not damaged: only the others are verified.
    """
    count = 0
    for row in database.stream("SELECT path, value, lists, related, sum FROM article_key"):
        article = ArticleKey._make(row[:4])
        count += 1
        if not is_same(article):
            database.verify(row[4], "article_key", *article)
            yield article
    verify_count(database, "article_key", count)


def read_keys(database: Database) -> dict[str, bytes]:
    """The values of all other keys by name. Raises Damaged."""
    found = {}
    for name, value, sum in database.stream("SELECT name, value, sum FROM key"):
        database.verify(sum, "key", name, value)
        found[name] = value
    verify_count(database, "key", len(found))
    return found


def write_article_keys(connection: Connection, articles: Iterable[ArticleKey], gone: Iterable[str]) -> None:
    """Write ``articles``, and remove those at the paths ``gone``, within a change."""
    connection.executemany("DELETE FROM article_key WHERE path = ?", [(path,) for path in gone])
    rows = ((*article, checksum("article_key", *article)) for article in articles)
    connection.executemany("INSERT OR REPLACE INTO article_key VALUES (?, ?, ?, ?, ?)", rows)
    write_row_count(connection, "article_key")


def write_keys(connection: Connection, values: Mapping[str, bytes], gone: Iterable[str]) -> None:
    """Write ``values`` by name, and remove the keys ``gone``, within a change."""
    connection.executemany("DELETE FROM key WHERE name = ?", [(name,) for name in gone])
    rows = ((name, value, checksum("key", name, value)) for name, value in values.items())
    connection.executemany("INSERT OR REPLACE INTO key VALUES (?, ?, ?)", rows)
    write_row_count(connection, "key")


