"""The index of the search is cut so that what is published now leaves nearly all of it as it is."""

from itertools import chain, pairwise

import pytest

from kabar.pages.search_page import NEWEST, OLDER, OLDEST, parts_of

STEPS, SLICES = (4, 12), (2, 4)
COUNTS = range(1, 80)


def articles(count: int) -> list[str]:
    """Content paths of ``count`` entries, newest first."""
    return [f"berita/2026/karangan-{number:02}.md" for number in reversed(range(count))]


def pages(count: int) -> list[str]:
    """The pages of the same entries, oldest first."""
    return [f"berita/2026/karangan-{number:02}/index.html" for number in range(count)]


def parts(count: int) -> dict[str, list[str]]:
    return {part: list(chain.from_iterable(slices)) for part, slices in slices_of(count).items()}


def slices_of(count: int) -> dict[str, list[list[str]]]:
    return parts_of(reversed(pages(count)), articles(count), STEPS, SLICES)


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


@pytest.mark.parametrize("count", COUNTS)
def test_a_new_entry_changes_one_slice_alone_unless_it_moves_a_boundary(count):
    before, after = slices_of(count), slices_of(count + 1)
    known = [one for slices in before.values() for one in slices]
    changed = [one for slices in after.values() for one in slices if one not in known]

    assert changed[0][-1] == pages(count + 1)[-1] and len(changed[0]) <= SLICES[0]
    # What leaves the newest part stands in larger slices then.
    assert len(changed) == 1 or len(before.get(OLDER, [])) != len(after[OLDER])
    assert max(len(one) for slices in after.values() for one in slices) <= SLICES[1]


def test_what_is_no_entry_stands_with_the_newest_and_lists_nowhere():
    others = [
        "angka/ekspor/index.html",
        "lembaga/bbkb/index.html",
        "orang/ana/index.html",
        "tentang/index.html",
        "topik/ikm/index.html",
    ]
    lists = ["berita/2019/index.html", "berita/hal/1/index.html", "topik/ikm/hal/1/index.html", "index.html", "a.json"]
    cut = parts_of([*lists, *others, *pages(40)], articles(40), STEPS, SLICES)

    # In slices of their own, since most new entries change some of them.
    assert [one for one in cut[NEWEST] if not set(one) & set(pages(40))] == [others[:2], others[2:4], others[4:]]
    assert not {page for slices in cut.values() for held in slices for page in held} & set(lists)
