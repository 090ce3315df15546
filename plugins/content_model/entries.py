"""Entries of all folders, put together by the groups that they stand in, without a look at one of them."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import merge
from itertools import islice
from typing import Any

from plugins.content_model.article import Article
from plugins.content_model.folder_index import (
    ALL,
    FOLDER,
    SECTION,
    TAG,
    TRAINING,
    FolderIndex,
    Group,
    Key,
    groups_of,
    list_key,
    places_in,
)
from plugins.content_model.gist import Gist
from plugins.content_model.training_counts import TrainingCounts

EVERYBODY = ((ALL, ""),)
TRAININGS = ((TRAINING, ""),)
_FEW = 64  # the first of a list are taken from the folders one by one; more of them are sorted at once


class Entries(Sequence[Article]):
    """Some entries of ``index``, newest first, then by path: those at the places ``parts`` (a bitmap by folder).

    They are counted by what is known of whole folders; which they are is found out only when somebody asks.
    ``whole`` are the groups that make them up, where they are made up of whole groups. One of ``keys`` changes when
    one of them does, comes or goes.
    """

    def __init__(
        self, index: "Index", parts: Mapping[str, int], keys: Sequence[str], whole: Sequence[Group] | None = None
    ):
        self._index = index
        self._parts = parts
        self.keys = keys
        self._whole = whole

    @property
    def last_change(self) -> str:
        """When one of them last changed (RFC 3339); empty without any."""
        gists = self._index.gists
        told = self._whole if self._whole is not None else [gists[path] for path in self.paths]
        last = max(told, key=lambda one: one.changed, default=None)
        return last.changed_text if last else ""

    @property
    def sections(self) -> Counter[str]:
        """How many of them stand in each section."""
        counts: Counter[str] = Counter()
        for name, members in self._parts.items():
            counts[name.partition("/")[0]] += members.bit_count()
        return counts

    @property
    def counts(self) -> list[TrainingCounts]:
        """What sums need of each training among them that is not withdrawn, in no order."""
        told = ((self._index[name], members) for name, members in self._parts.items())
        found = (folder.counts.get(folder.paths[place]) for folder, members in told for place in places_in(members))
        return [TrainingCounts._make(one) for one in found if one]

    @cached_property
    def paths(self) -> list[str]:
        """Their content paths."""
        return [path for _, path in sorted([pair for name in self._parts for pair in self._dated(name)])]

    def first(self, count: int) -> list[str]:
        """The content paths of the first ``count`` of them."""
        if count > _FEW or "paths" in self.__dict__:
            return self.paths[:count]
        return [path for _, path in islice(merge(*map(self._dated, self._parts)), count)]

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            start, stop, step = place.indices(len(self))
            return Stretch(self._index, self.first(stop)[start:] if step == 1 else self.paths[place])
        return self._index.articles[(self.first(place + 1) if place >= 0 else self.paths)[place]]

    def __iter__(self) -> Iterator[Article]:
        return map(self._index.articles.__getitem__, self.paths)

    @cached_property
    def _count(self) -> int:
        return sum(members.bit_count() for members in self._parts.values())

    def _dated(self, folder: str) -> Iterator[tuple[int, str]]:
        paths, times = self._index[folder].paths, self._index.times(folder)
        return ((-times[place], paths[place]) for place in places_in(self._parts[folder]))


class Stretch(Sequence[Article]):
    """Some entries of ``index`` that stand one after the other, by their content ``paths``."""

    def __init__(self, index: "Index", paths: Sequence[str]):
        self._index = index
        self.paths = paths

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return Stretch(self._index, self.paths[place])
        return self._index.articles[self.paths[place]]

    def __len__(self) -> int:
        return len(self.paths)


class Index(Mapping[str, FolderIndex]):
    """The indexes of all folders with entries, by their names, at the moment ``now``, which is told as gists tell it.

    ``articles`` are the entries by content path, each of which ``make`` gives when it is asked for, ``gists`` theirs;
    ``tags`` gives the ids of the topics of one.
    """

    def __init__(
        self,
        folders: Mapping[str, FolderIndex],
        now: int,
        make: Callable[[str], Article],
        gists: Mapping[str, Gist],
        tags: Callable[[str], tuple[str, ...]],
    ):
        self._tags = tags
        self._folders = dict(sorted(folders.items()))
        self.now = now
        self.articles = Articles(self, make)
        self.gists = gists
        self._entries: dict[tuple, Entries] = {}
        self._times: dict[str, array] = {}
        self._places: dict[str, dict[str, int]] = {}

    def entries(
        self,
        keys: Iterable[Key] = EVERYBODY,
        of: Iterable[Key] = EVERYBODY,
        folders: Iterable[str] | None = None,
        but: Iterable[Key] = (),
    ) -> Entries:
        """Those that stand in one of the groups ``keys``, as far as they stand in one of the groups ``of``.

        ``folders`` are those in which they are looked for. Those in one of the groups ``but`` are left out.
        """
        wanted = tuple(keys), tuple(of), None if folders is None else tuple(folders), tuple(but)
        if wanted not in self._entries:
            self._entries[wanted] = self._put_together(*wanted)
        return self._entries[wanted]

    def _put_together(
        self, keys: tuple[Key, ...], of: tuple[Key, ...], folders: tuple[str, ...] | None, but: tuple[Key, ...]
    ) -> Entries:
        found = [(name, group) for key in keys for name, group in self._by_key.get(key, ())]
        if folders is not None:
            found = [pair for pair in found if pair[0] in folders]
        parts = _union(found)
        names = [list_key(*key) for key in keys]
        if of == TRAININGS:
            names = [_of_trainings(name) if kind == TAG else name for name, (kind, _) in zip(names, keys, strict=True)]
        if keys == EVERYBODY and folders is not None:
            names = [list_key(FOLDER, name) for name in folders]
        if of == EVERYBODY and not but:
            return Entries(self, parts, names, [group for _, group in found])
        within, without = (_union(pair for key in some for pair in self._by_key.get(key, ())) for some in (of, but))
        both = ((name, members & within.get(name, 0) & ~without.get(name, 0)) for name, members in parts.items())
        return Entries(self, {name: members for name, members in both if members}, names)

    @cached_property
    def _by_key(self) -> Mapping[Key, Sequence[tuple[str, Group]]]:
        by_key: dict[Key, list[tuple[str, Group]]] = defaultdict(list)
        for name, folder in self._folders.items():
            for kind, groups in folder.groups.items():
                for id, group in groups.items():
                    by_key[kind, id].append((name, group))
        return by_key

    def ids(self, kind: str) -> list[str]:
        """The ids of all groups of ``kind``, sorted."""
        return sorted(id for one, id in self._by_key if one == kind)

    def lists_of(self, path: str) -> list[str]:
        """The keys of the lists in which the entry ``path`` stands."""
        groups = list(groups_of(self.gists[path], self._tags(path)))
        folder = path.rpartition("/")[0]
        found = [list_key(FOLDER, folder), list_key(SECTION, folder.partition("/")[0])]
        found += [list_key(*group) for group in groups]
        if TRAININGS[0] in groups:
            found += [_of_trainings(list_key(*group)) for group in groups if group[0] == TAG]
        return found

    @cached_property
    def marks(self) -> Mapping[str, bytes]:
        """The mark of each entry by content path: equal where what it shows is the same."""
        marks: dict[str, bytes] = {}
        for folder in self._folders.values():
            marks.update(zip(folder.paths, folder.settled_marks, strict=True))
            marks.update((folder.paths[place], folder.mark_at(place, self.now)) for place in folder.ahead)
        return marks

    def times(self, name: str) -> array:
        """When the entries of the folder ``name`` were published, in the order of its paths."""
        if name not in self._times:
            self._times[name] = array("q", self._folders[name].dates)
        return self._times[name]

    def places(self, name: str) -> Mapping[str, int]:
        """The place of each entry in the folder ``name``, by content path; none without such a folder."""
        if name not in self._places:
            paths = self._folders[name].paths if name in self._folders else ()
            self._places[name] = dict(zip(paths, range(len(paths)), strict=True))
        return self._places[name]

    def __getitem__(self, name: str) -> FolderIndex:
        return self._folders[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._folders)

    def __len__(self) -> int:
        return len(self._folders)


class Articles(Mapping[str, Article]):
    """The entries of ``index`` by content path, newest first, then by path. Each is made when it is asked for."""

    def __init__(self, index: Index, make: Callable[[str], Article]):
        self._index = index
        self._make = make
        self._made: dict[str, Article] = {}

    def __getitem__(self, path: str) -> Article:
        if path not in self._made:
            if path not in self:
                raise KeyError(path)
            self._made[path] = self._make(path)
        return self._made[path]

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and path in self._index.places(path.rpartition("/")[0])

    def __iter__(self) -> Iterator[str]:
        return iter(self._index.entries().paths)

    def __len__(self) -> int:
        return len(self._index.entries())


def _of_trainings(key: str) -> str:
    """The key of the trainings in the list of ``key``."""
    return f"{key}:{TRAINING}"


def _union(groups: Iterable[tuple[str, Group]]) -> dict[str, int]:
    """All members of ``groups`` by folder, in the order of folders."""
    parts: dict[str, int] = {}
    for name, group in groups:
        parts[name] = parts.get(name, 0) | group.members
    return dict(sorted(parts.items()))
