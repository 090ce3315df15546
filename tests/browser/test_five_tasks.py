"""What readers come for, counted on a phone: how many taps each task takes, and how many screens one scrolls."""

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.trainings import NOW

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
WHILE_OPEN = "2019-05-06T05:00:00Z"  # NOW in Jakarta
TRAINING = "/bimtek/2019/kini/"


class Reader:
    """One who taps what can be seen, and scrolls to it before; both are counted."""

    def __init__(self, page: Page):
        self.page = page
        self.taps = 0
        self.screens = 0

    def see(self, place: Locator) -> None:
        place.wait_for()
        box = place.bounding_box()
        below = box["y"] + box["height"] - PHONE["height"]
        if below > 0 or box["y"] < 0:
            self.screens += -(-max(below, -box["y"]) // PHONE["height"])
            place.scroll_into_view_if_needed()

    def tap(self, place: Locator) -> None:
        self.see(place)
        place.tap()
        self.taps += 1

    def link(self, name: str, within: str = "main") -> Locator:
        return self.page.locator(within).get_by_role("link", name=name, exact=True).locator("visible=true").first


@pytest.fixture
def start(lend, small_site):
    def start(path: str) -> Reader:
        # At rest pages jump to what is tapped: nothing is measured while it still moves there.
        settings = {"timezone_id": "Asia/Jakarta", "viewport": PHONE, "has_touch": True, "reduced_motion": "reduce"}
        page = lend(now=WHILE_OPEN, **settings)
        page.goto(small_site + path)
        return Reader(page)

    return start


def test_an_open_training_in_ones_province_is_two_taps_from_the_front_page(start):
    assert NOW == "2019-05-06 12:00"
    reader = start("/")

    reader.tap(reader.link("Bali", ".front__provinces"))
    reader.page.wait_for_url("**/bimtek/provinsi/id-ba/")
    reader.tap(reader.link("Bimtek kini"))
    reader.page.wait_for_url(f"**{TRAINING}")

    assert reader.page.locator(".event-summary__band").inner_text() == "Pendaftaran dibuka"
    assert reader.taps == 2
    assert reader.screens <= 2


def test_deadline_and_cost_are_seen_without_scrolling(start):
    reader = start(TRAINING)

    for label in ("Waktu", "Tempat", "Biaya", "Batas"):
        reader.see(reader.page.locator(".event-summary__fact").filter(has_text=label))

    assert (reader.taps, reader.screens) == (0, 0)


def test_the_way_to_register_is_one_tap_from_the_training(start):
    reader = start(TRAINING)
    reader.page.route("https://formulir.example/**", lambda route: route.fulfill(body="Formulir"))

    reader.tap(reader.link("Isi formulir"))
    reader.page.wait_for_url("https://formulir.example/")

    assert (reader.taps, reader.screens) == (1, 0)


@pytest.mark.parametrize("path", ["/bimtek/", "/bimtek/provinsi/id-ba/"])
def test_a_calendar_is_subscribed_to_by_two_taps(start, path):
    reader = start(path)

    reader.tap(reader.page.get_by_text("Langganan kalender", exact=True))
    way = reader.link("Langganan")
    reader.see(way)

    # The second hands over to the calendar of the phone.
    assert way.get_attribute("href") == f"webcal://uji.example{path}agenda.ics"
    assert (reader.taps, reader.screens) == (1, 0)


def test_where_a_figure_comes_from_is_one_tap_away(start):
    reader = start("/berita/2019/menjahit/")

    reader.tap(reader.page.locator(".figure-text__note a").first)
    source = reader.page.locator(".source-list__item").filter(has_text="Kantor, Karangan")
    source.wait_for()
    reader.page.wait_for_function("scrollY > 0")

    assert (reader.taps, reader.screens) == (1, 0)
    assert 0 <= source.bounding_box()["y"] < PHONE["height"]
