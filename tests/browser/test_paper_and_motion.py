"""On paper nothing is cut off and nothing waits to be clicked; who asks for rest gets it."""

import io

import pytest
from pypdf import PdfReader

from tests.browser.kinds import STORY, TRAINING
from tests.browser.visits import A4

pytestmark = pytest.mark.browser

# The most sheets that a page takes, fonts of other widths allowed for.
SHEETS = {
    STORY: 3,
    TRAINING: 2,
    "/berita/2026/inacraft-dari-1999/": 2,
    "/topik/batik/": 3,
    "/angka/ekspor-batik/": 5,
    "/undangan-palsu/": 2,
}
# Of a made-up training while one can register, at a moment when days are counted.
OPEN = ("/bimtek/2019/kini/", "/bimtek/", "/ekspor/2019/ekspor-karangan/")
WHILE_OPEN = "2019-05-06T05:00:00Z"
TO_CLICK = (
    "Google", "Langganan", "Bagikan", "WhatsApp", "Salin tautan", "Cari", "Saring", "Lihat di peta", "Lihat angka",
    "Lebih banyak", "Kembali ke atas",
    "Semua topik", "Isi formulir", " lagi", "Hari ini", "Kemarin", "Berita terkait", "Unduh", ".ics", "Umpan",
)  # fmt: skip

def test_on_paper_no_page_is_cut_off_nor_shows_ways_to_click(visits):
    assert {path: seen.cut for path, seen in visits.items() if seen.cut} == {}


def test_nothing_moves_for_who_asks_for_rest(visits):
    assert {path: seen.moving for path, seen in visits.items() if seen.moving} == {}


def test_on_paper_sources_tell_their_addresses(browser, site):
    context = browser.new_context(viewport={"width": A4, "height": 1000})
    page = context.new_page()
    page.goto(site + STORY)
    page.emulate_media(media="print")

    link = page.locator(".source-list a").first
    told = link.evaluate("(one) => getComputedStyle(one, '::after').content")
    within = page.locator(".prose a[href^='/']").first.evaluate("(one) => getComputedStyle(one, '::after').content")

    assert link.get_attribute("href") in told
    assert within == "none"
    assert page.get_by_text("https://kabar.example/portal" + STORY).is_visible()
    context.close()


def printed(page) -> list[str]:
    """The text of each sheet that ``page`` is printed on."""
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]


def test_a_page_takes_few_sheets_and_none_for_a_line_or_two(lend, site):
    page = lend()
    sheets = {}
    for path in SHEETS:
        page.goto(site + path)
        sheets[path] = [len(text.splitlines()) for text in printed(page)]

    assert {path: lines for path, lines in sheets.items() if len(lines) > SHEETS[path] or lines[-1] < 4} == {}


def test_nothing_that_one_clicks_is_printed(lend, small_site):
    page = lend(now=WHILE_OPEN, timezone_id="Asia/Jakarta")
    found = {}
    for path in OPEN:
        page.goto(small_site + path)
        text = " ".join(printed(page))
        found[path] = [word for word in TO_CLICK if word in text]
        assert path in text

    assert not any(found.values()), found
    # The last has a chart, whose table stays folded.
    assert text.count("Periode") == 1  # of the table that the text itself asks for
    assert "Ekspor karangan 2018" in text
