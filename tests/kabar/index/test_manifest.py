"""The manifest is read some rows at a time."""

import pytest

from kabar.index import manifest
from kabar.index.database import Database
from kabar.index.manifest import File, read_directories, read_files, write_directories, write_files
from kabar.index.meta import write_values

FILES = {f"a/{number:02}.html": File(number, number, 1, b"x" * number) for number in range(7)} | {"é": File(1, 2, 0)}
FOLDERS = {"": 1, "a": 2, "a/b": 3, "a\x01": 4, "z": 5}


@pytest.fixture
def database(tmp_path):
    database = Database(tmp_path / "build.sqlite")

    def write(connection):
        write_files(connection, {}, FILES)
        write_directories(connection, 8, {}, FOLDERS)
        write_directories(connection, 9, {}, {"": 1, "lain": 2})

    assert database.change(write)
    return database


@pytest.mark.parametrize("most", [1, 2, 3, 5, 8, 100])
def test_all_files_and_folders_are_read_in_order(database, monkeypatch, most):
    monkeypatch.setattr(manifest, "_AT_ONCE", most)

    assert list(read_files(database)) == sorted(FILES.items())
    assert list(read_directories(database, 8)) == sorted(FOLDERS.items())


def test_the_database_can_be_written_while_files_are_looked_at(database, monkeypatch):
    monkeypatch.setattr(manifest, "_AT_ONCE", 3)
    monkeypatch.setattr("kabar.index.database._LOCK_TIMEOUT", 0.1)
    files, folders = read_files(database), read_directories(database, 8)
    next(files), next(folders)

    assert Database(database.file).change(lambda connection: write_values(connection, {"lain": b"1"}))
    assert len(list(files)) == len(FILES) - 1
