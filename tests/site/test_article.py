"""The story that the portal began with shows everything that its page of 2019 showed."""

import json
from itertools import pairwise

import pytest

from tests.site.pages import links, read_page, text_of

STORY = "berita/2019/warga-binaan-pontianak-belajar-kerajinan-kayu/index.html"
TRAINING = "bimtek/2019/kerajinan-kayu-lapas-pontianak/index.html"


@pytest.fixture(scope="module")
def story(portal):
    return read_page(portal / STORY)


def graph(page, kind: str) -> dict:
    found = [json.loads(script.text) for script in page.iter("script") if script.get("type") == "application/ld+json"]
    return next(item for item in found if item["@type"] == kind)


def test_headline_lead_and_section_come_first(story):
    assert text_of(story.find(".//h1")) == "Tiga puluh warga binaan Lapas Pontianak belajar membuat kerajinan kayu"
    assert "Selama enam hari, 30 warga binaan" in text_of(story.find(".//main"))
    assert links(story)["Berita"] == "/berita/"


def test_the_time_is_told_with_zone_and_offset(story):
    times = {time.get("datetime"): text_of(time) for time in story.iter("time")}

    assert times["2019-05-26T01:35:00+07:00"] == "Minggu, 26 Mei 2019 01.35 WIB"


def test_author_topics_and_source_lead_on(story):
    led = links(story)

    assert led["Redaksi Kabar IKM"] == "/lembaga/redaksi/"
    assert led["IKM"] == "/topik/ikm/"
    assert led["Produk kerajinan tangan"] == "/topik/produk-kerajinan-tangan/"
    assert any(address.startswith("https://ekonomi.bisnis.com/") for address in led.values())


def test_the_picture_has_words_caption_and_credit(story):
    figure = next(figure for figure in story.iter("figure") if figure.find(".//img") is not None)

    assert figure.find(".//img").get("alt").startswith("Papan kayu berukir")
    assert "Ilustrasi: Kabar IKM" in text_of(figure.find(".//figcaption"))


def test_dateline_stands_before_the_first_paragraph(story):
    main = text_of(story.find(".//main"))

    assert main.index("JAKARTA") < main.index("Sebanyak 30 warga binaan")


def test_related_news_and_ways_to_share_are_plain_links(story):
    led = links(story)

    assert led["WhatsApp"].startswith("https://wa.me/?text=")
    assert "/terkini/" in led.values()
    assert "/bimtek/2019/kerajinan-kayu-lapas-pontianak/" in led.values()


def test_a_figure_in_the_text_is_a_value_tied_to_its_source(story):
    data = next(data for data in story.iter("data") if data.get("value") == "300000000")

    assert text_of(data) == "US$300 juta"
    assert any(element.get("id") == "k-sumber-1" for element in story.iter())


def test_headings_in_the_body_start_at_h2(story):
    levels = [int(element.tag[1]) for element in story.iter() if element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]

    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_machines_read_a_news_article(story):
    article = graph(story, "NewsArticle")

    assert article["headline"] == "Tiga puluh warga binaan Lapas Pontianak belajar membuat kerajinan kayu"
    assert article["datePublished"] == "2019-05-26T01:35:00+07:00"
    assert article["dateline"] == "JAKARTA"
    assert graph(story, "BreadcrumbList")["itemListElement"][0]["position"] == 1


def test_a_training_leads_with_the_facts_one_decides_by(portal):
    main = text_of(read_page(portal / TRAINING).find(".//main"))

    assert "13–18 Mei 2019" in main
    assert "Lembaga Pemasyarakatan Kelas IIA Pontianak, Kabupaten Kubu Raya, Kalimantan Barat" in main
    assert "Selesai" in main
    assert "30 orang" in main


def test_a_conflict_of_figures_is_shown_with_both_sides(portal):
    page = text_of(read_page(portal / "angka/ekspor-kerajinan/semua/index.html").find(".//main"))

    assert "US$1,2 miliar" in page and "US$870 juta" in page
    assert "26 Mei 2019" in page and "25 April 2019" in page
