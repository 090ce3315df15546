"""Bodies of an archive, of which only some are held at one time, and which are converted beside other work."""

import multiprocessing
from datetime import date

import pytest

from kabar.content.library import load_library
from kabar.index.database import Database
from kabar.markdown import bodies as module
from kabar.markdown.bodies import Bodies, BodyError, BodyStore
from kabar.markdown.conversion import Converter
from tests.portals import MINIMAL, NEWS, write_content

FILES = MINIMAL | {
    f"berita/2019/{name}.md": NEWS + f"\nIsi karangan {name}.\n" for name in ("satu", "dua", "tiga", "empat")
}


@pytest.fixture
def library(tmp_path):
    loaded = load_library(write_content(tmp_path / "content", FILES), date(2020, 1, 1))
    return loaded.library


def test_evicted_bodies_come_from_the_store_as_they_were_converted(library, tmp_path, monkeypatch):
    converted = []

    def make_converter() -> Converter:
        converted.append(None)
        return Converter(lambda target: target)

    whole = dict(Bodies(library, make_converter, 1))
    monkeypatch.setattr(module, "_MAX_LOADED", 2)
    few = Bodies(library, make_converter, 1, BodyStore(Database(tmp_path / "isi.sqlite"), ""))
    few.finish()
    before = len(converted)

    assert {path: few[path] for path in few} == whole
    assert len(whole) > 2 >= len(few._loaded)
    assert len(converted) == before


def make_converter() -> Converter:
    return Converter(lambda target: target)


def test_a_file_that_changed_since_it_was_read_is_converted_as_it_was_read(library, tmp_path):
    (tmp_path / "content" / "berita/2019/dua.md").write_text(NEWS + "\nIsi yang lain.\n")

    bodies = Bodies(library, make_converter, 1)

    assert "Isi karangan dua." in bodies["berita/2019/dua.md"][0].html


def test_with_several_jobs_the_conversion_goes_on_beside_its_parent_and_is_waited_for_when_a_body_is_asked_for(
    library, tmp_path
):
    may_go_on = multiprocessing.get_context("fork").Event()

    class Waiting(Converter):
        def convert(self, source):
            assert may_go_on.wait(20)
            return super().convert(source)

    bodies = Bodies(library, lambda: Waiting(str), 2, BodyStore(Database(tmp_path / "isi.sqlite"), ""))

    assert len(multiprocessing.active_children()) == 1
    may_go_on.set()
    assert "Isi karangan dua." in bodies["berita/2019/dua.md"][0].html
    assert multiprocessing.active_children() == []


def test_what_is_given_up_leaves_no_process(library, tmp_path):
    bodies = Bodies(library, make_converter, 2, BodyStore(Database(tmp_path / "isi.sqlite"), ""))

    bodies.close()

    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_bodies_that_no_store_takes_are_all_loaded(library, tmp_path, monkeypatch, jobs):
    (tmp_path / ".cache").write_text("bukan folder")
    monkeypatch.setattr(module, "_MAX_LOADED", 2)
    converted = []

    def counting() -> Converter:
        converted.append(None)
        return make_converter()

    bodies = Bodies(library, counting, jobs, BodyStore(Database(tmp_path / ".cache" / "isi.sqlite"), ""))
    bodies.finish()

    assert dict(bodies) == dict(Bodies(library, make_converter, 1))
    assert len(converted) == 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_cannot_be_converted_is_told_at_the_end_whatever_the_jobs(library, tmp_path, monkeypatch, jobs):
    def refuse(_converter, source):
        raise ZeroDivisionError

    monkeypatch.setattr(Converter, "convert", refuse)
    bodies = Bodies(library, make_converter, jobs, BodyStore(Database(tmp_path / "isi.sqlite"), ""))

    with pytest.raises(BodyError) as caught:
        bodies.finish()

    assert {problem.path for problem in caught.value.problems} == set(bodies)


def test_a_process_that_draws_converts_by_itself_what_the_store_has_lost(library, tmp_path):
    database = Database(tmp_path / "isi.sqlite")
    bodies = Bodies(library, make_converter, 1, BodyStore(database, ""))
    bodies.finish()
    database.close()
    (tmp_path / "isi.sqlite").write_bytes(b"")
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=lambda: theirs.send(bodies["berita/2019/dua.md"]), daemon=True)

    process.start()

    assert ours.poll(20) and "Isi karangan dua." in ours.recv()[0].html
    process.join()
