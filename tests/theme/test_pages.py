"""Every page template draws full, empty and hard pages as valid HTML, under any address."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html as lxml_html

from kabar.pages.parts.kinds import ArticlePage
from tests.nu_checker import check_html
from tests.theme.pages import EMPTY, EXAMPLES, FULL, HARD, LONG_TITLE, NEWS, RICH_NEWS, WITHDRAWN, Example
from tests.theme.rendering import THEME, draw, environment

# In HTML and CSP since 2020 and later; the checker's jar is of 2020.
NEWER = ".*(?:“fetchpriority”|“enterkeyhint”|'wasm-unsafe-eval').*"

TEMPLATES = THEME / "templates"
JINJA = environment()


def _tree(name: str, **settings):
    return lxml_html.fromstring(draw(EXAMPLES[name], jinja=JINJA, **settings))


def test_every_page_template_has_a_full_and_an_empty_example():
    templates = {
        path.relative_to(TEMPLATES).with_suffix("").as_posix()
        for folder in (TEMPLATES, TEMPLATES / "listings")
        for path in folder.glob("*.html")
    }

    assert {example.template for example in FULL.values()} == templates
    assert {example.template for example in EMPTY.values()} == templates


# The kinds of pages full; the long form has all examples.
@pytest.mark.parametrize("examples", [FULL, pytest.param(EXAMPLES, marks=pytest.mark.long)], ids=["full", "all"])
def test_every_page_is_valid_html(tmp_path, examples):
    for name, example in examples.items():
        (tmp_path / f"{name}.html").write_text(draw(example, base="/portal", preview=True, jinja=JINJA))

    checked = check_html("--filterpattern", NEWER, *sorted(tmp_path.glob("*.html")))

    assert (checked.stdout + checked.stderr).replace(f"{tmp_path}/", "") == ""


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_address_stands_under_the_portals_path(name):
    example = EXAMPLES[name]
    if isinstance(example.page, ArticlePage) or example.template in ("halaman",):
        # A body comes with its addresses written.
        example = replace(example, page=replace(example.page, body=()))
    tree = lxml_html.fromstring(draw(example, base="/portal", jinja=JINJA))

    addresses = [value for path in ("//@href", "//@src") for value in tree.xpath(path)]

    assert [address for address in addresses if address.startswith("/") and not address.startswith("/portal/")] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_page_has_no_inline_style_or_script_and_ids_once_and_of_the_theme(name):
    tree = _tree(name)
    ids = tree.xpath("//@id")
    own = tree.xpath("//@id[not(ancestor::*[contains(@class, 'prose')])]")

    assert tree.xpath("//@style | //style | //*[@*[starts-with(name(), 'on')]]") == []
    assert [script for script in tree.xpath("//script[not(@src)]") if script.get("type") != "application/ld+json"] == []
    assert len(ids) == len(set(ids))
    assert [one for one in own if not one.startswith("k-")] == []


@pytest.mark.parametrize("name", [name for name in EXAMPLES if EXAMPLES[name].template != "redirect"])
def test_headings_go_down_one_step_at_a_time(name):
    levels = [int(heading.tag[1]) for heading in _tree(name).xpath("//h1|//h2|//h3|//h4")]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_text_is_marked_safe_only_where_it_was_made_safe():
    safe = {
        (path.name, line.strip())
        for path in TEMPLATES.rglob("*.html")
        for line in path.read_text().splitlines()
        if re.search(r"\|\s*safe", line)
    }

    assert {name for name, _ in safe} == {"head.html", "prose.html"}
    assert all("text | safe" in line or "part.html | safe" in line for _, line in safe)


def test_a_title_that_looks_like_html_is_shown_as_text():
    tree = _tree("berita-sulit")

    assert LONG_TITLE in tree.find(".//h1").text_content()


def test_an_article_shows_all_that_it_has():
    text = " ".join(_tree("berita-kaya").find(".//main").text_content().split())

    told = [
        "Berita", RICH_NEWS.heading, RICH_NEWS.lead, "Draf",
        "Oleh Redaksi Kabar IKM, Ngakan Timur Antara dan Edi Eskak",
        "Minggu, 26 Mei 2019 01.35 WIB", "Diperbarui Senin, 27 Mei 2019 09.10 WIB", "Read in English",
        RICH_NEWS.photo.caption, RICH_NEWS.photo.credit, "JAKARTA —",
        "Dokumentasi kegiatan", "Lampiran", "Jadwal, PDF, 120 kB", "Sumber angka", "Berdasarkan",
        "Tulisan ini memuat koreksi dan hak jawab.", "Jumlah peserta semula tertulis 300; yang benar 30.",
        "Editor", "Topik", "Bagikan", "WhatsApp", "Berita terkait", "Berita terkini", "Kembali ke atas",
    ]  # fmt: skip
    assert [words for words in told if words not in text] == []


def test_a_figure_in_the_text_leads_to_the_note_of_its_source():
    tree = _tree("berita")

    [note] = set(tree.xpath("//sup[@class='figure-text__note']/a/@href"))

    assert "Bisnis.com, 26 Mei 2019" in tree.get_element_by_id(note.removeprefix("#")).text_content()


def test_a_training_leads_with_its_facts_and_its_state():
    text = _tree("bimtek").find(".//article").text_content()

    assert text.index("Selesai") < text.index("Waktu") < text.index("Biaya") < text.index("Sebanyak 30 warga binaan")


def test_a_withdrawn_entry_shows_its_reason_and_no_body():
    tree = _tree("berita-dicabut")

    assert "Dicabut karena sumbernya tidak dapat dipastikan." in tree.text_content()
    assert WITHDRAWN.head.noindex
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert tree.find_class("prose") + tree.find_class("photo-figure") == []


def test_what_stands_for_a_deleted_entry_tells_since_when():
    tree = _tree("halaman-dicabut")

    (since,) = tree.xpath("//main//time/@datetime")
    assert since == "2019-06-02" and "Dicabut 2 Juni 2019" in " ".join(tree.text_content().split())


def test_an_english_entry_is_an_english_page_in_an_indonesian_frame():
    tree = _tree("berita-inggris")

    assert (tree.get("lang"), tree.find("body").get("lang")) == ("en", "id")
    assert (_tree("berita").get("lang"), _tree("berita").find("body").get("lang")) == ("id", None)
    for part in ("article__title", "article__lead", "prose"):
        assert [element.get("lang") for element in tree.find_class(part)] == ["en"]
    assert tree.xpath("//link[@hreflang]/@hreflang") == ["en", "id"]


def test_the_head_tells_machines_what_the_page_is():
    tree = _tree("berita")

    def one(path: str) -> str:
        [value] = tree.xpath(path)
        return value

    assert one("//link[@rel='canonical']/@href") == NEWS.head.canonical
    assert one("//meta[@property='og:title']/@content") == NEWS.heading
    assert one("//meta[@property='og:image']/@content").startswith("https://")
    assert one("//meta[@name='twitter:card']/@content") == "summary_large_image"
    assert one("//meta[@property='article:published_time']/@content") == "2019-05-26T01:35:00+07:00"
    assert tree.xpath("//meta[@property='article:tag']/@content") == list(NEWS.head.topics)
    assert one("//link[@type='application/atom+xml']/@href") == "/atom.xml"
    assert r"\u003c" in one("//script[@type='application/ld+json']/text()")


def test_a_sample_portal_says_so_on_every_page_and_a_preview_too():
    for example in FULL.values():
        assert "Portal contoh." in draw(example, jinja=JINJA)
        assert "Pratinjau." in draw(example, preview=True, jinja=JINJA)
        assert "Portal contoh." not in draw(
            Example(example.template, example.page, replace(example.portal, demo=False)), jinja=JINJA
        )


def test_labels_and_values_never_run_together_where_a_search_reads_them():
    # Pagefind sets no space between <dt> and <dd>.
    assert [path.name for path in TEMPLATES.rglob("*.html") if "</dt><dd" in path.read_text("utf-8")] == []


def test_a_redirect_leads_on_without_a_script():
    tree = _tree("redirect", base="/portal")

    assert tree.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=/portal/topik/ikm/"]
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert tree.xpath("//link[@rel='canonical']/@href") == ["https://kabar.example/topik/ikm/"]
    assert tree.xpath("//main//a/@href") == ["/portal/topik/ikm/"]


def test_hard_pages_are_among_the_examples():
    assert {"index-sulit", "berita-sulit", "agenda-sulit"} <= HARD.keys()
