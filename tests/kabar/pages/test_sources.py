"""The pages of sources: who published it when, and what rests on it."""

from tests.kabar.content.test_sources import ARTICLE, FILES, SOURCE
from tests.kabar.pages.test_composition import pages, values

ONCE = {"sumber/koran.yaml": "publisher: Koran\ndate: 2019\n"}


def test_a_source_leads_to_all_that_rests_on_it(tmp_path):
    seen = (
        "looked_at: 2019-06-01\nextent: sebagian\nrepublished: [{publisher: Kliping, url: https://kliping.example/,"
        " date: 2018}]\n"
    )
    told = pages(tmp_path, FILES | ARTICLE | ONCE | {"sumber/antara-2018.yaml": SOURCE + seen})
    page = told["/sumber/antara-2018/"]

    assert page.heading == "Ekspor karangan naik"
    assert {label: found for label, found in values(page).items() if label != "Alamat"} == {
        "Penerbit": ["Antara"], "Tanggal": ["Maret 2018"], "Menurut": ["Menteri karangan"],
        "Dimuat ulang": ["Kliping, 2018"], "Dilihat redaksi": ["1 Juni 2019, sebagian saja"],
    }  # fmt: skip
    assert [row.text for table in page.tables for row in table.rows] == ["US$5", "US$6"]
    # The page is about the source: no row says it again.
    assert {(table.last_heading, row.sources) for table in page.tables for row in table.rows} == {("", ())}
    assert [card.url for card in page.listing.cards] == ["/berita/2019/bersumber/"]
    assert not page.head.noindex


def test_sources_without_a_title_are_told_apart_where_they_share_publisher_and_day(tmp_path):
    untitled = {f"sumber/koran-{name}.yaml": "publisher: Koran\ndate: 2018-03-01\n" for name in ("batik", "mesin")}
    told = pages(tmp_path, untitled | {"sumber/koran.yaml": "publisher: Koran\ndate: 2018-03-02\n"})

    assert [told[f"/sumber/{id}/"].heading.replace("\u00a0", " ") for id in ("koran-batik", "koran-mesin",
        "koran")] == [
        "Koran, 1 Maret 2018 (koran-batik)", "Koran, 1 Maret 2018 (koran-mesin)", "Koran, 2 Maret 2018",
    ]  # fmt: skip


def test_the_index_tells_by_year_how_much_rests_on_each(tmp_path):
    index = pages(tmp_path, FILES | ARTICLE | ONCE)["/sumber/"]

    assert [(year, [(entry.link.label, entry.detail) for entry in entries]) for year, entries in index.groups] == [
        ("2019", [("Koran", "2019")]),
        ("2018", [("Antara: Ekspor karangan naik", "Maret 2018, 2 angka, 1 tulisan")]),
    ]


def test_a_long_index_goes_on_on_closed_pages_newest_first(tmp_path):
    years = range(1900, 2025)
    told = pages(tmp_path, {f"sumber/koran-{year}.yaml": f"publisher: Koran\ndate: {year}\n" for year in years})
    front, older = told["/sumber/"], told["/sumber/hal/1/"]

    assert [year for year, _ in (*front.groups, *older.groups)] == [str(year) for year in reversed(years)]
    assert (front.pager.older.url, older.pager.newer.url, len(older.groups)) == ("/sumber/hal/1/", "/sumber/", 50)
    assert older.heading == "Sumber, halaman 1" and not older.intro


def test_search_engines_are_not_led_to_a_source_that_nothing_else_uses(tmp_path):
    told = pages(tmp_path, FILES | ONCE)

    assert told["/sumber/koran/"].head.noindex and told["/sumber/koran/"].heading == "Koran, 2019"
    assert not told["/sumber/antara-2018/"].head.noindex


def test_articles_and_measures_cite_a_named_source_as_if_it_stood_there(tmp_path):
    told = pages(tmp_path, FILES | ARTICLE)

    assert [(source.text.replace("\u00a0", " "),
        source.url) for source in told["/berita/2019/bersumber/"].based_on] == [
        ("Antara, “Ekspor karangan naik”, Maret 2018", "https://antara.example/1"), ("Koran, Mei 2019", ""),
    ]  # fmt: skip
    rows = [row.sources[0].text.replace("\u00a0", " ") for row in told["/angka/karangan/"].table.rows]
    assert rows[0] == "Koran, 2017" and rows[2] == "Antara, Maret 2018"
