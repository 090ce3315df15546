"""A portal with a name, a look and a choice of sections of its own, built once."""

import json
import re
from xml.etree import ElementTree

import pytest
from PIL import Image

from kabar.content.models.colours import LIGHT
from tests.browsing import serve
from tests.looks import Look, faults, looking
from tests.own_portal import LOGO, OWN_PORTAL, PORTAL
from tests.portals import write_content
from tests.site.building import build, files_of
from tests.site.pages import read_page, text_of

pytestmark = pytest.mark.build

_PAGES = re.compile(rb"ekspor|export|industri kecil", re.IGNORECASE)


def test_no_page_feed_or_file_of_a_portal_without_exports_speaks_of_them(own):
    files = {name: data for name, data in files_of(own).items() if name.endswith((".html", ".xml", ".json",
        "_headers"))}
    # Lists of synonyms for the search of any portal.
    del files["cari/kosakata.json"]

    assert len(files) > 30
    assert [name for name, data in files.items() if _PAGES.search(data)] == []
    assert not (own / "ekspor").exists()
    assert not (own / "angka").exists()


def test_introductions_are_those_of_the_portal(own):
    for section, introduction in (("berita", "Kabar dari bengkel perajin kota karangan."),
        ("bimtek", "Pelatihan bagi perajin kota karangan.")):
        page = read_page(own / section / "index.html")

        assert introduction in text_of(page.find(".//main"))
        assert page.find(".//meta[@name='description']").get("content") == introduction


def test_the_front_page_has_the_blocks_that_the_portal_wants_in_their_order(own):
    headings = [text_of(one) for one in read_page(own / "index.html").findall(".//main//section//h2")]

    assert headings == ["Terkini", "Topik", "Bimtek yang masih bisa diikuti"]


def test_the_sitemap_and_the_topics_count_what_is_there(own):
    addresses = [one.text for one in ElementTree.parse(own / "sitemap.xml").iter("{http:/"
        "/www.sitemaps.org/schemas/sitemap/0.9}loc")]
    (topic,) = json.loads((own / "topik/topik.json").read_text())["topics"]

    assert "https://perajin.example/bimtek/" in addresses
    assert topic["sections"] == {"berita": 1, "bimtek": 1}


def test_the_colours_are_those_of_the_portal_in_its_sheet_and_in_its_manifest(own):
    (sheet,) = (own / "theme").glob("portal.*.css")
    text = sheet.read_text()

    for colour in ("--colour-cloth:#eef6f2", "--colour-link:#0f4c81", "--colour-cloth:#0e1a16",
        "--colour-accent:#f2a36b"):
        assert colour in text
    assert LIGHT["sogan"] not in text
    assert json.loads((own / "manifest.webmanifest").read_text())["background_color"] == "#eef6f2"


def test_the_logo_stands_beside_the_name_and_in_every_icon(own):
    head = read_page(own / "index.html")
    (logo,) = head.findall(".//header//img")
    icons = [one["src"] for one in json.loads((own / "manifest.webmanifest").read_text())["icons"]]
    icons += [link.get("href") for link in head.findall(".//link") if "icon" in link.get("rel")]

    assert (own / logo.get("src").lstrip("/")).read_text() == LOGO
    assert len(icons) == 5
    for name in icons:
        with Image.open(own / name.lstrip("/")) as icon:
            colours = {colour for _, colour in icon.convert("RGB").getcolors(1 << 20)}
            assert {(0x0B, 0x8A, 0x6A), (0xC9, 0x72, 0x2F), (0xEE, 0xF6, 0xF2)} <= colours, name
    assert not list((own / "theme/img").glob("favicon*"))


def test_cards_and_the_picture_for_networks_show_the_logo_on_the_background_of_the_portal(own):
    (networks,) = (own / "theme/img").glob("og.*.png")
    for picture in (networks, *(own / "kartu").rglob("*.png")):
        with Image.open(picture) as opened:
            assert opened.size == (1200, 630)
            colours = {colour for _, colour in opened.convert("RGB").getcolors(1 << 20)}
        assert (0xEE, 0xF6, 0xF2) in colours, picture
        assert any(abs(r - 0x0B) + abs(g - 0x8A) + abs(b - 0x6A) < 12 for r, g, b in colours), picture


def test_colours_alone_leave_the_mark_and_dye_it(tmp_path):
    content = write_content(tmp_path / "isi", OWN_PORTAL | {"portal.yaml": re.sub(r"(?s)logo:.*?(?=colours:)", "",
        PORTAL)})
    output = build(content, tmp_path / "hasil")

    (mark,) = (output / "theme/img").glob("favicon.*.svg")
    (networks,) = (output / "theme/img").glob("og.*.png")
    assert "#0b5d47" in mark.read_text() and "#7fd1b4" in mark.read_text()
    with Image.open(networks) as opened:
        most = sorted(((count, colour) for count, colour in opened.convert("RGB").getcolors(1 << 20)), reverse=True)[:2]
    # Cloth and seeds.
    assert [colour for _, colour in most] == [(0xEE, 0xF6, 0xF2), (0x0B, 0x5D, 0x47)]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_nothing_keeps_anybody_out_of_a_portal_in_its_own_colours(own, screens, scheme, width):
    with serve(own) as site, looking(screens, Look(scheme, width, 100)) as page:
        for path in ("/", "/bimtek/2019/karangan/", "/berita/"):
            page.goto(site + path)

            assert faults(page) == [], path
            logo = page.locator(".nameplate__logo").bounding_box()
            assert logo["width"] > 20 and logo["width"] == pytest.approx(logo["height"] * 64 / 48, abs=1)
