"""Add up trainings, and tell how much of the sum was recorded."""

from collections.abc import Sequence
from dataclasses import dataclass

from plugins.content_model.bimtek import Bimtek


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


def totals_of(trainings: Sequence[Bimtek], now) -> Totals:
    """The totals of ``trainings`` (none withdrawn) at ``now`` (aware)."""
    held = [one for one in trainings if one.event_status not in ("ditunda", "dibatalkan")]
    over = [one for one in held if one.event_status == "pasti" and one.ends_at < now]
    counted = [one.participants for one in over if one.participants]
    return Totals(
        trainings=len(trainings),
        called_off=len(trainings) - len(held),
        seats=_sum([one.quota for one in held]),
        participants=_sum([one.participants.total if one.participants else None for one in over]),
        women=_sum([participants.women for participants in counted]),
    )


def _sum(numbers: Sequence[int | None]) -> Sum:
    told = [number for number in numbers if number is not None]
    return Sum(sum(told), len(told), len(numbers))
