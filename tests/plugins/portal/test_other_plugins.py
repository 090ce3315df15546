"""Plugins of other people beside ours: two that are alive, taken from the registry."""

import subprocess
import sys
from xml.etree import ElementTree

import pytest

from tests.demonstration import needs_theme_as_it_comes
from tests.once import made_once
from tests.pelican_command import ROOT, environment, pelican, site
from tests.portals import NEWS, SMALL, write_content
from tests.site.building import files_of

CONTENT = SMALL | {"berita/2019/dua.md": NEWS.replace("2019-05-26", "2019-05-27")}
WITH_OTHERS = '''\
PLUGINS += ["sitemap", "neighbors"]
SITEURL = "https://uji.example"
SITEMAP = {"format": "xml", "exclude": [r"^404\\.html$"]}
THEME_TEMPLATES_OVERRIDES = ["templat"]
'''
# The article's page of the theme, and what the plugin "neighbors" has added to the article.
TEMPLATE = '''\
{% extends "layouts/article.html" %}
{% block facts_last %}<p>Sebelumnya: {{ article.prev_article.title if article.prev_article else "-" }}</p>{% endblock %}
'''


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """The same portal by ``pelican`` and by `make html`, with the words of the latter."""

    def make(folder):
        settings = site(folder / "situs", WITH_OTHERS)
        settings.rename(folder / "situs/pelicanconf.py")
        text = (folder / "situs/pelicanconf.py").read_text("utf-8")
        ours = (ROOT / "pelicanconf.py").read_text("utf-8")
        (folder / "situs/pelicanconf.py").write_text(ours + text.partition("import *\n")[2], "utf-8")
        (folder / "situs/templat").mkdir()
        (folder / "situs/templat/berita.html").write_text(TEMPLATE, "utf-8")
        content = write_content(folder / "isi", CONTENT)
        for name in ("kabar", "plugins", "theme"):
            (folder / "situs" / name).symlink_to(ROOT / name)
        by_pelican = pelican(folder / "situs", content, "-s", "pelicanconf.py", "-o", folder / "pelican")
        assert by_pelican.returncode == 0, by_pelican.stderr
        by_make = make_html(folder / "situs", content, folder / "make")
        assert by_make.returncode == 0, by_make.stderr
        (folder / "kata.txt").write_text(by_make.stderr, "utf-8")
        again = make_html(folder / "situs", content, folder / "make")
        assert again.returncode == 0, again.stderr

    return made_once(tmp_path_factory, "dengan-plugin-lain", make)


def make_html(folder, content, output):
    given = {"CONTENT": str(content), "OUTPUT": str(output), "TANPA_CARI": "1", "SITEURL": "https://uji.example"}
    return subprocess.run(
        [sys.executable, "-m", "kabar.build"], cwd=folder, env=environment(PYTHONPATH=str(ROOT), **given),
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_what_they_add_to_articles_stands_in_our_pages(outputs):
    page = (outputs / "pelican/berita/2019/dua/index.html").read_text("utf-8")

    assert "<p>Sebelumnya: Berita karangan</p>" in page


def test_what_they_write_goes_out_with_the_rest(outputs):
    tree = ElementTree.parse(outputs / "pelican/sitemap.xml")

    found = {element.text for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert {"https://uji.example/berita/2019/dua/", "https://uji.example/topik/ikm/"} <= found


@needs_theme_as_it_comes
def test_make_draws_everything_and_says_why(outputs):
    words = (outputs / "kata.txt").read_text("utf-8")

    assert "plugin 'pelican.plugins.sitemap' tidak menyatakan" in words
    assert "plugin 'pelican.plugins.neighbors' tidak menyatakan" in words
    made, by_pelican = files_of(outputs / "make"), files_of(outputs / "pelican")
    assert made.keys() - by_pelican.keys() == {"terbit.json"}
    # Theirs tells the time of its making.
    assert {name for name in by_pelican if made[name] != by_pelican[name]} <= {"sitemap.xml"}
