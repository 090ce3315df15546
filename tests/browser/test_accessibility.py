"""The real portal is accessible in every look, and so is what scripts make of a page."""

from collections.abc import Iterable

import pytest

from tests.browser.kinds import KINDS
from tests.looks import LOOKS, faults, looking, two_looks

pytestmark = pytest.mark.browser


def faults_of(paths: Iterable[str], look, browser, site) -> dict[str, list[str]]:
    found = {}
    with looking(browser, look) as page:
        for path in paths:
            page.goto(site + path)
            if told := faults(page):
                found[path] = told
    return found


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_nothing_keeps_anybody_out(browser, site, look):
    paths = [path for number, path in enumerate(KINDS) if look in two_looks(number)]

    assert paths
    assert faults_of(paths, look, browser, site) == {}


@pytest.mark.long
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_nothing_keeps_anybody_out_of_any_kind_in_any_look(browser, site, look):
    assert faults_of(KINDS, look, browser, site) == {}


def _search(page, site) -> None:
    page.goto(f"{site}/cari/?q=kerajinan")
    page.locator(".search-form__result").first.wait_for()


def _choose_trainings(page, site) -> None:
    page.goto(f"{site}/bimtek/?provinsi=id-ba")
    page.get_by_label("Provinsi saya").select_option("Bali")


def _read_to_the_end(page, site) -> None:
    page.goto(f"{site}/berita/2019/menjahit/")
    page.get_by_role("link", name="Kembali ke atas").scroll_into_view_if_needed()
    page.locator("[data-k-latest] h3").first.wait_for()


@pytest.mark.parametrize("number", range(3), ids=lambda number: str(LOOKS[number]))
@pytest.mark.parametrize("do", [_search, _choose_trainings, _read_to_the_end])
def test_what_scripts_add_keeps_nobody_out(browser, small_site, do, number):
    with looking(browser, LOOKS[number], timezone_id="Asia/Jakarta") as page:
        do(page, small_site)

        assert faults(page) == []
