"""Name the known words that are nearest to an unknown one, also where thousands are unknown."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from heapq import heappush, heapreplace

NEAR_ENOUGH = 0.6  # of 1: difflib's own measure of words that look alike
LONGEST_COMPARED = 100  # characters: they are enough to know a word by
_LONGEST_KNOWN = int(LONGEST_COMPARED * (2 / NEAR_ENOUGH - 1))  # characters: longer words are never near
_MOST_COMPARED = 500  # words: the most that share enough letters with one word and are read in order


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``"; maksud Anda 'ikm'?"`` for the nearest of ``known``, or nothing when none is near."""
    near = _read(frozenset(known), folded=True).closest(word.casefold()[:LONGEST_COMPARED], 1)
    return f"; maksud Anda '{near[0]}'?" if near else ""


def closest(word: str, known: Iterable[str], most: int) -> list[str]:
    """At most ``most`` of ``known``, the nearest to ``word`` first: those of difflib's get_close_matches."""
    return _read(frozenset(known), folded=False).closest(word[:LONGEST_COMPARED], most)


@lru_cache(maxsize=16)
def _read(known: frozenset[str], folded: bool) -> "_Known":
    return _Known({word.casefold() if folded else word: word for word in sorted(known)})


class _Known:
    """Known words by the form that is compared, each with a set of its letters.

    A set has one bit for each letter's first, second … occurrence, so that what two words share
    is counted by one ``&``. Two bounds keep difflib, which is slow, from most words: letters
    shared, then the longest common subsequence. Neither is below difflib's own measure.
    """

    def __init__(self, words: dict[str, str]):
        self._words = words
        self._bits: dict[tuple[str, int], int] = {}
        self._letters = [(self._set_of(word), len(word), word) for word in words if len(word) <= _LONGEST_KNOWN]
        self._answers: dict[tuple[str, int], list[str]] = {}

    def closest(self, word: str, most: int) -> list[str]:
        if (word, most) not in self._answers:
            self._answers[word, most] = self._find(word, most)
        return self._answers[word, most]

    def _find(self, word: str, most: int) -> list[str]:
        letters, length = self._set_of(word), len(word)
        likely = [
            (bound, candidate)
            for theirs, size, candidate in self._letters
            if (bound := 2 * (letters & theirs).bit_count() / ((length + size) or 1)) >= NEAR_ENOUGH
        ]
        likely.sort(reverse=True)
        places = _places(word)
        matcher = SequenceMatcher(b=word)
        best: list[tuple[float, str]] = []
        for bound, candidate in likely[:_MOST_COMPARED]:
            least = best[0][0] if len(best) == most else NEAR_ENOUGH
            if bound < least:
                break
            if 2 * _common(places, length, candidate) / (length + len(candidate)) < least:
                continue
            matcher.set_seq1(candidate)
            found = (matcher.ratio(), candidate)
            if found[0] >= NEAR_ENOUGH and len(best) < most:
                heappush(best, found)
            elif found[0] >= NEAR_ENOUGH and found > best[0]:
                heapreplace(best, found)
        return [self._words[candidate] for _, candidate in sorted(best, reverse=True)]

    def _set_of(self, word: str) -> int:
        counts: dict[str, int] = {}
        letters = 0
        for letter in word:
            counts[letter] = counts.get(letter, 0) + 1
            letters |= 1 << self._bits.setdefault((letter, counts[letter]), len(self._bits))
        return letters


def _places(word: str) -> dict[str, int]:
    places: dict[str, int] = {}
    for number, letter in enumerate(word):
        places[letter] = places.get(letter, 0) | 1 << number
    return places


def _common(places: dict[str, int], length: int, other: str) -> int:
    """The length of the longest common subsequence (bit-parallel, Hyyrö 2004)."""
    all_bits = (1 << length) - 1
    row = all_bits
    for letter in other:
        matched = row & places.get(letter, 0)
        row = ((row + matched) | (row - matched)) & all_bits
    return length - row.bit_count()
