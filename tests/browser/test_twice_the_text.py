"""On a phone whose text is twice as large words stay whole and nothing reaches out of the screen."""

import pytest

from tests.browser.kinds import STORY, TRAINING
from tests.looks import Look, looking

pytestmark = pytest.mark.browser

TWICE = Look("light", 360, 200)
LONGEST = 14  # letters; "Pemasyarakatan" fits into a heading
# Words of at most that many letters that stand on two lines.
BROKEN = """(longest) => {
  const broken = new Set();
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (parentElement.closest("script, svg, .table-scroll") || !parentElement.checkVisibility()) continue;
    for (const { 0: word, index } of data.matchAll(/(?<![\\p{L}\\p{N}./-])\\p{L}{2,}(?![\\p{L}\\p{N}./-])/gu)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      const lines = new Set([...range.getClientRects()].filter(({ width }) => width).map(({ top }) => Math.round(top)));
      if (lines.size > 1 && word.length <= longest) broken.add(word);
    }
  }
  return [...broken];
}"""


def test_words_are_not_broken_within_and_pages_are_as_wide_as_the_screen(screens, site):
    found = {}
    with looking(screens, TWICE) as page:
        for path in (STORY, TRAINING, "/bimtek/", "/topik/", "/topik/batik/", "/berita/", "/lembaga/bbkb/"):
            page.goto(site + path)
            page.wait_for_load_state()
            found[path] = (page.evaluate(BROKEN, LONGEST), page.evaluate("document.documentElement.scrollWidth"))

    assert found == dict.fromkeys(found, ([], 360))
