"""The keyboard alone goes everywhere, and whoever uses it always sees where it is."""

from pathlib import Path

import pytest
from icalendar import Calendar

from tests.browser.kinds import KINDS, STORY
from tests.browsing import bring_latest_news
from tests.looks import LOOKS, Look, looking

pytestmark = pytest.mark.browser

WHILE_OPEN = "2019-05-06T05:00:00Z"  # made_up.NOW in Jakarta

# Where the keyboard is: the element, told shortly, and what keeps it from being seen. Null at the page's end.
FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const told = one.outerHTML.slice(0, 100);
  const box = [...one.getClientRects()].find(({ width, height }) => width && height);
  if (!box) return [told, "it has no box"];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  // Scrolling ends on whole pixels, and letters of a tight line stand out of it by a part of one.
  const whole = box.top >= -1 && box.bottom <= innerHeight + 1;
  if (box.left < 0 || box.right > innerWidth + 1 || !(whole || (box.height > innerHeight && bottom > top)))
    return [told, "outside the screen: " + JSON.stringify(box)];
  const over = document.elementFromPoint(box.left + box.width / 2, (top + bottom) / 2);
  if (!over || !(one.contains(over) || over.contains(one)))
    return [told, "covered by " + over?.outerHTML.slice(0, 100)];
  const { outlineWidth, outlineStyle } = getComputedStyle(one);
  return [told, parseFloat(outlineWidth) >= 2 && outlineStyle !== "none" ? "" : "it has no outline"];
}"""


# Leaves the first and the last of what is alike, such as cards of one list: the others look the same.
THIN = """() => {
  const alike = Map.groupBy(document.querySelectorAll("main a[href], footer a[href]"), (one) =>
    [one, one.parentElement, one.parentElement.parentElement].map((it) => it.tagName + it.className).join());
  for (const some of alike.values()) for (const one of some.slice(1, -1)) one.tabIndex = -1;
}"""


def walk(page) -> tuple[int, list[list[str]]]:
    """Tab on from the skip link: how many stops there were, and those that one does not see."""
    unseen, stops = [], 0
    page.locator(".skip-link").focus()
    while stops < 400:
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        if at is None:
            return stops, unseen
        stops += 1
        if at[1]:
            unseen.append(at)
    raise AssertionError("the keyboard never came to the end of the page")


def walk_all(paths, look: Look, screens, site, whole: bool = False) -> dict[str, list[list[str]]]:
    lost = {}
    with looking(screens, look) as page:
        for path in paths:
            page.goto(site + path)
            # What comes in late is waited for, so that nothing moves on the way.
            bring_latest_news(page)
            if not whole:
                page.evaluate(THIN)
            stops, unseen = walk(page)
            if unseen or stops < (10 if whole else 8):
                lost[path] = unseen or [[f"only {stops} stops", ""]]
    return lost


# Three fifths of the kinds; the long form has all.
@pytest.mark.parametrize("number", range(1, 5, 3), ids=lambda number: str(LOOKS[number]))
def test_where_the_keyboard_is_can_be_seen(screens, site, number):
    assert walk_all(KINDS[number::5], LOOKS[number], screens, site) == {}


@pytest.mark.long
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_where_the_keyboard_is_can_be_seen_on_every_kind_of_page_in_every_look(screens, site, look):
    assert walk_all(KINDS, look, screens, site, whole=True) == {}


@pytest.fixture
def page(lend):
    return lend(now=WHILE_OPEN, timezone_id="Asia/Jakarta")


def focused(page):
    return page.locator("*:focus")


def tab_to(page, locator) -> None:
    """Press Tab until the focus is there."""
    for _ in range(100):
        page.keyboard.press("Tab")
        if locator.evaluate("(one) => one === document.activeElement"):
            return
    raise AssertionError(f"Tab never came to {locator}")


@pytest.mark.parametrize("path", ["/", STORY, "/cari/", "/404.html"])
def test_the_first_stop_is_the_skip_link_and_the_next_is_inside_the_content(page, site, path):
    page.goto(site + path)
    page.wait_for_load_state()
    if path == "/cari/":
        # Its field takes the focus, since whoever comes here comes to type.
        assert focused(page).get_attribute("type") == "search"
        page.locator(".skip-link").focus()
    else:
        page.keyboard.press("Tab")

    assert page.evaluate(FOCUS)[1] == ""
    assert focused(page).inner_text() == "Langsung ke isi"
    page.keyboard.press("Enter")
    assert focused(page).evaluate("(one) => one.tagName") == "MAIN"
    page.keyboard.press("Tab")
    assert focused(page).evaluate("(one) => Boolean(one.closest('main'))")


def test_the_menu_is_walked_in_order_and_leads_on(page, small_site):
    page.goto(f"{small_site}/")
    items = page.get_by_role("navigation", name="Menu utama").get_by_role("link")

    tab_to(page, items.first)
    met = [focused(page).inner_text()]
    for _ in range(items.count() - 1):
        page.keyboard.press("Tab")
        met.append(focused(page).inner_text())
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/berita/")

    assert met == ["Berita", "Bimtek"]
    assert page.locator(".site-menu [aria-current=page]").inner_text() == "Berita"


def test_trainings_are_filtered_and_the_filter_is_cleared_without_losing_ones_place(page, small_site):
    page.goto(f"{small_site}/bimtek/")
    province = page.get_by_role("search", name="Saring bimtek").get_by_label("Provinsi")
    clear = page.get_by_role("button", name="Hapus saringan")

    tab_to(page, province)
    page.keyboard.type("Pap")
    page.wait_for_url("**/?provinsi=id-pa")
    tab_to(page, clear)
    page.keyboard.press("Enter")

    assert province.evaluate("(one) => one === document.activeElement && one.value") == ""
    assert page.url.endswith("/bimtek/")
    assert page.evaluate(FOCUS)[1] == ""


def search_by_keyboard(page, small_site, word: str) -> None:
    page.goto(f"{small_site}/berita/")
    page.keyboard.press("/")
    page.wait_for_url("**/cari/")
    page.locator("input:focus").wait_for()
    page.keyboard.type(word)
    page.get_by_role("status").filter(has_text=f"“{word}”").wait_for()


def test_a_search_is_opened_typed_walked_and_followed(page, small_site):
    search_by_keyboard(page, small_site, "anyaman")

    tab_to(page, page.locator(".search-form__title").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/berita/2019/anyaman/")


def test_escape_clears_what_was_typed_and_what_was_found(page, small_site):
    search_by_keyboard(page, small_site, "anyaman")

    page.keyboard.press("Escape")
    page.locator(".search-form__result").first.wait_for(state="detached")

    assert focused(page).input_value() == ""
    assert page.url.endswith("/cari/")
    assert page.locator(".search-form__facets").is_hidden()


def test_a_facet_keeps_the_focus_while_the_results_change(page, small_site):
    search_by_keyboard(page, small_site, "karangan")
    section = page.get_by_label("Rubrik")

    tab_to(page, section)
    page.keyboard.type("Ber")
    page.wait_for_url("**Rubrik=Berita")
    page.locator(".search-form__told").filter(has_text="Bimtek").first.wait_for(state="detached")

    assert section.evaluate("(one) => one === document.activeElement && one.value") == "Berita"


def test_a_training_goes_into_the_calendar(page, small_site):
    page.goto(f"{small_site}/bimtek/2019/kini/")

    tab_to(page, page.get_by_role("link", name="Tambahkan ke kalender (.ics)"))
    with page.expect_download() as download:
        page.keyboard.press("Enter")

    (event,) = Calendar.from_ical(Path(download.value.path()).read_bytes()).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Bimtek kini"
