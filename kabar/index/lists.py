"""Inverted index: lists of articles (by topic, author, …), with counts and members in order."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from sqlite3 import Connection, DatabaseError
from typing import NamedTuple
from zlib import crc32

from kabar.index.database import Database, Row, checksum
from kabar.index.meta import read_value, remove_values, write_values

KINDS = ("list", "uses", "beside")  # the part of a list's name before the first colon
_AT_ONCE = 1000  # articles per INSERT
_OF_ONE = "WHERE list = ? AND date = ? AND path = ?"
# Names of the values in ``meta`` with the checksums of articles by folder, and of lists by kind.
_ARTICLES, _LISTS = "articles", "lists"
_NONE = b"{}"
# All rows of a folder, or of a kind of lists, as one text: concatenated by SQLite, ten times faster than in Python.
_SUMS_OF_ARTICLES = """
  SELECT folder, group_concat(date || ' ' || path || ' ' || hex(value) || hex(likeness) || ' ' || hex(body) || ' '
    || changed || ' ' || modified, char(10))
  FROM (SELECT * FROM article {} ORDER BY folder, date DESC, path) GROUP BY folder
"""
_SUMS_OF_ALL = _SUMS_OF_ARTICLES.format("")
_SUM_OF_FOLDER = _SUMS_OF_ARTICLES.format("WHERE folder = ?")
_SUM_OF_LISTS = """
  SELECT 'sum', group_concat(name || ' ' || section || ' ' || count || ' ' || total, char(10))
  FROM (SELECT * FROM list WHERE name >= ? AND name < ? ORDER BY name, section) HAVING count(*)
"""


class ArticleRow(NamedTuple):
    """An article: its folder, publication ``date`` (microseconds), path, digests of its content (``value``), of the
    input of ranking (``likeness``) and of its file if it has a ``body`` (else empty), the time of the last change in
    microseconds (``changed``) and as RFC 3339 (``modified``)."""

    folder: str
    date: int
    path: str
    value: bytes
    likeness: bytes
    body: bytes
    changed: int
    modified: str


class ListRow(NamedTuple):
    """A list: the number of its articles by section, and the sum of the checksums of its members."""

    sections: Mapping[str, int]
    total: int

    @property
    def article_count(self) -> int:
        """The number of its articles."""
        return sum(self.sections.values())


def read_articles(database: Database) -> Iterator[ArticleRow]:
    """All articles, read one by one. Raises Damaged."""
    _verify(database, _ARTICLES, _SUMS_OF_ALL)
    question = "SELECT folder, date, path, value, likeness, body, changed, modified FROM article"
    return map(ArticleRow._make, database.stream(question))


def read_lists(database: Database, kind: str) -> dict[str, ListRow]:
    """The lists of a kind of ``KINDS``, by name. Raises Damaged."""
    verify_lists(database, kind)
    question = "SELECT name, section, count, total FROM list WHERE name >= ? AND name < ?"
    return _lists_of(database.rows(question, (f"{kind}:", f"{kind};")))


def read_list(database: Database, name: str) -> ListRow | None:
    """The list ``name``, whose kind must be verified; None if it has no articles. Raises Damaged."""
    question = "SELECT name, section, count, total FROM list WHERE name = ?"
    return _lists_of(database.rows(question, (name,))).get(name)


def verify_lists(database: Database, kind: str) -> None:
    """Compare the lists of ``kind`` with their checksum. Raises Damaged."""
    _verify(database, f"{_LISTS} {kind}", _SUM_OF_LISTS, f"{kind}:", f"{kind};")


def read_members(database: Database, name: str, row: ListRow) -> list[tuple[int, str, str]]:
    """The members of a list (date, path, value), newest first, then by path; ``row`` is the row of the list.

    Raises Damaged.
    """
    rows = database.rows("SELECT date, path, value FROM member WHERE list = ? ORDER BY date DESC, path", (name,))
    if len(rows) != row.article_count or sum([_sum(*one) for one in rows]) != row.total:
        database.refuse("member")
    return rows


def change_articles(
    connection: Connection,
    gone: Iterable[tuple[int, str, Collection[str]]],
    new: Iterable[tuple[ArticleRow, Iterable[tuple[str, str]]]],
) -> None:
    """Remove the articles ``gone`` (date, path, names of all lists that may contain them), and write ``new`` ones with
    their lists (name, value of the member), within a transaction. Raises sqlite3.Error if the lists, or the articles of
    a folder of these, are damaged."""
    of_kinds = [(f"{_LISTS} {kind}", (f"{kind}:", f"{kind};")) for kind in KINDS]
    for name, values in of_kinds:
        # Damaged rows must not get a valid checksum by the write below.
        if _stored(connection, name) != _text(connection.execute(_SUM_OF_LISTS, values)):
            raise DatabaseError(name)
    folders = json.loads(_stored(connection, _ARTICLES))
    touched: set[str] = set()

    def touch(folder: str) -> None:
        if folder in touched:
            return
        touched.add(folder)
        now = _sums(connection.execute(_SUM_OF_FOLDER, (folder,)))
        if now.get(folder) != folders.get(folder):
            raise DatabaseError(_ARTICLES)

    changed: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for date, path, lists in gone:
        place = path.rpartition("/")[0], date, path
        touch(place[0])
        connection.execute("DELETE FROM article WHERE folder = ? AND date = ? AND path = ?", place)
        for name in lists:
            place = name, date, path
            row = connection.execute(f"SELECT value FROM member {_OF_ONE}", place).fetchone()
            if row:
                connection.execute(f"DELETE FROM member {_OF_ONE}", place)
                _count(changed, name, -1, date, path, *row)
    rest = iter(new)
    while some := list(islice(rest, _AT_ONCE)):
        for article, _ in some:
            touch(article.folder)
        connection.executemany("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [article for article, _ in some])
        # In the order of the primary key, which SQLite inserts faster.
        members = sorted((name, -one.date, one.path, value) for one, lists in some for name, value in lists)
        members = [(name, -date, path, value) for name, date, path, value in members]
        connection.executemany("INSERT INTO member VALUES (?, ?, ?, ?)", members)
        for name, date, path, value in members:
            _count(changed, name, 1, date, path, value)
    for key, (more, change) in changed.items():
        row = connection.execute("SELECT count, total FROM list WHERE name = ? AND section = ?", key).fetchone()
        count, total = row or (0, 0)
        if count + more:
            now = *key, count + more, total + change
            connection.execute("INSERT OR REPLACE INTO list VALUES (?, ?, ?, ?)", now)
        else:
            connection.execute("DELETE FROM list WHERE name = ? AND section = ?", key)
    for folder in touched:
        folders.pop(folder, None)
        folders |= _sums(connection.execute(_SUM_OF_FOLDER, (folder,)))
    # In the order in which the database returns all folders.
    sums = {_ARTICLES: json.dumps(dict(sorted(folders.items()))).encode()}
    write_values(
        connection, sums | {name: _text(connection.execute(_SUM_OF_LISTS, values)) for name, values in of_kinds}
    )


def remove_all_articles(connection: Connection) -> None:
    """Remove all articles and lists, within a transaction."""
    for table in ("article", "member", "list"):
        connection.execute(f"DELETE FROM {table}")
    remove_values(connection, _ARTICLES, *(f"{_LISTS} {kind}" for kind in KINDS))


def _lists_of(rows: Iterable[tuple[str, str, int, int]]) -> dict[str, ListRow]:
    sections: dict[str, dict[str, int]] = defaultdict(dict)
    totals: dict[str, int] = defaultdict(int)
    for name, section, count, total in rows:
        sections[name][section] = count
        totals[name] += total
    return {name: ListRow(counts, totals[name]) for name, counts in sections.items()}


def _verify(database: Database, name: str, question: str, *values: str) -> None:
    if (read_value(database, name) or _NONE) != _text(database.rows(question, values)):
        database.refuse(name)


def _stored(connection: Connection, name: str) -> bytes:
    """The checksums ``name`` in ``meta``. Raises sqlite3.Error if they are damaged."""
    row = connection.execute("SELECT value, sum FROM meta WHERE name = ?", (name,)).fetchone()
    if row and checksum("meta", name, row[0]) != row[1]:
        raise DatabaseError(name)
    return row[0] if row else _NONE


def _text(rows: Iterable[Row]) -> bytes:
    """The checksums of ``rows`` (name, text) by name, as JSON."""
    return json.dumps(_sums(rows)).encode()


def _sums(rows: Iterable[Row]) -> dict[str, int]:
    return {name: crc32((text or "").encode("utf-8", "surrogatepass")) for name, text in rows}


def _count(
    changed: dict[tuple[str, str], list[int]], name: str, sign: int, date: int, path: str, value: str
) -> None:
    change = changed[name, path.partition("/")[0]]
    change[0] += sign
    change[1] += sign * _sum(date, path, value)


def _sum(date: int, path: str, value: str) -> int:
    """The checksum of a member; the total of a list is the sum over its members."""
    return crc32(f"{date} {path} {value}".encode("utf-8", "surrogatepass"))


