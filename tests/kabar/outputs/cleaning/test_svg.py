"""A drawing is published without what drawing programs keep for themselves, and is drawn as before."""

import pytest
from lxml import etree

from kabar.content.media.svg import find_active_part, svg_size
from kabar.outputs.cleaning.clean_svg import clean_svg
from tests.demonstration import IS_HERE
from tests.site.building import ROOT

INKSCAPE = """\
<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) by budi -->
<svg width="120" height="80" viewBox="0 0 120 80" version="1.1" id="svg1" inkscape:version="1.3"
   sodipodi:docname="rahasia.svg"
   inkscape:export-filename="C:\\Users\\budi\\rahasia.png"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
   xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://creativecommons.org/ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
   xmlns="http://www.w3.org/2000/svg" xmlns:svg="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
  <title>Ukiran &amp; kayu</title>
  <desc>dibuat budi</desc>
  <sodipodi:namedview id="base" inkscape:current-layer="lapis"><inkscape:grid type="xygrid"/></sodipodi:namedview>
  <metadata><rdf:RDF><cc:Work><dc:creator>budi</dc:creator></cc:Work></rdf:RDF></metadata>
  <defs><linearGradient id="warna" inkscape:collect="always"
    ><stop offset="0" stop-color="#a31c31"/><stop offset="1" stop-color="#f5efe2"/></linearGradient></defs>
  <g inkscape:groupmode="layer" inkscape:label="rahasia budi" id="lapis" data-name="budi"
    style="display:inline;-inkscape-font-specification:budi;opacity:.9">
    <rect width="100" height="60" fill="url(#warna)"/><!-- budi -->
    <use xlink:href="#lingkaran" sodipodi:absref="/home/budi/x.svg" aria-label="/home/budi/gambar.svg"/>
    <circle id="lingkaran" cx="60" cy="40" r="20" fill="#26395c" data-rahasia="budi"/>
    <text x="5" y="75" xml:space="preserve">Dua  kata<!-- budi --> lagi</text>
  </g>
</svg>
"""
DESCRIBED = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" role="img" aria-labelledby="t d"><title'
    ' id="t">Grafik</title><desc id="d">Naik tiap tahun</desc><g aria-describedby="e"><desc id="e">Batang</desc><desc'
    ' id="f">budi</desc></g></svg>'
)
FIGMA = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:figma="http://www.figma.com/figma/ns"'
    ' xmlns:i="http://ns.adobe.com/AdobeIllustrator/10.0/" xmlns:serif="http://www.serif.com/" width="9" height="9"'
    ' figma:type="canvas"><g serif:id="budi" i:layer="yes"><path d="M0'
    ' 0h9v9z"/><i:pgf>budi<i:x>budi</i:x></i:pgf></g></svg>'
)
CASES = {"Inkscape": INKSCAPE, "Figma, Illustrator, Affinity": FIGMA}


@pytest.mark.parametrize("name", CASES)
def test_what_a_program_keeps_for_itself_is_gone(name):
    given = CASES[name].encode()
    assert find_active_part(given) == ""

    cleaned = clean_svg(given)

    told = cleaned.decode().casefold()
    assert not [
        word
        for word in (
            "budi",
            "rahasia",
            "inkscape",
            "sodipodi",
            "figma",
            "adobe",
            "serif",
            "metadata",
            "data-",
            "<!--",
            "desc>",
        )
        if word in told
    ]
    assert find_active_part(cleaned) == "" and svg_size(cleaned) == svg_size(given)
    assert clean_svg(cleaned) == cleaned
    etree.fromstring(cleaned)


def test_what_is_drawn_and_said_stays():
    cleaned = etree.fromstring(clean_svg(INKSCAPE.encode()))

    svg = {"s": "http://www.w3.org/2000/svg"}
    assert cleaned.xpath("//s:title/text()", namespaces=svg) == ["Ukiran & kayu"]
    assert cleaned.xpath("string(//s:text)", namespaces=svg) == "Dua  kata lagi"
    assert cleaned.xpath("//s:g/@style", namespaces=svg) == ["display:inline;opacity:.9"]
    assert [one.get("{http://www.w3.org/1999/xlink}href") for one in cleaned.iter("{*}use")] == ["#lingkaran"]
    assert [etree.QName(one).localname for one in cleaned.iter(etree.Element)] == [
        "svg", "title", "defs", "linearGradient", "stop", "stop", "g", "rect", "use", "circle", "text",
    ]  # fmt: skip


def test_a_description_that_is_referred_to_stays():
    cleaned = etree.fromstring(clean_svg(DESCRIBED.encode()))

    assert [one.text for one in cleaned.iter("{*}desc")] == ["Naik tiap tahun", "Batang"]


def test_our_own_drawings_stay_byte_by_byte():
    ours = [
        *(ROOT.glob("content/**/*.svg") if IS_HERE else ()),
        *ROOT.glob("starter/**/*.svg"),
        *ROOT.glob("theme/static/img/*.svg"),
    ]

    assert len(ours) > 1
    assert [path.name for path in ours if clean_svg(path.read_bytes()) != path.read_bytes()] == []


def test_what_a_style_sheet_asks_for_stays():
    styled = '<svg xmlns="http://www.w3.org/2000/svg" data-a="1"><style>[data-a] { fill: red }</style></svg>'

    assert clean_svg(styled.encode()) == styled.encode()
    assert b"data-" not in clean_svg(styled.replace("[data-a]", "path").encode())


@pytest.mark.parametrize(
    "inside",
    [
        "<script/>",
        "<x:p xmlns:x='http://www.w3.org/1999/xhtml'/>",
        "<metadata/><foreignObject/>",
        "<rect onload='x' xmlns:i='http://ns.adobe.com/x/'/>",
    ],
)
def test_what_acts_is_refused_beside_what_goes(inside):
    assert "menjalankan sesuatu" in find_active_part(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode())


def test_a_drawing_of_nothing_but_a_programs_own_is_refused():
    assert find_active_part(b'<x:svg xmlns:x="http://www.inkscape.org/namespaces/inkscape"/>')


@pytest.mark.browser
@pytest.mark.parametrize("name", CASES)
def test_a_browser_draws_the_same(name, browser):
    page = browser.new_page(viewport={"width": 140, "height": 100})
    pictures = []
    for data in (CASES[name].encode(), clean_svg(CASES[name].encode())):
        page.set_content(f"<body>{data[data.index(b'<svg') :].decode()}</body>")
        pictures.append(page.screenshot())
    page.close()

    assert pictures[0] == pictures[1]
