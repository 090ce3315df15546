"""Split a list into a front and closed pages that never change their number or their entries.

Closed pages hold ``PAGE`` entries each, counted from the oldest; the front holds the newest
``PAGE`` to ``2 * PAGE - 1``, which stand in no closed page (docs/architecture.md).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from plugins.pages.views import Card, Link, Listing, Pager

PAGE = 20
T = TypeVar("T")


@dataclass(frozen=True)
class ListPage:
    """``number`` is 0 for the front. ``entries`` are newest first."""

    number: int
    url: str
    entries: tuple
    pager: Pager

    def listing(self, heading: str, cards: Callable[[Sequence], tuple[Card, ...]], empty: str = "") -> Listing:
        """The page's entries as a list to draw."""
        return Listing(heading, cards(self.entries), self.pager, empty)


def paged(entries: Sequence[T], url: str) -> Iterator[ListPage]:
    """The front of the list at ``url``, then its closed pages, newest first.

    ``entries`` come newest first.
    """
    closed = max(0, len(entries) // PAGE - 1)
    front = len(entries) - closed * PAGE
    older = Link("Lebih lama", closed_url(url, closed)) if closed else None
    yield ListPage(0, url, tuple(entries[:front]), Pager(0, None, older))
    for number in range(closed, 0, -1):
        start = front + (closed - number) * PAGE
        newer = Link("Lebih baru", closed_url(url, number + 1) if number < closed else url)
        older = Link("Lebih lama", closed_url(url, number - 1)) if number > 1 else None
        page = tuple(entries[start : start + PAGE])
        yield ListPage(number, closed_url(url, number), page, Pager(number, newer, older))


def closed_url(url: str, number: int) -> str:
    """The address of closed page ``number`` of the list at ``url``."""
    return f"{url}hal/{number}/"
