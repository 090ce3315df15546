"""Name the known word that is nearest to an unknown one."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``"; maksud Anda 'ikm'?"`` for the nearest of ``known``, or nothing when none is near."""
    by_folded = {candidate.casefold(): candidate for candidate in sorted(known)}
    # A long word is compared in full for each candidate: 100 characters are enough to know it.
    near = get_close_matches(word.casefold()[:100], by_folded, n=1, cutoff=0.6)
    return f"; maksud Anda '{by_folded[near[0]]}'?" if near else ""
