"""A page of any kind, full of all that it can hold, comes with the first packets that a server sends."""

import re
from random import Random

import pytest

from tests.theme.pages import EXAMPLES, FULL
from tests.theme.rendering import THEME, assets, draw, environment, stylesheet
from tests.weight import FIRST_PACKETS, SCRIPTS, sent, sheets_of, too_heavy, too_many_scripts

# Pages of previews alone have it: kabar.pages.article_page, "message".
PREVIEW = {"ready-message.js"}
SEARCH = {"search.js", "search-facets.js", "search-index.js", "search-rank.js", "search-spelling.js", "search-words.js"}


def sheets() -> dict[str, bytes]:
    """The theme's style sheets by address."""
    return {f"/{path}": assets().files[path] for name, path in assets().paths.items() if name.endswith(".css")}


def test_html_and_styles_of_every_kind_of_page_fit_into_the_first_packets():
    jinja = environment()
    pages = {name: draw(example, jinja=jinja).encode() for name, example in EXAMPLES.items()}

    assert too_heavy(pages, sheets()) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_page_loads_every_sheet_that_has_rules_for_what_it_draws(name):
    html = draw(EXAMPLES[name])
    on_screen = {address: css.decode() for address, css in sheets().items() if "/print." not in address}
    rules = {address: set(re.findall(r"\.([a-z][\w-]*)", css)) for address, css in on_screen.items()}
    drawn = {one for value in re.findall(r'class="([^"]*)"', html) for one in value.split()}

    loaded = set().union(*(rules[address] for address in sheets_of(html.encode())))

    assert drawn & (set().union(*rules.values()) - loaded) == set()


def test_an_event_page_fits_into_the_first_packets_with_its_scripts_too():
    drawn = {name: draw(one).encode() for name, one in EXAMPLES.items() if one.template == "bimtek"}
    # A text with charts needs their sheet.
    pages = {name: html for name, html in drawn.items() if assets().address("figures.css").encode() not in html}

    assert len(pages) > 2
    assert too_heavy(pages, sheets(), {name: scripts_of(html.decode()) for name, html in pages.items()}) == []


def test_a_page_that_is_too_heavy_is_named_with_its_excess():
    scattered = Random(1).randbytes(16_000)

    (told,) = too_heavy({"berat": scattered, "ringan": b"<p>"}, {})

    assert told == f"berat: {sent(scattered)} octets, {sent(scattered) - FIRST_PACKETS} too many"


def test_a_page_weighs_what_its_sheets_and_scripts_do():
    styled = b'<link rel="stylesheet" href="/a.css"><link rel="stylesheet" href="/p.css" media="print">'
    loads = {"/a.css": Random(1).randbytes(FIRST_PACKETS), "/p.css": b""}

    assert [one.partition(":")[0] for one in too_heavy({"berat": styled, "ringan": b"<p>"}, loads)] == ["berat"]
    assert too_heavy({"ringan": b"<p>"}, {}, {"ringan": {"a.js": Random(1).randbytes(FIRST_PACKETS)}}) != []


def scripts_of(html: str) -> dict[str, bytes]:
    """The scripts that a page loads, and what these import in turn, by name; those of previews left out."""
    files = {assets().address(name): (name, assets().files[path]) for name, path in assets().paths.items()}
    loaded: dict[str, bytes] = {}
    waiting = re.findall(r'<script type="module" src="([^"]+)"', html)
    while waiting:
        address = waiting.pop()
        name, data = files[address]
        if name not in loaded and name.removeprefix("js/") not in PREVIEW:
            loaded[name] = data
            imported = re.findall(r'(?:from|import)\s*"\./([^"]+)"', data.decode())
            waiting += [address.rpartition("/")[0] + "/" + one for one in imported]
    return loaded


def test_scripts_of_every_kind_of_page_are_under_ten_kilobytes_search_aside():
    pages = {name: scripts_of(draw(example)) for name, example in EXAMPLES.items() if example.template != "cari"}

    assert too_many_scripts(pages) == []
    assert set().union(*pages.values()) == {
        name for name in assets().paths if name.endswith(".js") and name.removeprefix("js/") not in SEARCH | PREVIEW
    }


def test_a_page_with_too_many_scripts_is_named_with_its_excess():
    scattered = Random(1).randbytes(SCRIPTS)
    pages = {
        "berat": {"a.js": scattered[:-1], "b.js": b";"},
        "boros": {"a.js": b";" * SCRIPTS},
        "ringan": {"a.js": b";"},
    }

    assert too_many_scripts(pages) == [
        "berat: 10000 octets of scripts, 1 too many",
        (
            f"berat: {sent(scattered[:-1]) + sent(b';')} octets of scripts as sent,"
            f" {sent(scattered[:-1]) + sent(b';') - 9999} too many"
        ),
        "boros: 10000 octets of scripts, 1 too many",
    ]


def test_no_font_is_sent():
    assert "@font-face" not in stylesheet()
    assert [name for name in assets().paths if name.endswith((".woff", ".woff2", ".ttf", ".otf"))] == []


def test_only_the_search_page_loads_what_searches():
    for name, example in FULL.items():
        assert (assets().address("js/search.js") in draw(example)) == (example.template == "cari"), name
    for path in (THEME / "static" / "js").glob("*.js"):
        if path.name not in SEARCH:
            assert "./search" not in path.read_text("utf-8")
