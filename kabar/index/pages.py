"""The dependency log: inputs, dependencies and links of each page of an output."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from sqlite3 import Connection
from typing import NamedTuple

from kabar.index.database import Database, Row, checksum
from kabar.index.meta import verify_count, write_row_count


class PageRow(NamedTuple):
    """A page: ``inputs`` as ``label=digest;label=digest`` (empty: not known), its dependencies ``keys``, one a line,
    ``members`` as in ``PlannedPage``, and ``modified``, the time of the last change (RFC 3339, empty: not known; None:
    not in the sitemap)."""

    name: str
    inputs: str
    keys: str
    members: str
    modified: str | None


def read_page(database: Database, name: str) -> PageRow | None:
    """The page ``name``, or None. Raises Damaged."""
    row = database.row("SELECT name, inputs, keys, members, modified, sum FROM page WHERE name = ?", (name,))
    return _verified(database, row) if row else None


def read_pages(database: Database) -> Iterator[PageRow]:
    """All pages, read one by one. Raises Damaged."""
    count = 0
    for row in database.stream("SELECT name, inputs, keys, members, modified, sum FROM page"):
        yield _verified(database, row)
        count += 1
    verify_count(database, "page", count)


def read_links(database: Database, name: str) -> str | None:
    """The links of the page ``name`` as JSON, or None. Raises Damaged."""
    return database.value("SELECT links, sum FROM link WHERE page = ?", "link", name)


def read_all_links(database: Database) -> Iterator[tuple[str, str]]:
    """Each page's name and links (JSON), read one by one. Raises Damaged."""
    for name, links, sum in database.stream("SELECT page, links, sum FROM link"):
        database.verify(sum, "link", name, links)
        yield name, links


def write_pages(connection: Connection, pages: Iterable[PageRow], links: Iterable[tuple[str, str]]) -> None:
    """Write ``pages`` and their ``links`` (name, JSON), within a transaction."""
    rows = ((*page, checksum("page", *page)) for page in pages)
    connection.executemany("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?)", rows)
    leading = ((*one, checksum("link", *one)) for one in links)
    connection.executemany("INSERT OR REPLACE INTO link VALUES (?, ?, ?)", leading)
    write_row_count(connection, "page")


def remove_other_pages(connection: Connection, names: Collection[str]) -> None:
    """Remove all pages but ``names``, within a transaction."""
    for table, column in (("page", "name"), ("link", "page")):
        there = connection.execute(f"SELECT {column} FROM {table}")
        gone = [row for row in there if row[0] not in names]
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", gone)


def _verified(database: Database, row: Row) -> PageRow:
    page = PageRow._make(row[:5])
    database.verify(row[5], "page", *page)
    return page


class ArticleKey(NamedTuple):
    """An article by its content path: ``value`` is the digest of its content, ``lists`` are the lists that contain it,
    ``related`` the paths of its related articles, one a line."""

    path: str
    value: bytes
    lists: str
    related: str


def read_article_keys(database: Database, is_same: Callable[[ArticleKey], bool]) -> Iterator[ArticleKey]:
    """The articles of the last output for which ``is_same`` is false, read one by one.

    Raises Damaged. Only these are verified: an article that equals a current one is not damaged.
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
    """The values of all keys other than articles, by name. Raises Damaged."""
    found = {}
    for name, value, sum in database.stream("SELECT name, value, sum FROM key"):
        database.verify(sum, "key", name, value)
        found[name] = value
    verify_count(database, "key", len(found))
    return found


def write_article_keys(connection: Connection, articles: Iterable[ArticleKey], gone: Iterable[str]) -> None:
    """Write ``articles``, and remove those at the paths ``gone``, within a transaction."""
    connection.executemany("DELETE FROM article_key WHERE path = ?", [(path,) for path in gone])
    rows = ((*article, checksum("article_key", *article)) for article in articles)
    connection.executemany("INSERT OR REPLACE INTO article_key VALUES (?, ?, ?, ?, ?)", rows)
    write_row_count(connection, "article_key")


def write_keys(connection: Connection, values: Mapping[str, bytes], gone: Iterable[str]) -> None:
    """Write ``values`` by name, and remove the keys ``gone``, within a transaction."""
    connection.executemany("DELETE FROM key WHERE name = ?", [(name,) for name in gone])
    rows = ((name, value, checksum("key", name, value)) for name, value in values.items())
    connection.executemany("INSERT OR REPLACE INTO key VALUES (?, ?, ?)", rows)
    write_row_count(connection, "key")


