"""Converting many bodies: all get done, what fails is named."""

import multiprocessing
import os
import signal
import time

import pytest

from kabar.content.markdown_source.directives import Html
from kabar.content.parsing.problems import BadValue
from kabar.markdown.conversion import Converter
from kabar.markdown.conversion_workers import FEWEST_TO_SPLIT, Conversion, convert_all
from tests.kabar.markdown.converting import as_it_is


class TroubledConverter(Converter):
    """Does to itself what bodies might."""

    def convert(self, source):
        if source == "lambat":
            time.sleep(60)
        if source == "mati":
            os.kill(os.getpid(), 9)
        if source == "keluar":
            raise SystemExit(3)
        if source == "rusak":
            raise ZeroDivisionError
        return super().convert(source)


def make_converter():
    return TroubledConverter(as_it_is)


def bodies(count: int, **troubled: int) -> list[tuple[str, str]]:
    sources = [(f"berita/{n}.md", f"Isi *{n}*") for n in range(count)]
    for word, at in troubled.items():
        sources[at] = (sources[at][0], word)
    return sources


@pytest.mark.parametrize("jobs", [0, 1, 3])
def test_every_body_is_converted_in_the_order_given_whatever_the_jobs(jobs):
    sources = bodies(FEWEST_TO_SPLIT + 8)

    converted, failures = convert_all(sources, make_converter, jobs)

    assert failures == []
    assert list(converted) == [key for key, _ in sources]
    assert converted["berita/7.md"] == (Html("<p>Isi <em>7</em></p>"),)


@pytest.mark.parametrize(("count", "jobs"), [(12, 4), (FEWEST_TO_SPLIT + 8, 1), (FEWEST_TO_SPLIT + 8, 3)])
def test_a_body_that_hangs_kills_or_breaks_its_process_is_named_and_the_others_get_done(count, jobs):
    sources = bodies(count, lambat=2, mati=4, keluar=5, rusak=7)

    converted, failures = convert_all(sources, make_converter, jobs, seconds=0.4)

    assert [failure.key for failure in failures] == [f"berita/{n}.md" for n in (2, 4, 5, 7)]
    assert len(converted) == count - 4
    assert "0,4 detik" in failures[0].message
    assert all("Traceback" not in failure.message and ";" in failure.message for failure in failures)


def test_where_there_is_no_fork_all_is_converted_here(monkeypatch):
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    made = []

    def make() -> Converter:
        made.append(os.getpid())
        return make_converter()

    converted, failures = convert_all(bodies(FEWEST_TO_SPLIT, rusak=3), make, 4)

    assert (len(converted), [failure.key for failure in failures]) == (FEWEST_TO_SPLIT - 1, ["berita/3.md"])
    assert made == [os.getpid()]


def test_what_an_editor_has_to_mend_is_told_in_the_converters_words():
    def refuse(target):
        raise BadValue(f"alamat '{target}' tidak ada")

    _, failures = convert_all([("a.md", "[x](/y/)"), ("b.md", "Isi")], lambda: Converter(refuse), 1)

    assert [(failure.key, failure.message) for failure in failures] == [("a.md", "alamat '/y/' tidak ada")]


def test_no_process_is_left_behind(capfd):
    convert_all(bodies(FEWEST_TO_SPLIT, lambat=0, mati=1, rusak=2), make_converter, 2, seconds=0.3)

    assert multiprocessing.active_children() == []
    assert capfd.readouterr() == ("", "")


def test_what_stops_the_wait_leaves_no_process():
    def interrupt(_signal, _frame):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGUSR1, interrupt)
    here = os.getpid()

    class Interrupting(Converter):
        def convert(self, source):
            os.kill(here, signal.SIGUSR1)
            time.sleep(60)

    try:
        with pytest.raises(KeyboardInterrupt):
            convert_all(bodies(FEWEST_TO_SPLIT), lambda: Interrupting(as_it_is), 2)
    finally:
        signal.signal(signal.SIGUSR1, before)

    assert multiprocessing.active_children() == []


def test_nothing_to_convert_needs_no_converter():
    assert convert_all([], make_converter, 4) == ({}, [])


@pytest.mark.parametrize("jobs", [1, 3])
def test_processes_that_die_while_they_keep_what_is_done_are_not_begun_for_ever(jobs):
    texts = dict(bodies(FEWEST_TO_SPLIT + 8))

    def die(_done):
        os.kill(os.getpid(), 9)

    _, failures = Conversion(list(texts), texts.__getitem__, make_converter, jobs, die).finish()

    assert [failure.key for failure in failures] == ["berita/0.md"]


def test_what_was_kept_is_not_given_back_and_what_was_not_is():
    texts = dict(bodies(FEWEST_TO_SPLIT + 8))

    def keep_the_first(done):
        return all(int(path[7:-3]) < FEWEST_TO_SPLIT for path in done)

    given, failures = Conversion(list(texts), texts.__getitem__, make_converter, 2, keep_the_first).finish()

    assert failures == []
    assert set(given) >= {f"berita/{n}.md" for n in range(FEWEST_TO_SPLIT, FEWEST_TO_SPLIT + 8)}
    assert "berita/0.md" not in given
