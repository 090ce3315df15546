"""Rank entries by what they share; a new entry changes at most ten old pages.

First by shared topics, rare ones before common ones, broader ones for less; then by shared rare words
of title and summary; then by nearness in time. Likeness counts in tenths, so that a hair's breadth
leaves the word to what comes after it. How rare a thing is counts over entries not newer than the newer
of a pair, withdrawn ones too, so old scores never move. An older entry takes in a newer one only where
it stands among that one's own ten nearest.
"""

from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kabar.content.models.article import Article
from kabar.related.candidates import Candidates, Related
from kabar.related.likeness import Placing, Rarity, words_of
from kabar.related.related_store import KEY, POINT, Damaged, Found, Past, RankMemory

NEAREST = 10  # how many old pages a new entry may change
WINDOW = 80  # newest entries looked at per topic: nearness in time counts, and time stays linear
COMPARED = 40  # how many of the best by topic and time have their words compared

_PLACES = 1 << 32  # more than there are entries


class Entry:
    """An entry among those that may be shown; what else is said of it is asked of its article once, when needed.

    ``story`` is what it and its translations have in common, ``second`` when it was published in seconds of Unix
    time, and ``words`` are those that it shares with others, or not.
    """

    def __init__(self, article: Article):
        self.article = article
        self.path = article.path

    def __getattr__(self, name: str) -> Any:
        # An article may have to be fetched, so all is taken of it at once.
        if name not in ("story", "second", "words"):
            raise AttributeError(name)
        article = self.article
        self.story: str = article.translation_of or article.path
        self.second: float = article.date.timestamp()
        self.words: frozenset[str] = words_of(article)
        return self.__dict__[name]


class Recent:
    """The newest entries of one language on one topic, at most WINDOW: their ``places`` by what it is worth to them."""

    def __init__(self, told: Iterable[tuple[int, float]] = ()):
        self.places: dict[float, deque[int]] = defaultdict(deque)
        self._worths: deque[float] = deque()
        for place, worth in told:
            self.add(place, worth)

    @property
    def told(self) -> list[tuple[int, float]]:
        """Place and worth of each, the oldest first."""
        return sorted([(place, worth) for worth, places in self.places.items() for place in places])

    def add(self, place: int, worth: float) -> None:
        """Take in the entry at ``place``, newer than all."""
        if len(self._worths) == WINDOW:
            self.places[self._worths.popleft()].popleft()
        self._worths.append(worth)
        self.places[worth].append(place)


def rank_related(
    candidates: Candidates, limit: int, ancestors: Callable[[str], tuple[str, ...]], memory: RankMemory | None = None
) -> Related:
    """The paths of the ``limit`` entries nearest to each entry of ``candidates``, best first, by its path.

    ``ancestors`` gives a topic's broader topics, nearest first. Only entries of one language that
    share a topic, or one not far above theirs, are related; never an entry with itself, with another
    translation of the same, or with one that is withdrawn, which has no place in the result. With a
    ``memory`` the result is the same; entries that it knows, with all before them, are not ranked again.
    """
    try:
        nearest = _go_on(memory, candidates, limit, Placing(ancestors))
    except Damaged:
        memory.forget()
        nearest = _go_on(memory, candidates, limit, Placing(ancestors))
    return Related(candidates.shown, nearest, limit)


def _go_on(memory: RankMemory | None, candidates: Candidates, limit: int, placing: Placing) -> array:
    past = memory.recall() if memory else Past()
    if candidates.keys and past.keys == candidates.keys:
        return past.nearest
    shown, same = candidates.shown, _in_common(candidates.keys, past.keys)
    point = max((at for at in past.points if at <= same), default=0)
    state = _State(*memory.point(point)) if point else _State()
    before = same - len(candidates.withdrawn.intersection(candidates.paths[:same]))
    nearest = past.nearest[: before * limit]
    found = _Found(memory, before, len(past.nearest) // limit)
    entries, points = _Entries(candidates), {}
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
        # From the end the next build goes on, from the others one that comes after a change of something older.
        if memory and ((number + 1) % POINT == 0 or number + 1 == len(candidates.paths)):
            points[number + 1] = state.told
    nearest.extend([-1] * ((len(shown) - before) * limit))
    for place, ranks in found.changed.items():
        best = sorted([(*rank[:3], shown[rank[3]], rank[3]) for rank in ranks])[:limit]
        for number in range(limit):
            nearest[place * limit + number] = best[number][4] if number < len(best) else -1
    if memory:
        memory.keep(Past(candidates.keys, nearest, past.points), found.changed, points, len(shown), same)
    return nearest


class _Entries:
    """The entries of ``candidates`` by their places, each made when it is looked at."""

    def __init__(self, candidates: Candidates):
        self._candidates = candidates
        self._made: dict[int, Entry] = {}

    def __getitem__(self, place: int) -> Entry:
        made = self._made.get(place)
        if made is None:
            made = self._made[place] = Entry(self._candidates.article(self._candidates.shown[place]))
        return made


class _State:
    """All that ranking the next entry depends on, of those before it."""

    def __init__(
        self,
        shown: int = 0,
        topics: tuple = (),
        words: tuple = (),
        recent: Iterable[tuple[str, str, Iterable[tuple[int, float]]]] = (),
    ):
        self.shown = shown
        self.topics, self.words = Rarity(*topics), Rarity(*words)
        self.recent: dict[tuple[str, str], Recent] = defaultdict(Recent)
        for lang, topic, places in recent:
            self.recent[lang, topic] = Recent(places)

    @property
    def told(self) -> tuple:
        """It in plain values, to be made of them again."""
        recent = [(lang, topic, one.told) for (lang, topic), one in self.recent.items()]
        return self.shown, self.topics.told, self.words.told, recent

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
    """What entries found, and who found them, by place.

    Of the ``known`` ones that were kept those ``before`` are the same.
    """

    memory: RankMemory | None
    before: int
    known: int
    changed: dict[int, list[Found]] = field(default_factory=dict)

    def __post_init__(self):
        # What an entry that is no longer the same had found, did not find it.
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
            kept = self.memory.found(place) if place < self.before else []
            self.changed[place] = [rank for rank in kept if rank[3] < self.before]
        return self.changed[place]


def _in_common(keys: bytes, others: bytes) -> int:
    """How many entries at the beginning have the same keys."""
    most = min(len(keys), len(others)) // KEY
    first, last = 0, most
    while first < last:  # all before are the same, or not: halved until it is known
        middle = (first + last + 1) // 2
        if keys[: middle * KEY] == others[: middle * KEY]:
            first = middle
        else:
            last = middle - 1
    return first


def _alike(lang: str, weights: Mapping[str, float], recent: Mapping[tuple[str, str], Recent]) -> list[tuple[int, int]]:
    """The entries most alike in topics, the newest of equals first: (tenths of likeness, place)."""
    scores: dict[int, float] = defaultdict(float)
    for topic, weight in weights.items():
        for worth, places in recent[lang, topic].places.items():
            share = weight * worth
            for place in places:
                scores[place] += share
    # What cannot be among the best, even where it is rounded up, is not put in order.
    told = sorted(scores.values())
    lowest = told[-COMPARED] - 10 if len(told) > COMPARED else 0
    # Likeness and place in one number: whole numbers are compared faster than pairs.
    alike = [int(score / 10 + 0.5) * _PLACES + place for place, score in scores.items() if score >= lowest]
    alike.sort(reverse=True)
    return [divmod(one, _PLACES) for one in alike[:COMPARED] if one >= _PLACES]


def _nearest(entry: Entry, alike: Iterable[tuple[int, int]], entries: _Entries, words: Rarity) -> list[Found]:
    own, story, second = entry.words, entry.story, entry.second
    rarity = words.of_words(own)
    weigh, whole = rarity.__getitem__, sum(rarity.values()) or 1
    ranked: list[tuple[int, int, float, str, int]] = []
    for tenths, place in alike:  # the most alike first
        if len(ranked) >= NEAREST and -tenths > ranked[NEAREST - 1][0]:
            break  # as many are more alike, whatever their words
        older = entries[place]
        if older.story == story:
            continue
        shared = sum(map(weigh, own & older.words))
        ranked.append((-tenths, -int(10 * shared / whole + 0.5), second - older.second, older.path, place))
    ranked.sort()
    return [(*rank[:3], rank[4]) for rank in ranked[:NEAREST]]


