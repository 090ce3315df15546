"""Suggestions ("did you mean") by string similarity (``fuzz.ratio`` of rapidfuzz)."""

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

NEAR_ENOUGH = 60  # of 100: twice the number of common letters (in order) / number of letters of both words
ALMOST_SAME = 75
LONGEST_COMPARED = 100  # characters; the rest of a longer word is ignored


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``"; maksud Anda 'ikm'?"`` with the nearest of ``known``; "" if none is near."""
    near = _nearest(word.casefold()[:LONGEST_COMPARED], _folded(frozenset(known)), 1)
    return f"; maksud Anda '{near[0]}'?" if near else ""


def nearest_of(word: str, known: Iterable[str]) -> str:
    """The nearest of ``known`` that is almost the same as ``word``; "" if there is none."""
    near = _nearest(word.casefold()[:LONGEST_COMPARED], _folded(frozenset(known)), 1, ALMOST_SAME)
    return near[0] if near else ""


def closest(word: str, known: Iterable[str], most: int) -> list[str]:
    """At most ``most`` of ``known`` that are near ``word``, the nearest first."""
    return list(_nearest(word[:LONGEST_COMPARED], _sorted(frozenset(known)), most))


@lru_cache(maxsize=16)
def _folded(known: frozenset[str]) -> "_Known":
    return _Known(tuple((word.casefold(), word) for word in sorted(known) if word))


@lru_cache(maxsize=16)
def _sorted(known: frozenset[str]) -> "_Known":
    return _Known(tuple((word, word) for word in sorted(known) if word))


class _Known:
    """Known words, for comparison and as written; hashed by identity, so that ``_nearest`` can cache its results."""

    def __init__(self, words: tuple[tuple[str, str], ...]):
        self.compared = [compared for compared, _ in words]
        self.written = [written for _, written in words]


@lru_cache(maxsize=4096)
def _nearest(word: str, known: _Known, most: int, least: int = NEAR_ENOUGH) -> tuple[str, ...]:
    found = process.extract(word, known.compared, scorer=fuzz.ratio, processor=None, limit=most, score_cutoff=least)
    return tuple(known.written[place] for _, _, place in found)


