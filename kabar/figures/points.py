"""What of a measure's observations is drawn: a point for each key, which is of one period, kind and series."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kabar.content.models.figure import KINDS, Figure, Series, distinct
from kabar.content.parsing.periods import YEAR, is_range, months_in, start_of
from kabar.indonesian.numbers import amount_text, table_text


@dataclass(frozen=True)
class Point:
    """All that stands for one key. ``values`` contradict each other, smallest first; words of a key may be empty.

    ``disputed``: several values, and not every one explained by a note. ``start``: its first month, counted from
    year 0; ``step``: how many months it lasts.
    """

    period: str
    partner: str
    kind: str
    scope: str
    product: str
    values: tuple[Decimal, ...]
    disputed: bool
    start: int
    step: int

    @property
    def series(self) -> Series:
        """The series that it stands in."""
        return Series(self.partner, self.product, self.scope)

    @property
    def months(self) -> tuple[int, int] | None:
        """What of a year a range holds, as its first month and how many: its values compare with each other alone.

        None for a calendar period.
        """
        return (self.start % YEAR, self.step) if is_range(self.period) else None

    @property
    def every(self) -> int:
        """After how many months the next of its kind begins: for a range the same months of the next years."""
        return -(-self.step // YEAR) * YEAR if self.months else self.step

    @property
    def low(self) -> Decimal:
        """The smallest value held."""
        return self.values[0]

    @property
    def high(self) -> Decimal:
        """The largest value held."""
        return self.values[-1]


def points_of(figure: Figure) -> list[Point]:
    """The points of ``figure``, what is superseded left out, oldest first; kinds in the order of ``KINDS``."""
    held = defaultdict(set)
    for observation in figure.observations:
        if observation.superseded_by:
            continue
        held[observation.key].add(observation.value)
    disputed = figure.conflicts().keys()
    points = [
        Point(*key, distinct(values), key in disputed, start_of(key[0]), months_in(key[0]))
        for key, values in held.items()
    ]
    return sorted(points, key=lambda point: (point.start, -point.step, KINDS.index(point.kind), point.series))


def leading(points: Sequence[Point]) -> list[Point]:
    """One point a period: of several kinds the first of ``KINDS``. ``points`` are of one series, in order."""
    first = {}
    for point in points:
        first.setdefault(point.period, point)
    return list(first.values())


def missing_between(points: list[Point]) -> int:
    """How many periods between the first and the last of ``points``, all of one kind, have none."""
    starts = {point.start for point in points}
    return (max(starts) - min(starts)) // points[0].every + 1 - len(starts)


KIND_WORDS = {"sementara": "angka sementara", "perkiraan": "perkiraan", "target": "target"}


def value_lines(point: Point, unit: str) -> list[str]:
    """"US$1,2 miliar", "atau US$870 juta", "perkiraan": the lines of its label, largest value first."""
    texts = [table_text(value, unit) for value in reversed(point.values)]
    lines = [texts[0], *(f"atau {text}" for text in texts[1:])]
    return [*lines, KIND_WORDS[point.kind]] if point.kind in KIND_WORDS else lines


def count_lines(point: Point) -> int:
    """How many lines ``value_lines`` makes of it."""
    return len(point.values) + (point.kind in KIND_WORDS)


def value_text(point: Point, unit: str) -> str:
    """"US$870 juta atau US$1,2 miliar": its values in a sentence, smallest first."""
    return " atau ".join(amount_text(value, unit) for value in point.values)


