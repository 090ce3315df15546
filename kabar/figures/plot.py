"""Shapes and labels of a chart, in units that are independent of its width.

Horizontal positions are hundredths of the width of the drawing, vertical ones are em. So bars stretch with the page,
text does not. Text is placed for the width ``NARROWEST``; on a wider page labels only move apart, since each is
anchored at its position.
"""

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TypeVar

_NARROW, _SLIM, _BROAD = set("ijl.,:;'|!"), set(" \u00a0ftrI()[]-/"), set("mwMWOQ@%—")
_MARGIN = 1.12


@cache
def text_width(text: str, bold: bool = False) -> float:
    """The estimated width of ``text``, in em."""
    width = sum(_width(letter) for letter in text) * _MARGIN
    return width * 1.08 if bold else width


def _width(letter: str) -> float:
    if letter in _NARROW:
        return 0.28
    if letter in _SLIM:
        return 0.34
    if letter in _BROAD:
        return 0.9
    # East Asian characters are as wide as they are high.
    if ord(letter) > 0x2E80:
        return 1.0
    return 0.73 if letter.isupper() else 0.58


NARROWEST = 22.0  # em: 288 px, available on a phone of 320 px, at 13 px
LINE = 1.25  # em: line height
DOT = 0.35  # em: radius
_ASCENT = 0.95
_BETWEEN = 0.8  # em between panels


@dataclass(frozen=True)
class PlotBox:
    """A rectangle in em, in a drawing of the width ``NARROWEST``."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "PlotBox") -> bool:
        """Whether the two overlap by more than an edge."""
        return (
            self.left < other.right - 1e-6
            and other.left < self.right - 1e-6
            and self.top < other.bottom - 1e-6
            and other.top < self.bottom - 1e-6
        )


@dataclass(frozen=True)
class Label:
    """A text. ``x`` in hundredths, ``y`` of the baseline in em; ``anchor``: start, middle or end is at ``x``.

    ``role``: value, tick, period, or head, which is bold.
    """

    x: float
    y: float
    text: str
    anchor: str = "start"
    role: str = "value"

    @cached_property
    def box(self) -> PlotBox:
        """The area that it covers."""
        width = text_width(self.text, self.role == "head")
        left = self.x / 100 * NARROWEST - {"start": 0, "middle": width / 2, "end": width}[self.anchor]
        return PlotBox(left, self.y - _ASCENT, left + width, self.y - _ASCENT + LINE)


@dataclass(frozen=True)
class Bar:
    """A rectangle: ``x`` and ``width`` in hundredths, ``y`` and ``height`` in em.

    ``kind`` is that of an observation, or ``rentang`` for the range of contradicting values.
    """

    x: float
    y: float
    width: float
    height: float
    kind: str

    @property
    def box(self) -> PlotBox:
        """The area that it covers."""
        left = self.x / 100 * NARROWEST
        return PlotBox(left, self.y, left + self.width / 100 * NARROWEST, self.y + self.height)


@dataclass(frozen=True)
class Dot:
    """One value on a line: ``x`` in hundredths, ``y`` in em. Each ``kind`` has its own shape."""

    x: float
    y: float
    kind: str

    @property
    def box(self) -> PlotBox:
        """The area that it covers."""
        x = self.x / 100 * NARROWEST
        return PlotBox(x - DOT, self.y - DOT, x + DOT, self.y + DOT)


@dataclass(frozen=True)
class PlotLine:
    """A line through values: ``path`` in thousandths of a box of the full width, from ``y`` and ``height`` em high.

    ``dashed`` if an end is not an actual value.
    """

    path: str
    y: float
    height: float
    dashed: bool = False


@dataclass(frozen=True)
class Rule:
    """A thin line: horizontal from ``x`` to the right edge, or vertical downwards if it has a ``height``."""

    x: float
    y: float
    zero: bool = False
    height: float = 0


@dataclass(frozen=True)
class LegendKey:
    """A legend entry: the meaning of a bar's pattern or a dot's shape; ``shape``: bar or dot."""

    kind: str
    text: str
    shape: str = "bar"


_Part = TypeVar("_Part", Rule, Bar, PlotLine, Dot, Label)


@dataclass(frozen=True)
class Plot:
    """A drawing of ``height`` em. Drawing order: rules, bars, lines, dots, labels.

    ``caps`` are the ends of ranges. ``axis_unit`` is the unit of the ticks, empty without ticks.
    """

    height: float = 0
    rules: tuple[Rule, ...] = ()
    bars: tuple[Bar, ...] = ()
    caps: tuple[Bar, ...] = ()
    lines: tuple[PlotLine, ...] = ()
    dots: tuple[Dot, ...] = ()
    labels: tuple[Label, ...] = ()
    axis_unit: str = ""

    def below(self, other: "Plot") -> "Plot":
        """``other`` with this plot below it."""
        down = other.height + (_BETWEEN if other.height else 0)

        def moved(parts: tuple[_Part, ...]) -> tuple[_Part, ...]:
            return tuple(replace(part, y=round(part.y + down, 2)) for part in parts)

        return Plot(
            height=round(down + self.height, 2),
            rules=other.rules + moved(self.rules),
            bars=other.bars + moved(self.bars),
            caps=other.caps + moved(self.caps),
            lines=other.lines + moved(self.lines),
            dots=other.dots + moved(self.dots),
            labels=other.labels + moved(self.labels),
            axis_unit=other.axis_unit or self.axis_unit,
        )


def anchored(x: float, y: float, text: str, role: str = "value", least: float = 0) -> Label | None:
    """A label centred at ``x``, or shifted to an edge that it would cross; None if it does not fit.

    ``least`` is the left edge.
    """
    middle = Label(round(x, 2), y, text, "middle", role)
    if middle.box.left >= least / 100 * NARROWEST and middle.box.right <= NARROWEST:
        return middle
    if middle.box.right - middle.box.left > NARROWEST * (1 - least / 100):
        return None
    if middle.box.right > NARROWEST:
        return Label(100, y, text, "end", role)
    return Label(round(least, 2), y, text, "start", role)
