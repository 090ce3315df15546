"""A page comes with the first packets that a server sends."""

import gzip

from tests.theme.pages import FULL
from tests.theme.rendering import THEME, draw, stylesheet

SEARCH = {"search.js", "search-facets.js", "search-index.js", "search-words.js"}
FIRST_PACKETS = 14 * 1024  # octets: ten TCP segments, less their heads (RFC 6928)


def test_an_articles_html_and_styles_fit_into_the_first_packets():
    html = len(gzip.compress(draw(FULL["bimtek"]).encode(), 9))
    css = len(gzip.compress(stylesheet().encode(), 9))

    assert html + css < FIRST_PACKETS


def test_all_scripts_together_are_under_ten_kilobytes_before_a_search():
    scripts = [path for path in (THEME / "static" / "js").glob("*.js") if path.name not in SEARCH]
    sent = [gzip.compress(path.read_bytes(), 9) for path in scripts]

    assert sum(map(len, sent)) < 10_000


def test_only_the_search_page_loads_what_searches():
    for name, example in FULL.items():
        assert ("/theme/js/search.js" in draw(example)) == (example.template == "cari"), name
    for path in (THEME / "static" / "js").glob("*.js"):
        if path.name not in SEARCH:
            assert "./search" not in path.read_text("utf-8")
