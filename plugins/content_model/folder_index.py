"""What lists, groups and checks need of the entries of one folder together, told once and kept with them.

An entry of the folder is a place in it, newest first; a group of its entries is a bitmap over these places. So
thousands of entries are put into lists, counted, and held against those of the last build without a look at one of
them, as databases do it with bitmap indexes.
"""

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from plugins.content_model.gist import Gist

# Kinds of groups with one group each.
ALL, SHOWN, WITHDRAWN, TRAINING = "all", "shown", "withdrawn", "training"
CORRECTED, TRANSLATION = "corrected", "translation"
WITH_BODY, WITH_TEXT = "body", "text"  # its file has a body; it is shown
# Kinds with a group for each id: of a topic, of a profile … of a country, of a measure, of a source; a year; a way
# (``gist.ways``).
TAG, PROFILE, HOLDER, PARTNER, FIGURE, SOURCE = "topic", "profile", "holder", "partner", "figure", "source"
PROGRAMME, BEGINS, WAY = "programme", "begins", "way"
FOLDER, SECTION = "folder", "section"  # of lists of all entries of one

_TRAININGS = "bimtek/"

Key = tuple[str, str]


class Group(NamedTuple):
    """Some entries of a folder: a bit for the place of each, and when the last of them changed, as ``Gist`` tells
    it."""

    members: int
    changed: int
    changed_text: str


MARK = 16  # bytes
_FEW = 8  # bits that are found one by one; more are found by going through all
NOBODY = Group(0, 0, "")


class FolderIndex(NamedTuple):
    """``paths`` are the content paths of the folder's entries, newest first, then by path. In the same order stand
    their ``dates`` (``array("q")`` as bytes), and of ``MARK`` bytes each ``marks``, ``likenesses`` and ``digests`` of
    files.

    ``groups`` are by kind and id. ``ahead`` are the moments (``Gist.moments``) of trainings of which one was still to
    come, by place. ``over`` tells when each training is, ``counts`` what sums need of it (``TrainingCounts``),
    ``highlights`` until when an entry is highlighted, by path. ``ties`` lead from paths of trainings to those of other
    entries that they link to, and from other entries to trainings. ``files`` are published for its entries,
    ``attached`` those of them that are to be downloaded. ``beside`` are addresses of lists that they stand in,
    ``aliased`` those of its entries that have old addresses. ``uses`` are what they rely on (``Gist.relies_on``).
    """

    paths: tuple[str, ...]
    dates: bytes
    marks: bytes
    likenesses: bytes
    digests: bytes
    groups: Mapping[str, Mapping[str, Group]]
    ahead: Mapping[int, tuple[int, ...]]
    over: Mapping[str, int]
    counts: Mapping[str, tuple]
    highlights: Mapping[str, int]
    ties: Mapping[str, tuple[str, ...]]
    files: tuple[str, ...]
    attached: tuple[str, ...]
    beside: tuple[str, ...]
    aliased: tuple[str, ...]
    uses: tuple[str, ...]

    @property
    def plain(self) -> tuple:
        """It in plain values; ``index_from`` makes it again."""
        groups = {kind: {id: tuple(one) for id, one in by_id.items()} for kind, by_id in self.groups.items()}
        return tuple(self._replace(groups=groups))

    def group(self, key: Key) -> Group:
        """The group of a kind and an id."""
        return self.groups.get(key[0], {}).get(key[1], NOBODY)

    def in_group(self, key: Key) -> list[str]:
        """The content paths of those in a group, in their order."""
        return [self.paths[place] for place in places_in(self.group(key).members)]

    def digests_in(self, key: Key) -> list[tuple[str, bytes]]:
        """The same with the digest of the file of each."""
        places = places_in(self.group(key).members)
        return [(self.paths[place], self.digests[place * MARK : (place + 1) * MARK]) for place in places]

    def still_ahead(self, moment: int) -> Iterator[str]:
        """The content paths of trainings of which some moment comes after ``moment``."""
        return (self.paths[place] for place, moments in self.ahead.items() if moments[-1] > moment)

    def mark_at(self, place: int, moment: int) -> bytes:
        """The mark of one entry at ``moment``: equal where what it shows is the same."""
        mark = self.marks[place * MARK : (place + 1) * MARK]
        return mark + b"%d" % bisect_right(self.ahead[place], moment) if place in self.ahead else mark

    @property
    def settled_marks(self) -> list[bytes]:
        """The marks of all entries but for the stage of their lives, in their order."""
        return [self.marks[start : start + MARK] for start in range(0, len(self.marks), MARK)]


class Told(NamedTuple):
    """What is told of the entries of a folder besides their gists. By content path: ids of topics, digests of files,
    links that lead to other entries, files that are published for them; and the mark of each but for the stage of its
    life."""

    tags: Callable[[str], tuple[str, ...]]
    digest: Callable[[str], bytes]
    mark: Callable[[Gist], bytes]
    links: Mapping[str, tuple[str, ...]]
    files: Mapping[str, Collection[str]]


def index_of(gists: Iterable[Gist], told: Told, moment: int) -> FolderIndex:
    """The index of the entries with ``gists``, as they are shown at ``moment``."""
    ordered = sorted(gists, key=newest_first)
    marks = [told.mark(one) for one in ordered]
    places: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, gist in enumerate(ordered):
        for kind, id in groups_of(gist, told.tags(gist.path)):
            places[kind][id].append(place)
    paths = tuple(one.path for one in ordered)
    return FolderIndex(
        paths=paths,
        dates=array("q", [one.date for one in ordered]).tobytes(),
        marks=b"".join(marks),
        likenesses=b"".join([one.likeness for one in ordered]),
        digests=b"".join(map(told.digest, paths)),
        groups={
            kind: {id: _group(held, ordered) for id, held in sorted(by_id.items())}
            for kind, by_id in sorted(places.items())
        },
        ahead={place: one.moments for place, one in enumerate(ordered) if one.moments and one.moments[-1] > moment},
        over={one.path: one.over for one in ordered if is_training(one.path) and one.status != "withdrawn"},
        counts={one.path: one.counts for one in ordered if one.counts},
        highlights={one.path: one.highlight_until for one in ordered if one.highlight_until},
        ties={path: tied for path in paths if (tied := tuple(_tied(path, told.links.get(path, ()))))},
        files=tuple(sorted({file for path in paths for file in told.files[path]})),
        attached=tuple(sorted({file for one in ordered for file in one.attached})),
        beside=tuple(sorted({address for one in ordered for address in one.beside})),
        aliased=tuple(one.path for one in ordered if one.aliases),
        uses=tuple(sorted({use for one in ordered for use in one.relies_on})),
    )


def index_from(plain: tuple) -> FolderIndex:
    """What ``FolderIndex.plain`` tells. Raises an Exception for other values."""
    index = FolderIndex._make(plain)
    groups = {kind: {id: Group._make(one) for id, one in by_id.items()} for kind, by_id in index.groups.items()}
    return index._replace(groups=groups)


def paths_of(indexes: Iterable[FolderIndex]) -> frozenset[str]:
    """The content paths of all entries that ``indexes`` tell of."""
    return frozenset().union(*(index.paths for index in indexes))


def newest_first(gist: Gist) -> tuple[int, str]:
    """How entries stand in lists: of those of one moment the first by path."""
    return -gist.date, gist.path


def is_training(path: str) -> bool:
    """Whether the entry at the content path ``path`` is a training."""
    return path.startswith(_TRAININGS)


def places_in(members: int) -> Iterator[int]:
    """The places of ``members`` in their order."""
    while members:
        if members.bit_count() > _FEW:
            bits = bin(members)[:1:-1]
            yield from compress(range(len(bits)), map("1".__eq__, bits))
            return
        lowest = members & -members
        yield lowest.bit_length() - 1
        members ^= lowest


def _group(places: Sequence[int], gists: Sequence[Gist]) -> Group:
    members = 0
    for place in places:
        members |= 1 << place
    last = max((gists[place] for place in places), key=lambda gist: gist.changed)
    return Group(members, last.changed, last.changed_text)


def _tied(path: str, led: Iterable[str]) -> Iterator[str]:
    return (other for other in led if is_training(path) is not is_training(other))


def _sources(gist: Gist) -> Iterator[str]:
    return (use.removeprefix(f"{SOURCE}:") for use in gist.uses if use.startswith(f"{SOURCE}:"))


def list_key(kind: str, id: str) -> str:
    """The key of the list of a kind and an id, as pages name what they use: ``list:topic:ikm``, ``list:shown``."""
    return f"list:{kind}:{id}" if id else f"list:{kind}"


def groups_of(gist: Gist, tags: Iterable[str]) -> Iterator[Key]:
    """The groups that the entry of ``gist`` stands in; ``tags`` are the ids of its topics."""
    is_shown = gist.status != "withdrawn"
    yield ALL, ""
    yield (SHOWN if is_shown else WITHDRAWN), ""
    if gist.corrections:
        yield CORRECTED, ""
    if gist.translation_of:
        yield TRANSLATION, ""
    if gist.has_text:
        yield WITH_BODY, ""
        if is_shown:
            yield WITH_TEXT, ""
    for kind, ids in (
        (TAG, tags),
        (PROFILE, gist.profiles),
        (HOLDER, gist.holders),
        (PARTNER, gist.partners),
        (FIGURE, gist.figures),
        (SOURCE, _sources(gist) if is_shown else ()),
    ):
        for id in ids:
            yield kind, id
    if is_shown and gist.programme:
        yield PROGRAMME, gist.programme
    if is_training(gist.path) and is_shown:
        yield TRAINING, ""
        yield BEGINS, str(gist.begin_year)
    for way, id in gist.ways:
        yield WAY, f"{way}/{id}"
