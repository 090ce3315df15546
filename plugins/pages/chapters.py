"""Plan pages together, and only those in which something changed.

A chapter is some pages with one mark for all that they are made from. Where that is the mark of the last build, so are
those of its pages, and none of them is planned: what the last build told of them is enough. So a list of thousands of
pages costs no more than to look at the marks of its entries.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from plugins.index.manifest import PageGroup
from plugins.pages.plan import PlannedPage


@dataclass(frozen=True)
class Chapter:
    """Pages of one folder; ``key`` is its own among all. ``plan`` gives its pages and the chapters within it.

    ``mark`` changes when the mark of any of them would, or their number or names.
    """

    key: str
    mark: bytes
    plan: Callable[[], Iterable["PlannedPage | Chapter"]] = field(repr=False)


class Shelf:
    """The chapters of a portal, held against ``last``, those of the last build by key.

    ``kept`` are those that are as they were.
    """

    def __init__(self, last: Mapping[str, PageGroup] | None = None):
        self._last = last or {}
        self._opened: dict[str, tuple[bytes, list[PlannedPage], list[str]]] = {}
        self._loose: list[PlannedPage] = []
        self._groups: dict[str, PageGroup] = {}
        self.kept: dict[str, PageGroup] = {}

    def unfold(self, parts: Iterable[PlannedPage | Chapter]) -> Iterator[PlannedPage]:
        """The pages of ``parts`` that have to be planned."""
        for part in parts:
            if isinstance(part, PlannedPage):
                self._loose.append(part)
                yield part
            elif not self._keep(part):
                yield from self._open(part)

    def listed(self) -> list[tuple[str, str]]:
        """The pages that sitemaps name, as in ``PageGroup``."""
        found = _listed(self._loose)
        for group in self.groups.values():
            found += group.listed
        return found

    @property
    def folders(self) -> frozenset[str]:
        """The folders at the root of the output in which pages stand; those that only lead on do not count."""
        loose = [page.save_as for page in self._loose if page.template != "redirect"]
        names = [*loose, *(group.pages[0] for group in self.groups.values() if group.pages)]
        return frozenset(name.partition("/")[0] for name in names if "/" in name)

    @property
    def groups(self) -> Mapping[str, PageGroup]:
        """All of them by key, to be held against those of the next build."""
        for key, (mark, pages, within) in self._opened.items():
            if key not in self._groups:
                self._groups[key] = _group(mark, pages, within)
        return self.kept | self._groups

    def _keep(self, chapter: Chapter) -> bool:
        last = self._last.get(chapter.key)
        if last is None or not chapter.mark or last.fingerprint != chapter.mark:
            return False
        waiting = [chapter.key]
        while waiting:
            key = waiting.pop()
            group = self.kept[key] = self._last[key]
            waiting += group.groups
        return True

    def _open(self, chapter: Chapter) -> Iterator[PlannedPage]:
        pages, within = [], []
        self._opened[chapter.key] = chapter.mark, pages, within
        for part in chapter.plan():
            if isinstance(part, PlannedPage):
                pages.append(part)
                yield part
            else:
                within.append(part.key)
                if not self._keep(part):
                    yield from self._open(part)


def _group(mark: bytes, pages: Sequence[PlannedPage], within: Sequence[str]) -> PageGroup:
    # A page of which not all is known is planned in every build.
    is_known = all(page.mark and page.inputs is not None for page in pages)
    names = tuple(page.save_as for page in pages)
    return PageGroup(mark if is_known else b"", names, tuple(_listed(pages)), tuple(within))


def _listed(pages: Iterable[PlannedPage]) -> list[tuple[str, str]]:
    return [(page.url, page.changed() if page.changed else "") for page in pages if page.listed]
