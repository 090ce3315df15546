"""Who searches narrows results down, and goes back, by keys alone and by an own clock."""

import re

import pytest

from tests.browsing import serve
from tests.once import made_once
from tests.portals import BIMTEK, NEWS, SMALL, TOPIC_IKM, write_content
from tests.site.building import build
from tests.site.test_search import ask

TOPICS = [f"topik-{number:02}" for number in range(1, 16)]
ARTICLES = 30
# The first topic has fifteen entries, the next one less, and so on; each entry four topics.
TAGS = [id for number, id in enumerate(TOPICS) for _ in range(15 - number)]


def topic(id: str) -> str:
    return re.sub(r"(?s)label: .*?(?=definition)", f"label: {id.capitalize()}\n", TOPIC_IKM)


def training(title: str, registration: str, province: str = "Bali") -> str:
    more = f"registration: {{{registration}, url: https://daftar.example}}\n"
    moved = {"2019-05-01": "2026-11-01", "2019-05-13": "2026-12-13", "2019-05-18": "2026-12-18"}
    text = BIMTEK.replace("Bimtek karangan", title).replace("Kalimantan Barat", province)
    for old, new in moved.items():
        text = text.replace(old, new)
    return text.replace("organisers:", f"{more}organisers:")


FILES = (
    SMALL
    | {f"topik/{id}.md": topic(id) for id in TOPICS}
    | {
        f"berita/2019/karangan-{number:02}.md": NEWS.replace("[ikm]", f"[{', '.join(TAGS[number::ARTICLES])}]")
        for number in range(ARTICLES)
    }
    | {
        "bimtek/2026/dibuka.md": training("Bimtek dibuka", "closes: 2026-11-30"),
        "bimtek/2026/nanti.md": training("Bimtek nanti", "opens: 2026-12-05, closes: 2026-12-10"),
        "bimtek/2026/ditutup.md": training("Bimtek ditutup", "closes: 2026-11-20", "Papua"),
    }
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    def make(folder):
        build(write_content(folder / "isi", FILES), folder / "hasil")

    with serve(made_once(tmp_path_factory, "saringan", make) / "hasil") as served:
        yield served


@pytest.fixture
def page(lend):
    return lend(now="2026-11-29T08:00:00+07:00")


def options(page, facet: str) -> list[str]:
    return page.locator(f'select[name="{facet}"] option').all_inner_texts()[1:]


def found(page) -> list[str]:
    return page.locator(".search-form__title").all_inner_texts()


def counted(page, text: str) -> None:
    page.locator(".search-form__count").filter(has_text=text).wait_for(timeout=60_000)


def test_of_many_topics_those_are_offered_that_results_have_most(page, address):
    page.goto(f"{address}/cari/")
    ask(page, "karangan")
    offered = options(page, "Topik")

    assert len(offered) == 12
    assert offered[:3] == ["Topik-01", "Topik-02", "Topik-03"]
    page.select_option('select[name="Topik"]', "Topik-10")
    counted(page, "7 hasil")  # six entries, and the topic's own page
    assert "Topik=Topik-10" in page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_province_finds_its_trainings(page, address):
    page.goto(f"{address}/cari/")
    ask(page, "bimtek")
    assert options(page, "Provinsi") == ["Bali", "Kalimantan Barat", "Papua"]
    page.select_option('select[name="Provinsi"]', "Papua")
    counted(page, "1 hasil")

    assert found(page) == ["Bimtek ditutup"]


@pytest.mark.parametrize(
    ("now", "joinable"),
    [
        ("2026-11-29T08:00:00+07:00", {"Bimtek dibuka"}),
        # In the zone of Bali the last day ends an hour before Jakarta's.
        ("2026-11-30T22:59:59+07:00", {"Bimtek dibuka"}),
        ("2026-11-30T23:00:00+07:00", set()),
        ("2026-12-05T08:00:00+07:00", {"Bimtek nanti"}),
        ("2027-01-01T08:00:00+07:00", set()),
    ],
)
def test_what_can_still_be_joined_is_told_by_the_readers_clock(page, address, now, joinable):
    page.clock.set_fixed_time(now)
    page.goto(f"{address}/cari/?q=bimtek&Pendaftaran=ya")
    counted(page, "“bimtek”")

    assert set(found(page)) == joinable
    assert page.is_checked('[name="Pendaftaran"]')
    assert joinable or "dengan saringan itu" in page.inner_text(".search-form__count")


def test_where_nothing_can_be_joined_nobody_is_asked(page, address):
    page.clock.set_fixed_time("2027-01-01T08:00:00+07:00")
    page.goto(f"{address}/cari/")
    ask(page, "bimtek")

    assert not page.is_visible('[name="Pendaftaran"]')


def test_a_choice_keeps_the_focus(page, address):
    page.goto(f"{address}/cari/")
    ask(page, "bimtek")
    page.focus('[name="Pendaftaran"]')
    page.keyboard.press("Space")
    counted(page, "1 hasil")
    assert page.evaluate("document.activeElement.name") == "Pendaftaran"

    page.keyboard.press("Space")
    page.focus('select[name="Rubrik"]')
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**Rubrik=*")
    counted(page, "hasil")
    assert page.evaluate("document.activeElement.name") == "Rubrik"


def test_arrows_lead_through_what_was_found_and_back(page, address):
    page.goto(f"{address}/cari/")
    ask(page, "bimtek")
    titles = found(page)
    walked = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        walked.append(page.evaluate("document.activeElement.textContent || document.activeElement.id"))
    assert walked == [titles[0], titles[1], titles[0], "k-kata"]

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/(bimtek|berita|topik)/"))
    page.go_back()
    counted(page, "“bimtek”")
    assert found(page) == titles


def test_more_results_take_the_focus_with_them(page, address):
    page.goto(f"{address}/cari/")
    ask(page, "karangan")
    page.focus(".search-form__more")
    page.keyboard.press("Enter")
    page.locator(".search-form__result").nth(10).wait_for()

    assert page.evaluate("[...document.querySelectorAll('.search-form__title')].indexOf(document.activeElement)") == 10


def test_more_results_are_still_there_after_the_browser_has_tidied_its_memory(page, address):
    page.goto(f"{address}/cari/")
    ask(page, "karangan")
    page.context.new_cdp_session(page).send("HeapProfiler.collectGarbage")
    # What is to be told of memory that was freed is told in a later task.
    page.wait_for_timeout(500)
    page.click(".search-form__more")

    page.locator(".search-form__result").nth(10).wait_for(timeout=5_000)


def test_going_back_brings_back_words_and_choices(page, address):
    page.goto(f"{address}/cari/")
    ask(page, "karangan")
    everything = page.inner_text(".search-form__count")
    page.select_option('select[name="Topik"]', "Topik-02")
    counted(page, "15 hasil")
    narrowed = found(page)
    ask(page, "bimtek")

    page.go_back()
    counted(page, "15 hasil")
    assert found(page) == narrowed and page.input_value("#k-kata") == "karangan"
    assert page.input_value('select[name="Topik"]') == "Topik-02"
    page.go_back()
    counted(page, everything)
    assert page.input_value('select[name="Topik"]') == ""
    page.go_forward()
    counted(page, "15 hasil")
    assert "Topik=Topik-02" in page.url


def test_letters_that_are_being_typed_are_one_step_back(page, address):
    page.goto(f"{address}/berita/")
    page.goto(f"{address}/cari/")
    page.focus("#k-kata")
    for part in ("bim", "tek", " dibuka"):
        page.keyboard.type(part)
        page.wait_for_url(re.compile(f"{part.strip()}$"))
    page.go_back()
    page.wait_for_url("**/cari/")

    assert page.input_value("#k-kata") == ""


@pytest.mark.parametrize(
    ("query", "other"),
    [("ikm", "UMKM"), ("umkm", "IKM"), ("pelatihan IKM", "pelatihan UMKM"), ("industri kecil dan menengah", "UMKM")],
)
def test_ikm_and_umkm_suggest_each_other(page, address, query, other):
    page.goto(f"{address}/cari/")
    ask(page, query)
    link = page.locator(".search-form__near a")
    assert link.inner_text() == other
    link.click()
    counted(page, f"“{other}”")

    assert page.input_value("#k-kata") == other


def test_who_finds_nothing_is_led_to_topics(page, address):
    page.goto(f"{address}/cari/")
    ask(page, "xyzzy")

    assert "lihat topik di bawah" in page.inner_text(".search-form__count")
    assert page.locator("main .tag-list a").first.inner_text() == "Topik-01"
