"""Rank entries by the topics they share; a new entry changes at most ten old pages.

How rare a topic is counts over entries not newer than the newer of a pair, so old scores never
move. An older entry takes in a newer one only where it stands among that one's own ten nearest.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from math import log

from plugins.content_model.article import Article

NEAREST = 10  # how many old pages a new entry may change
WINDOW = 200  # newest entries looked at per topic: nearness in time counts, and time stays linear

# Score, then nearness: a sortable pair of which the smallest is best.
_Rank = tuple[float, float, str]


def rank_related(articles: Iterable[Article], limit: int) -> dict[str, tuple[str, ...]]:
    """The paths of the ``limit`` entries nearest to each entry, best first, by its path.

    Only entries of one language that share a topic are related; never an entry with itself,
    its own translation, or one that is withdrawn.
    """
    in_time = sorted((a for a in articles if not a.withdrawn), key=lambda a: (a.date, a.path))
    counts: dict[str, int] = defaultdict(int)
    recent: dict[tuple[str, str], deque[Article]] = defaultdict(lambda: deque(maxlen=WINDOW))
    ranks: dict[str, list[tuple[_Rank, str]]] = {article.path: [] for article in in_time}
    for seen, article in enumerate(in_time, 1):
        for topic in article.tags:
            counts[topic] += 1
        rarity = {topic: log(1 + seen / counts[topic]) for topic in article.tags}
        for rank, older in _nearest(article, rarity, recent):
            ranks[article.path].append((rank, older.path))
            ranks[older.path].append(((rank[0], rank[1], article.path), article.path))
        for topic in article.tags:
            recent[article.lang, topic].append(article)
    return {path: tuple(other for _, other in sorted(found)[:limit]) for path, found in ranks.items()}


def _nearest(article: Article, rarity, recent) -> Sequence[tuple[_Rank, Article]]:
    scores: dict[str, float] = defaultdict(float)
    candidates: dict[str, Article] = {}
    for topic in article.tags:
        for older in recent[article.lang, topic]:
            scores[older.path] += rarity[topic]
            candidates[older.path] = older
    ranked = [
        ((-round(score, 9), (article.date - candidates[path].date).total_seconds(), path), candidates[path])
        for path, score in scores.items()
    ]
    return sorted(ranked, key=lambda pair: pair[0])[:NEAREST]
