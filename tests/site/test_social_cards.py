"""Whoever shares an entry shows its card, or its photograph; of what is not public there is no card."""

import io
import json
import re

import feedparser
import pytest
from lxml import html
from PIL import Image

from tests.pictures import photo
from tests.portals import NEWS, SMALL, write_content
from tests.site.building import build, files_of

CARDS = {"kartu/berita/2019/karangan.png", "kartu/berita/2019/berfoto.png", "kartu/bimtek/2019/karangan.png"}
WITHDRAWN = NEWS.replace(
    "---\n", "---\nstatus: withdrawn\ncorrections: [{date: 2019-06-01, kind: pencabutan, text: Tidak benar.}]\n", 1
)
FILES = SMALL | {
    "berita/2019/berfoto.md": NEWS.replace(
        "---\n", "---\nphoto: {file: gambar/2019/kayu.jpg, alt: Papan kayu, credit: Karangan}\n", 1
    ),
    "berita/2019/dicabut.md": WITHDRAWN,
    "berita/2019/draf.md": NEWS.replace("---\n", "---\nstatus: draft\n", 1).replace("Berita karangan", "Belum tampil"),
    "berita/2030/nanti.md": NEWS.replace("2019-05-26", "2030-05-26").replace("Berita karangan", "Nanti terbit"),
}


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    content = write_content(tmp_path_factory.mktemp("kartu") / "isi", FILES)
    (content / "gambar/2019").mkdir(parents=True)
    photo(1500, 1000).save(content / "gambar/2019/kayu.jpg")
    return content


@pytest.fixture(scope="module")
def published(content, tmp_path_factory):
    return build(content, tmp_path_factory.mktemp("kartu") / "terbit", "--publish")


def shared(output, entry: str) -> dict[str, str]:
    page = html.fromstring((output / entry / "index.html").read_bytes())
    names = ("image", "image:width", "image:height", "image:alt")
    told = {name: page.xpath(f"//meta[@property='og:{name}']/@content") for name in names}
    assert page.xpath("//meta[@name='twitter:card']/@content") == ["summary_large_image"]
    return {name: one for name, (one,) in told.items()}


def test_each_entry_that_is_shown_has_a_card_and_no_other(published):
    found = {name: data for name, data in files_of(published).items() if name.startswith("kartu/")}

    assert found.keys() == CARDS
    for data in found.values():
        assert len(data) < 300_000
        assert Image.open(io.BytesIO(data)).size == (1200, 630)


def test_an_entrys_page_names_its_card_with_size_and_words(published):
    assert shared(published, "bimtek/2019/karangan") == {
        "image": "https://uji.example/kartu/bimtek/2019/karangan.png",
        "image:width": "1200",
        "image:height": "630",
        "image:alt": (
            "Bimtek: Bimtek karangan. 13–18 Mei 2019; Kalimantan Barat; Cara mendaftar belum diumumkan. Portal Uji."
        ),
    }


def test_a_good_photograph_is_shown_in_its_place(published):
    told = shared(published, "berita/2019/berfoto")

    assert told["image"] == "https://uji.example/gambar/2019/kayu.jpg@1280.jpg"
    assert told["image:alt"] == "Papan kayu"
    with Image.open(published / "gambar/2019/kayu.jpg@1280.jpg") as kept:
        assert (told["image:width"], told["image:height"]) == tuple(str(one) for one in kept.size)


@pytest.mark.parametrize("entry", ["berita/2019/dicabut", "berita"])
def test_other_pages_show_the_portals_picture(published, entry):
    assert re.fullmatch(r"https://uji\.example/theme/img/og\.\w+\.png", shared(published, entry)["image"])


def test_only_what_is_built_for_the_public_has_cards(content, tmp_path):
    output = build(content, tmp_path / "hasil")

    assert not (output / "kartu").exists()
    assert re.search(r"/theme/img/og\.\w+\.png$", shared(output, "bimtek/2019/karangan")["image"])
    assert shared(output, "berita/2019/berfoto")["image"].endswith("/gambar/2019/kayu.jpg@1280.jpg")


def json_ld(output, entry: str) -> list[dict]:
    page = html.fromstring((output / entry / "index.html").read_bytes())
    return [json.loads(text) for text in page.xpath("//script[@type='application/ld+json']/text()")]


def test_search_engines_are_shown_a_photograph_in_three_shapes(published):
    whole, *shapes = json_ld(published, "berita/2019/berfoto")[0]["image"]

    assert whole["url"] == "https://uji.example/gambar/2019/kayu.jpg"
    sizes = [Image.open(published / url.removeprefix("https://uji.example/")).size for url in shapes]
    assert sizes == [(1000, 1000), (1200, 900), (1200, 675)]


def test_they_are_shown_the_card_where_there_is_no_photograph_and_the_publishers_logo(published):
    news, event, *_ = json_ld(published, "bimtek/2019/karangan")

    assert news["image"] == event["image"] == "https://uji.example/kartu/bimtek/2019/karangan.png"
    logo = Image.open(published / news["publisher"]["logo"].removeprefix("https://uji.example/"))
    assert logo.format == "PNG" and min(logo.size) >= 112
    assert "image" not in json_ld(published, "berita/2019/dicabut")[0]


def test_feeds_tell_the_true_size_of_a_photograph(published):
    size = str((published / "gambar/2019/kayu.jpg").stat().st_size)

    for name in ("rss.xml", "atom.xml", "berita/atom.xml", "topik/ikm/atom.xml"):
        found = feedparser.parse((published / name).read_bytes()).entries
        (entry,) = [one for one in found if one.enclosures]
        assert entry.enclosures[0].length == entry.media_content[0]["filesize"] == size, name
        assert entry.enclosures[0].href == "https://uji.example/gambar/2019/kayu.jpg"
