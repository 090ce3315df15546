"""Readers find what they mean in the real content, also by words that the search was never tuned to."""

from pathlib import Path

import pytest
import yaml

from tests.browsing import serve
from tests.site.test_search import QUERIES
from tests.site.test_search_questions import found

_HERE = Path(__file__).parent
UNSEEN = yaml.safe_load((_HERE / "queries_unseen.yaml").read_text("utf-8"))
READERS = yaml.safe_load((_HERE / "queries_readers.yaml").read_text("utf-8"))

pytestmark = pytest.mark.browser


def test_words_that_nothing_was_tuned_to_lead_to_what_readers_mean(lend, portal):
    page = lend()
    with serve(portal) as address:
        page.goto(f"{address}/cari/")

        answers = found(page, portal, [*UNSEEN, *READERS], 3)

    def missed(queries: dict) -> dict:
        return {query: answers[query] for query, right in queries.items() if not set(answers[query]) & set(right)}

    assert (len(UNSEEN), len(READERS)) == (50, 60)
    assert not UNSEEN.keys() & QUERIES.keys() and not READERS.keys() & (UNSEEN.keys() | QUERIES.keys())
    # When they were written, 45 of the 50 were met; the everyday names of provinces, a cause that was general, met two more.
    assert len(missed(UNSEEN)) <= 5, missed(UNSEEN)
    assert len(missed(READERS)) <= 3, missed(READERS)
