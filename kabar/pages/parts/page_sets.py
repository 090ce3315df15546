"""Plan only those pages in which something may have changed.

Which those are is told by keys (``keys``): a page is planned where a key that it uses changed since the last output,
or where it is new; a closed page of a list that changed, where it shows other entries. All others stay as they are. In
a build from nothing all are new.
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
    """Pages, or other files, of the ``names`` below the output. ``plan`` gives those of them that it is asked for.

    All of them use ``keys``, which decide which of them shows what. Where ``members`` are given, in the order of
    ``names``, they tell the same of closed pages of a list (``PlannedPage.members``): these use ``closed_keys`` alone.
    """

    names: Sequence[str]
    plan: Callable[[Collection[str]], Iterable[Planned]] = field(repr=False)
    keys: tuple[str, ...] = ()
    members: Callable[[], Iterable[str]] | None = None
    closed_keys: tuple[str, ...] = ()

    def pages(self, names: Collection[str]) -> Iterator[Planned]:
        """Those of its pages that are called ``names``, with all keys that they use."""
        for page in self.plan(names):
            page.keys = (*page.keys, *(self.closed_keys if page.members else self.keys))
            yield page


class KnownPage(NamedTuple):
    """What is known of a page of the last output: when it last changed, and its members, as in ``PlannedPage``."""

    modified: str | None
    members: str


class Planner:
    """Chooses which pages are planned. ``known`` gives those of the last output that use no key that changed, and
    ``changes`` tell which did. ``keep`` is told the names of those that stay.

    ``kept`` are these, with when each last changed, ``planned`` all others; ``members`` are those of pages among these
    that have some. ``folders`` are those at the root of the output in which pages stand; pages that only lead on do not
    count.
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
        """The pages of ``parts`` that have to be planned, in their order."""
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
        """The pages that sitemaps name: the address of each, without base, and when it last changed."""
        found = (pair for pair in chain(self.planned.items(), self.kept.items()) if pair[1] is not None)
        return [("/" + name.removesuffix("index.html"), changed) for name, changed in found]


class PlannedPages(Mapping[str, Planned]):
    """Pages by name. One of a set is planned each time that it is asked for: that costs some microseconds, and to hold
    those of an archive would cost hundreds of megabytes.

    ``parts`` gives each by its name, or the set that it is of.
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
    plan: Callable[[ListPage], PlannedPage],
    keys: Iterable[str],
    closed_keys: Iterable[str] = (ANY_DOCUMENT,),
    closed_more: object = None,
) -> PageSet:
    """The front and the closed pages of the list of ``entries`` at ``url``, each as ``plan`` plans it.

    One of ``keys`` changes when one of the entries does, comes or goes, or whatever else its front shows; documents
    need not be named. One of ``closed_keys`` changes when something else does that closed pages show, besides the
    documents in their inputs; ``closed_more`` are plain values that they show.
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
            # The newest page leads to the front where the next one would be.
            shown = (entries_of(paths, number, number), number == closed, closed_more)
            found.append(hashlib.blake2b(repr(shown).encode(), digest_size=12).hexdigest())
        return found

    def planned(wanted: Collection[str]) -> Iterator[PlannedPage]:
        for number in map(numbers().__getitem__, wanted):
            one = plan(next(closed_pages(entries, url, number, number)) if number else front_page(entries, url))
            one.members = members()[number]
            yield one

    return PageSet(names, planned, (*keys, ANY_DOCUMENT), members, tuple(closed_keys))


