"""Value axis of a chart: range, ticks and unit."""

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
    """An axis from ``low`` to ``high``, which includes zero. ``ticks`` pairs values with texts, lowest first.

    ``unit`` is the unit of the texts: "miliar dolar AS", "persen".
    """

    low: Decimal
    high: Decimal
    ticks: tuple[tuple[Decimal, str], ...]
    unit: str

    def share(self, value: Decimal) -> float:
        """The distance of ``value`` from the top, as a share of the axis (0 to 1)."""
        return float((self.high - value) / (self.high - self.low))


def unit_name(unit: str) -> str:
    """The name of a unit in a caption: "dolar AS", "CHF", "persen"."""
    return _NAMES.get(unit, unit)


def counted_in(figure: Figure) -> str:
    """The unit of its values in words: "dolar AS", "persen dari nilai ekspor batik"."""
    name = unit_name(figure.unit)
    return f"{name} dari {figure.share_of}" if figure.share_of else name


def axis_of(values: Iterable[Decimal], unit: str, parts: int = 3) -> Axis:
    """An axis of about ``parts`` round steps that includes ``values`` and zero."""
    values = [Decimal(0), *values]
    low, high = min(values), max(values)
    if low == high:
        return Axis(Decimal(0), Decimal(1), ((Decimal(0), "0"),), unit_name(unit))
    step = _step((high - low) / parts)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    steps = [(first + n) * step for n in range(int(last - first) + 1)]
    largest = max(abs(steps[0]), abs(steps[-1]))
    # From ten thousand on: smaller numbers are short enough in full.
    power, word = next((s for s in _SCALES if largest >= max(Decimal(10) ** s[0], Decimal(10_000))), (0, ""))
    sign = "%" if unit == "persen" and not word else ""
    ticks = tuple((value, number_text(value.scaleb(-power)) + (sign if value else "")) for value in steps)
    return Axis(steps[0], steps[-1], ticks, f"{word} {unit_name(unit)}".strip())


def _step(least: Decimal) -> Decimal:
    ten = Decimal(10) ** least.adjusted()
    return next(ten * step for step in _STEPS if ten * step >= least)
