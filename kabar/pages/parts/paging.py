"""Paging: splits a list into a front and closed pages, whose number and entries never change.

Closed pages have ``PAGE`` entries each, counted from the oldest; the front has the newest ``PAGE`` to
``2 * PAGE - 1``, which are on no closed page (docs/architecture.md). Some lists use another ``size``.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kabar.pages.parts.views import Card, Link, Listing, Pager

PAGE = 20
T = TypeVar("T")


@dataclass(frozen=True)
class ListPage(Generic[T]):
    """A page of a list; ``number`` is 0 for the front. ``entries`` are newest first."""

    number: int
    url: str
    entries: Sequence[T]
    pager: Pager

    def listing(self, heading: str, cards: Callable[[Sequence[T]], tuple[Card, ...]], empty: str = "") -> Listing:
        """View model of the page's entries."""
        return Listing(heading, cards(self.entries), self.pager, empty)


def paged(entries: Sequence[T], url: str, size: int = PAGE) -> Iterator[ListPage[T]]:
    """The front of the list at ``url``, then its closed pages, newest first.

    ``entries`` come newest first.
    """
    yield front_page(entries, url, size)
    yield from closed_pages(entries, url, 1, closed_count(entries, size), size)


def closed_count(entries: Sequence[object], size: int = PAGE) -> int:
    """How many closed pages a list of ``entries`` has."""
    return max(0, len(entries) // size - 1)


def front_page(entries: Sequence[T], url: str, size: int = PAGE) -> ListPage[T]:
    """The front of the list of ``entries`` at ``url``."""
    closed = closed_count(entries, size)
    older = Link("Lebih lama", closed_url(url, closed)) if closed else None
    return ListPage(0, url, entries[: len(entries) - closed * size], Pager(0, None, older))


def closed_pages(entries: Sequence[T], url: str, first: int, last: int, size: int = PAGE) -> Iterator[ListPage[T]]:
    """The closed pages ``first`` to ``last`` of the list of ``entries`` at ``url``, newest first."""
    closed = closed_count(entries, size)
    for number in range(last, first - 1, -1):
        newer = Link("Lebih baru", closed_url(url, number + 1) if number < closed else url)
        older = Link("Lebih lama", closed_url(url, number - 1)) if number > 1 else None
        page = entries_of(entries, number, number, size)
        yield ListPage(number, closed_url(url, number), page, Pager(number, newer, older))


def entries_of(entries: Sequence[T], first: int, last: int, size: int = PAGE) -> Sequence[T]:
    """The ``entries`` of the closed pages ``first`` to ``last``."""
    count = len(entries)
    return entries[count - last * size : count - (first - 1) * size]


def closed_url(url: str, number: int) -> str:
    """The address of closed page ``number`` of the list at ``url``."""
    return f"{url}hal/{number}/"


def numbered(description: str, number: int) -> str:
    """``description`` of a list with the ``number`` of its closed page; unchanged for 0, the front."""
    return f"{description} Halaman {number}." if number else description


