"""Which texts of the archive are like a new one, by the rare words that they share (tf-idf)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum, log, sqrt
from sys import intern

SHARED_WORDS = 3  # words in common from which on a likeness is more than chance
NAMED_WORDS = 4  # of them, as many as are told to an editor


@dataclass(frozen=True)
class Likeness:
    """A text that is like: ``score`` from 0 to 1 (the same words), ``words`` that weigh most first."""

    key: str
    score: float
    words: tuple[str, ...]


def find_alike(words: Iterable[str], archive: Mapping[str, Iterable[str]], limit: int) -> tuple[Likeness, ...]:
    """The ``limit`` texts of ``archive`` (key: words) most like ``words``, best first, then by key.

    Linear in the archive.
    """
    asked = Counter(words)
    # A word is kept once, however many texts hold it: the archive's words fit into memory.
    known = {key: tuple(map(intern, text)) for key, text in archive.items()}
    in_texts = Counter(word for text in known.values() for word in set(text))
    # What most texts hold tells none of them apart.
    rarity = {
        word: log((1 + len(known)) / count) for word, count in in_texts.items() if count <= max(1, len(known) / 2)
    }
    own = _length(asked, rarity)
    found = []
    for key, listed in known.items():
        text = Counter(listed)
        both = asked.keys() & text.keys() & rarity.keys()
        shared = {word: asked[word] * text[word] * rarity[word] ** 2 for word in both}
        if len(shared) >= SHARED_WORDS:
            score = fsum(shared.values()) / (own * _length(text, rarity))
            heaviest = sorted(shared, key=lambda word: (-shared[word], word))
            found.append(Likeness(key, score, tuple(heaviest[:NAMED_WORDS])))
    return tuple(sorted(found, key=lambda like: (-round(like.score, 9), like.key))[:limit])


def _length(text: Mapping[str, int], rarity: Mapping[str, float]) -> float:
    return sqrt(sum((count * rarity.get(word, 0)) ** 2 for word, count in text.items())) or 1.0


def votes(alike: Iterable[Likeness], carried: Mapping[str, Iterable[str]]) -> dict[str, list[Likeness]]:
    """For each topic, the like texts that carry it, best first; ``carried`` are topics by key."""
    found: dict[str, list[Likeness]] = defaultdict(list)
    for like in alike:
        for topic in carried[like.key]:
            found[topic].append(like)
    return dict(found)
