"""The real portal is accessible, and so is what scripts make of a page: one look each here, all in the long form.

Each kind of the theme's pages is looked at as well (tests/theme): here a third of the kinds do.
"""

from collections.abc import Iterable

import pytest

from tests.browser.kinds import KINDS
from tests.browsing import bring_latest_news
from tests.looks import LOOKS, faults, looking

pytestmark = pytest.mark.browser


def faults_of(paths: Iterable[str], look, screens, site) -> dict[str, list[str]]:
    found = {}
    with looking(screens, look) as page:
        for path in paths:
            page.goto(site + path)
            # In forced colours the reader's system sees to it.
            if told := faults(page, with_contrast=look.scheme != "forced"):
                found[path] = told
    return found


# From the last look to the first: the theme's pages begin with the first one.
@pytest.mark.parametrize("number", range(0, 15, 7), ids=lambda number: str(LOOKS[-1 - number]))
def test_nothing_keeps_anybody_out(screens, site, number):
    assert faults_of(KINDS[number::15], LOOKS[-1 - number], screens, site) == {}


@pytest.mark.long
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_nothing_keeps_anybody_out_of_any_kind_in_any_look(screens, site, look):
    assert faults_of(KINDS, look, screens, site) == {}


def _search(page, site) -> None:
    page.goto(f"{site}/cari/?q=kerajinan")
    page.locator(".search-form__result").first.wait_for()


def _choose_trainings(page, site) -> None:
    page.goto(f"{site}/bimtek/?provinsi=id-ba")
    page.get_by_role("combobox", name="Provinsi").select_option("Bali")


def _read_to_the_end(page, site) -> None:
    page.goto(f"{site}/berita/2019/menjahit/")
    bring_latest_news(page)
    page.get_by_role("link", name="Kembali ke atas").scroll_into_view_if_needed()


@pytest.mark.parametrize(("do", "number"), [(_search, 0), (_choose_trainings, 1), (_read_to_the_end, 9)])
def test_what_scripts_add_keeps_nobody_out(screens, small_site, do, number):
    with looking(screens, LOOKS[number], timezone_id="Asia/Jakarta") as page:
        do(page, small_site)

        assert faults(page) == []


@pytest.mark.long
@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("do", [_search, _choose_trainings, _read_to_the_end])
def test_what_scripts_add_keeps_nobody_out_in_any_look(screens, small_site, do, look):
    with looking(screens, look, timezone_id="Asia/Jakarta") as page:
        do(page, small_site)

        assert faults(page) == []
