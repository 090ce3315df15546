"""The one way by which files come into the output."""

from functools import partial

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError

from kabar.build.render.render_queue import RenderQueue
from kabar.build.render.writer import PageWriter, render_job_of
from kabar.failure import BuildFailed
from kabar.pages.parts.page_sets import PlannedPages
from kabar.pages.parts.plan import PlannedFile, PlannedPage
from tests.kabar.build.project import files_of

ENVIRONMENT = Environment(autoescape=True, undefined=StrictUndefined)
ENVIRONMENT.globals["BASE"] = "/portal"


@pytest.fixture
def writer(tmp_path):
    return PageWriter(str(tmp_path), {"RENDER_QUEUE": RenderQueue(tmp_path)})


def planned(**view) -> PlannedPage:
    return PlannedPage("index.html", "halaman", lambda: view)


def test_a_template_gets_the_view_of_its_page(writer, tmp_path):
    template = ENVIRONMENT.from_string("{{ BASE }} {{ page.title }}")

    writer.write_file("a/index.html", template, {"SITENAME": "x"}, page=planned(title="Satu & dua"), blog=True)
    writer.settings["RENDER_QUEUE"].render()

    assert files_of(tmp_path) == {"a/index.html": b"/portal Satu &amp; dua"}


def test_planned_files_are_drawn_as_they_say_and_pages_by_their_template_with_their_article(writer, tmp_path):
    templates = ENVIRONMENT.overlay(loader=DictLoader({"halaman.html": "{{ page.title }} {{ article }}"}))
    files = PlannedPages({"a/index.html": planned(title="Satu"), "b.csv": PlannedFile("b.csv", lambda: b"1,2")})
    drawing = partial(render_job_of, files, templates)

    assert drawing("a/index.html", article_of_page=str.upper).render() == b"Satu A/INDEX.HTML"
    with pytest.raises(UndefinedError, match="'article' is undefined"):
        drawing("a/index.html").render()
    assert drawing("a/index.html").inputs is None
    assert drawing("b.csv").render() == b"1,2"


def test_what_pelican_calls_without_a_name_is_not_written(writer, tmp_path):
    writer.write_file("", None, {})
    writer.write_file(False, None, {})
    writer.settings["RENDER_QUEUE"].render()

    assert files_of(tmp_path) == {}


def test_the_context_is_not_handed_on(writer):
    template = ENVIRONMENT.from_string("{{ SITENAME }}")

    writer.write_file("a.html", template, {"SITENAME": "x"}, page=planned())

    with pytest.raises(BuildFailed, match=r"'SITENAME' is undefined \(saat menggambar a.html\)"):
        writer.settings["RENDER_QUEUE"].render()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a.html", "a.html"),
        ("berita/index.html", "Berita/index.html"),
        ("topik/kayu", "topik/kayu/index.html"),
        ("topik/kayu/index.html", "topik"),
    ],
)
def test_two_files_for_one_address_are_refused_with_both_names(writer, first, second):
    writer.write_bytes(first, b"")

    with pytest.raises(BuildFailed) as failure:
        writer.write_bytes(second, b"")

    assert f"'{second}' dan '{first}'" in failure.value.lines[0]


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "a//b", "./a", "a\\b", "a\0b", "a/"])
def test_a_name_that_leads_outside_is_refused(writer, tmp_path, name):
    with pytest.raises(BuildFailed, match="luar folder hasil"):
        writer.write_bytes(name, b"")

    assert files_of(tmp_path) == {}


def test_pelicans_own_feeds_are_refused(writer):
    with pytest.raises(BuildFailed, match="FEED"):
        writer.write_feed([], {}, "feeds/all.atom.xml")
