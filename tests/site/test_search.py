"""Readers find what they mean, in a browser that obeys the page's policy."""

import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from lxml import html

from kabar.build.search.search_index import LastIndex, add_index
from kabar.worker_pool import InlineExecutor
from tests.browsing import serve
from tests.once import made_once
from tests.site.building import files_of

QUERIES = yaml.safe_load(Path(__file__).with_name("queries.yaml").read_text("utf-8"))
LEAST = 57 / 60
WATCH = """
    window.refused = [];
    document.addEventListener("securitypolicyviolation", (one) => refused.push(one.violatedDirective));
"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(portal):
    with serve(portal) as served:
        yield served


@pytest.fixture
def page(lend):
    return lend()


def ask(page, query: str) -> list[str]:
    page.fill(".search-form__input", query)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "(query) => document.querySelector('.search-form').dataset.answered === query", arg=query, timeout=60_000
    )
    return titles(page)


def titles(page) -> list[str]:
    """The addresses of what was found, in order."""
    return page.evaluate("[...document.querySelectorAll('.search-form__title')].map((one) => one.getAttribute('href'))")


def with_index(portal: Path, staging: Path, cache: Path, steps: tuple[int, int]) -> Path:
    """A copy of ``portal`` whose index was made anew, cut by ``steps``."""
    shutil.copytree(portal, staging)
    shutil.rmtree(staging / "pagefind")
    files = sorted(files_of(staging))
    articles = [
        f"{name[:-11]}.md" for name in files if re.fullmatch(r"(berita|bimtek|ekspor)/\d{4}/.+/index.html", name)
    ]
    add_index(staging, dict.fromkeys(files, "x"), articles, cache, LastIndex(), InlineExecutor(), steps=steps)
    return staging


@pytest.fixture(scope="module")
def address_of_parts(portal, tmp_path_factory):
    """The same portal with an index of as many parts as there can be."""

    def make(folder):
        with_index(portal, folder / "hasil", folder / "simpan", (1, 2))

    with serve(made_once(tmp_path_factory, "bagian", make) / "hasil") as served:
        yield served


@pytest.mark.parametrize(
    ("index", "every"),
    [
        ("address", 3),
        *(pytest.param(name, 1, marks=pytest.mark.long) for name in ("address", "address_of_parts")),
    ],
)
def test_what_readers_type_leads_to_what_they_mean(page, request, index, every):
    address = request.getfixturevalue(index)
    queries = list(QUERIES)[::every]
    page.goto(f"{address}/cari/")
    page.evaluate(WATCH)

    found = {query: ask(page, query)[:3] for query in queries}

    missed = {query: found[query] for query in queries if not set(found[query]) & set(QUERIES[query])}
    assert len(QUERIES) == 60
    assert len(queries) - len(missed) >= LEAST * len(queries), missed
    assert page.evaluate("refused") == []


def test_nothing_of_the_index_is_loaded_before_somebody_searches(page, address):
    page.goto(f"{address}/cari/", wait_until="networkidle")
    asked = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")

    assert asked and not [url for url in asked if "pagefind" in url]


def test_the_address_keeps_the_query_and_the_key_leads_here(page, address):
    page.goto(f"{address}/berita/")
    page.keyboard.press("/")
    page.wait_for_url("**/cari/")
    ask(page, "batik")
    page.reload()
    page.locator(".search-form__count").filter(has_text="“batik”").wait_for(timeout=60_000)

    assert page.url.endswith("/cari/?q=batik")
    assert page.locator(".search-form__title").count() > 0


def test_a_facet_narrows_down(page, address):
    page.goto(f"{address}/cari/")
    before = ask(page, "kayu")
    count = page.inner_text(".search-form__count")
    page.select_option('select[name="Rubrik"]', "Bimtek")
    page.wait_for_url("**Rubrik=Bimtek")
    page.locator(".search-form__count").filter(has_text="hasil").filter(has_not_text=count).wait_for()

    assert not all(address.startswith("/bimtek/") for address in before)
    assert "/bimtek/2019/kerajinan-kayu-lapas-pontianak/" in titles(page)
    assert all(address.startswith("/bimtek/") for address in titles(page))


def test_what_nobody_wrote_is_said_to_be_nowhere(page, address):
    page.goto(f"{address}/cari/")

    assert ask(page, "xyzzy") == []
    assert "Tidak ada hasil" in page.inner_text(".search-form__count")


def test_without_scripts_the_form_asks_a_search_engine_for_our_pages(portal):
    tree = html.fromstring((portal / "cari/index.html").read_bytes())
    (form,) = tree.xpath("//form")

    assert form.get("action") == "https://duckduckgo.com/" and form.get("method") == "get"
    assert form.xpath(".//input[@name='q']") and form.xpath(".//input[@name='sites']/@value")[0]
    assert tree.xpath("//main//a[contains(@href, '/topik/')]")


def test_parts_are_joined_with_one_program_for_all(page, address_of_parts):
    asked = []
    page.context.on("request", lambda request: asked.append(urlsplit(request.url).path.removeprefix("/pagefind/")))
    page.goto(f"{address_of_parts}/cari/")
    ask(page, "batik")

    # Nothing is asked for that is not there.
    assert {name.partition("/")[0] for name in asked if "/pagefind-entry.json" in name} == {"kini", "lalu", "arsip"}
    assert sorted(name for name in asked if name.endswith(".js") and "/" not in name) == [
        "pagefind-worker.js",
        "pagefind.js",
    ]
    assert {name for name in asked if "wasm." in name} == {"wasm.id.pagefind"}
    # The first part has the program ready before any other asks for it.
    others = [
        number
        for number, name in enumerate(asked)
        if name.startswith(("lalu/", "arsip/")) and not name.endswith("kata.json")
    ]
    assert asked.index("wasm.id.pagefind") < min(others)


def test_the_index_stands_in_the_output_without_what_nobody_uses(portal):
    names = {name for name in files_of(portal) if name.startswith("pagefind/")}

    assert {"pagefind/pagefind.js", "pagefind/bagian.json", "pagefind/kini/pagefind-entry.json"} <= names
    assert not [name for name in names if "-ui" in name or "highlight" in name]


@pytest.mark.long
@pytest.mark.parametrize("times", [20])
def test_the_index_has_the_same_bytes_every_time(portal, tmp_path, times):
    indexes = []
    for number in range(times):
        files = files_of(with_index(portal, tmp_path / str(number), tmp_path / f"simpan-{number}", (1, 2)))
        indexes.append({name: data for name, data in files.items() if name.startswith("pagefind/")})

    assert all(index == indexes[0] for index in indexes)
