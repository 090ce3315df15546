"""The index of the search is cut so that what is published now leaves nearly all of it as it is."""

from itertools import pairwise

import pytest

from plugins.pages.search import NEWEST, OLDER, OLDEST, parts_of

STEPS = (4, 12)
COUNTS = range(1, 80)


def articles(count: int) -> list[str]:
    """Content paths of ``count`` entries, newest first."""
    return [f"berita/2026/karangan-{number:02}.md" for number in reversed(range(count))]


def pages(count: int) -> list[str]:
    """The pages of the same entries, oldest first."""
    return [f"berita/2026/karangan-{number:02}/index.html" for number in range(count)]


def parts(count: int) -> dict[str, list[str]]:
    return parts_of(reversed(pages(count)), articles(count), STEPS)


@pytest.mark.parametrize("count", COUNTS)
def test_each_entry_stands_in_one_part_and_parts_follow_one_another_in_time(count):
    cut = parts(count)

    assert [page for part in (OLDEST, OLDER, NEWEST) for page in cut.get(part, ())] == pages(count)


@pytest.mark.parametrize("count", COUNTS)
def test_what_is_published_costs_no_more_however_many_entries_there_are(count):
    cut = parts(count)

    assert len(cut[NEWEST]) < 1.5 * STEPS[0]
    assert len(cut.get(OLDER, ())) < 1.5 * STEPS[1]
    # No part is so small that it would not be worth its requests.
    assert OLDER not in cut or len(cut[NEWEST]) >= 0.5 * STEPS[0]
    assert OLDEST not in cut or len(cut[OLDER]) >= 0.5 * STEPS[1]


def test_a_new_entry_moves_others_once_in_as_many_as_a_step():
    cuts = [parts(count) for count in COUNTS]
    moved = {part: sum(one.get(part) != after.get(part) for one, after in pairwise(cuts)) for part in (OLDER, OLDEST)}

    assert 0 < moved[OLDER] <= len(COUNTS) // STEPS[0] and 0 < moved[OLDEST] <= len(COUNTS) // STEPS[1]


def test_what_is_no_entry_stands_with_the_newest_and_lists_nowhere():
    others = [
        "angka/ekspor/index.html",
        "lembaga/bbkb/index.html",
        "orang/ana/index.html",
        "tentang/index.html",
        "topik/ikm/index.html",
    ]
    lists = ["berita/2019/index.html", "berita/hal/1/index.html", "topik/ikm/hal/1/index.html", "index.html", "a.json"]
    cut = parts_of([*lists, *others, *pages(40)], articles(40), STEPS)

    assert [page for page in cut[NEWEST] if page not in pages(40)] == others
    assert not {page for held in cut.values() for page in held} & set(lists)
