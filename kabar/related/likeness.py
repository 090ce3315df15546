"""Weights of what two articles share: topics by their place in the tree, words by their rarity."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from math import log
from sys import intern

from kabar.content.models.article import Article

BROADER_WORTH = 0.5  # of a topic's worth, for each step up the tree

_WORD = re.compile(r"\w{4,}")


RarityState = tuple[int, dict[str, int]]  # articles seen, and how many of them have each thing


class Rarity:
    """Inverse frequency of things (topics, words) in the articles seen so far: 100 × log(seen / frequency).

    Rounded to integers, whose sums do not depend on their order.
    """

    def __init__(self, seen: int = 0, counts: Mapping[str, int] | None = None):
        self.seen = seen
        self._counts: dict[str, int] = defaultdict(int, counts or {})

    @property
    def state(self) -> RarityState:
        """The arguments of ``Rarity`` that restore this one."""
        return self.seen, dict(self._counts)

    def see(self, things: Iterable[str]) -> None:
        """Count an article that has ``things``."""
        self.seen += 1
        for thing in things:
            self._counts[thing] += 1

    def of_topic(self, topic: str) -> int:
        """The weight of a topic: at least 69, for one that every article has."""
        return round(100 * log(1 + self.seen / self._counts[topic]))

    def of_words(self, words: Iterable[str]) -> dict[str, int]:
        """The weights of ``words``; 0 for one that every article has."""
        seen, counts = self.seen, self._counts
        return {word: round(100 * log(seen / counts[word])) for word in words}


class Placing:
    """Weights the topics of articles; ``ancestors`` returns a topic's broader ones, nearest first."""

    def __init__(self, ancestors: Callable[[str], tuple[str, ...]]):
        self._ancestors = ancestors
        self._lines: dict[str, list[tuple[str, float]]] = {}

    def worths(self, article: Article) -> dict[str, float]:
        """The weights of its topics by id: 1, and less for broader ones; of several paths the largest weight."""
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
    """The words of its title and summary, prefixed with its language; short words are omitted."""
    words = _WORD.findall(f"{article.title} {article.summary}".casefold())
    # Interned, so that set operations compare identities, not characters.
    return frozenset([intern(f"{article.lang}:{word}") for word in words])
