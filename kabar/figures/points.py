"""Points of a chart: one for each key (period, kind and series) of a measure's observations."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kabar.content.models.figure import KINDS, Figure, ObservationKey, Series, distinct
from kabar.content.parsing.periods import YEAR, is_range, months_in, start_of
from kabar.indonesian.numbers import amount_text, table_text


@dataclass(frozen=True)
class Point:
    """The values of one key. ``values`` contradict each other, smallest first; fields of a key may be empty.

    ``disputed``: several values, not all explained by notes. ``start``: its first month, counted from year 0;
    ``step``: its length in months.
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
        """The series that it belongs to."""
        return Series(self.partner, self.product, self.scope)

    @property
    def months(self) -> tuple[int, int] | None:
        """The first month (from 0) and the length of a range, comparable only with the same range of other years.

        None for a calendar period.
        """
        return (self.start % YEAR, self.step) if is_range(self.period) else None

    @property
    def every(self) -> int:
        """The months until the next point of its kind: for a range, the same months of a later year."""
        return -(-self.step // YEAR) * YEAR if self.months else self.step

    @property
    def low(self) -> Decimal:
        """The smallest value."""
        return self.values[0]

    @property
    def high(self) -> Decimal:
        """The largest value."""
        return self.values[-1]


def points_of(figure: Figure) -> list[Point]:
    """The points of observations that are not superseded, oldest first; kinds in the order of ``KINDS``."""
    by_key: dict[ObservationKey, set[Decimal]] = defaultdict(set)
    for observation in figure.observations:
        if observation.superseded_by:
            continue
        by_key[observation.key].add(observation.value)
    disputed = figure.conflicts().keys()
    points = [
        Point(*key, distinct(values), key in disputed, start_of(key[0]), months_in(key[0]))
        for key, values in by_key.items()
    ]
    return sorted(points, key=lambda point: (point.start, -point.step, KINDS.index(point.kind), point.series))


def leading(points: Sequence[Point]) -> list[Point]:
    """One point for each period: of several kinds the first of ``KINDS``. ``points`` are one series, sorted."""
    first: dict[str, Point] = {}
    for point in points:
        first.setdefault(point.period, point)
    return list(first.values())


def missing_between(points: list[Point]) -> int:
    """The number of missing periods between the first and the last of ``points``, which have one kind."""
    starts = {point.start for point in points}
    return (max(starts) - min(starts)) // points[0].every + 1 - len(starts)


KIND_WORDS = {"sementara": "angka sementara", "perkiraan": "perkiraan", "target": "target"}


def value_lines(point: Point, unit: str) -> list[str]:
    """ "US$1,2 miliar", "atau US$870 juta", "perkiraan": the lines of a label, largest value first."""
    texts = [table_text(value, unit) for value in reversed(point.values)]
    lines = [texts[0], *(f"atau {text}" for text in texts[1:])]
    return [*lines, KIND_WORDS[point.kind]] if point.kind in KIND_WORDS else lines


def count_lines(point: Point) -> int:
    """The number of ``value_lines`` of ``point``."""
    return len(point.values) + (point.kind in KIND_WORDS)


def value_text(point: Point, unit: str) -> str:
    """ "US$870 juta atau US$1,2 miliar": its values in a sentence, smallest first."""
    return " atau ".join(amount_text(value, unit) for value in point.values)
