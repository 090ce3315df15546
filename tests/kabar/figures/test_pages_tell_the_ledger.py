"""Every number of a page that comes from the ledger is the ledger's, whatever it holds: read back from the HTML."""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import html5lib
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.content.markdown_source.directives import FigurePlace, Html
from kabar.content.models.figure_choice import Wanted, choose
from kabar.pages.composition import compose
from tests.kabar.outputs.structured_data.loading import HOST, load
from tests.portals import NEWS
from tests.theme.pages import Example
from tests.theme.rendering import draw

HEAD = (
    "title: Karangan\nsummary: Angka karangan untuk pengujian.\ntags: [ikm]\nmeasure: nilai\nunit: %s\nobservations:\n"
)
ROW = "  - {period: %s, value: %s, source: {publisher: Penerbit karangan, date: 2019-01-15}}\n"
VALUES = st.decimals(-(10**15), 10**15, places=2)
LEDGERS = st.dictionaries(st.integers(1950, 2018), VALUES, min_size=1, max_size=8)
EXPORT = NEWS.replace("tags", "figures: [karangan]\ntags")


def shown(html: str) -> list[tuple[Decimal, str]]:
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return [
        (Decimal(data.get("value")), "".join(data.itertext()))
        for data in tree.iter("data")
        if data.get("value")[-1:].isdigit()
    ]


def read(text: str) -> Decimal:
    digits = "".join(sign for sign in text if sign in "0123456789,−")
    return Decimal(digits.replace("−", "-").replace(",", "."))


@settings(max_examples=12)
@given(LEDGERS, st.sampled_from(["USD", "IDR", "persen", "ton"]))
def test_a_page_says_what_the_ledger_holds(ledger, unit):
    text = HEAD % unit + "".join(ROW % (year, format(value, "f")) for year, value in ledger.items())
    with TemporaryDirectory() as folder:
        library = load(Path(folder), {"angka/karangan.yaml": text, "ekspor/2019/karangan.md": EXPORT})
        places = [FigurePlace("angka", "karangan", (str(year), "penuh")) for year in ledger]
        body = (Html("<p>"), *places, Html("</p>"), FigurePlace("tabel", "karangan"))
        pages = {p.page.address: p for p in compose(library, {"ekspor/2019/karangan.md": body}, {}, HOST).pages}
    figure = library.figures["karangan"]
    measure = shown(draw(Example("angka", pages["/angka/karangan/"].page)))
    story = shown(draw(Example("ekspor", pages["/ekspor/2019/karangan/"].page)))

    held = Counter(one.value for one in figure.observations)
    assert Counter(value for value, _ in measure) == held
    assert Counter(value for value, _ in story) == held + held
    assert all(read(told) == value for value, told in (*measure, *story))
    assert {value for value, _ in story} == {choose(figure, Wanted(str(year))).observation.value for year in ledger}
