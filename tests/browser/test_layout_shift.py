"""Nothing that is being read moves when scripts arrive, however late."""

import pytest

from tests.browser.kinds import KINDS

pytestmark = pytest.mark.browser

WHILE_OPEN = "2019-05-06T05:00:00Z"  # made_up.NOW in Jakarta
SMALL = ("/", "/bimtek/", "/bimtek/2019/kini/", "/topik/ikm/", "/lembaga/redaksi/")

# Below it nobody notices: a tenth of what is called good (web.dev/cls).
LEAST = 0.01
MOST = 500  # times 20 ms
WATCH = """
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const one of list.getEntries())
        shifts.push([one.value, ...one.sources
          .map(({ node }) => (node?.outerHTML ?? String(node?.data)).slice(0, 90))]);
    }).observe({ type: "layout-shift", buffered: true });
    new PerformanceObserver(() => { window.painted = true; }).observe({ type: "paint", buffered: true });
"""


def until(page, holds: str) -> None:
    """Wait until it holds; the policy of our pages forbids the way that Playwright has for this."""
    for _ in range(MOST):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{page.url} never came to {holds}")


def shifts(browser, address: str, paths, width: int) -> dict[str, list]:
    """What moved on each page, after it was painted and then its scripts came."""
    moved = {}
    context = browser.new_context(viewport={"width": width, "height": 740}, timezone_id="Asia/Jakarta")
    context.add_init_script(WATCH)
    page = context.new_page()
    page.clock.set_fixed_time(WHILE_OPEN)
    late = []
    page.route("**/theme/js/*", lambda route: late.append(route))
    for path in paths:
        page.goto(address + path, wait_until="commit")
        until(page, "window.painted")
        for _ in range(MOST):
            if page.evaluate("document.readyState") == "complete" and not late:
                break
            while late:
                late.pop().continue_()
            page.wait_for_timeout(20)
        until(page, "document.readyState === 'complete'")
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        found = page.evaluate("shifts")
        if sum(value for value, *_ in found) >= LEAST:
            moved[path] = found
    context.close()
    return moved


# A third of the kinds at each width; the long form has all at both.
@pytest.mark.parametrize(("width", "paths"), [(360, KINDS[::3]), (1280, KINDS[1::3])], ids=["360", "1280"])
def test_nothing_moves_on_the_real_portal(browser, site, width, paths):
    assert shifts(browser, site, paths, width) == {}


@pytest.mark.long
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_on_any_page_at_any_width(browser, site, small_site, width):
    assert shifts(browser, site, KINDS, width) == {}
    assert shifts(browser, small_site, SMALL, width) == {}


def test_nothing_moves_where_trainings_can_be_joined(browser, small_site):
    assert shifts(browser, small_site, SMALL, 360) == {}
