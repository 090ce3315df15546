"""Pages in a real browser: what people with other eyes, hands and phones meet."""

from dataclasses import replace

import pytest

from kabar.pages.parts.kinds import AgendaPart
from kabar.pages.parts.views import Moment
from tests.browsing import bring_latest_news
from tests.kabar.agenda.life_cases import CASES
from tests.theme.pages import AGENDA, EXAMPLES, FRONT, NEWS_CARD, OPEN_TRAININGS, TRAINING_CARD, Example
from tests.theme.rendering import assets, draw

pytestmark = pytest.mark.browser

WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")


@pytest.fixture
def open_page(lend, site):
    def open_(name: str, width: int = 360, now: str = "", **settings):
        page = lend(now=now, viewport={"width": width, "height": 800}, **settings)
        page.goto(f"{site}/{name}.html")
        return page

    return open_


@pytest.mark.parametrize("width", [320, 768])
def test_words_of_a_chart_never_overlap_nor_leave_the_page(open_page, width):
    page = open_page("grafik", width)

    boxes = page.evaluate(
        "[...document.querySelectorAll('svg[role=img] text')]"
        ".map((text) => { const b = text.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] })"
    )

    assert len(boxes) > 50
    assert [box for box in boxes if box[0] < 0 or box[2] > width] == []
    overlapping = [
        (one, other)
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
        # Two pixels: boxes of letters are taller than letters.
        if one[0] < other[2] and other[0] < one[2] and one[1] + 2 < other[3] and other[1] + 2 < one[3]
    ]
    assert overlapping == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_line_of_an_article_has_at_most_75_letters(open_page, width):
    page = open_page("berita", width)

    longest = page.evaluate(
        """() => {
          const words = document.querySelector('.prose > p:not(.prose__dateline)').firstChild;
          const range = document.createRange();
          const lines = new Map();
          for (let at = 0; at < words.length; at += 1) {
            range.setStart(words, at); range.setEnd(words, at + 1);
            const top = Math.round(range.getBoundingClientRect().top);
            lines.set(top, (lines.get(top) ?? 0) + 1);
          }
          return Math.max(...lines.values());
        }"""
    )

    assert longest <= 76  # the space at a line's end counted


@pytest.mark.parametrize("name", ["index", "berita-kaya", "tags", "agenda"])
def test_targets_are_24_pixels_or_stand_in_a_line_of_text(open_page, name):
    page = open_page(name, 360)

    small = page.evaluate(
        """() => [...document.querySelectorAll('a, button, summary')].filter((one) => {
          const box = one.getBoundingClientRect();
          if (!box.width || one.classList.contains('skip-link')) return false;
          const inline = getComputedStyle(one).display === 'inline';
          return !inline && (box.height < 24 || box.width < 24);
        }).map((one) => one.outerHTML.slice(0, 80))"""
    )

    assert small == []


def test_the_skip_link_is_the_first_stop_of_the_keyboard_and_leads_to_the_content(open_page):
    page = open_page("berita", 1280)

    page.keyboard.press("Tab")
    seen = page.evaluate("document.activeElement.getBoundingClientRect().top >= 0 && document.activeElement.className")
    page.keyboard.press("Enter")

    assert seen == "skip-link"
    assert page.evaluate("document.activeElement.id") == "k-isi"


@pytest.mark.parametrize("name", ["berita", "index", "agenda"])
def test_without_scripts_everything_is_there(open_page, name):
    page = open_page(name, 360, java_script_enabled=False)

    assert page.locator(".site-menu__link").count() == 6
    assert all(link.is_visible() for link in page.locator(".site-menu__link").all())
    if name == "berita":
        assert page.get_by_role("link", name="Buka daftar berita terkini").is_visible()
        assert page.get_by_role("link", name="WhatsApp", exact=True).is_visible()
        assert not page.get_by_text("Salin tautan").is_visible()


def test_the_latest_news_come_in_without_the_page_that_is_read(open_page):
    page = open_page("berita", 1280)
    page.evaluate("history.replaceState(null, '', '/berita/2019/warga-binaan-pontianak-belajar-kerajinan-kayu/')")

    bring_latest_news(page)

    titles = page.locator("[data-k-latest] h3").all_inner_texts()
    assert len(titles) == 6
    assert "Tiga Puluh Warga Binaan di Pontianak Belajar Membuat Kerajinan Kayu" not in titles
    assert page.locator("#k-terkini-daftar").count() == 0


def test_the_latest_news_do_not_come_in_before_the_readers_eyes(open_page):
    page = open_page("berita", 360)

    with page.expect_response("**/terkini/"):
        page.locator("[data-k-latest]").scroll_into_view_if_needed()
    page.wait_for_timeout(100)

    assert page.locator("[data-k-latest] h3").count() == 0
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_selector("[data-k-latest] h3", state="attached")


def test_the_copy_button_copies_the_pages_own_address(open_page):
    page = open_page("berita", 360, permissions=["clipboard-read", "clipboard-write"])

    page.get_by_role("button", name="Salin tautan").click()
    page.wait_for_function("document.querySelector('[data-k-copy] [role=status]').textContent")

    assert page.locator("[data-k-copy] [role=status]").inner_text() == "Tautan tersalin"
    assert page.evaluate("navigator.clipboard.readText()") == EXAMPLES["berita"].page.head.canonical


DAYS_LEFT = {
    "2028-02-20T12:00:00+07:00": "ditutup 2 tahun lagi",
    "2028-06-15T12:00:00+07:00": "ditutup 23 bulan lagi",
    "2030-03-20T12:00:00+07:00": "ditutup 2 bulan lagi",
    "2030-03-21T12:00:00+07:00": "ditutup 60 hari lagi",
    "2030-05-17T23:59:59+07:00": "ditutup 3 hari lagi",
    "2030-05-18T00:00:00+07:00": "ditutup 2 hari lagi",
    "2030-05-19T23:59:59+07:00": "ditutup besok",
    "2030-05-20T00:00:00+07:00": "hari terakhir",
    "2030-05-20T23:58:59+07:00": "hari terakhir",
    "2030-05-20T23:59:01+07:00": "sudah ditutup",
}


@pytest.mark.parametrize("zone", ["Asia/Jayapura", pytest.param("America/New_York", marks=pytest.mark.long)])
def test_days_left_are_counted_by_the_calendar_of_the_deadline(open_page, zone):
    page = open_page("bimtek-dibuka", now=next(iter(DAYS_LEFT)), timezone_id=zone)
    shown = {}
    for now in DAYS_LEFT:
        page.clock.set_fixed_time(now)
        page.reload()
        shown[now] = [text.strip() for text in page.locator(".moment__left").all_inner_texts()]

    assert shown == {now: [f"({words})"] for now, words in DAYS_LEFT.items()}


def test_what_one_acts_by_is_as_tall_as_a_fingertip(open_page):
    page = open_page("bimtek-dibuka", 360, has_touch=True, is_mobile=True)

    acts = (
        ".event-summary__button, .event-summary__contacts a, .fact-rows__value > a, .share-links__link, .tag-list__tag,"
        " .site-footer__links a, .contact-lines a, .site-menu a"
    )
    heights = [act.bounding_box()["height"] for act in page.locator(acts).all()]

    assert len(heights) > 20
    assert min(heights) >= 43.9


def test_a_space_stands_before_the_days_that_are_left(open_page):
    page = open_page("bimtek-dibuka", 1280, now="2030-05-17T12:00:00+07:00")

    date, left = (
        page.locator(f".event-summary {part}").bounding_box() for part in ("[data-k-deadline]", ".moment__left")
    )

    assert date["y"] == left["y"]
    assert left["x"] - (date["x"] + date["width"]) > 2


def test_a_label_of_two_lines_leaves_its_values_together(open_page):
    page = open_page("bimtek-dibuka", 1280)

    row = page.locator(".fact-rows__row", has_text="Ditanggung penyelenggara")
    tops = [value.bounding_box()["y"] for value in row.locator("dd").all()]

    assert row.locator("dt").bounding_box()["height"] > 1.5 * (tops[2] - tops[1])
    assert tops[1] - tops[0] == pytest.approx(tops[2] - tops[1], abs=1)


def test_the_script_keeps_to_the_same_cases_as_the_python_function(open_page):
    page = open_page("index")

    wrong = page.evaluate(
        """async ([script, cases]) => {
          const { partOf, stageAt, wordsLeft } = await import(script);
          const wrong = [];
          for (const { name, stages, over, closes, at } of cases) {
            for (const { now, state, joinable, part, words } of at) {
              const stage = stageAt(stages, Date.parse(now));
              const told = [stage.state, stage.joinable, partOf(stage, over, Date.parse(now))];
              const left = wordsLeft(closes ?? "", Date.parse(now));
              if (told.join() !== [state, joinable, part].join()) wrong.push([name, now, told]);
              if (words && left !== words) wrong.push([name, now, left]);
            }
          }
          return wrong;
        }""",
        [assets().address("js/life.js"), CASES],
    )

    assert wrong == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_on_paper_the_words_stay_and_the_ways_go(open_page, scheme):
    page = open_page("berita", 1000)
    page.emulate_media(media="print", color_scheme=scheme)

    colours = page.evaluate("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]")

    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    assert page.locator(".site-menu").is_hidden()
    assert page.locator(".share-links").is_hidden()
    assert page.get_by_text(EXAMPLES["berita"].page.head.canonical).is_visible()
    assert page.locator(".prose").is_visible()


@pytest.fixture
def open_drawn(lend, site):
    """Draws an example that is not among those of all tests, and opens it."""

    def open_(example: Example, width: int = 360, now: str = ""):
        page = lend(now=now, viewport={"width": width, "height": 800})
        page.route(f"{site}/sementara.html", lambda route: route.fulfill(body=draw(example), content_type="text/html"))
        page.goto(f"{site}/sementara.html")
        return page

    return open_


def height(page) -> int:
    return page.evaluate("document.documentElement.scrollHeight")


def test_an_agenda_of_46_trainings_takes_at_most_4000_pixels_of_a_phone(open_drawn):
    joinable = tuple(replace(OPEN_TRAININGS[0], url=f"/bimtek/2030/{number}/") for number in range(26))
    parts = (
        AgendaPart("bisa-diikuti", "Masih bisa diikuti", joinable, months=("Mei 2030",) * 26),
        *AGENDA.parts[1:3],
        AgendaPart("lalu", "Sudah lewat", (TRAINING_CARD,) * 20, shown=0, months=("Mei 2019",) * 20, by_month=True),
    )

    page = open_drawn(Example("agenda", replace(AGENDA, parts=parts)), now="2030-05-06T03:00:00Z")

    assert (
        page.locator("[data-k-training]").evaluate_all("(all) => all.filter((one) => one.checkVisibility()).length")
        == 10
    )
    assert height(page) <= 4000
    page.get_by_text("Lebih banyak").click()
    assert page.locator("[data-k-part=bisa-diikuti] [data-k-training]").last.is_visible()


def test_a_choice_opens_what_was_behind_more_and_hides_what_does_not_match(open_drawn):
    joinable = tuple(
        replace(OPEN_TRAININGS[0], title=f"Contoh {number}.", url=f"/bimtek/2030/{number}/") for number in range(26)
    )
    parts = (AgendaPart("bisa-diikuti", "Masih bisa diikuti", joinable, months=("Mei 2030",) * 26),)
    page = open_drawn(Example("agenda", replace(AGENDA, parts=parts)), now="2030-05-06T03:00:00Z")

    page.get_by_label("Kata").fill("contoh 25.")

    assert page.locator(".event-card__link:visible").all_inner_texts() == ["Contoh 25."]
    page.get_by_label("Kata").fill("tidak ada")
    assert page.locator(".agenda-part:visible").count() == 0
    assert page.get_by_role("status").inner_text().startswith("0 dari 26 bimtek")


@pytest.mark.parametrize("title", ["Pendek", "Contoh judul yang panjang sekali tentang perajin tenun di Sumba Timur"])
def test_a_lead_without_a_photo_leaves_no_hole_beside_the_latest(open_drawn, title):
    lead = replace(NEWS_CARD, photo=None, title=title)
    front = replace(FRONT, lead=lead, seconds=FRONT.latest[:2], latest=FRONT.latest[2:])

    page = open_drawn(Example("index", front), 1280)

    bottoms = page.evaluate(
        """() => ['.front__seconds', '.front__latest']
            .map((one) => document.querySelector(one).getBoundingClientRect().bottom)"""
    )
    assert abs(bottoms[0] - bottoms[1]) <= 40


def test_a_portrait_that_leads_leaves_the_headline_on_the_first_screen(open_drawn):
    lead = replace(NEWS_CARD, photo=replace(NEWS_CARD.photo, width=800, height=1600))

    page = open_drawn(Example("index", replace(FRONT, lead=lead)), 1280)

    assert page.locator(".lead-story__title").bounding_box()["y"] < 800


def test_what_was_published_in_the_last_week_says_how_long_ago(open_drawn):
    days = {
        "2030-05-06": "Hari ini",
        "2030-05-05T23:59:00+07:00": "Kemarin",
        "2030-04-30": "6 hari lalu",
        "2030-04-29": "x",
        "2030-05-07": "x",
    }
    latest = tuple(replace(NEWS_CARD, published=Moment(iso, "x")) for iso in days)

    page = open_drawn(Example("index", replace(FRONT, latest=latest)), 1280, now="2030-05-06T05:00:00Z")

    times = page.locator(".front__latest time")
    assert times.all_inner_texts() == list(days.values())
    assert times.first.get_attribute("title") == "x"


def test_a_word_leaves_the_topics_that_hold_it_their_synonyms_too(open_page):
    page = open_page("tags")

    page.get_by_label("Saring topik").fill("kriya KAYU")

    assert [one.strip() for one in page.locator(".topic-alphabet__entry:visible").all_inner_texts()] == [
        "Kriya kayu lihat Kerajinan kayu"
    ]
    assert page.locator(".topic-tree:visible, .topic-alphabet__letters:visible").count() == 0
    page.get_by_label("Saring topik").fill("")
    assert page.locator(".topic-tree").is_visible()
    assert page.locator(".topic-alphabet__entry:visible").count() == sum(
        len(held) for _, held in EXAMPLES["tags"].page.alphabet
    )
