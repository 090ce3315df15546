"""Readers find what they mean in the real content, also by words that the search was never tuned to."""

from datetime import datetime
from pathlib import Path

import pytest
import yaml

from tests.browsing import serve
from tests.site.test_search import QUERIES
from tests.site.test_search_questions import found

_HERE = Path(__file__).parent
_NOW = datetime.fromisoformat("2026-11-29T08:00:00+07:00").timestamp() * 1000
# Each list with how many it holds and how many must be met. When they were written, 45 of the first were met (the
# everyday names of provinces, a cause that was general, met two more), all of the second, and 57 of the last.
LISTS = [
    pytest.param("queries_unseen", 50, 45, marks=pytest.mark.long),
    pytest.param("queries_fresh", 40, 38, marks=pytest.mark.long),
    ("queries_readers", 60, 57),
]

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("name", "number", "least"), LISTS)
def test_words_that_nothing_was_tuned_to_lead_to_what_readers_mean(lend, portal, name, number, least):
    questions = yaml.safe_load((_HERE / f"{name}.yaml").read_text("utf-8"))
    page = lend()
    with serve(portal) as address:
        page.goto(f"{address}/cari/")

        answers = found(page, portal, list(questions), 3, _NOW)

    missed = {question: answers[question] for question, right in questions.items() if not set(answers[question]) & set(right)}
    assert len(questions) == number
    assert not questions.keys() & QUERIES.keys()
    assert number - len(missed) >= least, missed
