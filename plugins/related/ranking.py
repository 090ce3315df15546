"""Rank entries by what they share; a new entry changes at most ten old pages.

First by shared topics, rare ones before common ones, broader ones for less; then by shared words of
title and summary; then by nearness in time. How rare a topic is counts over entries not newer than
the newer of a pair, so old scores never move. An older entry takes in a newer one only where it
stands among that one's own ten nearest.
"""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from heapq import nsmallest
from math import log

from plugins.content_model.article import Article

NEAREST = 10  # how many old pages a new entry may change
WINDOW = 80  # newest entries looked at per topic: nearness in time counts, and time stays linear
COMPARED = 40  # how many of the best by topic and time have their words compared
BROADER_WORTH = 0.5  # of a topic's weight, for each step up the tree

_WORD = re.compile(r"\w{4,}")

# Topics, words, nearness, path: a sortable rank of which the smallest is best.
_Rank = tuple[float, float, float, str]


def rank_related(
    articles: Iterable[Article], limit: int, ancestors: Callable[[str], tuple[str, ...]] = lambda topic: ()
) -> dict[str, tuple[str, ...]]:
    """The paths of the ``limit`` entries nearest to each entry, best first, by its path.

    ``ancestors`` gives a topic's broader topics, nearest first. Only entries of one language that
    share a topic are related; never an entry with itself or its own translation, nor one that is
    withdrawn.
    """
    in_time = sorted((a for a in articles if not a.withdrawn), key=lambda a: (a.date, a.path))
    lines: dict[str, tuple[str, ...]] = {}
    counts: dict[str, int] = defaultdict(int)
    recent: dict[tuple[str, str], deque[int]] = defaultdict(lambda: deque(maxlen=WINDOW))
    ranks: list[list[tuple[_Rank, int]]] = [[] for _ in in_time]
    words = [_words(article) for article in in_time]
    for number, article in enumerate(in_time):
        worths = _worths(article, lines, ancestors)
        for topic in worths:
            counts[topic] += 1
        weights = {topic: worth * log(1 + (number + 1) / counts[topic]) for topic, worth in worths.items()}
        for rank, older in _nearest(number, weights, in_time, words, recent):
            ranks[number].append((rank, older))
            ranks[older].append(((*rank[:3], article.path), number))
        for topic in worths:
            recent[article.lang, topic].append(number)
    return {
        article.path: tuple(in_time[other].path for _, other in sorted(found)[:limit])
        for article, found in zip(in_time, ranks, strict=True)
    }


def _worths(article: Article, lines: dict, ancestors) -> Mapping[str, float]:
    """What each of the entry's topics, and each one above them, is worth: the most that any path gives."""
    worths: dict[str, float] = {}
    for tag in article.tags:
        if tag not in lines:
            lines[tag] = (tag, *ancestors(tag))
        for steps, topic in enumerate(lines[tag]):
            worths[topic] = max(worths.get(topic, 0), BROADER_WORTH**steps)
    return worths


def _nearest(number: int, weights, in_time, words, recent) -> list[tuple[_Rank, int]]:
    article = in_time[number]
    scores: dict[int, float] = defaultdict(float)
    # Sorted, so that sums of fractions come out alike in whatever order tags were written.
    for topic, weight in sorted(weights.items()):
        for older in recent[article.lang, topic]:
            scores[older] += weight
    best = nsmallest(COMPARED, ((-score, -older) for older, score in scores.items()))
    ranked = [
        (
            (
                round(score, 9),
                -_likeness(words[number], words[older]),
                (article.date - in_time[older].date).total_seconds(),
                in_time[older].path,
            ),
            older,
        )
        for score, older in ((score, -negative) for score, negative in best)
    ]
    return sorted(ranked)[:NEAREST]


def _words(article: Article) -> frozenset[str]:
    return frozenset(_WORD.findall(f"{article.title} {article.summary}".casefold()))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    together = len(one | other)
    return round(len(one & other) / together, 6) if together else 0
