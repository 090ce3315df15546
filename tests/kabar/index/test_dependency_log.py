"""What keys were worth and what pages use comes back as it was written, or not at all."""

import pytest

from kabar.index.database import Damaged, Database
from kabar.index.pages import (
    ArticleKey,
    PageRow,
    read_article_keys,
    read_keys,
    read_links,
    read_page,
    read_pages,
    remove_other_pages,
    write_article_keys,
    write_keys,
    write_pages,
)

ARTICLES = [
    ArticleKey("berita/2019/a.md", b"1", "list:all\nlist:topic:ikm", ""),
    ArticleKey("berita/2019/b.md", b"2", "list:all", "berita/2019/a.md"),
]
KEYS = {"day": b"2019-05-12", "topik/ikm.md": b"3"}
PAGES = [
    PageRow("a/index.html", "isi=1", "day\ntopik/ikm.md", "", None),
    PageRow("b/index.html", "", "", "m", "2019-05-12T09:00:00+07:00"),
]
LINKS = [("a/index.html", "[[], []]"), ("b/index.html", '[["/a/"], ["x"]]')]


# Whatever a generator leaves behind would stand on stderr.
pytestmark = pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def database(tmp_path) -> Database:
    made = Database(tmp_path / "build.sqlite")

    def write(connection) -> None:
        write_article_keys(connection, ARTICLES, ())
        write_keys(connection, KEYS, ())
        write_pages(connection, PAGES, LINKS)

    assert made.change(write)
    return made


def test_what_was_written_comes_back(database):
    assert list(read_article_keys(database, lambda row: False)) == ARTICLES
    assert read_keys(database) == KEYS
    assert list(read_pages(database)) == PAGES
    assert (read_page(database, "a/index.html"), read_page(database, "c/index.html")) == (PAGES[0], None)
    assert (read_links(database, "b/index.html"), read_links(database, "c/index.html")) == (LINKS[1][1], None)


def test_what_changed_takes_the_place_of_what_was_and_what_went_is_gone(database):
    article, page = ARTICLES[0]._replace(value=b"4"), PAGES[0]._replace(keys="day")

    def write(connection) -> None:
        write_article_keys(connection, [article], ["berita/2019/b.md"])
        write_keys(connection, {"day": b"2019-05-13"}, ["topik/ikm.md"])
        remove_other_pages(connection, ["a/index.html"])
        write_pages(connection, [page], LINKS[:1])

    assert database.change(write)
    assert list(read_article_keys(database, lambda row: False)) == [article]
    assert read_keys(database) == {"day": b"2019-05-13"}
    assert list(read_pages(database)) == [page]
    assert read_links(database, "b/index.html") is None


READ = {
    "article_key": lambda database: list(read_article_keys(database, lambda row: False)), "key": read_keys,
    "page": lambda database: list(read_pages(database)),
}  # fmt: skip


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("article_key", "value"),
        ("article_key", "lists"),
        ("article_key", "related"),
        ("key", "value"),
        ("page", "keys"),
        ("page", "inputs"),
        ("page", "members"),
    ],
)
def test_a_value_that_is_not_what_was_written_throws_all_away(database, table, column):
    assert database.change(lambda connection: connection.execute(f"UPDATE {table} SET {column} = 'lain'"))

    with pytest.raises(Damaged):
        READ[table](database)
    assert not database.file.exists()


@pytest.mark.parametrize(
    ("table", "lost"),
    [("article_key", "path LIKE '%a.md'"), ("key", "name = 'day'"), ("page", "name = 'a/index.html'")],
)
def test_a_row_that_is_lost_throws_all_away(database, table, lost):
    assert database.change(lambda connection: connection.execute(f"DELETE FROM {table} WHERE {lost}"))

    with pytest.raises(Damaged):
        READ[table](database)
    assert not database.file.exists()
