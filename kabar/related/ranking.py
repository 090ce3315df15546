"""Ranks related articles; a new article changes at most ten old pages.

Criteria, in this order: shared topics (rare ones weigh more, broader ones less), shared rare words of title and
summary, nearness in time. Similarity is rounded to tenths: where it hardly differs, the next criterion decides. Rarity
is counted over articles that are not newer than the newer of a pair, withdrawn ones too, so old scores never change. An
older article is related to a newer one only if it is among that one's own ten nearest.
"""

from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kabar.content.models.article import Article
from kabar.index.database import Damaged
from kabar.related.candidates import Candidates, Related
from kabar.related.likeness import Placing, Rarity, RarityState, words_of
from kabar.related.related_store import KEY, POINT, Found, Past, RankMemory

NEAREST = 10  # old pages that a new article may change
WINDOW = 80  # newest articles considered per topic: nearness in time counts, and ranking stays linear
COMPARED = 40  # the best by topic and time, whose words are compared

_PLACES = 1 << 32  # more than there are articles


class Entry:
    """A shown article; ``story``, ``second`` and ``words`` are computed on first access.

    ``story`` is the same for an article and its translations, ``second`` is the time of publication in Unix seconds,
    ``words`` are those of title and summary.
    """

    def __init__(self, article: Article):
        self.article = article
        self.path = article.path

    def __getattr__(self, name: str) -> Any:
        # The article may have to be loaded, so all three are taken at once.
        if name not in ("story", "second", "words"):
            raise AttributeError(name)
        article = self.article
        self.story: str = article.translation_of or article.path
        self.second: float = article.date.timestamp()
        self.words: frozenset[str] = words_of(article)
        return self.__dict__[name]


class Recent:
    """The newest articles of one language on one topic, at most WINDOW: their ``places`` by the topic's weight."""

    def __init__(self, items: Iterable[tuple[int, float]] = ()):
        self.places: dict[float, deque[int]] = defaultdict(deque)
        self._worths: deque[float] = deque()
        for place, worth in items:
            self.add(place, worth)

    @property
    def items(self) -> list[tuple[int, float]]:
        """Place and weight of each, the oldest first."""
        return sorted([(place, worth) for worth, places in self.places.items() for place in places])

    def add(self, place: int, worth: float) -> None:
        """Add the article at ``place``, newer than all others."""
        if len(self._worths) == WINDOW:
            self.places[self._worths.popleft()].popleft()
        self._worths.append(worth)
        self.places[worth].append(place)


def rank_related(
    candidates: Candidates, limit: int, ancestors: Callable[[str], tuple[str, ...]], memory: RankMemory | None = None
) -> Related:
    """The paths of the ``limit`` articles nearest to each of ``candidates``, best first, by its path.

    ``ancestors`` returns a topic's broader topics, nearest first. Related articles have the same language and share a
    topic or a near broader one. An article is not related to itself, to its translations or to withdrawn articles;
    the latter are not in the result. ``memory`` does not change the result: with it, articles are not ranked again as
    long as they and all before them are the same.
    """
    try:
        nearest = _rank(memory, candidates, limit, Placing(ancestors))
    except Damaged:
        if memory is None:
            raise
        memory.forget()
        nearest = _rank(memory, candidates, limit, Placing(ancestors))
    return Related(candidates.shown, nearest, limit)


def _rank(memory: RankMemory | None, candidates: Candidates, limit: int, placing: Placing) -> "array[int]":
    past = memory.recall() if memory else Past()
    if candidates.keys and past.keys == candidates.keys:
        return past.nearest
    shown, same = candidates.shown, _in_common(candidates.keys, past.keys)
    point = max((at for at in past.points if at <= same), default=0)
    state = _State(*memory.point(point)) if memory and point else _State()
    before = same - len(candidates.withdrawn.intersection(candidates.paths[:same]))
    nearest = past.nearest[: before * limit]
    found = _Found(memory, before, len(past.nearest) // limit)
    entries = _Entries(candidates)
    points: dict[int, _Snapshot] = {}
    for number in range(point, len(candidates.paths)):
        article = candidates.article(candidates.paths[number])
        worths = placing.worths(article)
        place = state.shown
        words = words_of(article) if article.withdrawn else entries[place].words
        if number < same:
            state.see(article, worths, words)
        else:
            state.count(worths, words)
            if not article.withdrawn:
                weights = {topic: worth * state.topics.of_topic(topic) for topic, worth in worths.items()}
                alike = _alike(article.lang, weights, state.recent)
                found.add(place, _nearest(entries[place], alike, entries, state.words))
                state.take(article, worths)
        # The next build resumes at the end, or at an earlier point after a change of an older article.
        if memory and ((number + 1) % POINT == 0 or number + 1 == len(candidates.paths)):
            points[number + 1] = state.snapshot
    nearest.extend([-1] * ((len(shown) - before) * limit))
    for place, ranks in found.changed.items():
        best = sorted([(*rank[:3], shown[rank[3]], rank[3]) for rank in ranks])[:limit]
        for number in range(limit):
            nearest[place * limit + number] = best[number][4] if number < len(best) else -1
    if memory:
        memory.keep(Past(candidates.keys, nearest, past.points), found.changed, points, len(shown), same)
    return nearest


class _Entries:
    """The entries of ``candidates`` by place, made on first access."""

    def __init__(self, candidates: Candidates):
        self._candidates = candidates
        self._made: dict[int, Entry] = {}

    def __getitem__(self, place: int) -> Entry:
        made = self._made.get(place)
        if made is None:
            made = self._made[place] = Entry(self._candidates.article(self._candidates.shown[place]))
        return made


_RecentItems = list[tuple[str, str, list[tuple[int, float]]]]  # language, topic, and ``Recent.items``
_Snapshot = tuple[int, RarityState, RarityState, _RecentItems]


class _State:
    """The properties of the articles seen so far on which the ranking of the next one depends."""

    def __init__(
        self,
        shown: int = 0,
        topics: RarityState | None = None,
        words: RarityState | None = None,
        recent: Iterable[tuple[str, str, Iterable[tuple[int, float]]]] = (),
    ):
        self.shown = shown
        self.topics = Rarity(*topics) if topics else Rarity()
        self.words = Rarity(*words) if words else Rarity()
        self.recent: dict[tuple[str, str], Recent] = defaultdict(Recent)
        for lang, topic, places in recent:
            self.recent[lang, topic] = Recent(places)

    @property
    def snapshot(self) -> _Snapshot:
        """The arguments of ``_State`` that restore this one, in plain values."""
        recent = [(lang, topic, newest.items) for (lang, topic), newest in self.recent.items()]
        return self.shown, self.topics.state, self.words.state, recent

    def see(self, article: Article, worths: Mapping[str, float], words: Iterable[str]) -> None:
        self.count(worths, words)
        if not article.withdrawn:
            self.take(article, worths)

    def count(self, worths: Iterable[str], words: Iterable[str]) -> None:
        self.topics.see(worths)
        self.words.see(words)

    def take(self, article: Article, worths: Mapping[str, float]) -> None:
        for topic, worth in worths.items():
            self.recent[article.lang, topic].add(self.shown, worth)
        self.shown += 1


@dataclass
class _Found:
    """The articles that each article found and those that found it, by place.

    ``memory`` has ``known`` articles, of which the first ``before`` are unchanged.
    """

    memory: RankMemory | None
    before: int
    known: int
    changed: dict[int, list[Found]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.memory is None:
            return
        # Drop what changed articles had found from the lists of the unchanged ones.
        for place in range(self.before, self.known):
            for *_, other in self.memory.found(place):
                if other < self.before:
                    self._of(other)

    def add(self, place: int, ranks: Iterable[Found]) -> None:
        self.changed[place] = list(ranks)
        for topic_likeness, word_likeness, apart, other in ranks:
            self._of(other).append((topic_likeness, word_likeness, apart, place))

    def _of(self, place: int) -> list[Found]:
        if place not in self.changed:
            kept = self.memory.found(place) if self.memory and place < self.before else []
            self.changed[place] = [rank for rank in kept if rank[3] < self.before]
        return self.changed[place]


def _in_common(keys: bytes, others: bytes) -> int:
    """The number of articles at the beginning with the same keys, by binary search."""
    first, last = 0, min(len(keys), len(others)) // KEY
    while first < last:
        middle = (first + last + 1) // 2
        if keys[: middle * KEY] == others[: middle * KEY]:
            first = middle
        else:
            last = middle - 1
    return first


def _alike(lang: str, weights: Mapping[str, float], recent: Mapping[tuple[str, str], Recent]) -> list[tuple[int, int]]:
    """The articles most similar in topics, of equals the newest first: (tenths of similarity, place)."""
    scores: dict[int, float] = defaultdict(float)
    for topic, weight in weights.items():
        for worth, places in recent[lang, topic].places.items():
            share = weight * worth
            for place in places:
                scores[place] += share
    # Scores that cannot be among the best, even rounded up, are not sorted.
    values = sorted(scores.values())
    lowest = values[-COMPARED] - 10 if len(values) > COMPARED else 0
    # Similarity and place in one number: integers are compared faster than pairs.
    alike = [int(score / 10 + 0.5) * _PLACES + place for place, score in scores.items() if score >= lowest]
    alike.sort(reverse=True)
    return [divmod(number, _PLACES) for number in alike[:COMPARED] if number >= _PLACES]


def _nearest(entry: Entry, alike: Iterable[tuple[int, int]], entries: _Entries, words: Rarity) -> list[Found]:
    own, story, second = entry.words, entry.story, entry.second
    rarity = words.of_words(own)
    weigh, whole = rarity.__getitem__, sum(rarity.values()) or 1
    ranked: list[tuple[int, int, float, str, int]] = []
    for tenths, place in alike:  # the most similar first
        if len(ranked) >= NEAREST and -tenths > ranked[NEAREST - 1][0]:
            break  # enough others are more similar, whatever their words
        older = entries[place]
        if older.story == story:
            continue
        shared = sum(map(weigh, own & older.words))
        ranked.append((-tenths, -int(10 * shared / whole + 0.5), second - older.second, older.path, place))
    ranked.sort()
    return [(*rank[:3], rank[4]) for rank in ranked[:NEAREST]]
