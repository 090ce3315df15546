"""Articles and the lists that they stand in: an inverted index, by which lists are counted and read in their order."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from sqlite3 import Connection
from typing import NamedTuple
from zlib import crc32

from plugins.index.database import Database
from plugins.index.meta import read_value, remove_values, write_values

_AT_ONCE = 1000  # articles that are written together
_OF_ONE = "WHERE list = ? AND date = ? AND path = ?"
_AT = "WHERE folder = ? AND date = ? AND path = ?"
_LISTS = "lists"  # the value that is the checksum of all of them
_ARTICLES = "articles"  # the value that is the number of all, and the total of their checksums


class ArticleRow(NamedTuple):
    """An article: its folder, when it was published (microseconds), its path, digests of what it shows (``value``), of
    what related articles are found by (``likeness``), and of its file where it has a ``body`` (else empty); when it
    last changed (microseconds), and this as RFC 3339 (``modified``)."""

    folder: str
    date: int
    path: str
    value: bytes
    likeness: bytes
    body: bytes
    changed: int
    modified: str


class ListRow(NamedTuple):
    """A list: how many articles of each section stand in it, and the total of the checksums of its members."""

    sections: Mapping[str, int]
    total: int

    @property
    def count(self) -> int:
        """How many articles stand in it."""
        return sum(self.sections.values())


def read_articles(database: Database) -> Iterator[ArticleRow]:
    """All articles, each as it is read. Raises Damaged."""
    count = total = 0
    question = "SELECT folder, date, path, value, likeness, body, changed, modified FROM article"
    for row in database.stream(question):
        total += _sum(*row)
        yield ArticleRow._make(row)
        count += 1
    if (read_value(database, _ARTICLES) or _total(0, 0)) != _total(count, total):
        database.refuse("article")


def read_lists(database: Database) -> dict[str, ListRow]:
    """All lists by name. Raises Damaged."""
    sections: dict[str, dict[str, int]] = defaultdict(dict)
    totals: dict[str, int] = defaultdict(int)
    whole = 0
    for row in database.stream("SELECT name, section, count, total FROM list"):
        whole += _sum(*row)
        name, section, count, total = row
        sections[name][section] = count
        totals[name] += total
    if int(read_value(database, _LISTS) or 0) != whole:
        database.refuse("list")
    return {name: ListRow(counts, totals[name]) for name, counts in sections.items()}


def read_members(database: Database, name: str, row: ListRow) -> list[tuple[int, str, str]]:
    """The articles of a list (date, path, value), newest first, then by path; ``row`` is that of the list.

    Raises Damaged.
    """
    rows = database.rows("SELECT date, path, value FROM member WHERE list = ? ORDER BY date DESC, path", (name,))
    if len(rows) != row.count or sum([_sum(*one) for one in rows]) != row.total:
        database.refuse("member")
    return rows


def change_articles(
    connection: Connection,
    gone: Iterable[tuple[int, str, Collection[str]]],
    new: Iterable[tuple[ArticleRow, Iterable[tuple[str, str]]]],
) -> None:
    """Remove the articles ``gone`` (date, path, names of all lists in which they may stand), and write ``new`` ones
    with their lists (name, what it says of it), within a change."""
    changed: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (_ARTICLES,)).fetchone()
    count, total = map(int, row[0].split()) if row else (0, 0)
    for date, path, lists in gone:
        place = path.rpartition("/")[0], date, path
        for row in connection.execute(f"SELECT * FROM article {_AT}", place).fetchall():
            connection.execute(f"DELETE FROM article {_AT}", place)
            count, total = count - 1, total - _sum(*row)
        for name in lists:
            place = name, date, path
            row = connection.execute(f"SELECT value FROM member {_OF_ONE}", place).fetchone()
            if row:
                connection.execute(f"DELETE FROM member {_OF_ONE}", place)
                _count(changed, name, -1, date, path, *row)
    rest = iter(new)
    while some := list(islice(rest, _AT_ONCE)):
        count, total = count + len(some), total + sum(_sum(*article) for article, _ in some)
        connection.executemany("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [article for article, _ in some])
        # In their order in the table, which is written faster.
        members = sorted((name, -one.date, one.path, value) for one, lists in some for name, value in lists)
        members = [(name, -date, path, value) for name, date, path, value in members]
        connection.executemany("INSERT INTO member VALUES (?, ?, ?, ?)", members)
        for name, date, path, value in members:
            _count(changed, name, 1, date, path, value)
    _write_lists(connection, changed)
    write_values(connection, {_ARTICLES: _total(count, total)})


def remove_all_articles(connection: Connection) -> None:
    """Remove all articles and lists, within a change."""
    for table in ("article", "member", "list"):
        connection.execute(f"DELETE FROM {table}")
    remove_values(connection, _LISTS, _ARTICLES)


def _count(
    changed: dict[tuple[str, str], list[int]], name: str, sign: int, date: int, path: str, value: str
) -> None:
    change = changed[name, path.partition("/")[0]]
    change[0] += sign
    change[1] += sign * _sum(date, path, value)


def _write_lists(connection: Connection, changed: Mapping[tuple[str, str], Sequence[int]]) -> None:
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (_LISTS,)).fetchone()
    whole = int(row[0]) if row else 0
    for key, (more, change) in changed.items():
        row = connection.execute("SELECT count, total FROM list WHERE name = ? AND section = ?", key).fetchone()
        count, total = row or (0, 0)
        whole -= _sum(*key, count, total) if row else 0
        if count + more:
            now = *key, count + more, total + change
            connection.execute("INSERT OR REPLACE INTO list VALUES (?, ?, ?, ?)", now)
            whole += _sum(*now)
        else:
            connection.execute("DELETE FROM list WHERE name = ? AND section = ?", key)
    write_values(connection, {_LISTS: str(whole).encode()})


def _total(count: int, total: int) -> bytes:
    return f"{count} {total}".encode()


def _sum(*values: str | int | bytes) -> int:
    """A checksum of the values of a row; those of many rows are added."""
    return crc32("\0".join(map(str, values)).encode("utf-8", "surrogatepass"))
