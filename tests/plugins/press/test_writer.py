"""The one way by which files come into the output."""

from types import SimpleNamespace

import pytest
from jinja2 import Environment, StrictUndefined

from plugins.pages.plan import PlannedPage
from plugins.press.desk import Desk
from plugins.press.failure import BuildFailed
from plugins.press.writer import PageWriter
from tests.plugins.press.project import files_of

ENVIRONMENT = Environment(autoescape=True, undefined=StrictUndefined)
ENVIRONMENT.globals["BASE"] = "/portal"


@pytest.fixture
def writer(tmp_path):
    return PageWriter(str(tmp_path), {"DESK": Desk(tmp_path)})


def planned(**view) -> PlannedPage:
    return PlannedPage("index.html", "halaman", lambda: view)


def test_a_template_gets_the_page_or_the_articles_view(writer, tmp_path):
    template = ENVIRONMENT.from_string("{{ BASE }} {{ page.title }}")

    writer.write_file("a/index.html", template, {"SITENAME": "x"}, page=planned(title="Satu & dua"))
    writer.write_file(
        "b/index.html", template, {}, article=SimpleNamespace(planned=planned(title="Tigá")), category="x", blog=True
    )
    writer.settings["DESK"].draw()

    assert files_of(tmp_path) == {
        "a/index.html": b"/portal Satu &amp; dua",
        "b/index.html": "/portal Tigá".encode(),
    }


def test_what_pelican_calls_without_a_name_is_not_written(writer, tmp_path):
    writer.write_file("", None, {})
    writer.write_file(False, None, {})
    writer.settings["DESK"].draw()

    assert files_of(tmp_path) == {}


def test_the_context_is_not_handed_on(writer):
    template = ENVIRONMENT.from_string("{{ SITENAME }}")

    writer.write_file("a.html", template, {"SITENAME": "x"}, page=planned())

    with pytest.raises(BuildFailed, match=r"'SITENAME' is undefined \(saat menggambar a.html\)"):
        writer.settings["DESK"].draw()


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
