"""What readers come for, done from end to end in a real browser, with scripts and without."""

import csv
import io
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from icalendar import Calendar

pytestmark = pytest.mark.browser

WHILE_OPEN = "2019-05-06T05:00:00Z"  # made_up.NOW in Jakarta
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
STORY = "/berita/2019/menjahit/"


@pytest.fixture
def start(lend, small_site):
    """Open a page of the made-up portal on a phone, in the middle of a training's registration."""

    def start(path: str = "/", scripts: bool = True, **settings):
        without = {} if scripts else {"java_script_enabled": False}
        page = lend(now=WHILE_OPEN, timezone_id="Asia/Jakarta", **without, **settings)
        page.goto(small_site + path)
        return page

    return start


def follow(page, name: str, within: str = "main", exact: bool = True) -> None:
    """Follow the first link in ``within`` that is named so, as a reader who sees it does."""
    link = page.locator(within).get_by_role("link", name=name, exact=exact).first
    address = link.evaluate("(one) => one.href")
    link.click()
    page.wait_for_url(address)


def heading(page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def downloaded(page, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    return Path(download.value.path()).read_bytes()


@SCRIPTS
def test_from_the_front_page_by_a_topic_to_an_article_and_on_to_a_related_one(start, scripts):
    page = start(scripts=scripts)

    follow(page, "Kerajinan", ".front__topics")
    assert heading(page) == "Kerajinan"
    follow(page, "Perajin karangan menjahit")
    assert page.locator(".prose").get_by_text("Ibu karangan menjahit tas anyaman").is_visible()
    follow(page, "Anyaman karangan laku", ".related")

    assert heading(page) == "Anyaman karangan laku"
    assert page.locator(".prose").inner_text().strip() == "Anyaman karangan laku di pasar karangan."


def _by_choosing(page) -> None:
    page.get_by_role("search", name="Saring bimtek").get_by_label("Provinsi").select_option("Bali")
    page.wait_for_url("**/bimtek/?provinsi=id-ba")


def _by_links(page) -> None:
    page.get_by_text("Menurut topik, waktu, dan lainnya").click()
    page.get_by_role("navigation", name="Cari bimtek menurut").get_by_text("Provinsi", exact=True).click()
    follow(page, "Bali", ".agenda-filter")


@pytest.mark.parametrize(("scripts", "find"), [(True, _by_choosing), (False, _by_links)], ids=["scripts", "no-scripts"])
def test_a_training_in_ones_province_is_found_and_put_into_the_calendar(start, scripts, find):
    page = start(scripts=scripts)

    follow(page, "Bimtek", ".site-menu")
    find(page)
    assert page.get_by_role("link", name="Bimtek nanti", exact=True).locator("visible=true").count() == 0
    page.get_by_role("link", name="Bimtek kini", exact=True).locator("visible=true").first.click()
    page.wait_for_url("**/bimtek/2019/kini/")
    calendar = Calendar.from_ical(downloaded(page, "Tambahkan ke kalender (.ics)"))

    (event,) = calendar.walk("VEVENT")
    assert str(event["SUMMARY"]) == "Bimtek kini"
    assert (str(event.decoded("DTSTART")), str(event.decoded("DTEND"))) == ("2019-05-13", "2019-05-19")
    assert "Balai Uji" in event["LOCATION"]


def test_a_word_without_its_affixes_finds_the_article(start):
    page = start()

    follow(page, "Cari", ".site-search")
    page.get_by_role("searchbox").fill("jahitan")
    page.locator(".search-form__count").filter(has_text="“jahitan”").wait_for()
    follow(page, "Perajin karangan menjahit")

    assert heading(page) == "Perajin karangan menjahit"


def test_without_scripts_the_search_leads_to_a_search_engine_and_to_all_topics(start):
    page = start("/cari/", scripts=False)
    asked = []
    page.route("https://duckduckgo.com/**", lambda route: (asked.append(route.request.url), route.fulfill(body="")))

    page.get_by_role("searchbox").fill("jahitan")
    page.get_by_role("button", name="Cari").click()
    page.wait_for_url("https://duckduckgo.com/**")
    page.go_back()
    follow(page, "Semua topik")

    assert parse_qs(urlsplit(asked[0]).query) == {"q": ["jahitan"], "sites": ["uji.example"]}
    assert heading(page) == "Topik"


@SCRIPTS
def test_a_figure_in_an_article_leads_to_its_page_and_its_numbers_can_be_taken_along(start, scripts):
    page = start("/ekspor/2019/ekspor-karangan/", scripts=scripts)

    follow(page, "Ekspor karangan", ".prose")
    assert page.get_by_role("img", name="Ekspor karangan").is_visible()
    assert page.locator(".figure-table__table tbody th").all_inner_texts() == ["2017", "2018"]
    rows = list(csv.DictReader(io.StringIO(downloaded(page, "CSV").decode("utf-8-sig"))))

    assert [(row["period"], row["value"]) for row in rows] == [("2017", "1000000"), ("2018", "1250000")]
    assert {row["publisher"] for row in rows} == {"Kantor, Karangan"}


@SCRIPTS
def test_the_links_to_share_by_carry_the_title_and_the_public_address(start, scripts):
    page = start(STORY, scripts=scripts)
    links = page.locator(".share-links").get_by_role("link")

    given = {link.inner_text(): urlsplit(link.get_attribute("href")) for link in links.all()}

    title, address = "Perajin karangan menjahit", f"https://uji.example{STORY}"
    assert next(iter(given)) == "WhatsApp"
    assert {name: (url.netloc, parse_qs(url.query)) for name, url in given.items()} == {
        "WhatsApp": ("wa.me", {"text": [f"{title} {address}"]}),
        "Telegram": ("t.me", {"url": [address], "text": [title]}),
        "Facebook": ("www.facebook.com", {"u": [address]}),
        "X": ("x.com", {"text": [title], "url": [address]}),
        "Surel": ("", {"subject": [title], "body": [address]}),
    }
    assert page.get_by_role("button", name="Salin tautan").is_visible() == scripts


def test_the_copy_button_puts_the_public_address_on_the_clipboard_and_says_so(start):
    page = start(STORY, permissions=["clipboard-read", "clipboard-write"])

    page.get_by_role("button", name="Salin tautan").click()
    page.get_by_text("Tautan tersalin").wait_for()

    assert page.evaluate("navigator.clipboard.readText()") == f"https://uji.example{STORY}"


def test_ones_province_is_kept_on_the_device_for_the_next_visit(start, small_site):
    page = start("/bimtek/")
    page.get_by_label("Provinsi").select_option("Papua")

    page.goto("about:blank")
    page.goto(f"{small_site}/bimtek/")

    assert page.locator("[data-k-agenda]").get_by_role("link").all_inner_texts() == ["Bimtek nanti"]
    assert page.evaluate("Object.entries(localStorage)") == [["kabar-ikm:provinsi", "id-pa"]]
    assert page.context.cookies() == []


@SCRIPTS
def test_an_address_that_leads_nowhere_offers_topics_and_search(start, small_site, scripts):
    page = start(scripts=scripts)

    answer = page.goto(f"{small_site}/berita/2019/tidak-ada/")
    assert answer.status == 404
    assert heading(page) == "Halaman tidak ditemukan"
    assert page.locator("main").get_by_role("link", name="Cari di portal ini").is_visible()
    follow(page, "Kerajinan")

    assert heading(page) == "Kerajinan"
