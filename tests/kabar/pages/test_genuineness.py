"""What a page says so that a false invitation can be told from a true one."""

from datetime import date

from kabar.content.library import load_library
from kabar.pages.article_page import genuineness_of
from tests.kabar.pages.test_composition import pages
from tests.portals import BIMTEK, NEWS, SMALL, write_content

PATH = "bimtek/2019/karangan.md"
GUIDE = "---\ntitle: Undangan palsu\nsummary: Karangan untuk pengujian halaman.\n---\nIsi karangan.\n"
OFFICE = (
    "---\nname: Dinas Karangan\nshort_name: DK\nurl: https://dinas.example/\ncontact: {email:"
    " tata@dinas.example}\n---\n"
)


def test_letter_contacts_and_cost_are_told_with_a_way_to_the_guide(tmp_path):
    text = BIMTEK.replace("[redaksi]", "[dinas]\nfee: gratis\nletter: {number: 1/K/2019, date: 2019-04-30}")
    news = NEWS.replace("2019-05-26 01:35", "2019-04-26")
    files = {
        PATH: text,
        "lembaga/dinas.md": OFFICE,
        "halaman/undangan-palsu.md": GUIDE,
        "berita/2019/karangan.md": news,
    }
    told = pages(tmp_path, files, date(2019, 5, 10))
    found = told["/bimtek/2019/karangan/"].genuineness

    facts = {fact.label: [getattr(value, "label", value) for value in fact.values] for fact in found.facts}
    assert facts["Surat pengumuman"] == ["1/K/2019, 30 April 2019"]
    assert facts["Kontak resmi DK"] == ["dinas.example", "tata@dinas.example"]
    assert facts["Biaya"][0].startswith("Gratis, tidak dipungut biaya.")
    assert found.guide.url == "/undangan-palsu/"


def test_nothing_is_promised_that_is_not_told(tmp_path):
    loaded = load_library(write_content(tmp_path, SMALL), date(2020, 1, 1))
    found = genuineness_of(loaded.library.articles[PATH], loaded.library)

    assert (found.facts, found.guide) == ((), None)


def test_the_message_stands_in_a_preview_alone(tmp_path):
    assert pages(tmp_path, {})["/bimtek/2019/karangan/"].message == ""
