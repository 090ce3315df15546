"""How exactly a value is stated, and whether two values contradict each other.

"52.4 million" and 52,440,000 are one number, told to other places. Values are told in thousands, millions and so on
with at least two digits, so the last place of 870,000,000 is a million, and that of 1,200,000,000 is a hundred million.
"""

from collections.abc import Iterable
from decimal import Context, Decimal

# Values have at most 42 digits (``fields``); a difference of two has no more than one of these.
_EXACT = Context(prec=100)
_SCALES = (12, 9, 6, 3, 0)


def last_place(value: Decimal) -> Decimal:
    """The unit of the last place to which ``value`` is stated: what is smaller than it, rounding may have taken."""
    if not value:
        return Decimal(1)
    bare = value.normalize(_EXACT)
    ends, begins = bare.as_tuple().exponent, bare.adjusted()
    scale = next((power for power in _SCALES if begins >= power), ends)
    return Decimal(1).scaleb(min(ends, scale, begins - 1))


def agree(one: Decimal, other: Decimal) -> bool:
    """Whether two values differ by less than the last place of the one that is stated more coarsely."""
    return one == other or abs(_EXACT.subtract(one, other)) < max(last_place(one), last_place(other))


def distinct(values: Iterable[Decimal]) -> tuple[Decimal, ...]:
    """Those of ``values`` that contradict each other, smallest first; of such as agree the most exact."""
    kept: list[Decimal] = []
    for value in sorted(set(values), key=lambda one: (last_place(one), one)):
        if not any(agree(value, other) for other in kept):
            kept.append(value)
    return tuple(sorted(kept))
