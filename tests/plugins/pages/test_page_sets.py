"""Page sets: only those pages are planned that use a key that changed, or are new."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.pages.keys import ANY_DOCUMENT
from plugins.pages.page_sets import PageSet, Planner, list_pages
from plugins.pages.paging import PAGE, ListPage, closed_count
from plugins.pages.plan import PlannedFile, PlannedPage

URL = "/berita/"
LIST = "list:section:berita"


def page(name: str, **more) -> PlannedPage:
    return PlannedPage(f"{name}/index.html", "halaman", list, dict, **more)


def pages(*names: str) -> PageSet:
    return PageSet([f"{name}/index.html" for name in names], lambda asked: [page(name[:-11]) for name in asked])


def planned_by(planner: Planner, parts: Iterable) -> list[str]:
    return [one.save_as for one in planner.unfold(parts)]


def after(known: Mapping[str, str | None]) -> tuple[Planner, list[str]]:
    """A planner where the pages ``known`` use no key that changed, and the names that it keeps."""
    kept: list[str] = []
    return Planner(lambda: known, kept.extend), kept


def test_what_uses_no_key_that_changed_is_not_planned_and_all_else_is():
    planner, kept = after({"a/index.html": "2019"})

    assert planned_by(planner, [pages("a", "b")]) == ["b/index.html"]
    assert kept == ["a/index.html"] == list(planner.kept)
    assert list(planner.planned) == ["b/index.html"]


def test_a_set_of_which_all_stays_is_not_asked():
    def never(_names: Collection[str]) -> Iterator[PlannedPage]:
        raise AssertionError("planned, though it is as it was")

    planner, kept = after({"a/index.html": "", "b/index.html": ""})

    assert planned_by(planner, [PageSet(["a/index.html", "b/index.html"], never)]) == []
    assert kept == ["a/index.html", "b/index.html"]


def test_in_a_build_from_nothing_all_is_planned():
    assert planned_by(Planner(), [pages("a"), page("c"), pages("b")]) == ["a/index.html", "c/index.html", "b/index.html"]


def test_a_page_of_no_set_is_planned_in_every_build():
    planner, _ = after({"a/index.html": ""})

    assert planned_by(planner, [page("a")]) == ["a/index.html"]
    assert not planner.kept


def test_the_pages_of_a_set_use_its_keys_besides_their_own():
    one = PageSet(["a/index.html"], lambda _names: [page("a", keys=("topic:ikm",))], (LIST,))

    (planned,) = Planner().unfold([one])
    assert planned.keys == ("topic:ikm", LIST)


def test_what_search_engines_may_not_show_is_not_listed():
    planner, _ = after({"a/index.html": None, "b/index.html": "2019"})
    planned_by(planner, [pages("a", "b", "c"), page("404", listed=False), PlannedFile("d/atom.xml", bytes)])

    assert sorted(planner.listed()) == [("/b/", "2019"), ("/c/", "")]


def test_pages_that_only_lead_on_and_other_files_make_no_folder():
    planner, _ = after({"lama/atom.xml": None, "ada/x/index.html": ""})
    parts = [PlannedPage("dulu/index.html", "redirect", list), page("baru/x"), pages("ada/x"), PlannedFile("data/a.csv", bytes)]
    planned_by(planner, [*parts, PageSet(["lama/atom.xml"], list), PlannedPage("index.html", "index", list)])

    assert planner.folders == {"baru", "ada"}


class Portal:
    """A list of made-up entries: how often each was changed, the oldest first."""

    def __init__(self, changes: Sequence[int]):
        self.changes = changes

    def list(self) -> PageSet:
        entries = list(enumerate(self.changes))[::-1]
        return list_pages(entries, URL, self._plan, [LIST])

    def _plan(self, list_page: ListPage) -> PlannedPage:
        changed = max((times for _, times in list_page.entries), default=0)
        return page(list_page.url.strip("/"), changed=lambda: str(changed), keys=tuple(f"{n}" for n, _ in list_page.entries))


def built(portal: Portal, before: Mapping[str, PlannedPage], changed: Collection[str]) -> tuple[list[str], Planner]:
    unchanged = {name: one.modified for name, one in before.items() if changed.isdisjoint(one.keys)}
    planner, _ = after(unchanged)
    return planned_by(planner, [portal.list()]), planner


@given(st.integers(0, 130), st.integers(0, 60), st.sets(st.integers(0, 129), max_size=2))
def test_a_list_is_planned_whole_where_one_of_its_keys_changed_and_not_at_all_elsewhere(count, added, edited):
    before = Planner()
    planned_by(before, [Portal([0] * count).list()])
    edited = {number for number in edited if number < count}
    now = Portal([int(number in edited) for number in range(count)] + [0] * added)
    clean = Planner()
    whole = planned_by(clean, [now.list()])

    planned, planner = built(now, before.planned, frozenset({LIST} if added or edited else ()))

    assert planned == (whole if added or edited else [])
    assert sorted([*planned, *planner.kept]) == sorted(whole)
    assert sorted(planner.listed()) == sorted(clean.listed())
    assert planner.folders == clean.folders
    assert len(whole) == 1 + closed_count(now.changes)


@pytest.mark.parametrize("lost", range(3))
def test_a_page_of_a_list_that_was_lost_is_planned_alone_and_shows_what_it_would_in_a_clean_build(lost):
    portal, before = Portal([0] * (3 * PAGE)), Planner()
    names = planned_by(before, [portal.list()])
    left = {name: one for name, one in before.planned.items() if name != names[lost]}

    planned, planner = built(portal, left, frozenset())

    assert planned == [names[lost]]
    assert planner.planned[names[lost]].keys == before.planned[names[lost]].keys
    assert planner.listed() and sorted(planner.listed()) == sorted(before.listed())


def test_every_page_of_a_list_uses_its_keys_and_that_of_any_document():
    planner = Planner()

    for one in planner.unfold([Portal([0] * 70).list()]):
        assert {LIST, ANY_DOCUMENT} <= {*one.keys}
