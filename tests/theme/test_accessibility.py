"""Every kind of page, full, is accessible in every look: two looks each here, all of them in the long form."""

import pytest

from tests.looks import LOOKS, faults, looking, two_looks
from tests.theme.pages import EXAMPLES, FULL

pytestmark = pytest.mark.browser

# A redirect leads away before it can be looked at; its few words are checked as HTML.
KINDS = [name for name in FULL if EXAMPLES[name].template != "redirect"]
OPEN_DETAILS = "document.querySelectorAll('details').forEach((one) => (one.open = true))"


def faults_of(names, look, screens, site) -> dict[str, list[str]]:
    """What is wrong with each of ``names``, of which some are to be looked at without their contrast."""
    found = {}
    with looking(screens, look) as page:
        for name, with_contrast in names.items():
            page.goto(f"{site}/{name}.html")
            page.evaluate(OPEN_DETAILS)
            if told := faults(page, with_contrast):
                found[name] = told
    return found


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_nothing_keeps_anybody_out(screens, site, look):
    # Contrast is measured in that of the two schemes which is not forced; tests of the colours know all pairs.
    looks = {name: two_looks(number) for number, name in enumerate(KINDS)}
    first = {name: next(one for one in two if one.scheme != "forced") for name, two in looks.items()}
    names = {name: look == first[name] for name, two in looks.items() if look in two}

    assert names
    assert faults_of(names, look, screens, site) == {}


@pytest.mark.long
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_nothing_keeps_anybody_out_of_any_kind_in_any_look(screens, site, look):
    assert faults_of(dict.fromkeys(KINDS, True), look, screens, site) == {}
