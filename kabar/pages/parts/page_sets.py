"""Page sets, and the planner that plans only pages that may have changed.

A page is planned if a dependency key (``keys``) that it uses changed since the last output, or if it is new; a closed
page of a changed list, if it shows other articles. All other pages are kept. In a build from scratch all are new.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import NamedTuple

from kabar.content.models.article import Article
from kabar.pages.parts.cards import paths_of
from kabar.pages.parts.keys import ANY_DOCUMENT, Changes
from kabar.pages.parts.paging import ListPage, closed_count, closed_pages, closed_url, entries_of, front_page
from kabar.pages.parts.plan import PlannedFile, PlannedPage, save_as

Planned = PlannedPage | PlannedFile


@dataclass(frozen=True)
class PageSet:
    """Pages or other files that are planned together; ``names`` are relative to the output folder.

    ``plan`` returns the pages of some of the names. All use ``keys``. For a list ``members()`` gives, in the order of
    ``names``, a digest of the articles of each closed page (``PlannedPage.members``), empty for the front: closed pages
    use only ``closed_keys``.
    """

    names: Sequence[str]
    plan: Callable[[Collection[str]], Iterable[Planned]] = field(repr=False)
    keys: tuple[str, ...] = ()
    members: Callable[[], Iterable[str]] | None = None
    closed_keys: tuple[str, ...] = ()

    def pages(self, names: Collection[str]) -> Iterator[Planned]:
        """Plan the pages ``names``, with all keys that they use."""
        for page in self.plan(names):
            page.keys = (*page.keys, *(self.closed_keys if page.members else self.keys))
            yield page


class KnownPage(NamedTuple):
    """A page of the last output: when it last changed, and its members, as in ``PlannedPage``."""

    modified: str | None
    members: str


class Planner:
    """Selects the pages to plan.

    ``known()`` gives the pages of the last output that use no changed key, ``changes`` the changed keys; ``keep`` is
    called with the names of pages that are kept.

    ``kept`` are these pages, with when each last changed, ``planned`` all others; ``members`` are those of planned
    closed pages. ``folders`` are the top-level folders of the output that have pages other than redirects.
    """

    def __init__(
        self,
        changes: Changes,
        known: Callable[[], Mapping[str, KnownPage]] = dict,
        keep: Callable[[Iterable[str]], None] = lambda names: None,
    ):
        self._changes = changes
        self._known = known
        self._keep = keep
        self.kept: dict[str, str | None] = {}
        self.planned: dict[str, str | None] = {}
        self.members: dict[str, str] = {}
        self.folders: set[str] = set()

    def unfold(self, parts: Iterable[Planned | PageSet]) -> "PlannedPages":
        """The pages of ``parts`` that have to be planned, in the order of ``parts``."""
        found: dict[str, Planned | PageSet] = {}
        for part in parts:
            for page in self._planned_of(part) if isinstance(part, PageSet) else (part,):
                name = page.save_as
                found[name] = part
                self.planned[name] = page.modified
                if page.members:
                    self.members[name] = page.members
                if isinstance(page, PlannedPage) and page.template != "redirect":
                    self._enter_folder(name)
        return PlannedPages(found)

    def _planned_of(self, part: PageSet) -> Iterator[Planned]:
        known = self._known()
        members: dict[str, str] = {}
        if part.members and self._changes.any_of(part.keys):
            members = dict(zip(part.names, part.members(), strict=True))
        kept: dict[str, str | None] = {}
        for name in part.names:
            page = known.get(name)
            if page and members.get(name, page.members) == page.members:
                kept[name] = page.modified
                if name.endswith(".html"):
                    self._enter_folder(name)
        self.kept |= kept
        self._keep(kept)
        if len(kept) < len(part.names):
            yield from part.pages([name for name in part.names if name not in kept])

    def _enter_folder(self, name: str) -> None:
        folder, below, _ = name.partition("/")
        if below:
            self.folders.add(folder)

    def listed(self) -> list[tuple[str, str]]:
        """The pages for sitemaps: the address of each, without base, and when it last changed."""
        pages = chain(self.planned.items(), self.kept.items())
        return [("/" + name.removesuffix("index.html"), changed) for name, changed in pages if changed is not None]


class PlannedPages(Mapping[str, Planned]):
    """Lazy mapping of names to pages. A page of a set is planned at each access.

    Planning takes a few microseconds; keeping the pages of a large archive would take hundreds of megabytes. ``parts``
    has each page, or its set, by name.
    """

    def __init__(self, parts: Mapping[str, Planned | PageSet]):
        self._parts = parts

    def __getitem__(self, name: str) -> Planned:
        part = self._parts[name]
        return next(part.pages([name])) if isinstance(part, PageSet) else part

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


def list_pages(
    entries: Sequence[Article],
    url: str,
    plan: Callable[[ListPage[Article]], PlannedPage],
    keys: Iterable[str],
    closed_keys: Iterable[str] = (ANY_DOCUMENT,),
    closed_more: object = None,
) -> PageSet:
    """The front and the closed pages of the list of ``entries`` at ``url``; ``plan`` plans each.

    ``keys`` cover the articles of the list and what else its front shows; keys of documents are not needed.
    ``closed_keys`` cover what closed pages show besides the documents in their inputs; ``closed_more`` are plain values
    that they show.
    """
    closed = closed_count(entries)
    names = [save_as(url), *(save_as(closed_url(url, number)) for number in range(1, closed + 1))]

    @cache
    def numbers() -> dict[str, int]:
        return {name: number for number, name in enumerate(names)}

    @cache
    def members() -> list[str]:
        paths = paths_of(entries)
        found = [""]
        for number in range(1, closed + 1):
            # The newest closed page links to the front, until there is a next one.
            shown = (entries_of(paths, number, number), number == closed, closed_more)
            found.append(hashlib.blake2b(repr(shown).encode(), digest_size=12).hexdigest())
        return found

    def planned(wanted: Collection[str]) -> Iterator[PlannedPage]:
        for number in map(numbers().__getitem__, wanted):
            one = plan(next(closed_pages(entries, url, number, number)) if number else front_page(entries, url))
            one.members = members()[number]
            yield one

    return PageSet(names, planned, (*keys, ANY_DOCUMENT), members, tuple(closed_keys))


