"""Add up trainings, and tell how much of the sum was recorded."""

from collections.abc import Sequence
from dataclasses import dataclass

from plugins.content_model.training_counts import TrainingCounts


@dataclass(frozen=True)
class Sum:
    """``value`` is the sum over the ``told`` ones among ``all`` that say a number."""

    value: int
    told: int
    all: int


@dataclass(frozen=True)
class Totals:
    """``trainings`` counts all; ``called_off`` those put off or called off, which the sums leave out.

    ``seats`` are those announced. ``participants`` are counted over trainings that are past at the time told,
    ``women`` over those of them whose participants are told.
    """

    trainings: int
    called_off: int
    seats: Sum
    participants: Sum
    women: Sum


def totals_of(trainings: Sequence[TrainingCounts], now: int) -> Totals:
    """The totals of ``trainings`` (none withdrawn) at ``now``, which is told as gists tell moments."""
    held = [one for one in trainings if one.status not in ("ditunda", "dibatalkan")]
    over = [one for one in held if one.status == "pasti" and one.ends < now]
    counted = [one for one in over if one.participants is not None]
    return Totals(
        trainings=len(trainings),
        called_off=len(trainings) - len(held),
        seats=_sum([one.seats for one in held]),
        participants=_sum([one.participants for one in over]),
        women=_sum([one.women for one in counted]),
    )


def _sum(numbers: Sequence[int | None]) -> Sum:
    told = [number for number in numbers if number is not None]
    return Sum(sum(told), len(told), len(numbers))
