"""Plan only those pages in which something may have changed.

Which those are is told by keys (``keys``): a page is planned where a key that it uses changed since the last output,
or where it is new. All others stay as they are. In a build from nothing all are new.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from plugins.content_model.article import Article
from plugins.pages.addressing import save_as
from plugins.pages.keys import ANY_DOCUMENT
from plugins.pages.paging import ListPage, closed_count, closed_pages, closed_url, front_page
from plugins.pages.plan import PlannedFile, PlannedPage

Planned = PlannedPage | PlannedFile


@dataclass(frozen=True)
class PageSet:
    """Pages, or other files, of the ``names`` below the output. ``plan`` gives those of them that it is asked for.

    All of them use ``keys``, which decide which of them shows what.
    """

    names: Sequence[str]
    plan: Callable[[Collection[str]], Iterable[Planned]] = field(repr=False)
    keys: tuple[str, ...] = ()


class Planner:
    """Chooses which pages are planned. ``known`` gives those of the last output that use no key that changed, each with
    when it last changed itself. ``keep`` is told the names of those that stay.

    ``kept`` are these names, ``planned`` all others.
    """

    def __init__(
        self,
        known: Callable[[], Mapping[str, str | None]] = dict,
        keep: Callable[[Iterable[str]], None] = lambda names: None,
    ):
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
        kept = {name: known[name] for name in part.names if name in known}
        self.kept |= kept
        self._keep(kept)
        if len(kept) < len(part.names):
            for page in part.plan([name for name in part.names if name not in kept]):
                page.keys = (*page.keys, *part.keys)
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
    entries: Sequence[Article], url: str, plan: Callable[[ListPage], PlannedPage], keys: Iterable[str]
) -> PageSet:
    """The front and the closed pages of the list of ``entries`` at ``url``, each as ``plan`` plans it.

    One of ``keys`` changes when one of the entries does, comes or goes, or whatever else its front shows; documents
    need not be named.
    """
    names = [save_as(url), *(save_as(closed_url(url, number)) for number in range(1, closed_count(entries) + 1))]
    return PageSet(names, partial(_planned, entries, url, plan, names), (*keys, ANY_DOCUMENT))


def _planned(
    entries: Sequence[Article],
    url: str,
    plan: Callable[[ListPage], PlannedPage],
    names: Sequence[str],
    wanted: Collection[str],
) -> Iterator[PlannedPage]:
    wanted = frozenset(wanted)
    if names[0] in wanted:
        yield plan(front_page(entries, url))
    for number, name in enumerate(names[1:], 1):
        if name in wanted:
            yield from map(plan, closed_pages(entries, url, number, number))
