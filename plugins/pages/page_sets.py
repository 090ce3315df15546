"""Plan only those pages in which something may have changed.

Which those are is told by keys (``keys``): a page is planned where a key that it uses changed since the last output,
or where it is new; a closed page of a list that changed, where it shows other entries. All others stay as they are. In
a build from nothing all are new.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from plugins.content_model.article import Article
from plugins.content_model.entries import Entries, Stretch
from plugins.pages.addressing import save_as
from plugins.pages.keys import ANY_DOCUMENT, Changes
from plugins.pages.paging import ListPage, closed_count, closed_pages, closed_url, entries_of, front_page
from plugins.pages.plan import PlannedFile, PlannedPage

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


class KnownPage(NamedTuple):
    """What is known of a page of the last output: when it last changed, and its members, as in ``PlannedPage``."""

    modified: str | None
    members: str


class Planner:
    """Chooses which pages are planned. ``known`` gives those of the last output that use no key that changed, and
    ``changes`` tell which did. ``keep`` is told the names of those that stay.

    ``kept`` are these, with when each last changed, ``planned`` all others.
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
        self.planned: dict[str, Planned] = {}

    def unfold(self, parts: Iterable[Planned | PageSet]) -> Iterator[Planned]:
        """The pages of ``parts`` that have to be planned."""
        for part in parts:
            for page in self._planned_of(part) if isinstance(part, PageSet) else (part,):
                self.planned[page.save_as] = page
                yield page

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
        self.kept |= kept
        self._keep(kept)
        if len(kept) < len(part.names):
            for page in part.plan([name for name in part.names if name not in kept]):
                page.keys = (*page.keys, *(part.closed_keys if page.members else part.keys))
                yield page

    def listed(self) -> list[tuple[str, str]]:
        """The pages that sitemaps name: the address of each, without base, and when it last changed."""
        pages = [(name, page.modified) for name, page in self.planned.items()]
        found = (pair for pair in (*pages, *self.kept.items()) if pair[1] is not None)
        return [("/" + name.removesuffix("index.html"), changed) for name, changed in found]

    @property
    def folders(self) -> frozenset[str]:
        """The folders at the root of the output in which pages stand; those that only lead on do not count."""
        pages = (one for one in self.planned.values() if isinstance(one, PlannedPage) and one.template != "redirect")
        names = [*(page.save_as for page in pages), *(name for name in self.kept if name.endswith(".html"))]
        return frozenset(name.partition("/")[0] for name in names if "/" in name)


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
    def members() -> list[str]:
        paths = entries.paths if isinstance(entries, Entries | Stretch) else [one.path for one in entries]
        found = [""]
        for number in range(1, closed + 1):
            # The newest page leads to the front where the next one would be.
            shown = (entries_of(paths, number, number), number == closed, closed_more)
            found.append(hashlib.blake2b(repr(shown).encode(), digest_size=12).hexdigest())
        return found

    def planned(wanted: Collection[str]) -> Iterator[PlannedPage]:
        found = frozenset(wanted)
        for number, (name, shown) in enumerate(zip(names, members(), strict=True)):
            if name in found:
                page = next(closed_pages(entries, url, number, number)) if number else front_page(entries, url)
                one = plan(page)
                one.members = shown
                yield one

    return PageSet(names, planned, (*keys, ANY_DOCUMENT), members, tuple(closed_keys))
