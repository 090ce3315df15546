"""Every directive with its longest legal value on the narrowest phone. All figures are made up."""

from datetime import date

import pytest

from kabar.content.markdown_source.directives import FigurePlace, Html
from kabar.content.parsing.codes import countries
from kabar.pages.parts.body_views import body_view
from tests.browsing import serve
from tests.kabar.outputs.structured_data.loading import load
from tests.theme.pages import NEWS, Example, replace
from tests.theme.rendering import draw_site

pytestmark = pytest.mark.browser

FARTHEST = max(countries(), key=lambda code: len(countries()[code]))
LARGEST = "9" * 30 + "." + "9" * 12
PUBLISHER = "Kementerian " + "x" * 60
ROW = "  - {{period: {period}, value: '{value}', source: {{publisher: {publisher}, date: {date}}}{more}}}\n"
HEAD = (
    "title: {title}\nsummary: Angka karangan untuk pengujian.\ntags: [ikm]\nmeasure: nilai\nunit:"
    " {unit}\nobservations:\n"
)


def row(period: str, value: str, day: str = "2020-01-01", more: str = "") -> str:
    return ROW.format(period=period, value=value, publisher=PUBLISHER, date=day, more=more)


def ledger(unit: str) -> str:
    partner = f", partner: {FARTHEST}"
    return HEAD.format(title=" ".join(["kerajinan"] * 20), unit=unit) + "".join((
        row("2018-09", "0.000000000001"),
        row("2019-09", LARGEST),
        row("2019-09", f"-{LARGEST}", "2020-02-02"),
        row("2020-09", LARGEST, more=", kind: sementara"),
        row("2019-Q3", "1", more=partner),
        row("2020-Q3", LARGEST, more=f"{partner}, kind: perkiraan"),
    ))


ASKED = (
    "2019-09", "2019-09:penuh", "2019-09:ringkas", "2019-09:sumber:2020-02-02:penuh", "2020-09",
    "2020-09:sementara:penuh",
    f"2020-Q3:{FARTHEST}:penuh", "2020-Q3:penuh", "2019-09:tumbuh:2018-09", "2020-Q3:tumbuh:2019-Q3",
)  # fmt: skip
UNITS = ("USD", "CHF", "unit usaha", "poin persentase")


@pytest.fixture(scope="module")
def body(tmp_path_factory):
    texts = {f"angka/uji-{at}.yaml": ledger(unit) for at, unit in enumerate(UNITS)}
    library = load(tmp_path_factory.mktemp("isi"), texts, date(2021, 1, 1))
    parts = []
    for at, unit in enumerate(UNITS):
        asked = (
            ASKED
            if unit == "poin persentase"
            else (*ASKED, "2019-09:tumbuh:2018-09:kali", "2020-Q3:tumbuh:2019-Q3:kali")
        )
        for words in asked:
            parts += [
                Html("<p>Nilai ekspornya "),
                FigurePlace("angka", f"uji-{at}", tuple(words.split(":"))),
                Html(" menurut sumber.</p>"),
            ]
        parts += [FigurePlace("grafik", f"uji-{at}"), FigurePlace("tabel", f"uji-{at}")]
    return body_view(tuple(parts), library)[0]


def test_every_directive_stays_within_a_page_of_320_pixels_at_its_longest(lend, tmp_path, body):
    draw_site(tmp_path, {"angka": Example("berita", replace(NEWS, body=body))})
    with serve(tmp_path) as address:
        page = lend(viewport={"width": 320, "height": 800})
        page.goto(f"{address}/angka.html")
        wide = page.evaluate(
            "[...document.querySelectorAll('.figure-text, .figure-chart__title, .figure-table caption, svg[role=img]"
            " text')].filter((one) => { const b = one.getBoundingClientRect(); return b.left < 0 || b.right > 320.5"
            " }).map((one) => one.textContent)"
        )
        # Sentences break between words, not only where a number is too long for the line.
        lines = page.evaluate(
            "[...document.querySelectorAll('.figure-text')].map((one) => one.getClientRects().length)"
        )

        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert wide == []
        assert len(lines) == len(ASKED) * len(UNITS) + 6 and max(lines) > 1
