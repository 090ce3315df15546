"""What two entries can share, and how much it says: topics by their place in the tree, rare words."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from math import log
from sys import intern

from kabar.content.models.article import Article

BROADER_WORTH = 0.5  # of a topic's worth, for each step up the tree

_WORD = re.compile(r"\w{4,}")


class Rarity:
    """How rare things are among the entries seen so far: 100 times the logarithm of one in how many.

    Whole numbers, whose sums come out alike in any order.
    """

    def __init__(self, seen: int = 0, counts: Mapping[str, int] | None = None):
        self.seen = seen
        self._counts: dict[str, int] = defaultdict(int, counts or {})

    @property
    def told(self) -> tuple[int, dict[str, int]]:
        """All that was seen, to begin with it again."""
        return self.seen, dict(self._counts)

    def see(self, things: Iterable[str]) -> None:
        """Count one more entry, which has ``things``."""
        self.seen += 1
        for thing in things:
            self._counts[thing] += 1

    def of_topic(self, topic: str) -> int:
        """At least 69, what a topic weighs that every entry has: sharing it still says something."""
        return round(100 * log(1 + self.seen / self._counts[topic]))

    def of_words(self, words: Iterable[str]) -> dict[str, int]:
        """By word; 0 for one that every entry has."""
        seen, counts = self.seen, self._counts
        return {word: round(100 * log(seen / counts[word])) for word in words}


class Placing:
    """Places entries on the tree of topics; ``ancestors`` gives a topic's broader ones, nearest first."""

    def __init__(self, ancestors: Callable[[str], tuple[str, ...]]):
        self._ancestors = ancestors
        self._lines: dict[str, list[tuple[str, float]]] = {}

    def worths(self, article: Article) -> dict[str, float]:
        """Its topics with 1, those above them with less, by id: the most that any path gives."""
        worths: dict[str, float] = {}
        for tag in article.tags:
            for topic, worth in self._line(tag):
                worths[topic] = max(worths.get(topic, 0), worth)
        return worths

    def _line(self, tag: str) -> list[tuple[str, float]]:
        if tag not in self._lines:
            line = (tag, *self._ancestors(tag))
            self._lines[tag] = [(topic, BROADER_WORTH**steps) for steps, topic in enumerate(line)]
        return self._lines[tag]


def words_of(article: Article) -> frozenset[str]:
    """The words of its title and summary, in its language: short ones say too little."""
    words = _WORD.findall(f"{article.title} {article.summary}".casefold())
    # The same word is one and the same text in all entries: it is found in a set without a look at its letters.
    return frozenset([intern(f"{article.lang}:{word}") for word in words])


