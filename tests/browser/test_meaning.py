"""What pages tell those who hear them: landmarks, headings, tables, charts, languages."""

import pytest

pytestmark = pytest.mark.browser

# The languages in which each place that shows the text says to be.
LANGUAGES = """(text) => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    if (walker.currentNode.data.includes(text)) found.push(walker.currentNode.parentElement.closest("[lang]").lang);
  return found;
}"""


@pytest.fixture
def page(lend):
    return lend()


def test_every_kind_of_page_tells_its_parts(visits):
    assert {path: seen.broken for path, seen in visits.items() if seen.broken} == {}


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        (
            "Made-up weavers sell abroad",
            ("/", "/berita/", "/berita/2019/", "/terkini/", "/topik/kerajinan/", "/berita/2019/weavers/"),
        ),
        ("A made-up lead that is long enough", ("/berita/2019/weavers/",)),
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
