"""On a host that reads ``_headers``, pages of the real content work, are kept, and come sooner."""

import pytest

from tests.hosting import host

pytestmark = [pytest.mark.build, pytest.mark.browser]

WATCH = """
    window.refused = [];
    document.addEventListener("securitypolicyviolation", (one) => refused.push(one.violatedDirective + " " + one.blockedURI));
"""
KINDS = (
    "/", "/terkini/", "/berita/", "/bimtek/", "/ekspor/", "/angka/", "/topik/", "/topik/ikm/", "/orang/", "/lembaga/",
    "/orang/edi-eskak/", "/lembaga/bbkb/", "/redaksi/", "/koreksi/", "/cari/", "/pedoman-media-siber/", "/404.html",
)  # fmt: skip


@pytest.fixture
def page(browser):
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    yield page
    context.close()


def test_no_kind_of_page_is_refused_anything_or_asks_for_what_is_not_there_or_elsewhere(page, portal):
    addresses = [*KINDS, *(_first(portal, section) for section in ("berita", "bimtek", "ekspor", "angka"))]
    wrong = []
    page.on("response", lambda answer: answer.status >= 400 and wrong.append((answer.url, answer.status)))
    page.on("console", lambda line: line.type in ("error", "warning") and wrong.append(line.text))
    with host(portal) as server:
        page.on("request", lambda asked: asked.url.startswith(server.address) or wrong.append(asked.url))
        for address in addresses:
            page.goto(server.address + address, wait_until="networkidle")
            wrong += page.evaluate("refused")

    assert wrong == []


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


def _first(portal, section: str) -> str:
    found = sorted(path.parent for path in portal.glob(f"{section}/*/*/index.html" if section != "angka" else "angka/*/index.html"))
    return f"/{next(one for one in found if 'hal' not in one.parts).relative_to(portal).as_posix()}/"
