"""The real portal in a real browser: within the screen, whole without scripts, on its own."""

import pytest

from tests.browser.kinds import STORY
from tests.browsing import bring_latest_news

pytestmark = pytest.mark.browser


def test_no_page_scrolls_sideways_on_the_smallest_phone(visits):
    assert {path: seen.too_wide for path, seen in visits.items() if seen.too_wide} == {}


def test_no_page_is_refused_anything_or_asks_for_what_is_not_there_or_elsewhere(visits):
    assert {path: seen.wrong for path, seen in visits.items() if seen.wrong} == {}


def test_without_scripts_everything_is_there(lend, site):
    page = lend(java_script_enabled=False)
    page.goto(f"{site}/")

    page.get_by_role("navigation").first.get_by_role("link", name="Topik", exact=True).click()
    page.get_by_role("link", name="Kerajinan kayu", exact=True).first.click()
    page.get_by_role(
        "link", name="Tiga puluh warga binaan Lapas Pontianak belajar membuat kerajinan kayu"
    ).first.click()

    assert page.url == site + STORY
    page.get_by_text("Sebanyak 30 warga binaan").wait_for()
    page.get_by_role("link", name="berita terkini").first.click()
    assert page.url == site + "/terkini/"


def test_with_scripts_the_latest_news_come_into_the_article(lend, site):
    page = lend()
    page.goto(site + STORY)

    bring_latest_news(page)
    story = page.locator("[data-k-latest]").get_by_role("link", name="Apa itu sentra IKM, dan apa untungnya diakui")
    assert story.get_attribute("href") == "/portal/berita/2026/apa-itu-sentra-ikm/"
