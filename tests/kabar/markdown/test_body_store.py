"""What is kept of converted bodies is right, or is not used."""

import sqlite3
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.content.library import load_library
from kabar.content.markdown_source.directives import FigurePlace, Html
from kabar.content.reading.links import Destinations, Pages
from kabar.index.database import Database
from kabar.markdown.bodies import Bodies, BodyStore
from kabar.markdown.conversion import Converter
from tests.portals import NEWS, SMALL, write_content

BODY = (
    Html('<p>é <a href="/portal/berita/2019/a/#x">a</a>'),
    FigurePlace("angka", "ekspor", ("2018", "penuh")),
    Html("</p>"),
)
# By the digests of the files that they stand in.
BODIES = {b"satu": BODY, b"dua": (), b"tiga": (Html("<p>tiga \ud800</p>"),)}
THERE = Destinations(Pages({"berita/2019/a.md": "/berita/2019/a/"}), (), ())


@pytest.fixture
def file(tmp_path):
    return tmp_path / ".cache" / "isi.sqlite"


def filled(file) -> BodyStore:
    store = BodyStore(Database(file), "/portal")
    store.keep(BODIES)
    store.prune(BODIES)
    return store


def recalled(store: BodyStore, destinations: Destinations = THERE, digests=tuple(BODIES)) -> dict:
    found = {digest: store.recall(digest, destinations) for digest in digests}
    return {digest: body for digest, body in found.items() if body is not None}


def test_what_was_kept_comes_back_as_it_was(file):
    filled(file)

    assert recalled(BodyStore(Database(file), "/portal"), THERE, [*BODIES, b"empat"]) == BODIES


def test_what_is_lacking_is_named(file):
    filled(file)
    files = {"a.md": b"satu", "b.md": b"empat", "c.md": b"dua"}

    assert BodyStore(Database(file), "/portal").lacks(files) == ["b.md"]
    assert BodyStore(Database(file), "").lacks(files) == ["a.md", "b.md", "c.md"]


def test_another_base_and_other_code_find_nothing(file):
    filled(file)

    assert recalled(BodyStore(Database(file), "")) == {}
    assert recalled(BodyStore(Database(file, "other code"), "/portal")) == {}


def test_a_body_whose_link_leads_nowhere_now_is_converted_again(file):
    assert b"satu" not in recalled(filled(file), Destinations(Pages({}), (), ()))


def test_without_a_store_there_is_nothing(file):
    assert BodyStore(Database(file), "").lacks({"a.md": b"satu"}) == ["a.md"]
    assert not file.exists()


def test_a_store_that_cannot_be_written_costs_nothing_but_time(tmp_path):
    (tmp_path / ".cache").write_text("bukan folder")

    filled(tmp_path / ".cache" / "isi.sqlite")


def test_a_store_that_is_being_written_is_not_waited_for_long(file, monkeypatch):
    monkeypatch.setattr("kabar.index.database._LOCK_TIMEOUT", 0.01)
    store = filled(file)
    with sqlite3.connect(file) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert not store.keep({b"baru": BODY})

    assert b"satu" in recalled(BodyStore(Database(file), "/portal"))


def test_what_no_file_holds_is_let_go_in_time(file, monkeypatch):
    monkeypatch.setattr("kabar.markdown.bodies._SPARE", 1)
    store = filled(file)
    store.keep({b"baru": BODY})
    store.prune([b"baru"])

    assert recalled(BodyStore(Database(file), "/portal"), THERE, [*BODIES, b"baru"]) == {b"baru": BODY}


def test_an_altered_row_is_not_used(file):
    filled(file)
    with sqlite3.connect(file) as store:
        store.execute("UPDATE body SET parts = replace(parts, 'tiga', 'lima')")

    assert b"tiga" not in recalled(BodyStore(Database(file), "/portal"))


def damage(file, data: bytes, start: int, length: int, filler: int) -> None:
    file.write_bytes(data[:start] + bytes([filler]) * min(length, len(data) - start) + data[start + length :])


@given(st.integers(0, 40_000), st.integers(1, 600), st.integers(0, 255))
@settings(max_examples=150)
def test_a_store_damaged_anywhere_gives_right_bodies_or_none(tmp_path_factory, start, length, filler):
    file = tmp_path_factory.mktemp("rusak") / "isi.sqlite"
    filled(file)
    data = file.read_bytes()
    damage(file, data, start % len(data), length, filler)

    store = BodyStore(Database(file), "/portal")
    lacking = store.lacks({digest.decode(): digest for digest in BODIES})

    assert recalled(store).items() <= BODIES.items()
    assert set(lacking) <= {digest.decode() for digest in BODIES}
    filled(file)


@given(st.integers(0, 40_000))
@settings(max_examples=50)
def test_a_store_cut_off_anywhere_gives_right_bodies_or_none(tmp_path_factory, end):
    file = tmp_path_factory.mktemp("potong") / "isi.sqlite"
    filled(file)
    file.write_bytes(file.read_bytes()[: end % len(file.read_bytes())])

    assert recalled(BodyStore(Database(file), "/portal")).items() <= BODIES.items()


def test_what_is_to_be_forgotten_is_gone_whatever_code_kept_it(file):
    filled(file)
    digest = b"0123456789abcdef"
    for base in ("/portal", "/lain"):
        BodyStore(Database(file), base).keep({digest: (Html("<p>rahasia karangan</p>"),)})
    assert b"rahasia karangan" in file.read_bytes()

    BodyStore(Database(file), "/portal").keep_only(BODIES)

    assert b"rahasia karangan" not in file.read_bytes()
    assert recalled(BodyStore(Database(file), "/portal"), THERE, [*BODIES, digest]) == BODIES


def test_a_draft_that_a_preview_converted_is_forgotten_by_the_next_build(tmp_path, file):
    draft = NEWS.replace("tags:", "status: draft\ntags:").replace("Isi berita karangan", "Kalimat rahasia karangan")
    root = write_content(tmp_path / "isi", SMALL | {"berita/2019/draf.md": draft})
    for preview in (True, False):
        library = load_library(root, date(2020, 1, 1), preview).library
        bodies = Bodies(library, lambda: Converter(lambda target: target), 1, BodyStore(Database(file), ""))
        bodies.finish()
        assert (b"Kalimat rahasia" in file.read_bytes()) is preview
    assert b"Isi bimtek" in file.read_bytes()


def test_no_version_of_what_became_a_draft_stays(tmp_path, file):
    root = write_content(tmp_path / "isi", SMALL)
    path = root / "berita/2019/rahasia.md"
    shown = NEWS.replace("Isi berita", "Isi rahasia")
    for text in (shown, shown.replace("title:", "status: draft\ntitle:", 1)):
        path.write_text(text, "utf-8")
        # As many come as go.
        write_content(root, {"berita/2019/baru.md": NEWS.replace("Isi", "Kabar")} if text is not shown else {})
        library = load_library(root, date(2020, 1, 1)).library
        bodies = Bodies(library, lambda: Converter(lambda target: target), 1, BodyStore(Database(file), ""))
        bodies.finish()
        assert (b"Isi rahasia" in file.read_bytes()) is (text is shown)
    assert b"Isi berita" in file.read_bytes()
