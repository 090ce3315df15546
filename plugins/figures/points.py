"""What of a measure's observations is drawn: a point for each period, partner and kind."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from plugins.content_model.figure import Figure
from plugins.figures.ledger import in_order
from plugins.figures.periods import start_of, step_of

# Of several kinds of one period, the first is the one that the others are measured by.
KINDS = ("aktual", "sementara", "perkiraan", "target")


@dataclass(frozen=True)
class Point:
    """All that stands for one key. ``values`` differ from each other, smallest first; ``partner`` may be empty.

    ``disputed``: several values, and not every one explained by a note.
    """

    period: str
    partner: str
    kind: str
    values: tuple[Decimal, ...]
    disputed: bool = False

    @property
    def low(self) -> Decimal:
        """The smallest value held."""
        return self.values[0]

    @property
    def high(self) -> Decimal:
        """The largest value held."""
        return self.values[-1]

    @cached_property
    def start(self) -> int:
        """Its first month, counted from year 0."""
        return start_of(self.period)

    @cached_property
    def step(self) -> int:
        """How many months it lasts."""
        return step_of(self.period)


def points_of(figure: Figure) -> list[Point]:
    """The points of ``figure``, what is superseded left out, oldest first; kinds in the order of ``KINDS``."""
    held = defaultdict(set)
    for observation in in_order(figure):
        held[observation.key].add(observation.value)
    disputed = figure.conflicts().keys()
    points = [Point(*key, tuple(sorted(values)), key in disputed) for key, values in held.items()]
    return sorted(points, key=lambda point: (point.start, -point.step, KINDS.index(point.kind), point.partner))


def leading(points: list[Point]) -> list[Point]:
    """One point a period: of several kinds the first of ``KINDS``. ``points`` are of one partner, in order."""
    first = {}
    for point in points:
        first.setdefault(point.period, point)
    return list(first.values())


def missing_between(points: list[Point]) -> int:
    """How many periods between the first and the last of ``points``, all of one length, have none."""
    starts = {point.start for point in points}
    step = points[0].step
    return (max(starts) - min(starts)) // step + 1 - len(starts)
