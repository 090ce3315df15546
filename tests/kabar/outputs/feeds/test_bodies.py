"""Bodies as HTML that reads outside the portal."""

import html5lib
import pytest

from kabar.content.markdown_source.directives import Html
from kabar.content.models.host import Host
from kabar.figures.plot import Plot
from kabar.outputs.feeds.feed_bodies import body_as_html
from kabar.pages.parts.views import FigureChart, FigureTable, FigureText, Link, ObservationView, SourceView

HOST = Host("https://uji.example", "/portal")
PAGE = "/berita/2019/karangan/"
MEASURE = Link("Nilai <karangan>", "/angka/nilai/")
TABLE = FigureTable(
    caption="Nilai <karangan>",
    unit="dolar AS",
    rows=(
        ObservationView("1999", "1", "US$1", "aktual", "Jepang", (SourceView("Media A & B", "https://a.example"),)),
        ObservationView("2018", "2", "US$2", "target", "", (SourceView("Media C"),), note="Catatan.", badge="Target"),
    ),
    has_partners=True,
    measure=MEASURE,
)


def html(*parts) -> str:
    return body_as_html(parts, HOST, PAGE)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('<a href="/portal/topik/ikm/">IKM</a>', '<a href="https://uji.example/portal/topik/ikm/">IKM</a>'),
        ('<img alt="x" src="/portal/gambar/a.jpg">', '<img alt="x" src="https://uji.example/portal/gambar/a.jpg">'),
        ('<a href="#fn-1">1</a>', '<a href="https://uji.example/portal/berita/2019/karangan/#fn-1">1</a>'),
        ('<a href="https://luar.example/">x</a>', '<a href="https://luar.example/">x</a>'),
        ('<a href="//luar.example/">x</a>', '<a href="//luar.example/">x</a>'),
        ('<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>'),
        ('<code>&lt;a href="/x/"&gt; href="/x/"</code>', '<code>&lt;a href="/x/"&gt; href="/x/"</code>'),
        ('<img alt="baris href=&quot;/x/" src="/portal/a.png">',
         '<img alt="baris href=&quot;/x/" src="https://uji.example/portal/a.png">'),
    ],
)  # fmt: skip
def test_addresses_become_whole_and_text_stays_as_it_is(written, read):
    assert html(Html(written)) == read


def test_parts_that_break_a_paragraph_stay_in_one():
    text = html(Html("<p>Senilai "), FigureText("1", "US$1", MEASURE, (1,)), Html(" saja.</p>"))

    assert text == '<p>Senilai <a href="https://uji.example/portal/angka/nilai/">US$1</a> saja.</p>'


def test_a_table_keeps_every_value_with_its_source_and_mark():
    tree = html5lib.parse(html(TABLE), namespaceHTMLElements=False)

    rows = [["".join(cell.itertext()) for cell in row] for row in tree.findall(".//tr")]
    assert rows == [
        ["Periode", "Negara mitra", "Nilai", "Sumber"],
        ["1999", "Jepang", "US$1", "Media A & B"],
        ["2018", "", "US$2 (Target)", "Media C; Catatan."],
    ]
    assert "".join(tree.find(".//caption").itertext()) == "Nilai <karangan> (dolar AS)"
    assert [link.get("href") for link in tree.iter("a")] == [
        "https://a.example",
        "https://uji.example/portal/angka/nilai/",
    ]


def test_a_chart_is_told_in_words_with_its_table():
    tree = html5lib.parse(
        html(FigureChart("Judul", "Naik & turun.", "dolar AS", Plot(), table=TABLE)), namespaceHTMLElements=False
    )

    assert tree.find(".//p").text == "Naik & turun."
    assert len(tree.findall(".//table")) == 1
