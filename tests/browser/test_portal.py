"""The real portal in a real browser: within the screen, whole without scripts, on its own."""

import pytest

from tests.browser.kinds import KINDS, STORY

pytestmark = pytest.mark.browser


def open_page(browser, address: str, width: int = 1280, **more):
    context = browser.new_context(viewport={"width": width, "height": 900}, **more)
    page = context.new_page()
    page.goto(address)
    return page


def test_no_page_scrolls_sideways_on_the_smallest_phone(browser, site):
    page = open_page(browser, site + "/", 320)
    for path in KINDS:
        page.goto(site + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    page.context.close()


def test_without_scripts_everything_is_there(browser, site):
    page = open_page(browser, site + "/", 360, java_script_enabled=False)

    page.get_by_role("navigation").first.get_by_role("link", name="Topik", exact=True).click()
    page.get_by_role("link", name="IKM", exact=True).first.click()
    page.get_by_role("link", name="Tiga Puluh Warga Binaan di Pontianak Belajar Membuat Kerajinan Kayu").first.click()

    assert page.url == site + STORY
    assert page.get_by_text("Sebanyak 30 warga binaan").is_visible()
    page.get_by_role("link", name="berita terkini").first.click()
    assert page.url == site + "/terkini/"
    page.context.close()


def test_with_scripts_the_latest_news_come_into_the_article(browser, site):
    page = open_page(browser, site + STORY)

    latest = page.locator("[data-k-latest]")
    latest.scroll_into_view_if_needed()
    story = latest.get_by_role("link", name="Ekspor Kerajinan 2018 Tercatat dalam Dua Angka yang Berbeda")
    story.wait_for(timeout=5000)
    assert story.get_attribute("href") == "/portal/ekspor/2019/ekspor-kerajinan-dua-angka/"
    page.context.close()


def test_nothing_is_asked_of_anybody_else_and_nothing_fails(browser, site):
    page = open_page(browser, "about:blank")
    asked, failed = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    for path in KINDS:
        page.goto(site + path, wait_until="networkidle")

    origin = site.removesuffix("/portal")
    assert [url for url in asked if not url.startswith(origin)] == []
    assert failed == []
    page.context.close()
