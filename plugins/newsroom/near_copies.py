"""Find entries of nearly the same text, in time linear in all texts."""

from collections import Counter
from collections.abc import Iterable, Iterator

SHORTEST = 50  # words: shorter texts share too much by chance
ALIKE = 0.7  # share of the samples of a text that stand in one earlier text
_WORDS = 4  # words of one sample
# A sample begins at a word with one of these letters: so an inserted word moves no other sample.
_BEGINNINGS = frozenset("bkp")


def find_near_copies(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, float]]:
    """(name, name of an earlier one, share) for each of ``texts`` (name, text) that is nearly a copy.

    Broder, "On the resemblance and containment of documents" (1997), with sampled shingles. Each
    sample belongs to the first text that holds it, so that no two texts are ever compared.
    """
    owners: dict[int, int] = {}
    names: list[str] = []
    for number, (name, text) in enumerate(texts):
        names.append(name)
        words = text.casefold().split()
        if len(words) < SHORTEST:
            continue
        samples = {
            hash(" ".join(words[at : at + _WORDS]))
            for at, word in enumerate(words[: 1 - _WORDS])
            if word[0] in _BEGINNINGS
        }
        shared = Counter(owners.setdefault(sample, number) for sample in samples)
        del shared[number]
        if shared:
            other, count = min(shared.items(), key=lambda item: (-item[1], item[0]))
            if count >= ALIKE * len(samples):
                yield name, names[other], count / len(samples)
