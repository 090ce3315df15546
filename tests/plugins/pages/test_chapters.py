"""Chapters: pages that are planned only where something in them changed."""

from collections.abc import Iterator, Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st
from plugins.pages.chapters import Chapter, Shelf
from plugins.pages.marks import mark_of_list
from plugins.pages.volumes import list_chapter

from plugins.content_model.article import Article
from plugins.index.manifest import PageGroup
from plugins.pages.paging import ListPage
from plugins.pages.plan import PlannedPage

URL = "/berita/"


class Entry:
    """All of an entry that marks ask for."""

    def __init__(self, number: int):
        self.path = f"berita/2019/{number}.md"


class Shown:
    """A made-up library: each entry's mark is its path and how often it was changed."""

    def __init__(self, changes: Mapping[int, int] | None = None, count: int = 0):
        told = changes or {}
        self.marks = {Entry(n).path: f"{n}:{told.get(n, 0)}|".encode() for n in range(count)}


def page(name: str, mark: bytes = b"m", **more) -> PlannedPage:
    return PlannedPage(f"{name}/index.html", "halaman", list, dict, mark, **more)


def settled(chapters: Sequence[Chapter], last: Mapping[str, PageGroup] | None = None) -> tuple[list[str], Shelf]:
    shelf = Shelf(last)
    return [one.save_as for one in shelf.unfold(chapters)], shelf


def whole_list(changes: Mapping[int, int], count: int) -> Chapter:
    library = Shown(changes, count)

    def plan(list_page: ListPage) -> PlannedPage:
        name = list_page.url.strip("/")
        return page(name, mark_of_list(library, list_page), changed=lambda: f"{len(list_page.entries)}")

    entries: list[Article] = [Entry(n) for n in reversed(range(count))]
    return list_chapter(library, entries, URL, plan)


def test_a_chapter_with_the_mark_of_the_last_build_is_not_planned():
    planned, shelf = settled([Chapter("a/", b"1", lambda: [page("a/x"), page("a/y")])])
    assert planned == ["a/x/index.html", "a/y/index.html"]

    def never() -> Iterator[PlannedPage]:
        raise AssertionError("planned, though it is as it was")

    again, second = settled([Chapter("a/", b"1", never)], shelf.groups)
    assert again == []
    assert second.kept["a/"].pages == ("a/x/index.html", "a/y/index.html")
    assert (second.listed(), second.folders) == (shelf.listed(), shelf.folders) == ([("/a/x/", ""), ("/a/y/", "")], {"a"})


def test_one_with_another_mark_is_planned():
    _, shelf = settled([Chapter("a/", b"1", lambda: [page("a/x", b"alt")])])
    planned, second = settled([Chapter("a/", b"2", lambda: [page("a/x", b"neu")])], shelf.groups)

    assert planned == ["a/x/index.html"]
    assert second.groups["a/"].fingerprint == b"2"


def test_a_chapter_of_which_not_all_is_known_is_planned_each_time():
    unknown = PlannedPage("a/x/index.html", "halaman", list)
    _, shelf = settled([Chapter("a/", b"1", lambda: [unknown])])
    planned, _ = settled([Chapter("a/", b"1", lambda: [unknown])], shelf.groups)

    assert planned == ["a/x/index.html"]


def test_what_search_engines_may_not_show_is_not_listed():
    _, shelf = settled([page("404", listed=False), Chapter("a/", b"1", lambda: [page("a/x"), page("a/y", listed=False)])])

    assert shelf.listed() == [("/a/x/", "")]


def test_pages_that_only_lead_on_make_no_folder():
    _, shelf = settled([PlannedPage("lama/index.html", "redirect", list), page("baru/x")])

    assert shelf.folders == {"baru"}


@given(st.integers(0, 2300), st.integers(0, 60), st.sets(st.integers(0, 2299), max_size=2))
def test_a_list_is_planned_only_where_it_changed_and_told_whole(count, added, changed):
    _, shelf = settled([whole_list({}, count)])
    changes, now = dict.fromkeys(changed, 1), count + added
    clean, fresh = settled([whole_list(changes, now)])
    planned, second = settled([whole_list(changes, now)], shelf.groups)

    kept = [name for one in second.kept.values() for name in one.pages]
    assert sorted([*planned, *kept]) == sorted(clean)
    assert sorted(second.listed()) == sorted(fresh.listed())
    assert second.groups == fresh.groups
    # The front, and at most a volume for each change and the newest ones that grew.
    assert len(planned) <= 1 + 50 * (len(changed) + 1 + (added + 20) // 20)
    if not added and not changed & set(range(count)):
        assert planned == []


@given(st.integers(0, 2300), st.integers(1, 60))
def test_a_page_whose_chapter_is_kept_has_the_mark_that_it_would_have(count, added):
    _, shelf = settled([whole_list({}, count)])
    _, second = settled([whole_list({}, count + added)], shelf.groups)
    before, now = marks_of(whole_list({}, count)), marks_of(whole_list({}, count + added))

    for group in second.kept.values():
        assert [before[name] for name in group.pages] == [now[name] for name in group.pages]


def marks_of(chapter: Chapter) -> dict[str, bytes]:
    marks = {}
    for one in chapter.plan():
        marks |= marks_of(one) if isinstance(one, Chapter) else {one.save_as: one.mark}
    return marks
