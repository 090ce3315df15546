"""Every kind of page, full, is accessible in every look: two looks each here, all of them in the long form."""

import pytest

from tests.browsing import serve
from tests.looks import LOOKS, faults, looking, two_looks
from tests.theme.pages import EXAMPLES, FULL
from tests.theme.rendering import draw_site

pytestmark = pytest.mark.browser

# A redirect leads away before it can be looked at; its few words are checked as HTML.
KINDS = [name for name in FULL if EXAMPLES[name].template != "redirect"]
OPEN_DETAILS = "document.querySelectorAll('details').forEach((one) => (one.open = true))"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serve(draw_site(tmp_path_factory.mktemp("site"))) as address:
        yield address


def faults_of(names, look, browser, site) -> dict[str, list[str]]:
    found = {}
    with looking(browser, look) as page:
        for name in names:
            page.goto(f"{site}/{name}.html")
            page.evaluate(OPEN_DETAILS)
            if told := faults(page):
                found[name] = told
    return found


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_nothing_keeps_anybody_out(browser, site, look):
    names = [name for number, name in enumerate(KINDS) if look in two_looks(number)]

    assert names
    assert faults_of(names, look, browser, site) == {}


@pytest.mark.long
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_nothing_keeps_anybody_out_of_any_kind_in_any_look(browser, site, look):
    assert faults_of(KINDS, look, browser, site) == {}
