"""The axis of values: where its rules stand and what they say."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from kabar.content.models.figure import Figure
from kabar.indonesian.numbers import number_text

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_SCALES = ((12, "triliun"), (9, "miliar"), (6, "juta"), (3, "ribu"))
_NAMES = {"USD": "dolar AS", "IDR": "rupiah", "EUR": "euro", "JPY": "yen Jepang", "GBP": "pound sterling"}


@dataclass(frozen=True)
class Axis:
    """From ``low`` to ``high``, zero among them. ``ticks`` pairs a value with its text, lowest first.

    ``unit`` is what the texts count: "miliar dolar AS", "persen".
    """

    low: Decimal
    high: Decimal
    ticks: tuple[tuple[Decimal, str], ...]
    unit: str

    def share(self, value: Decimal) -> float:
        """How far down from its top ``value`` stands: 0 to 1."""
        return float((self.high - value) / (self.high - self.low))


def unit_name(unit: str) -> str:
    """A unit as a caption names it: "dolar AS", "CHF", "persen"."""
    return _NAMES.get(unit, unit)


def counted_in(figure: Figure) -> str:
    """What its values count: "dolar AS", "persen dari nilai ekspor batik"."""
    name = unit_name(figure.unit)
    return f"{name} dari {figure.share_of}" if figure.share_of else name


def axis_of(values: Iterable[Decimal], unit: str, parts: int = 3) -> Axis:
    """An axis in some ``parts`` round steps that holds ``values`` and zero."""
    values = [Decimal(0), *values]
    low, high = min(values), max(values)
    if low == high:
        return Axis(Decimal(0), Decimal(1), ((Decimal(0), "0"),), unit_name(unit))
    step = _step((high - low) / parts)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    marks = [(first + n) * step for n in range(int(last - first) + 1)]
    largest = max(abs(marks[0]), abs(marks[-1]))
    # From ten thousand on: below it all digits are short enough.
    power, word = next((s for s in _SCALES if largest >= max(Decimal(10) ** s[0], 10_000)), (0, ""))
    sign = "%" if unit == "persen" and not word else ""
    ticks = tuple((mark, number_text(mark.scaleb(-power)) + (sign if mark else "")) for mark in marks)
    return Axis(marks[0], marks[-1], ticks, f"{word} {unit_name(unit)}".strip())


def _step(least: Decimal) -> Decimal:
    ten = Decimal(10) ** least.adjusted()
    return next(ten * step for step in _STEPS if ten * step >= least)


