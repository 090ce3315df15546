"""What files said is kept, changes nothing, and holds nothing of what is withheld."""

import os
import pickle
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kabar.content.library import load_library
from kabar.content.reading import file_reading, reading
from kabar.content.reading.freezing import freeze, thaw
from kabar.content.reading.reading_store import ReadingStore
from kabar.index.database import Damaged, Database
from tests.portals import BIMTEK, SMALL, write_content

TODAY = date(2020, 1, 1)
FILES = SMALL | {"bimtek/2019/karangan.md": BIMTEK}
ENTRY = "berita/2019/ukiran.md"


@pytest.fixture
def root(tmp_path):
    return write_content(tmp_path / "isi", FILES)


@pytest.fixture
def store(tmp_path):
    return ReadingStore(Database(tmp_path / "naskah"))


@pytest.fixture
def read(monkeypatch):
    paths = []
    original = file_reading.read_file
    monkeypatch.setattr(reading, "read_file", lambda path, *more: paths.append(path) or original(path, *more))
    return paths


def load(root, store=None, **more):
    loaded = load_library(root, TODAY, store=store, **more)
    assert loaded.library, loaded.problems
    crossing = loaded.crossing.reading
    return loaded.library, loaded.problems, dict(crossing.structures), crossing.scans, crossing.documents


def some_entry(root) -> str:
    return next(path.relative_to(root).as_posix() for path in sorted((root / "berita").rglob("*.md")))


def test_what_was_kept_is_what_would_be_read(root, store, read):
    first = load(root, store)
    read.clear()

    assert load(root, store) == first == load(root)
    assert len(read) == len(first[4])  # those of the build without a store alone


def test_a_file_that_changed_is_read_and_no_other(root, store, read):
    load(root, store)
    path = some_entry(root)
    text = (root / path).read_text()
    (root / path).write_text(text.replace("title: ", "title: Baru ", 1))
    read.clear()

    assert load(root, store)[0].articles[path].title.startswith("Baru ")
    assert read == [path]


def test_a_file_changed_under_its_old_size_and_time_is_read(root, store):
    path = root / some_entry(root)
    os.utime(path, ns=(10**18, 10**18))
    load(root, store)
    text = path.read_text()
    at = text.index("title: ") + 8
    path.write_text(text[:at] + "Q" + text[at + 1 :])
    os.utime(path, ns=(10**18, 10**18))

    assert "Q" in load(root, store)[0].articles[some_entry(root)].title


def test_copied_files_of_another_time_are_known_by_their_bytes(root, store, read):
    load(root, store)
    for path in root.rglob("*.*"):
        os.utime(path, ns=(10**18, 10**18))
    read.clear()

    load(root, store)
    assert read == []


@pytest.mark.parametrize("change", [("title: ", "status: draft\ntitle: "), ("date: 2019", "date: 2119")])
def test_nothing_of_a_withheld_entry_is_kept(root, store, tmp_path, change):
    path = root / some_entry(root)
    path.write_text(path.read_text() + "\n\nKalimatrahasia yang belum terbit.\n")
    load(root, store)
    assert b"Kalimatrahasia" in (tmp_path / "naskah").read_bytes()
    (path.write_text(path.read_text().replace(*change, 1)))
    if "2119" in change[1]:
        moved = root / "berita/2119/nanti.md"
        moved.parent.mkdir()
        path.rename(moved)

    load_library(root, TODAY, store=store)

    assert [path.name for path in tmp_path.glob("naskah*")] == ["naskah"]
    assert b"Kalimatrahasia" not in (tmp_path / "naskah").read_bytes()


def test_reading_in_processes_gives_the_same(root, monkeypatch, store):
    monkeypatch.setattr("kabar.content.reading.reading.FEWEST_TO_SPLIT", 1)

    assert load(root, jobs=2) == load(root) == load(root, store, jobs=3) == load(root, store)


def test_where_there_is_no_fork_all_is_read_here(root, monkeypatch):
    monkeypatch.setattr("kabar.content.reading.reading.FEWEST_TO_SPLIT", 1)
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    monkeypatch.setattr("os.fork", lambda: pytest.fail("forked"))

    assert load_library(root, TODAY, jobs=2).library.articles


def test_mistakes_are_reported_with_a_store_as_without(root, store):
    load(root, store)
    path = root / some_entry(root)
    path.write_text(path.read_text().replace("tags: ", "tags: [tidak-ada-sama-sekali]\nwarna: ", 1))

    with_store = load_library(root, TODAY, store=store).problems
    assert with_store == load_library(root, TODAY).problems != ()
    assert load_library(root, TODAY, store=store).problems == with_store


@given(st.integers(0, 10**6), st.integers(1, 3000), st.integers(0, 255))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_store_changes_nothing(root, tmp_path, start, length, filler):
    file = tmp_path / "naskah"
    load(root, ReadingStore(Database(file)))
    data = file.read_bytes()
    start %= len(data)
    file.write_bytes(data[:start] + bytes([filler]) * min(length, len(data) - start) + data[start + length :])

    right, found = load(root), load(root, ReadingStore(Database(file)))
    try:
        assert found == right
    except Damaged:
        assert load(root, ReadingStore(Database(file))) == right  # found when lists were asked for: it is gone now


VALUES = st.recursive(
    st.none() | st.text() | st.integers() | st.dates() | st.decimals(allow_nan=False) | st.datetimes(),
    lambda inner: st.tuples(inner, inner) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_values_come_back(value):
    assert thaw(freeze(value)) == value


def test_moments_keep_their_zone():
    moment = datetime(2019, 5, 1, 8, tzinfo=ZoneInfo("Asia/Makassar"))

    assert thaw(freeze((moment, Decimal("1.20")))) == (moment, Decimal("1.20"))
    assert thaw(freeze(moment)).tzinfo.key == "Asia/Makassar"


class Evil:
    def __reduce__(self):
        return os.system, ("true",)


@pytest.mark.parametrize("value", [Evil(), os.system, print, ZoneInfo, pickle.loads])
def test_bytes_that_name_anything_else_are_refused(value):
    with pytest.raises(pickle.UnpicklingError):
        thaw(pickle.dumps(value))
