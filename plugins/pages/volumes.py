"""Plan a list of entries as a chapter whose closed pages stand in volumes: a new entry opens the front and one volume.

Closed pages count from the oldest entry, so volumes do: all but the newest stay as they are.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from plugins.content_model.article import Article
from plugins.content_model.library import Library
from plugins.pages.chapters import Chapter
from plugins.pages.marks import mark_of_entries
from plugins.pages.paging import ListPage, closed_count, closed_pages, closed_url, entries_of, front_page
from plugins.pages.plan import PlannedPage

VOLUME = 50  # closed pages

Plan = Callable[[ListPage], PlannedPage]


def list_chapter(
    library: Library,
    entries: Sequence[Article],
    url: str,
    plan: Plan,
    *groups: Iterable[Article],
    more: object = None,
    closed_more: object = None,
) -> Chapter:
    """The front and the closed pages of the list of ``entries`` at ``url``, each as ``plan`` plans it.

    The front shows the entries of ``groups`` and ``more`` besides, and may show anything that follows from all of
    ``entries``; closed pages show ``closed_more``, plain values as well.
    """
    mark = mark_of_entries(library, entries, *groups, more=(more, closed_more))
    return Chapter(url, mark, partial(list_parts, library, entries, url, plan, closed_more))


def list_parts(
    library: Library, entries: Sequence[Article], url: str, plan: Plan, closed_more: object = None
) -> Iterator[PlannedPage | Chapter]:
    """The front of such a list, and its volumes."""
    yield plan(front_page(entries, url))
    closed = closed_count(entries)
    for first in range(1, closed + 1, VOLUME):
        last = min(first + VOLUME - 1, closed)
        # The newest page leads to the front where the next one would be.
        mark = mark_of_entries(library, entries_of(entries, first, last), more=(last == closed, closed_more))
        pages = partial(_closed, entries, url, first, last, plan)
        yield Chapter(closed_url(url, first), mark, pages)


def _closed(entries: Sequence[Article], url: str, first: int, last: int, plan: Plan) -> Iterator[PlannedPage]:
    return map(plan, closed_pages(entries, url, first, last))
