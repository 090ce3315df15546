"""Every kind of page, full, is accessible in every look: one look each here, all of them in the long form.

The real portal's pages of each kind (tests/browser) are met in another look.
"""

import pytest

from tests.looks import LOOKS, faults, looking
from tests.theme.pages import EXAMPLES, FULL

pytestmark = pytest.mark.browser

# A redirect leads away before it can be looked at; its few words are checked as HTML.
KINDS = [name for name in FULL if EXAMPLES[name].template != "redirect"]
OPEN_DETAILS = "document.querySelectorAll('details').forEach((one) => (one.open = true))"


def faults_of(names, look, screens, site) -> dict[str, list[str]]:
    found = {}
    with looking(screens, look) as page:
        for name in names:
            page.goto(f"{site}/{name}.html")
            page.evaluate(OPEN_DETAILS)
            # In forced colours the reader's system sees to it.
            if told := faults(page, with_contrast=look.scheme != "forced"):
                found[name] = told
    return found


@pytest.mark.parametrize("number", range(15), ids=lambda number: str(LOOKS[number]))
def test_nothing_keeps_anybody_out(screens, site, number):
    assert faults_of(KINDS[number::15], LOOKS[number], screens, site) == {}


@pytest.mark.long
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_nothing_keeps_anybody_out_of_any_kind_in_any_look(screens, site, look):
    assert faults_of(KINDS, look, screens, site) == {}
