"""Plan pages together, and only those in which something changed.

A chapter is some pages with one mark for all that they are made from. Where that is the mark of the last build, so are
those of its pages, and none of them is planned: what the last build told of them is enough. So a list of thousands of
pages costs no more than to look at the marks of its entries.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from plugins.pages.plan import PlannedPage


class Kept(NamedTuple):
    """What is kept of a chapter, in plain values: its mark, its files and their marks, what sitemaps tell of them.

    ``listed`` are addresses without base, each with when the page last changed (RFC 3339, or empty). ``within`` are the
    keys of chapters within it.
    """

    mark: bytes
    names: tuple[str, ...]
    marks: tuple[bytes, ...]
    listed: tuple[tuple[str, str], ...]
    within: tuple[str, ...]


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

    ``kept`` are those that are as they were. ``before`` are marks that pages of all others had, by their files.
    """

    def __init__(self, last: Mapping[str, tuple] | None = None):
        self._last = last or {}
        self._opened: dict[str, tuple[bytes, list[PlannedPage], list[str]]] = {}
        self._loose: list[PlannedPage] = []
        self._told: dict[str, Kept] = {}
        self.kept: dict[str, Kept] = {}
        self.before: dict[str, bytes] = {}

    def unfold(self, parts: Iterable[PlannedPage | Chapter]) -> Iterator[PlannedPage]:
        """The pages of ``parts`` that have to be planned."""
        for part in parts:
            if isinstance(part, PlannedPage):
                self._loose.append(part)
                yield part
            elif not self._keep(part):
                yield from self._open(part)

    def listed(self) -> list[tuple[str, str]]:
        """The pages that sitemaps name, as in ``Kept``."""
        told = _listed(self._loose)
        for kept in self.chapters.values():
            told += kept.listed
        return told

    @property
    def folders(self) -> frozenset[str]:
        """The folders at the root of the output in which pages stand; those that only lead on do not count."""
        loose = [page.save_as for page in self._loose if page.template != "redirect"]
        names = [*loose, *(kept.names[0] for kept in self.chapters.values() if kept.names)]
        return frozenset(name.partition("/")[0] for name in names if "/" in name)

    @property
    def chapters(self) -> Mapping[str, Kept]:
        """All of them by key, to be held against those of the next build."""
        for key, (mark, pages, within) in self._opened.items():
            if key not in self._told:
                self._told[key] = _told(mark, pages, within)
        return self.kept | self._told

    def _keep(self, chapter: Chapter) -> bool:
        last = self._last.get(chapter.key)
        if last is None or not chapter.mark or last[0] != chapter.mark:
            return False
        waiting = [chapter.key]
        while waiting:
            key = waiting.pop()
            kept = self.kept[key] = Kept._make(self._last[key])
            waiting += kept.within
        return True

    def _open(self, chapter: Chapter) -> Iterator[PlannedPage]:
        if last := self._last.get(chapter.key):
            kept = Kept._make(last)
            self.before.update(zip(kept.names, kept.marks, strict=True))
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


def _told(mark: bytes, pages: Sequence[PlannedPage], within: Sequence[str]) -> Kept:
    # A page of which not all is known is planned in every build.
    is_known = all(page.mark and page.inputs is not None for page in pages)
    names, marks = tuple(page.save_as for page in pages), tuple(page.mark for page in pages)
    return Kept(mark if is_known else b"", names, marks, tuple(_listed(pages)), tuple(within))


def _listed(pages: Iterable[PlannedPage]) -> list[tuple[str, str]]:
    return [(page.url, page.changed() if page.changed else "") for page in pages if page.listed]
