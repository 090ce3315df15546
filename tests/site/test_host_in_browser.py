"""On a host that reads ``_headers``, pages of the real content are kept, and come sooner."""

import pytest

from tests.hosting import host

pytestmark = [pytest.mark.build, pytest.mark.browser]


@pytest.fixture
def page(browser):
    context = browser.new_context()
    page = context.new_page()
    yield page
    context.close()


def test_the_themes_files_are_asked_for_once_and_pages_each_time(page, portal):
    with host(portal) as server:
        for address in ("/", "/berita/", "/"):
            page.goto(server.address + address, wait_until="networkidle")

    paths = [path for path, _ in server.asked]
    theme = [path for path in paths if path.startswith("/theme/") and path.endswith((".css", ".js"))]
    assert len(theme) == len(set(theme)) > 1
    assert paths.count("/") == 2


def test_a_page_is_fetched_at_the_touch_of_its_link_and_not_before(page, portal):
    with host(portal) as server:
        page.goto(server.address + "/", wait_until="networkidle")
        assert [path for path, purpose in server.asked if purpose] == []
        page.locator("nav a[href='/topik/']").first.hover()
        page.mouse.down()
        server.wait_for("/topik/")
        page.mouse.up()
        page.wait_for_url("**/topik/")

    assert [(path, purpose) for path, purpose in server.asked if path == "/topik/"] == [("/topik/", "prefetch")]
