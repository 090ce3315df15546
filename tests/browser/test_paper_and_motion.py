"""On paper nothing is cut off and nothing waits to be clicked; who asks for rest gets it."""

import pytest

from tests.browser.kinds import STORY
from tests.browser.visits import A4

pytestmark = pytest.mark.browser

def test_on_paper_no_page_is_cut_off_nor_shows_ways_to_click(visits):
    assert {path: seen.cut for path, seen in visits.items() if seen.cut} == {}


def test_nothing_moves_for_who_asks_for_rest(visits):
    assert {path: seen.moving for path, seen in visits.items() if seen.moving} == {}


def test_on_paper_sources_tell_their_addresses(browser, site):
    context = browser.new_context(viewport={"width": A4, "height": 1000})
    page = context.new_page()
    page.goto(site + STORY)
    page.emulate_media(media="print")

    link = page.locator(".source-list a").first
    told = link.evaluate("(one) => getComputedStyle(one, '::after').content")
    within = page.locator(".prose a[href^='/']").first.evaluate("(one) => getComputedStyle(one, '::after').content")

    assert link.get_attribute("href") in told
    assert within == "none"
    assert page.get_by_text("https://kabar.example/portal" + STORY).is_visible()
    context.close()
