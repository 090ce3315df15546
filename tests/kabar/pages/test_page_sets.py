"""Page sets: only those pages are planned that use a key that changed, or are new."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.pages.parts.keys import ANY_DOCUMENT, Changes
from kabar.pages.parts.page_sets import KnownPage, PageSet, Planned, Planner, list_pages
from kabar.pages.parts.paging import PAGE, ListPage, closed_count
from kabar.pages.parts.plan import PlannedFile, PlannedPage

URL = "/berita/"
LIST = "list:section:berita"


def page(name: str, **more) -> PlannedPage:
    return PlannedPage(f"{name}/index.html", "halaman", list, dict, **more)


def pages(*names: str) -> PageSet:
    return PageSet([f"{name}/index.html" for name in names], lambda asked: [page(name[:-11]) for name in asked])


def planned_by(planner: Planner, parts: Iterable) -> list[str]:
    return list(planner.unfold(parts))


def clean() -> Planner:
    return Planner(Changes())


def after(known: Mapping[str, KnownPage], *keys: str) -> tuple[Planner, list[str]]:
    """A planner where ``keys`` changed, and the pages ``known`` use none of them; and the names that it keeps."""
    kept: list[str] = []
    return Planner(Changes(frozenset(keys)), lambda: known, kept.extend), kept


def changed(modified: str | None) -> KnownPage:
    return KnownPage(modified, "")


def test_what_uses_no_key_that_changed_is_not_planned_and_all_else_is():
    planner, kept = after({"a/index.html": changed("2019")})

    assert planned_by(planner, [pages("a", "b")]) == ["b/index.html"]
    assert kept == ["a/index.html"] == list(planner.kept)
    assert list(planner.planned) == ["b/index.html"]


def test_a_set_of_which_all_stays_is_not_asked():
    def never(_names: Collection[str]) -> Iterator[PlannedPage]:
        raise AssertionError("planned, though it is as it was")

    planner, kept = after({"a/index.html": changed(""), "b/index.html": changed("")})

    assert planned_by(planner, [PageSet(["a/index.html", "b/index.html"], never)]) == []
    assert kept == ["a/index.html", "b/index.html"]


def test_in_a_build_from_nothing_all_is_planned():
    assert planned_by(clean(), [pages("a"), page("c"), pages("b")]) == ["a/index.html", "c/index.html", "b/index.html"]


def test_a_page_of_no_set_is_planned_in_every_build():
    planner, _ = after({"a/index.html": changed("")})

    assert planned_by(planner, [page("a")]) == ["a/index.html"]
    assert not planner.kept


def test_the_pages_of_a_set_use_its_keys_besides_their_own():
    one = PageSet(["a/index.html"], lambda _names: [page("a", keys=("topic:ikm",))], (LIST,))

    (planned,) = clean().unfold([one]).values()
    assert planned.keys == ("topic:ikm", LIST)


def test_what_search_engines_may_not_show_is_not_listed():
    planner, _ = after({"a/index.html": changed(None), "b/index.html": changed("2019")})
    planned_by(planner, [pages("a", "b", "c"), page("404", listed=False), PlannedFile("d/atom.xml", bytes)])

    assert sorted(planner.listed()) == [("/b/", "2019"), ("/c/", "")]


def test_pages_that_only_lead_on_and_other_files_make_no_folder():
    planner, _ = after({"lama/atom.xml": changed(None), "ada/x/index.html": changed("")})
    parts = [
        PlannedPage("dulu/index.html", "redirect", list),
        page("baru/x"),
        pages("ada/x"),
        PlannedFile("data/a.csv", bytes),
    ]
    planned_by(planner, [*parts, PageSet(["lama/atom.xml"], list), PlannedPage("index.html", "index", list)])

    assert planner.folders == {"baru", "ada"}


class Entry(NamedTuple):
    """An entry, and how often it was changed."""

    path: str
    times: int


def list_of(changes: Sequence[int], more: object = None) -> PageSet:
    """The list of entries that were changed so often, the oldest first; its closed pages show ``more``."""

    def plan(list_page: ListPage) -> PlannedPage:
        shown = list(list_page.entries)
        last = max((one.times for one in shown), default=0)
        return page(list_page.url.strip("/"), changed=lambda: str(last), keys=tuple(one.path for one in shown))

    entries = [Entry(f"berita/2019/{number}.md", times) for number, times in enumerate(changes)][::-1]
    return list_pages(entries, URL, plan, [LIST], ["topic:ikm"], more)


def built(now: PageSet, before: Mapping[str, Planned], *keys: str) -> tuple[list[str], Planner]:
    """What is planned of the list ``now`` on top of the pages ``before`` where ``keys`` changed, and by what."""
    left = {name: one for name, one in before.items() if not {*keys}.intersection(one.keys)}
    planner, _ = after({name: KnownPage(one.modified, one.members) for name, one in left.items()}, *keys)
    return planned_by(planner, [now]), planner


@given(st.integers(0, 130), st.integers(0, 60), st.sets(st.integers(0, 129), max_size=2))
def test_of_a_list_the_front_and_those_closed_pages_are_planned_that_show_others_or_an_entry_that_changed(
    count, added, edited
):
    before, right = clean().unfold([list_of([0] * count)]), clean()
    edited = {number for number in edited if number < count}
    now = list_of([int(number in edited) for number in range(count)] + [0] * added)
    whole = planned_by(right, [now])
    keys = (LIST, *(f"berita/2019/{number}.md" for number in edited)) if added or edited else ()

    planned, planner = built(now, before, *keys)

    assert sorted([*planned, *planner.kept]) == sorted(whole)
    assert sorted(planner.listed()) == sorted(right.listed())
    assert planner.folders == right.folders
    # The front, a page for each change, those that are new, and the newest one of before, which leads to another.
    fresh = closed_count(range(count + added)) - closed_count(range(count))
    assert len(planned) <= (1 + len(edited) + (fresh + 1 if fresh else 0) if keys else 0)


def test_an_entry_that_goes_plans_the_closed_pages_that_show_another_and_no_older_one():
    before = clean().unfold([list_of([0] * 100)])

    planned, planner = built(list_of([0] * 99), before, LIST, "berita/2019/99.md")
    assert planned == ["berita/index.html", "berita/hal/3/index.html"]
    assert list(planner.kept) == ["berita/hal/1/index.html", "berita/hal/2/index.html"]


@pytest.mark.parametrize(("more", "planned"), [(None, 0), (True, 4)])
def test_plain_values_that_closed_pages_show_count_as_members(more, planned):
    before = clean().unfold([list_of([0] * 100)])

    found, _ = built(list_of([0] * 100, more), before, LIST)
    assert len([name for name in found if "/hal/" in name]) == planned


@pytest.mark.parametrize("lost", range(3))
def test_a_page_of_a_list_that_was_lost_is_planned_alone_and_shows_what_it_would_in_a_clean_build(lost):
    before = dict(clean().unfold([list_of([0] * (3 * PAGE))]))
    name = list(before)[lost]
    gone = before.pop(name)
    planner, _ = after({name: KnownPage(one.modified, one.members) for name, one in before.items()})

    (planned,) = planner.unfold([list_of([0] * (3 * PAGE))]).values()

    assert (planned.save_as, planned.keys, planned.members) == (name, gone.keys, gone.members)


def test_the_front_of_a_list_uses_its_keys_and_that_of_any_document_and_closed_pages_keys_of_their_own():
    planner = clean()

    front, *closed = planner.unfold([list_of([0] * 70)]).values()
    assert {LIST, ANY_DOCUMENT} <= {*front.keys} and "topic:ikm" not in front.keys
    for one in closed:
        assert {LIST, ANY_DOCUMENT}.isdisjoint(one.keys) and "topic:ikm" in one.keys and one.members


def test_a_page_of_a_set_is_planned_each_time_that_it_is_asked_for():
    asked: list[str] = []

    def plan(names: Collection[str]) -> Iterator[PlannedPage]:
        asked.extend(names)
        return (page(name[:-11]) for name in names)

    pages = clean().unfold([PageSet(["a/index.html", "b/index.html"], plan), page("c")])

    assert pages["b/index.html"] is not pages["b/index.html"] and pages["c/index.html"] is pages["c/index.html"]
    assert asked == ["a/index.html", "b/index.html", "b/index.html", "b/index.html"]
