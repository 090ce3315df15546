"""The agenda on a phone: trainings first, the ways that narrow them folded away until somebody asks."""

from datetime import date

import pytest

from bench.demonstration import write
from tests.browser.made_up import NOW
from tests.browsing import serve
from tests.site.building import build

pytestmark = pytest.mark.browser

FOLD = "Menurut topik, waktu, dan lainnya"


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def scripts(request) -> bool:
    return request.param


def open_agenda(browser, address: str, width: int, height: int, scripts: bool):
    page = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=scripts).new_page()
    page.clock.set_fixed_time(NOW)
    page.goto(f"{address}/bimtek/")
    return page


def months(page, scripts: bool):
    return (
        page.locator("select[name=bulan]")
        if scripts
        else page.locator(".agenda-filter summary", has_text="Bulan mulai")
    )


def test_the_first_training_that_can_be_joined_stands_on_the_first_screen(browser, small_site, scripts):
    page = open_agenda(browser, small_site, 360, 740, scripts)
    first = page.locator("[data-k-part=bisa-diikuti] [data-k-training]:visible").first.locator("a").first

    box = first.bounding_box()

    assert box["y"] + box["height"] < 740
    assert not months(page, scripts).is_visible()


def test_the_ways_are_opened_at_a_touch(browser, small_site, scripts):
    page = open_agenda(browser, small_site, 360, 740, scripts)

    page.get_by_text(FOLD).click()

    assert months(page, scripts).is_visible()


def test_where_there_is_room_the_ways_stand_open(browser, small_site, scripts):
    page = open_agenda(browser, small_site, 1280, 900, scripts)

    assert months(page, scripts).is_visible()
    assert not page.get_by_text(FOLD).is_visible()


def test_a_choice_that_holds_is_not_folded_away(browser, small_site):
    page = open_agenda(browser, small_site, 360, 740, scripts=True)

    assert page.locator("select[name=provinsi]").is_visible()
    page.goto(f"{small_site}/bimtek/?bulan=2019-05")

    assert page.locator("select[name=bulan]").is_visible()


@pytest.mark.long
def test_a_busy_agenda_is_no_longer_than_five_screens(browser, tmp_path):
    output = build(write(tmp_path / "isi", date(2026, 11, 29)), tmp_path / "hasil", BUILD_DATE="2026-11-29 08:00")
    page = browser.new_context(viewport={"width": 360, "height": 800}).new_page()
    page.clock.set_fixed_time("2026-11-29T01:00:00Z")
    with serve(output) as address:
        page.goto(f"{address}/bimtek/")
        height = page.evaluate("document.documentElement.scrollHeight")

    assert page.locator("[data-k-training]").count() >= 20
    assert height <= 4000
