"""Whatever happens to the build database, it gives what was written to it or nothing."""

import multiprocessing
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kabar.index.database import Damaged, Database
from kabar.index.meta import read_value, remove_values, write_values

VALUES = {f"name {number}": bytes([number]) * 300 for number in range(40)}


@pytest.fixture
def file(tmp_path):
    return tmp_path / "cache" / "build.sqlite"


def filled(file: Path, **values: bytes) -> Database:
    database = Database(file, "code")
    assert database.change(lambda connection: write_values(connection, values or VALUES))
    return database


def found(database: Database, names=tuple(VALUES)) -> dict[str, bytes]:
    """The values that are there; none where something is damaged."""
    try:
        values = {name: read_value(database, name) for name in names}
    except Damaged:
        return {}
    return {name: value for name, value in values.items() if value is not None}


def test_what_was_written_comes_back_and_what_was_removed_does_not(file):
    filled(file).change(lambda connection: remove_values(connection, "name 3"))

    assert found(Database(file, "code")) == {name: value for name, value in VALUES.items() if name != "name 3"}


def test_nothing_is_made_by_asking(file):
    assert found(Database(file, "code")) == {}
    assert not file.parent.exists()


def test_a_change_that_fails_changes_nothing(file):
    def change(connection):
        write_values(connection, {"name 1": b"other"})
        raise ValueError("a mistake of ours")

    database = filled(file)
    with pytest.raises(ValueError, match="of ours"):
        database.change(change)

    assert found(database) == found(Database(file, "code")) == VALUES


def test_what_other_code_or_another_schema_wrote_is_thrown_away(file, tmp_path, monkeypatch):
    filled(file)
    assert found(Database(file, "other code")) == {}
    assert not file.exists()

    filled(file)
    schema = tmp_path / "schema.sql"
    schema.write_bytes(Path("kabar/index/schema.sql").read_bytes() + b"\n")
    monkeypatch.setattr("kabar.index.database._SCHEMA", schema)
    assert found(Database(file, "code")) == {}


def of_another_program(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("CREATE TABLE something (x)")


SPOILS = {
    "empty": lambda file: file.write_bytes(b""),
    "text": lambda file: file.write_text("Bukan basis data."),
    "cut": lambda file: file.write_bytes(file.read_bytes()[:5000]),
    "of another program": lambda file: (file.unlink(), of_another_program(file)),
    "a folder": lambda file: (file.unlink(), file.mkdir()),
    "no table": lambda file: change(file, "DROP TABLE body"),
    "no version": lambda file: change(file, "DELETE FROM meta WHERE name = 'version'"),
    "a value changed": lambda file: change(file, "UPDATE meta SET value = x'00' WHERE name = 'name 1'"),
    "two values exchanged": lambda file: change(
        file, "UPDATE meta SET sum = (SELECT sum FROM meta WHERE name = 'name 2') WHERE name = 'name 1'"
    ),
}


def change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as spoilt, spoilt:
        spoilt.execute(statement)


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
def test_one_that_is_spoilt_is_thrown_away_and_made_again(file, spoil: Callable[[Path], object]):
    filled(file).close()
    spoil(file)

    assert found(Database(file, "code")).items() <= VALUES.items()
    again = Database(file, "code")
    again.change(lambda connection: write_values(connection, VALUES))
    assert found(again) in ({}, VALUES)
    assert found(again) == VALUES or file.is_dir()


@given(st.integers(0, 10**6), st.integers(1, 900), st.integers(0, 255))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_that_is_damaged_anywhere_gives_what_was_written_or_nothing(tmp_path_factory, start, length, filler):
    file = tmp_path_factory.mktemp("rusak") / "build.sqlite"
    filled(file).close()
    data = file.read_bytes()
    start %= len(data)
    file.write_bytes(data[:start] + bytes([filler]) * min(length, len(data) - start) + data[start + length :])

    assert found(Database(file, "code")).items() <= VALUES.items()


def test_one_that_is_being_written_is_left_alone_and_not_waited_for_long(file, monkeypatch):
    monkeypatch.setattr("kabar.index.database._LOCK_TIMEOUT", 0.01)
    filled(file).close()
    database = Database(file, "code")
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert not database.change(lambda connection: write_values(connection, {"name 1": b"other"}))
        with pytest.raises(Damaged):
            read_value(database, "name 1")
        assert database.discards == 0

    assert found(Database(file, "code")) == VALUES


def test_where_none_can_be_made_there_is_none(tmp_path):
    (tmp_path / "cache").write_text("no folder")
    database = Database(tmp_path / "cache" / "build.sqlite", "code")

    assert not database.change(lambda connection: write_values(connection, VALUES))
    assert found(database) == {}


def test_a_name_that_cannot_be_written_is_no_error(file):
    assert not Database(file, "code").change(lambda connection: write_values(connection, {"\udcff": b""}))


def test_a_full_disk_throws_it_away(file):
    def fill(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA max_page_count = 1")
        write_values(connection, {"much": bytes(1_000_000)})

    database = filled(file)

    assert not database.change(fill)
    assert not file.exists()
    assert found(database) == {}


def test_removed_one_while_it_is_used_it_is_made_again_by_the_next(file):
    database = filled(file)
    file.unlink()
    assert found(database) == VALUES

    database.close()
    assert found(database) == {}


def test_forked_processes_read_and_write_beside_each_other(file):
    database = filled(file)

    def work(number: int) -> None:
        for round in range(20):
            name = f"of {number} {round}"
            assert database.change(lambda connection, name=name: write_values(connection, {name: name.encode()}))
            assert found(database) == VALUES

    processes = [multiprocessing.get_context("fork").Process(target=work, args=(number,)) for number in range(3)]
    for process in processes:
        process.start()
    for _ in range(50):
        assert found(database) == VALUES
    for process in processes:
        process.join()

    assert [process.exitcode for process in processes] == [0, 0, 0]
    names = [f"of {number} {round}" for number in range(3) for round in range(20)]
    assert found(database, names) == {name: name.encode() for name in names}


def test_what_was_removed_cannot_be_read_in_the_file(file):
    database = filled(file, draft=b"Kalimat rahasia karangan" * 200)
    assert b"rahasia" in file.read_bytes()

    database.change(lambda connection: remove_values(connection, "draft"))

    assert b"rahasia" not in file.read_bytes()
    assert [path.name for path in file.parent.iterdir()] == ["build.sqlite"]
