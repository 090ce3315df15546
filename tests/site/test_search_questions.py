"""Over a made-up portal readers find what they ask for: misspelt, as it is printed, and what can be joined first."""

import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
import yaml
from lxml import html

from kabar.build.output.gzip_format import gzipped
from kabar.build.search.index_words import words_file
from tests.browsing import serve
from tests.once import made_once
from tests.portals import write_content
from tests.site.building import build
from tests.site.search_portal import FILES, NOW
from tests.site.test_search import ask

_HERE = Path(__file__).parent
QUESTIONS = yaml.safe_load((_HERE / "search_questions.yaml").read_text("utf-8"))
TOKENS = yaml.safe_load((_HERE / "search_tokens.yaml").read_text("utf-8"))
LEAST = 0.92
MOMENT = f"{NOW}T08:00:00+07:00"
_NOW = datetime.fromisoformat(MOMENT).timestamp() * 1000
# The addresses of what is found for each of `questions`, at most `most`.
FIND = """
    async ([module, questions, now, most]) => {
        const { find } = await import(module);
        const found = {};
        for (const question of questions) {
            const { results } = await find("/", question, {}, now);
            found[question] = await Promise.all(results.slice(0, most).map(async (one) => (await one.data()).url));
        }
        return found;
    }
"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    def make(folder):
        build(write_content(folder / "isi", FILES), folder / "hasil")

    return made_once(tmp_path_factory, "pertanyaan", make) / "hasil"


@pytest.fixture(scope="module")
def address(output):
    with serve(output) as served:
        yield served


@pytest.fixture
def page(lend, address):
    page = lend(now=MOMENT)
    page.goto(f"{address}/cari/")
    return page


def module(output: Path, name: str) -> str:
    (path,) = output.glob(f"theme/js/{name}.*.js")
    return f"/theme/js/{path.name}"


def found(page, output: Path, questions: list[str], most: int, now: float = _NOW) -> dict[str, list[str]]:
    return page.evaluate(FIND, [module(output, "search-index"), questions, now, most])


def test_of_180_questions_nearly_all_are_answered_by_the_first_three(page, output):
    answers = found(page, output, list(QUESTIONS), 3)

    missed = {
        question: answers[question] for question, right in QUESTIONS.items() if not set(answers[question]) & set(right)
    }
    assert len(QUESTIONS) >= 180
    assert len(missed) <= (1 - LEAST) * len(QUESTIONS), missed


def test_right_answers_are_pages_of_the_portal(output):
    assert [
        url for right in QUESTIONS.values() for url in right if not (output / url[1:] / "index.html").is_file()
    ] == []


def printed(output: Path) -> dict[str, str]:
    """Each number, and each word with a dash or an apostrophe, that only one page shows, with that page."""
    seen = Counter()
    pages = {}
    for path in sorted(output.rglob("index.html")):
        (body,) = html.fromstring(path.read_bytes()).xpath("//*[@data-pagefind-body]") or (None,)
        if body is None:
            continue
        for ignored in body.xpath(".//*[@data-pagefind-ignore]"):
            ignored.drop_tree()
        url = f"/{path.relative_to(output).parent.as_posix()}/"
        for word in {word.strip(".,;:()“”") for text in body.itertext() for word in text.split()}:
            if re.search(r"\d|\w[-–'’/]\w", word):
                seen[word] += 1
                pages[word] = url
    return {word: url for word, url in pages.items() if seen[word] == 1}


def test_what_is_printed_is_found(page, output):
    words = printed(output)

    answers = found(page, output, list(words), 40)

    assert len(words) > 20 and {"US$3,47", "7,5%", "Pontianak–Singkawang", "64/M-IND/PER/7/2016"} <= words.keys()
    assert {word: answers[word] for word, url in words.items() if url not in answers[word]} == {}


def test_each_word_beside_a_dash_is_found(page, output):
    answers = found(page, output, ["Singkawang", "Sulawesi", "katalog", "IND"], 5)

    assert "/berita/2026/jalur/" in answers["Singkawang"]
    assert "/berita/2026/kongsi/" in answers["Sulawesi"]
    assert "/berita/2024/e-katalog/" in answers["katalog"]
    assert "/berita/2026/aturan/" in answers["IND"]


def test_questions_are_split_as_the_index_is(page, output):
    texts = [text for text, _ in TOKENS]
    script = "async ([module, texts]) => { const { tokens } = await import(module); return texts.map(tokens); }"

    assert page.evaluate(script, [module(output, "search-words"), texts]) == [words for _, words in TOKENS]


def test_numbers_that_nobody_printed_find_nothing(page, output):
    assert found(page, output, ["77.601", "3,48", "9.999.999"], 5) == {"77.601": [], "3,48": [], "9.999.999": []}


def test_what_is_misspelt_is_corrected_and_can_be_asked_as_it_is(page):
    ask(page, "kerajianan")
    told = page.inner_text(".search-form__corrected")
    page.click(".search-form__corrected a")
    page.locator(".search-form__corrected").wait_for(state="hidden")

    assert told == "Menampilkan hasil untuk kerajinan; cari kerajianan saja"
    assert page.url.endswith("?q=kerajianan&persis=ya")
    assert "Tidak ada hasil untuk “kerajianan”" in page.inner_text(".search-form__count")
    page.fill(".search-form__input", "batk")
    page.locator(".search-form__corrected").filter(has_text="batik").wait_for()
    assert "persis" not in page.url


def told_of(page, title: str) -> str:
    return page.locator(".search-form__result").filter(has_text=title).locator(".search-form__told").inner_text()


@pytest.mark.parametrize(
    ("query", "known", "url"),
    [
        ("dikunjungi", "mengunjungi", "/berita/2025/kunjungan/"),
        ("dipasarkan", "pemasaran", "/bimtek/2026/pemasaran-bandung/"),
        ("kopi dikemas", "", "/berita/2023/kopi/"),
    ],
)
def test_what_no_text_holds_is_asked_by_another_word_of_its_root(page, query, known, url):
    addresses = ask(page, query)

    assert url in addresses[:3]
    told = page.locator(".search-form__corrected")
    assert told.is_visible() == bool(known)
    assert not known or told.inner_text() == f"Menampilkan hasil untuk {known}; cari {query} saja"


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (MOMENT, "Pendaftaran dibuka"),
        ("2026-12-10T08:00:00+07:00", "Pendaftaran ditutup"),
        ("2027-01-02T08:00:00+07:00", "Selesai"),
    ],
)
def test_a_hit_shows_a_trainings_own_date_place_and_state(page, now, state):
    page.clock.set_fixed_time(now)
    ask(page, "bimtek batik yogyakarta")

    told = told_of(page, "Bimtek batik tulis di Yogyakarta").split(" · ")
    assert told[:3] == ["Bimtek", state, "14–16 Desember 2026"]
    assert "Yogyakarta" in told[3]


def test_words_of_grammar_are_not_pointed_out(page):
    ask(page, "bimtek di jogja")

    marked = {text.strip(".,").lower() for text in page.locator(".search-form__results mark").all_inner_texts()}
    assert "di" not in marked and {"bimtek", "yogyakarta"} <= marked


@pytest.mark.parametrize(
    ("typed", "title", "kind"),
    [
        ("ten", "Tenun", "Topik"),
        ("bbk", "Balai Besar Kerajinan dan Batik", "Lembaga"),
        ("las lo", "Bimtek las logam di Surabaya", "Bimtek yang bisa diikuti"),
    ],
)
def test_names_are_suggested_while_one_types(page, typed, title, kind):
    page.focus(".search-form__input")
    page.keyboard.type(typed)
    link = page.locator(".search-form__names li").filter(has=page.get_by_role("link", name=title, exact=True))

    assert link.inner_text() == f"{title} {kind}"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.className") == "search-form__name"


def test_a_training_that_is_over_is_not_suggested(page):
    page.focus(".search-form__input")
    page.keyboard.type("bimtek an")
    page.locator(".search-form__name").filter(has_text="Lombok").wait_for()

    assert page.locator(".search-form__name").filter(has_text="Tasikmalaya").count() == 0


def test_a_pages_field_leads_to_what_it_finds_and_a_link_to_the_search(page, address):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{address}/berita/2026/nilai/")
    page.fill(".site-search__input", "tenun")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari/?q=tenun")
    page.locator(".search-form__result").first.wait_for()

    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{address}/berita/2026/nilai/")
    page.locator(".site-search__link").filter(has_text="Cari").click()
    page.wait_for_url("**/cari/")


@pytest.mark.parametrize("path", ["/", "/berita/2026/nilai/", "/bimtek/", "/lembaga/bbkb/"])
def test_every_page_has_a_field_where_there_is_room_and_else_a_link(page, address, path):
    page.goto(address + path)
    shown = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        link = page.locator(".site-search__link").filter(has_text="Cari")
        shown.append((page.locator(".site-search__input").is_visible(), link.is_visible()))

    assert shown == [(True, False), (False, True)]


def test_the_menu_of_six_is_one_row_on_a_phone(page, address):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{address}/")
    script = """(labels) => {
        const list = document.querySelector(".site-menu__list");
        const item = list.firstElementChild;
        list.replaceChildren(...labels.map((label) => {
            const other = item.cloneNode(true);
            other.firstElementChild.textContent = label;
            return other;
        }));
        const tops = new Set([...list.children].map((one) => one.getBoundingClientRect().top));
        return [tops.size, document.documentElement.scrollWidth];
    }"""

    six = ["Berita", "Bimtek", "Ekspor", "Angka", "Topik", "Tentang"]
    assert page.evaluate(script, six) == [1, 360]
    assert page.evaluate(script, [*six, "Pedoman redaksi"]) == [2, 360]


def _page(number: int, words: list[str], random: Random) -> dict:
    title = " ".join(random.choices(words, k=8))
    meta = {"title": title, "terbit": f"2026-01-{number % 28 + 1:02}"}
    return {
        "url": f"/berita/2026/{number}/",
        "meta": meta,
        "filters": {"Rubrik": ["Topik" if number % 20 == 0 else "Berita"]},
    }


def test_words_and_names_of_a_large_part_stay_small_and_are_the_most_used():
    random = Random(22)
    words = ["".join(random.choices("aiueobdgkmnprst", k=random.randint(4, 12))) for _ in range(6_000)]
    pages = [_page(number, words, random) for number in range(3_500)]
    pages += [_page(number, ["kerajinan"], random) for number in range(3_500, 3_509)]

    data = words_file(pages)

    # A portal of 10,000 entries has three parts.
    assert 3 * len(gzipped(data)) < 30_000
    assert "kerajinan3" in json.loads(data)["words"].split()
    assert words_file(pages[::-1]) == data
