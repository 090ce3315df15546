"""What is kept of converted bodies is right, or is not used."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.article_reader.body_store import BodyStore
from plugins.content_model.body_parts import FigurePlace, Html
from plugins.content_model.links import Destinations

BODY = (Html('<p>é <a href="/portal/berita/2019/a/#x">a</a>'), FigurePlace("angka", "ekspor", ("2018", "penuh")), Html("</p>"))
BODIES = {"satu": BODY, "dua": (), "tiga \ud800": (Html("<p>tiga</p>"),)}
THERE = Destinations({"berita/2019/a.md": "/berita/2019/a/"}, (), ())


@pytest.fixture
def file(tmp_path):
    return tmp_path / ".cache" / "isi.sqlite"


def filled(file) -> BodyStore:
    store = BodyStore(file, "/portal")
    store.keep(BODIES, BODIES)
    return store


def test_what_was_kept_comes_back_as_it_was(file):
    filled(file)

    assert BodyStore(file, "/portal").recall([*BODIES, "empat"], THERE) == BODIES


def test_another_base_and_other_code_find_nothing(file, monkeypatch):
    filled(file)

    assert BodyStore(file, "").recall(BODIES, THERE) == {}
    monkeypatch.setattr("plugins.article_reader.body_store._LIBRARIES", ("markdown",))
    assert BodyStore(file, "/portal").recall(BODIES, THERE) == {}


def test_a_body_whose_link_leads_nowhere_now_is_converted_again(file):
    assert "satu" not in filled(file).recall(BODIES, Destinations({}, (), ()))


def test_without_a_store_there_is_nothing(file):
    assert BodyStore(file, "").recall(BODIES, THERE) == {}
    assert not file.exists()


def test_a_store_that_cannot_be_written_costs_nothing_but_time(tmp_path):
    (tmp_path / ".cache").write_text("bukan folder")

    filled(tmp_path / ".cache" / "isi.sqlite")


def test_a_store_that_is_being_written_is_not_waited_for_long(file, monkeypatch):
    monkeypatch.setattr("plugins.article_reader.body_store._PATIENCE", 0.01)
    store = filled(file)
    with sqlite3.connect(file) as other:
        other.execute("BEGIN EXCLUSIVE")
        store.keep(BODIES | {"baru": BODY}, ["baru"])

    assert "satu" in BodyStore(file, "/portal").recall(BODIES, THERE)


def test_what_no_file_holds_is_let_go_in_time(file, monkeypatch):
    monkeypatch.setattr("plugins.article_reader.body_store._SPARE", 1)
    store = filled(file)
    store.keep({"baru": BODY}, ["baru"])

    assert BodyStore(file, "/portal").recall([*BODIES, "baru"], THERE) == {"baru": BODY}


def test_an_altered_row_is_not_used(file):
    filled(file)
    with sqlite3.connect(file) as store:
        store.execute("UPDATE bodies SET data = replace(data, 'tiga', 'lima')")

    found = BodyStore(file, "/portal").recall(BODIES, THERE)
    assert found.get("tiga \ud800", BODIES["tiga \ud800"]) == BODIES["tiga \ud800"]


def damage(file, data: bytes, start: int, length: int, filler: int) -> None:
    file.write_bytes(data[:start] + bytes([filler]) * min(length, len(data) - start) + data[start + length :])


@given(st.integers(0, 40_000), st.integers(1, 600), st.integers(0, 255))
@settings(max_examples=150)
def test_a_store_damaged_anywhere_gives_right_bodies_or_none(tmp_path_factory, start, length, filler):
    file = tmp_path_factory.mktemp("rusak") / "isi.sqlite"
    filled(file)
    data = file.read_bytes()
    damage(file, data, start % len(data), length, filler)

    found = BodyStore(file, "/portal").recall(BODIES, THERE)

    assert found.items() <= BODIES.items()
    filled(file)


@given(st.integers(0, 40_000))
@settings(max_examples=50)
def test_a_store_cut_off_anywhere_gives_right_bodies_or_none(tmp_path_factory, end):
    file = tmp_path_factory.mktemp("potong") / "isi.sqlite"
    filled(file)
    file.write_bytes(file.read_bytes()[: end % len(file.read_bytes())])

    assert BodyStore(file, "/portal").recall(BODIES, THERE).items() <= BODIES.items()
