"""The articles in the build database: damaged ones are never read, whatever was written after."""

import pytest

from kabar.index.database import Damaged, Database
from kabar.index.lists import ArticleRow, change_articles, read_articles, read_lists


def article(folder: str, date: int, value: bytes = b"v") -> ArticleRow:
    return ArticleRow(folder, date, f"{folder}/{date}.md", value, b"l", b"", date, "2019-06-01T00:00:00Z")


def listed(*articles: ArticleRow):
    return [(one, [("list:shown", "{}")]) for one in articles]


@pytest.fixture
def database(tmp_path):
    database = Database(tmp_path / "build.sqlite")
    rows = [article("berita/2019", 1), article("berita/2019", 2), article("bimtek/2019", 1), article("berita/é", 1)]
    assert database.change(lambda connection: change_articles(connection, (), listed(*rows)))
    return database


def change(database, gone=(), new=()) -> bool:
    return database.change(lambda connection: change_articles(connection, gone, listed(*new)))


def test_a_change_of_one_folder_keeps_the_articles_of_others(database):
    assert change(database, [(1, "berita/2019/1.md", ["list:shown"])], [article("angka/2019", 3), article("a", 1)])

    assert [one.path for one in read_articles(database)] == [
        "a/1.md", "angka/2019/3.md", "berita/2019/2.md", "berita/é/1.md", "bimtek/2019/1.md",
    ]  # fmt: skip
    assert read_lists(database, "list")["list:shown"].article_count == 5


def test_a_folder_without_articles_is_no_damage(database):
    assert change(database, [(1, "bimtek/2019/1.md", ["list:shown"])])

    assert {one.folder for one in read_articles(database)} == {"berita/2019", "berita/é"}


@pytest.mark.parametrize("damage", [
    "UPDATE article SET value = x'00' WHERE folder = 'berita/2019' AND date = 1",
    "DELETE FROM article WHERE folder = 'berita/2019' AND date = 1",
    "DELETE FROM article WHERE folder = 'berita/2019'",
    "INSERT INTO article VALUES ('zakat/2019', 1, 'zakat/2019/1.md', x'', x'', x'', 1, '')",
])  # fmt: skip
def test_damage_in_another_folder_is_found_after_a_change(database, damage):
    assert database.change(lambda connection: connection.execute(damage))

    assert change(database, new=[article("bimtek/2019", 2)])
    with pytest.raises(Damaged):
        read_articles(database)
    assert not database.file.exists()


@pytest.mark.parametrize("damage", [
    "UPDATE article SET value = x'00' WHERE folder = 'bimtek/2019'",
    "DELETE FROM article WHERE folder = 'bimtek/2019'",
    "UPDATE list SET count = 7",
    "UPDATE meta SET value = x'7b' WHERE name = 'articles'",
])  # fmt: skip
def test_nothing_is_written_beside_damage(database, damage):
    assert database.change(lambda connection: connection.execute(damage))

    assert not change(database, new=[article("bimtek/2019", 2)])
    assert not database.file.exists()
