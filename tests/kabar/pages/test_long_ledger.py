"""A measure with many observations: its page stays light, and a page of its own holds the whole table."""

import pytest

from tests.kabar.pages.test_composition import pages
from tests.portals import NEWS

HEAD = (
    "title: Karangan\nsummary: Angka karangan untuk pengujian.\ntags: [ikm]\nmeasure: nilai\nunit: ton\nobservations:\n"
)
ROW = "  - {{period: {year}, value: {value}, source: {{publisher: Koran, date: {year}-12-01, said_by: {by}}}}}\n"


def ledger(years: int, disputed: int = 0) -> dict[str, str]:
    """A file of ``years`` observations, and a second one for each of the first ``disputed`` years."""
    rows = [ROW.format(year=1990 + year, value=100 + year, by="Menteri") for year in range(years)]
    rows += [ROW.format(year=1990 + year, value=300 + year, by="Dirjen") for year in range(disputed)]
    return {"angka/karangan.yaml": HEAD + "".join(rows)}


@pytest.mark.parametrize(("years", "has_own_page"), [(20, False), (21, True)])
def test_a_long_table_has_a_page_of_its_own_with_every_row_and_source(tmp_path, years, has_own_page):
    told = pages(tmp_path, ledger(years))
    page, whole = told["/angka/karangan/"], told.get("/angka/karangan/semua/")

    assert (whole is not None) == has_own_page
    assert len(page.table.rows) == 10 and page.table.rows[0].period == str(1990 + years - 1)
    assert bool(page.table.whole) == has_own_page and bool(page.sources) != has_own_page
    if whole:
        assert page.table.whole.url == "/angka/karangan/semua/"
        assert [row.period for row in whole.table.rows] == [str(1990 + year) for year in reversed(range(years))]
        assert [len(group.sources) for group in whole.sources] == [years]
        assert not whole.table.whole and not whole.table.folded


def test_of_many_contradictions_a_long_measure_shows_the_newest_and_leads_to_all(tmp_path):
    told = pages(tmp_path, ledger(21, disputed=5))
    page, whole = told["/angka/karangan/"], told["/angka/karangan/semua/"]

    assert [one.heading for one in page.conflicts] == ["1993", "1994"]
    assert page.all_conflicts.url == "/angka/karangan/semua/#k-berbeda"
    assert [one.heading for one in whole.conflicts] == ["1990", "1991", "1992", "1993", "1994"]


@pytest.mark.parametrize(("count", "listed"), [(5, 0), (6, 6), (41, 21)])
def test_of_many_entries_that_use_it_a_measure_shows_the_newest_and_leads_to_all(tmp_path, count, listed):
    using = [NEWS.replace("Berita karangan", f"Berita {n:02}") + "{{angka:karangan:1990}}\n" for n in range(count)]

    told = pages(tmp_path, ledger(3) | {f"berita/2019/pemakai-{n:02}.md": text for n, text in enumerate(using)})
    page, uses = told["/angka/karangan/"], told.get("/angka/karangan/tulisan/")

    assert [card.title for card in page.used_by] == [f"Berita {n:02}" for n in range(5)]
    if not listed:
        assert uses is None and page.all_uses is None
        return
    assert (page.all_uses.label, page.all_uses.url) == (f"Semua {count} tulisan", "/angka/karangan/tulisan/")
    assert [card.title for card in uses.listing.cards] == [f"Berita {n:02}" for n in range(listed)]
    assert ("/angka/karangan/tulisan/hal/1/" in told) == (count > 40)


def test_a_few_contradictions_stand_on_the_page_itself(tmp_path):
    page = pages(tmp_path, ledger(10, disputed=5))["/angka/karangan/"]

    assert len(page.conflicts) == 5 and page.all_conflicts is None
