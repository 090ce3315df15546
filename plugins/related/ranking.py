"""Rank entries by what they share; a new entry changes at most ten old pages.

First by shared topics, rare ones before common ones, broader ones for less; then by shared rare words
of title and summary; then by nearness in time. Likeness counts in tenths, so that a hair's breadth
leaves the word to what comes after it. How rare a thing is counts over entries not newer than the newer
of a pair, withdrawn ones too, so old scores never move. An older entry takes in a newer one only where
it stands among that one's own ten nearest.
"""

import hashlib
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from plugins.content_model.article import Article
from plugins.related.likeness import Placing, Rarity, words_of
from plugins.related.memory import Found, RankMemory, Row, code_digest

NEAREST = 10  # how many old pages a new entry may change
WINDOW = 80  # newest entries looked at per topic: nearness in time counts, and time stays linear
COMPARED = 40  # how many of the best by topic and time have their words compared

# Tenths of likeness in topics and in words, seconds apart, path: sortable, the smallest is best.
_Rank = tuple[int, int, float, str]
_PLACES = 1 << 32  # more than there are entries


@dataclass
class _Entry:
    article: Article
    story: str  # what it and its translations have in common
    words: frozenset[str]
    found: list[_Rank] = field(default_factory=list)


def rank_related(
    articles: Iterable[Article],
    limit: int,
    ancestors: Callable[[str], tuple[str, ...]],
    memory: RankMemory | None = None,
) -> dict[str, tuple[str, ...]]:
    """The paths of the ``limit`` entries nearest to each entry, best first, by its path.

    ``ancestors`` gives a topic's broader topics, nearest first. Only entries of one language that
    share a topic, or one not far above theirs, are related; never an entry with itself, with another
    translation of the same, or with one that is withdrawn, which has no place in the result. With a
    ``memory`` the result is the same; entries that it knows, with all before them, are not ranked again.
    """
    placing, topics, words = Placing(ancestors), Rarity(), Rarity()
    shown: list[_Entry] = []
    recent: dict[tuple[str, str], deque[tuple[int, float]]] = defaultdict(lambda: deque(maxlen=WINDOW))
    known = memory.recall() if memory else []
    rows: list[Row] = []
    all_before = hashlib.blake2b(code_digest(), digest_size=16)
    for article in sorted(articles, key=lambda article: (article.date, article.path)):
        entry = _Entry(article, article.translation_of or article.path, words_of(article))
        worths = placing.worths(article)
        topics.see(worths)
        words.see(entry.words)
        all_before.update(_told(entry, worths))
        if article.withdrawn:
            continue
        key, place = all_before.hexdigest(), len(shown)
        if place < len(known) and known[place][0] == key:
            found = known[place][1]
        else:
            weights = {topic: worth * topics.of_topic(topic) for topic, worth in worths.items()}
            found = _nearest(entry, _alike(article.lang, weights, recent), shown, words)
        rows.append((key, found))
        for topic_likeness, word_likeness, apart, other in found:
            older = shown[other]
            entry.found.append((topic_likeness, word_likeness, apart, older.article.path))
            older.found.append((topic_likeness, word_likeness, apart, article.path))
        for topic, worth in worths.items():
            recent[article.lang, topic].append((place, worth))
        shown.append(entry)
    if memory and [key for key, _ in rows] != [key for key, _ in known]:
        memory.keep(rows)
    return {entry.article.path: tuple(rank[3] for rank in sorted(entry.found)[:limit]) for entry in shown}


def _told(entry: _Entry, worths: Mapping[str, float]) -> bytes:
    article = entry.article
    told = (article.path, article.date.isoformat(), article.lang, entry.story, article.withdrawn)
    return repr((*told, article.title, article.summary, sorted(worths.items()))).encode("utf-8", "surrogatepass")


def _alike(lang: str, weights: Mapping[str, float], recent) -> list[tuple[int, int]]:
    """The entries most alike in topics, the newest of equals first: (tenths of likeness, place)."""
    scores: dict[int, float] = defaultdict(float)
    for topic, weight in weights.items():
        for place, worth in recent[lang, topic]:
            scores[place] += weight * worth
    # Likeness and place in one number: whole numbers are compared faster than pairs.
    alike = sorted([int(score / 10 + 0.5) * _PLACES + place for place, score in scores.items()], reverse=True)
    return [divmod(one, _PLACES) for one in alike[:COMPARED] if one >= _PLACES]


def _nearest(entry: _Entry, alike: Iterable[tuple[int, int]], shown: Sequence[_Entry], words: Rarity) -> Found:
    article = entry.article
    rarity = {word: words.of_word(word) for word in entry.words}
    whole = sum(rarity.values()) or 1
    ranked: list[tuple[_Rank, int]] = []
    for tenths, place in alike:
        older = shown[place]
        if older.story == entry.story:
            continue
        shared = sum([rarity[word] for word in entry.words & older.words])
        apart = (article.date - older.article.date).total_seconds()
        ranked.append(((-tenths, -int(10 * shared / whole + 0.5), apart, older.article.path), place))
    return [(*rank[:3], place) for rank, place in sorted(ranked)[:NEAREST]]
