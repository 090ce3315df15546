"""The article index: sorted lists of articles, read from the build database without loading an article."""

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import merge
from itertools import chain, islice
from typing import Any, NamedTuple, overload

from kabar.content.models.article import Article
from kabar.content.reading.article_lists import (
    AHEAD,
    ALL,
    ATTACHED,
    FOLDER,
    HIGHLIGHT,
    SECTION,
    SHOWN,
    TIE,
    TOPIC,
    TRAINING,
    WITHDRAWN,
    Key,
    Listed,
    Topics,
    keys_of,
    list_key,
    of_trainings,
)
from kabar.content.reading.summary import ArticleSummary, TrainingCounts
from kabar.index.database import Damaged, Database
from kabar.index.lists import ArticleRow, ListRow, read_articles, read_lists, read_members

EVERYBODY = ((ALL, ""),)
TRAININGS = ((TRAINING, ""),)
_FEW = 64  # up to so many newest articles are merged lazily from the folders; for more all are sorted

_Dated = tuple[int, str]  # negative publication time, path: the sort key of lists


# The arguments of ``Index.entries``.
_Query = tuple[tuple[Key, ...], tuple[Key, ...], tuple[str, ...] | None, tuple[Key, ...]]


class Folder(NamedTuple):
    """The articles of a folder, newest first, then by path; parallel lists of the fields of ``ArticleRow``."""

    dates: list[int]
    paths: list[str]
    values: list[bytes]
    likenesses: list[bytes]
    bodies: list[bytes]
    changed: list[int]
    modified: list[str]


class Entries(Sequence[Article]):
    """Articles of ``index``, newest first, then by path.

    ``find`` returns them; its argument says whether only the first few are wanted. ``sections`` are their numbers by
    section, where known. At least one of the dependencies ``keys`` changes when an article changes, comes or goes.
    """

    def __init__(
        self,
        index: "Index",
        find: Callable[[bool], Iterable[_Dated]],
        keys: Sequence[str],
        sections: Counter[str] | None = None,
    ):
        self._index = index
        self._find = find
        self._sections = sections
        self.keys = keys

    @property
    def last_change(self) -> str:
        """The time of the last change of any of them (RFC 3339); empty without articles."""
        changes = self._index.changes
        return max((changes[path] for path in self.paths), key=lambda change: change[0], default=(0, ""))[1]

    @property
    def sections(self) -> Counter[str]:
        """Their numbers by section."""
        if self._sections is None:
            self._sections = Counter(path.partition("/")[0] for path in self.paths)
        return self._sections

    @property
    def counts(self) -> list[TrainingCounts]:
        """The counts of each training among them that is not withdrawn, unordered."""
        counts = self._index.counts
        return [counts[path] for path in self.paths if path in counts]

    @cached_property
    def paths(self) -> list[str]:
        """Their content paths."""
        return [path for _, path in self._find(False)]

    def first(self, count: int) -> list[str]:
        """The content paths of the first ``count`` articles."""
        if count > _FEW or "paths" in self.__dict__:
            return self.paths[:count]
        return [path for _, path in islice(self._find(True), count)]

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Article: ...

    @overload
    def __getitem__(self, place: slice) -> "EntrySlice": ...

    def __getitem__(self, place: int | slice) -> "Article | EntrySlice":
        if isinstance(place, slice):
            start, stop, step = place.indices(len(self))
            return EntrySlice(self._index, self.first(stop)[start:] if step == 1 else self.paths[place])
        return self._index.articles[(self.first(place + 1) if place >= 0 else self.paths)[place]]

    def __iter__(self) -> Iterator[Article]:
        return map(self._index.articles.__getitem__, self.paths)

    @cached_property
    def _count(self) -> int:
        return len(self.paths) if self._sections is None else self._sections.total()


class EntrySlice(Sequence[Article]):
    """A slice of articles of ``index``, by their content ``paths``."""

    def __init__(self, index: "Index", paths: Sequence[str]):
        self._index = index
        self.paths = paths

    @overload
    def __getitem__(self, place: int) -> Article: ...

    @overload
    def __getitem__(self, place: slice) -> "EntrySlice": ...

    def __getitem__(self, place: int | slice) -> "Article | EntrySlice":
        if isinstance(place, slice):
            return EntrySlice(self._index, self.paths[place])
        return self._index.articles[self.paths[place]]

    def __len__(self) -> int:
        return len(self.paths)


class Index(Mapping[str, Folder]):
    """The articles that are shown, by folder and list, at the moment ``now`` (microseconds, as in summaries).

    ``articles`` maps content paths to articles, which ``make`` creates on access; ``summaries`` are their summaries,
    ``topics`` returns the topics of one. With a ``database`` the articles are read from it, but for those that
    ``others`` returns. Everything is read on access, which may raise Damaged.
    """

    def __init__(
        self,
        now: int,
        make: Callable[[str], Article],
        summaries: Mapping[str, ArticleSummary],
        topics: Callable[[str], Topics],
        others: Callable[[], Iterable[Listed]],
        database: Database | None = None,
    ):
        self._topics = topics
        self._others = others
        self._database = database
        self._discards = database.discards if database else 0
        self.now = now
        self.articles = Articles(self, make)
        self.summaries = summaries
        self._entries: dict[_Query, Entries] = {}

    def entries(
        self,
        keys: Iterable[Key] = EVERYBODY,
        of: Iterable[Key] = EVERYBODY,
        folders: Iterable[str] | None = None,
        but: Iterable[Key] = (),
    ) -> Entries:
        """The articles in one of the lists ``keys`` and in one of the lists ``of``.

        Only those in ``folders``, if given, and none in one of the lists ``but``.
        """
        wanted = tuple(keys), tuple(of), None if folders is None else tuple(folders), tuple(but)
        if wanted not in self._entries:
            self._entries[wanted] = self._combine(*wanted)
        return self._entries[wanted]

    def _combine(
        self, keys: tuple[Key, ...], of: tuple[Key, ...], folders: tuple[str, ...] | None, but: tuple[Key, ...]
    ) -> Entries:
        names = [list_key(*key) for key in keys]
        if of == TRAININGS and all(kind == TOPIC for kind, _ in keys):
            names, of = [of_trainings(name) for name in names], EVERYBODY
        within, without = of != EVERYBODY, folders if keys != EVERYBODY else None

        def find(is_for_few: bool) -> Iterable[_Dated]:
            found = self._dated(keys, names, folders, is_for_few)
            if not (within or without is not None or but):
                return found
            allowed = {path for one in of for path in self.entries([one]).paths} if within else None
            excluded = {path for one in but for path in self.entries([one]).paths}
            return (
                (date, path)
                for date, path in found
                if (allowed is None or path in allowed)
                and path not in excluded
                and (without is None or path.rpartition("/")[0] in without)
            )

        used = [list_key(FOLDER, name) for name in folders] if keys == EVERYBODY and folders is not None else names
        is_whole = not (within or without is not None or but)
        return Entries(self, find, used, self._sections(keys, names, folders) if is_whole else None)

    def _dated(
        self, keys: tuple[Key, ...], names: Sequence[str], folders: tuple[str, ...] | None, is_for_few: bool
    ) -> Iterable[_Dated]:
        if keys == EVERYBODY:
            wanted = self.folders if folders is None else filter(self.folders.__contains__, folders)
            found_folders = [self.folders[name] for name in wanted]
            dated = [zip(map(int.__neg__, one.dates), one.paths, strict=True) for one in found_folders]
            return merge(*dated) if is_for_few else sorted(chain.from_iterable(dated))
        if keys == ((SHOWN, ""),):
            withdrawn = frozenset(self.entries([(WITHDRAWN, "")]).paths)
            found = self._dated(EVERYBODY, (), None, is_for_few)
            return ((date, path) for date, path in found if path not in withdrawn)
        if len(names) == 1:
            return [(-date, path) for date, path, _ in self._members(names[0])]
        return sorted({(-date, path) for name in names for date, path, _ in self._members(name)})

    def _sections(
        self, keys: tuple[Key, ...], names: Sequence[str], folders: tuple[str, ...] | None
    ) -> Counter[str] | None:
        """The numbers of articles in the lists by section, where these are stored; else None."""
        if keys == EVERYBODY:
            wanted = self.folders if folders is None else filter(self.folders.__contains__, folders)
            counts: Counter[str] = Counter()
            for name in wanted:
                counts[name.partition("/")[0]] += len(self.folders[name].paths)
            return counts
        if keys == ((SHOWN, ""),):
            return self.entries().sections - self._sections_of(list_key(WITHDRAWN, ""))
        return self._sections_of(names[0]) if len(names) == 1 else None

    def ids(self, kind: str) -> list[str]:
        """The ids of all lists of ``kind``, sorted."""
        start = list_key(kind, "") + ":"
        names = (name[len(start) :] for name in {*self._stored_lists, *self._made_lists} if name.startswith(start))
        return sorted(id for id in names if not id.endswith(f":{TRAINING}"))

    def lists_of(self, path: str) -> list[str]:
        """The keys of the lists that contain the article ``path``."""
        folder = path.rpartition("/")[0]
        of_folder = list_key(FOLDER, folder), list_key(SECTION, folder.partition("/")[0])
        return [*of_folder, *keys_of(self.summaries[path], self._topics(path))]

    @cached_property
    def fingerprints(self) -> Mapping[str, bytes]:
        """The fingerprint of what each article shows, by content path."""
        fingerprints: dict[str, bytes] = {}
        for folder in self.folders.values():
            fingerprints.update(zip(folder.paths, folder.values, strict=True))
        for path, moments in self.ahead.items():
            fingerprints[path] += b"%d" % bisect_right(moments, self.now)
        return fingerprints

    @cached_property
    def changes(self) -> Mapping[str, tuple[int, str]]:
        """The time of each article's last change, in microseconds and as RFC 3339, by content path."""
        changes: dict[str, tuple[int, str]] = {}
        for folder in self.folders.values():
            changes.update(zip(folder.paths, zip(folder.changed, folder.modified, strict=True), strict=True))
        return changes

    @cached_property
    def ahead(self) -> Mapping[str, Sequence[int]]:
        """The ``ArticleSummary.moments`` of trainings with a moment after ``now``, by content path."""
        return {path: moments for path, moments in self._values_of(AHEAD) if moments[-1] > self.now}

    @cached_property
    def highlights(self) -> Mapping[str, int]:
        """The ``ArticleSummary.highlight_until`` of highlighted articles, by content path."""
        return {path: until for path, (until,) in self._values_of(HIGHLIGHT)}

    @cached_property
    def ties(self) -> Mapping[str, Sequence[str]]:
        """The articles that each training links to, and the trainings that each other article does, by content path.

        Newest first.
        """
        return dict(self._values_of(TIE))

    @cached_property
    def attached(self) -> frozenset[str]:
        """The files that an article offers to download."""
        return frozenset(chain.from_iterable(files for _, files in self._values_of(ATTACHED)))

    @cached_property
    def over(self) -> Mapping[str, int]:
        """The ``ArticleSummary.over`` of each training that is not withdrawn, by content path."""
        return {path: values[0] for path, values in self._trainings}

    @cached_property
    def counts(self) -> Mapping[str, TrainingCounts]:
        """The counts of each training that is not withdrawn, by content path."""
        return {path: TrainingCounts._make(values[1:]) for path, values in self._trainings}

    @cached_property
    def _trainings(self) -> list[tuple[str, list[Any]]]:
        return self._values_of(TRAINING)

    def _values_of(self, kind: str) -> list[tuple[str, list[Any]]]:
        """The members of the list ``kind`` with their JSON values, newest first."""
        return [(path, json.loads(value)) for _, path, value in self._members(list_key(kind, ""))]

    def _members(self, name: str) -> list[tuple[int, str, str]]:
        """The members of a list, newest first."""
        rows: list[tuple[int, str, str]] = []
        row = self._stored_lists.get(name)
        if row is not None and (stored := self._stored):
            rows = read_members(stored, name, row)
        made = self._made_lists.get(name)
        return sorted([*rows, *made], key=lambda row: (-row[0], row[1])) if made else rows

    def _sections_of(self, name: str) -> Counter[str]:
        made = Counter(path.partition("/")[0] for _, path, _ in self._made_lists.get(name, ()))
        stored = self._stored_lists.get(name)
        return made + Counter(stored.sections) if stored else made

    @cached_property
    def _stored_lists(self) -> Mapping[str, ListRow]:
        return read_lists(self._stored, "list") if self._stored else {}

    @property
    def _stored(self) -> Database | None:
        # A discarded database would read as one without articles.
        if self._database and self._database.discards != self._discards:
            raise Damaged("discarded since it was written")
        return self._database

    @cached_property
    def _made(self) -> list[Listed]:
        return list(self._others())

    @cached_property
    def _made_lists(self) -> Mapping[str, list[tuple[int, str, str]]]:
        lists: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
        for row, names in self._made:
            for name, value in names:
                lists[name].append((row.date, row.path, value))
        return {name: sorted(rows, key=lambda row: (-row[0], row[1])) for name, rows in lists.items()}

    @cached_property
    def folders(self) -> Mapping[str, Folder]:
        """The articles of each folder, sorted by name."""
        by_folder: dict[str, list[ArticleRow]] = defaultdict(list)
        stored = read_articles(self._stored) if self._stored else ()
        for row in chain(stored, (row for row, _ in self._made)):
            by_folder[row.folder].append(row)
        folders = {}
        for name in sorted(by_folder):
            rows = sorted(by_folder.pop(name), key=lambda row: (-row.date, row.path))
            folders[name] = Folder(*map(list, zip(*(row[1:] for row in rows), strict=True)))
        return folders

    @cached_property
    def _places(self) -> Mapping[str, Mapping[str, None]]:
        return {name: dict.fromkeys(folder.paths) for name, folder in self.folders.items()}

    def has(self, path: str) -> bool:
        """Whether the article at the content path ``path`` is shown."""
        return path in self._places.get(path.rpartition("/")[0], ())

    def __getitem__(self, name: str) -> Folder:
        return self.folders[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.folders)

    def __len__(self) -> int:
        return len(self.folders)


class Articles(Mapping[str, Article]):
    """The articles of ``index`` by content path, newest first, then by path. Each is created on access."""

    def __init__(self, index: Index, make: Callable[[str], Article]):
        self._index = index
        self._make = make
        self._made: dict[str, Article] = {}

    def __getitem__(self, path: str) -> Article:
        if path not in self._made and path not in self:
            raise KeyError(path)
        return self.of_shown(path)

    def of_shown(self, path: str) -> Article:
        """The article ``path``, without a check that it is shown."""
        if path not in self._made:
            self._made[path] = self._make(path)
        return self._made[path]

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and self._index.has(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._index.entries().paths)

    def __len__(self) -> int:
        return len(self._index.entries())


