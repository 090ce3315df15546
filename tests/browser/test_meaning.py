"""What pages tell those who hear them: landmarks, headings, tables, charts, languages."""

import pytest

from tests.browser.kinds import KINDS

pytestmark = pytest.mark.browser

# Each line is a rule that the page breaks.
BROKEN = """() => {
  const broken = [];
  const must = (rule, holds) => holds || broken.push(rule);
  const all = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  const names = all("nav").map((one) => one.ariaLabel ?? document.getElementById(one.getAttribute("aria-labelledby"))?.textContent);
  must("one main", all("main").length === 1);
  must("one header of the page", all("body > header").length === 1);
  must("one footer of the page", all("body > footer").length === 1);
  must("all else stands in a landmark", [...document.body.children].every((one) => one.matches("header, main, footer, .skip-link, script")));
  must("each navigation has a name of its own", names.every(Boolean) && new Set(names).size === names.length);
  const levels = all("h1, h2, h3, h4, h5, h6").map(({ tagName }) => Number(tagName[1]));
  must("one first heading, before all others", levels[0] === 1 && levels.filter((level) => level === 1).length === 1);
  must("headings go down step by step", levels.every((level, at) => at === 0 || level <= levels[at - 1] + 1));
  for (const table of document.querySelectorAll("table")) {
    must("a table has a caption or a name", table.caption?.textContent.trim() || table.closest("[aria-label]"));
    must("each head cell says what it heads", [...table.querySelectorAll("th")].every((cell) => cell.scope));
    must("a table has head cells", table.querySelector("th"));
  }
  for (const chart of document.querySelectorAll("svg:not([aria-hidden=true])")) {
    const told = (chart.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent.trim());
    must("a chart has a title and a description", chart.getAttribute("role") === "img" && told.length === 2 && told.every(Boolean));
  }
  for (const picture of document.querySelectorAll("img")) must("a picture has an alternative", picture.hasAttribute("alt"));
  return broken;
}"""

# The languages in which each place that shows the text says to be.
LANGUAGES = """(text) => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    if (walker.currentNode.data.includes(text)) found.push(walker.currentNode.parentElement.closest("[lang]").lang);
  return found;
}"""


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def test_every_kind_of_page_tells_its_parts(page, site):
    broken = {}
    for path in KINDS:
        page.goto(site + path)
        if found := page.evaluate(BROKEN):
            broken[path] = found

    assert broken == {}


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        (
            "Made-up weavers sell abroad",
            ("/", "/berita/", "/berita/2019/", "/terkini/", "/topik/kerajinan/", "/berita/2019/weavers/"),
        ),
        ("A made-up lead that is long enough", ("/berita/", "/topik/kerajinan/", "/berita/2019/weavers/")),
        ("Made-up weavers sell their made-up baskets", ("/berita/2019/weavers/",)),
        ("About this made-up portal", ("/about/",)),
        ("A made-up page in English", ("/about/",)),
        ("Nothing here is news", ("/about/",)),
    ],
)
def test_english_words_say_that_they_are_english_wherever_they_stand(page, small_site, text, paths):
    told = {}
    for path in paths:
        page.goto(small_site + path)
        told[path] = set(page.evaluate(LANGUAGES, text))

    assert told == {path: {"en"} for path in paths}


def test_indonesian_is_the_language_of_all_else(page, small_site):
    page.goto(f"{small_site}/berita/2019/weavers/")

    assert page.evaluate(LANGUAGES, "Langsung ke isi") == ["id"]
    assert page.evaluate(LANGUAGES, "Berita terkini") == ["id"]
