"""What the keys of the last output were worth: a page that uses a key is planned again when its value changes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from sqlite3 import Connection
from typing import NamedTuple

from plugins.index.database import Database, checksum
from plugins.index.meta import verify_count, write_row_count


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
