"""Trainings in a real browser: one build, read before, during and after; filters; a province of one's own."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def open_at(lend, small_site):
    def open_(path: str, now: str, timezone_id: str = "Asia/Jakarta", **settings):
        page = lend(now=now, timezone_id=timezone_id, **settings)
        page.goto(small_site + path)
        return page

    return open_


def unfold_ways(page) -> None:
    page.get_by_text("Menurut topik, waktu, dan lainnya").click()


def parts(page) -> dict[str, list[str]]:
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('[data-k-part]')].map((part) => [
          part.dataset.kPart,
          [...part.querySelectorAll('[data-k-training]')].filter((one) => one.checkVisibility())
            .map((one) => one.querySelector('a').textContent),
        ]))"""
    )


def shown(page) -> list[str]:
    return [title for titles in parts(page).values() for title in titles]


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "America/New_York"])
@pytest.mark.parametrize(
    ("now", "expected", "front"),
    [
        # Bali keeps WITA: its moments come an hour before those of Jakarta.
        ("2019-05-01T15:59:59Z", ([], [], ["Bimtek kini", "Bimtek nanti"], ["Bimtek lama"]), []),
        ("2019-05-01T16:00:00Z", (["Bimtek kini"], [], ["Bimtek nanti"], ["Bimtek lama"]), ["Bimtek kini"]),
        ("2019-05-15T03:00:00Z", ([], ["Bimtek kini"], ["Bimtek nanti"], ["Bimtek lama"]), []),
        ("2019-05-25T03:00:00Z", (["Bimtek nanti"], [], [], ["Bimtek kini", "Bimtek lama"]), ["Bimtek nanti"]),
        ("2019-07-01T03:00:00Z", ([], [], [], ["Bimtek nanti", "Bimtek kini", "Bimtek lama"]), []),
    ],
)
def test_one_build_is_true_before_during_and_after(open_at, small_site, now, expected, front, zone):
    page = open_at("/bimtek/", now, timezone_id=zone)
    told = parts(page)
    page.goto(f"{small_site}/")

    assert told.pop("lewat-undangan") == []
    assert tuple(told.values()) == expected
    assert [
        one.inner_text() for one in page.locator(".front__trainings .event-card__link").all() if one.is_visible()
    ] == front
    assert page.locator(".front__trainings [data-k-empty]").is_visible() == (not front)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2019-04-20T00:00:00Z", "Pendaftaran belum dibuka"),
        ("2019-05-09T03:00:00Z", "Pendaftaran dibuka sejak 2 Mei 2019"),
        ("2019-05-12T03:00:00Z", "Pendaftaran ditutup sejak 11 Mei 2019"),
        ("2019-05-15T03:00:00Z", "Berlangsung sejak 13 Mei 2019"),
        ("2019-05-25T03:00:00Z", "Selesai sejak 19 Mei 2019"),
    ],
)
def test_a_trainings_own_page_tells_the_state_of_the_moment(open_at, now, state):
    page = open_at("/bimtek/2019/kini/", now, viewport={"width": 1280, "height": 800})

    assert page.locator(".event-summary__band").inner_text() == state
    assert page.get_by_role("link", name="Isi formulir").is_visible() == state.startswith("Pendaftaran dibuka")


def test_the_first_screen_of_a_phone_says_what_one_decides_by_and_has_the_button(open_at):
    page = open_at("/bimtek/2019/kini/", "2019-05-09T03:00:00Z", viewport={"width": 360, "height": 640})

    band = page.locator(".event-summary__band")
    facts = page.locator(".event-summary__fact")
    button = page.get_by_role("link", name="Isi formulir")
    assert [fact.inner_text().replace("\n", " ") for fact in facts.all() if fact.is_visible()] == [
        "Waktu Senin–Sabtu, 13–18 Mei 2019",
        "Tempat Balai Uji, Bali",
        "Biaya Belum dicantumkan",
        "Batas 10 Mei 2019 pukul 23.59 WITA (ditutup besok)",
    ]
    assert band.bounding_box()["y"] < button.bounding_box()["y"]
    assert button.bounding_box()["y"] + button.bounding_box()["height"] <= 640
    assert button.bounding_box()["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_without_scripts_deadlines_are_absolute_and_the_state_is_since_its_own_moment(open_at):
    page = open_at("/bimtek/", "2030-01-01T00:00:00Z", java_script_enabled=False)
    card = page.locator(".event-card", has_text="Bimtek kini")

    assert "Pendaftaran dibuka sejak 2 Mei 2019" in card.inner_text()
    assert "Daftar sampai 10 Mei 2019 pukul 23.59 WITA" in card.inner_text()
    unfold_ways(page)
    page.get_by_text("Provinsi", exact=True).click()
    page.get_by_role("link", name="Bali", exact=True).click()
    assert page.url.endswith("/bimtek/provinsi/id-ba/")
    assert page.get_by_role("heading", level=1).inner_text() == "Bimtek di Bali"
    page.get_by_text("Bimtek lama").wait_for()


def test_filters_combine_and_the_choice_stands_in_the_address(open_at):
    page = open_at("/bimtek/", "2019-05-06T03:00:00Z")

    page.locator("select[name=provinsi]").select_option("id-ba")
    unfold_ways(page)
    page.locator("select[name=bulan]").select_option("2019-05")

    assert page.url.endswith("/bimtek/?provinsi=id-ba&bulan=2019-05")
    assert shown(page) == ["Bimtek kini"]
    assert page.locator(".agenda-filter [role=status]").inner_text().startswith("1 dari 3 bimtek")
    page.go_back()
    assert shown(page) == ["Bimtek kini", "Bimtek lama"]
    page.reload()
    assert page.locator("select[name=provinsi]").input_value() == "id-ba"
    page.get_by_role("link", name="Semua bimtek Bali, juga yang sudah lewat").click()
    assert page.url.endswith("/bimtek/provinsi/id-ba/")


def test_an_address_that_asks_for_nothing_known_shows_everything(open_at):
    page = open_at("/bimtek/?provinsi=<script>&cara=&x=1", "2019-05-06T03:00:00Z")

    assert len(shown(page)) == 3


def test_a_province_of_ones_own_is_kept_and_can_be_forgotten(open_at, small_site):
    page = open_at("/bimtek/", "2019-05-06T03:00:00Z")
    province = page.locator("select[name=provinsi]")

    province.select_option("id-pa")
    page.goto(f"{small_site}/bimtek/")
    assert province.input_value() == "id-pa"
    assert shown(page) == ["Bimtek nanti"]
    page.get_by_role("button", name="Hapus saringan").click()
    page.goto(f"{small_site}/bimtek/")
    assert province.input_value() == ""
    assert len(shown(page)) == 3


def test_words_find_trainings_and_leave_no_step_back_for_each_letter(open_at):
    page = open_at("/bimtek/", "2019-05-06T03:00:00Z")
    steps = page.evaluate("history.length")

    page.get_by_label("Kata").press_sequentially("BALI kini")

    assert shown(page) == ["Bimtek kini"]
    assert page.url.endswith("/bimtek/?kata=BALI+kini")
    assert page.evaluate("history.length") == steps


def test_only_what_is_on_the_page_can_be_chosen_months_newest_first(open_at):
    page = open_at("/bimtek/", "2019-05-06T03:00:00Z")

    options = page.locator("select[name=bulan] option").all_text_contents()

    assert options == ["Semua", "Juni 2019", "Mei 2019", "April 2019"]


def test_months_follow_trainings_that_time_has_moved(open_at):
    page = open_at("/bimtek/", "2019-07-01T03:00:00Z")

    part = page.locator("[data-k-part=lalu]")
    assert part.locator("h3, h4").all_inner_texts() == [
        "Juni 2019", "Bimtek nanti", "Mei 2019", "Bimtek kini", "April 2019", "Bimtek lama",
    ]  # fmt: skip


def test_the_keyboard_alone_filters_reads_and_reaches_the_registration(open_at):
    page = open_at("/bimtek/", "2019-05-06T03:00:00Z", viewport={"width": 1280, "height": 900})

    def tab_until(expression: str) -> None:
        for _ in range(80):
            if page.evaluate(f"(() => {{ const one = document.activeElement; return {expression}; }})()"):
                return
            page.keyboard.press("Tab")
        raise AssertionError(expression)

    tab_until("one.name === 'provinsi'")
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**/?provinsi=*")
    tab_until("one.textContent === 'Bimtek kini' && one.tagName === 'A'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bimtek/2019/kini/")
    tab_until("one.href === 'https://formulir.example/'")
