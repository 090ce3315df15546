"""A portal with a name, a look and a choice of sections of its own, built once."""

import json
import re
from xml.etree import ElementTree

import pytest

from tests.once import made_once
from tests.own_portal import OWN_PORTAL
from tests.portals import write_content
from tests.site.building import build, files_of
from tests.site.pages import read_page, text_of

pytestmark = pytest.mark.build

_PAGES = re.compile(rb"ekspor|export|industri kecil", re.IGNORECASE)


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    def make(folder):
        build(write_content(folder / "isi", OWN_PORTAL), folder / "hasil", "--publish")

    return made_once(tmp_path_factory, "portal-sendiri", make) / "hasil"


def test_no_page_feed_or_file_of_a_portal_without_exports_speaks_of_them(own):
    files = {name: data for name, data in files_of(own).items() if name.endswith((".html", ".xml", ".json", "_headers"))}
    # Lists of synonyms for the search of any portal.
    del files["cari/kosakata.json"]

    assert len(files) > 30
    assert [name for name, data in files.items() if _PAGES.search(data)] == []
    assert not (own / "ekspor").exists()
    assert not (own / "angka").exists()


def test_introductions_are_those_of_the_portal(own):
    for section, introduction in (("berita", "Kabar dari bengkel perajin kota karangan."), ("bimtek", "Pelatihan bagi perajin kota karangan.")):
        page = read_page(own / section / "index.html")

        assert introduction in text_of(page.find(".//main"))
        assert page.find(".//meta[@name='description']").get("content") == introduction


def test_the_front_page_has_the_blocks_that_the_portal_wants_in_their_order(own):
    headings = [text_of(one) for one in read_page(own / "index.html").findall(".//main//section//h2")]

    assert headings == ["Terkini", "Topik", "Bimtek yang masih bisa diikuti"]


def test_the_sitemap_and_the_topics_count_what_is_there(own):
    addresses = [one.text for one in ElementTree.parse(own / "sitemap.xml").iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    (topic,) = json.loads((own / "topik/topik.json").read_text())["topics"]

    assert "https://perajin.example/bimtek/" in addresses
    assert topic["sections"] == {"berita": 1, "bimtek": 1}
