"""On paper nothing is cut off and nothing waits to be clicked; who asks for rest gets it."""

import pytest

from tests.browser.kinds import KINDS, STORY

pytestmark = pytest.mark.browser

A4 = 718  # px at 96 to the inch: 210 mm less margins of 1 cm

# What reaches beyond the paper's edge, clipped places hidden from eyes apart.
CUT = """() => [...document.querySelectorAll("body *")].filter((one) => {
  if (!one.checkVisibility() || one.closest("svg, thead, .visually-hidden")) return false;
  const { left, right, width } = one.getBoundingClientRect();
  return width > 0 && (left < -1 || right > innerWidth + 1 || (getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1));
}).map((one) => one.outerHTML.slice(0, 90))"""

WAYS = ".site-menu, .breadcrumb, .share-links, .pager, .year-links, .skip-link, .agenda-ways, .search-form"

MOVING = """() => [
  ...document.getAnimations().map((one) => one.effect.target.outerHTML.slice(0, 90)),
  ...[...document.querySelectorAll("*")].filter((one) => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one);
    return parseFloat(transitionDuration) > 0 || animationName !== "none" || scrollBehavior === "smooth";
  }).map((one) => one.tagName),
]"""


def test_on_paper_no_page_is_cut_off_nor_shows_ways_to_click(browser, site):
    context = browser.new_context(viewport={"width": A4, "height": 1000})
    page = context.new_page()
    page.emulate_media(media="print")
    faults = {}
    for path in KINDS:
        page.goto(site + path)
        shown = [one.get_attribute("class") for one in page.locator(WAYS).all() if one.is_visible()]
        if found := page.evaluate(CUT) + shown:
            faults[path] = found
    context.close()

    assert faults == {}


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


def test_nothing_moves_for_who_asks_for_rest(browser, site):
    context = browser.new_context(viewport={"width": 360, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    moving = {}
    for path in KINDS:
        page.goto(site + path)
        if found := page.evaluate(MOVING):
            moving[path] = found
    context.close()

    assert moving == {}
