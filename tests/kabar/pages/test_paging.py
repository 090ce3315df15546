"""Lists that grow at the front and never renumber what is closed."""

from hypothesis import given
from hypothesis import strategies as st

from kabar.pages.parts.paging import paged


@given(st.integers(0, 200))
def test_every_entry_stands_on_exactly_one_page_newest_first(count):
    entries = list(range(count, 0, -1))

    pages = list(paged(entries, "/berita/"))

    assert [entry for page in pages for entry in page.entries] == entries
    assert [page.number for page in pages] == [0, *range(len(pages) - 1, 0, -1)]
    assert all(len(page.entries) == 20 for page in pages[1:])
    assert len(pages[0].entries) == count if count < 40 else 20 <= len(pages[0].entries) < 40


@given(st.integers(40, 200))
def test_a_new_entry_leaves_closed_pages_as_they_are(count):
    before = {page.number: page.entries for page in paged(list(range(count, 0, -1)), "/berita/")}
    after = {page.number: page.entries for page in paged(list(range(count + 1, 0, -1)), "/berita/")}

    assert all(after[number] == entries for number, entries in before.items() if number)


def test_pages_lead_to_their_neighbours():
    front, second, first = paged(list(range(60, 0, -1)), "/berita/")

    assert (front.url, second.url, first.url) == ("/berita/", "/berita/hal/2/", "/berita/hal/1/")
    assert (front.pager.newer, front.pager.older.url) == (None, "/berita/hal/2/")
    assert (second.pager.newer.url, second.pager.older.url) == ("/berita/", "/berita/hal/1/")
    assert (first.pager.newer.url, first.pager.older) == ("/berita/hal/2/", None)
