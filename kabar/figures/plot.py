"""A drawn chart as values: what stands where, in units that hold at every width.

Across, places are hundredths of the drawing's width; down, they are em of its letters. So bars
stretch with the page, and words do not. Words are placed for ``NARROWEST``; on a wider page they
only move apart, since each lies around the place that it is tied to.
"""

from dataclasses import dataclass, replace
from functools import cache, cached_property

_NARROW, _SLIM, _BROAD = set("ijl.,:;'|!"), set(" \u00a0ftrI()[]-/"), set("mwMWOQ@%—")
_MARGIN = 1.12


@cache
def text_width(text: str, bold: bool = False) -> float:
    """In em."""
    width = sum(_width(letter) for letter in text) * _MARGIN
    return width * 1.08 if bold else width


def _width(letter: str) -> float:
    if letter in _NARROW:
        return 0.28
    if letter in _SLIM:
        return 0.34
    if letter in _BROAD:
        return 0.9
    # Letters of wide scripts are as wide as they are high.
    if ord(letter) > 0x2E80:
        return 1.0
    return 0.73 if letter.isupper() else 0.58


NARROWEST = 22.0  # em: 288 px, which a phone of 320 px leaves, in letters of 13 px
LINE = 1.25  # em from one line of words to the next
DOT = 0.35  # em from the middle of a dot to its edge
_ASCENT = 0.95
_BETWEEN = 0.8  # em from one panel to the next


@dataclass(frozen=True)
class Box:
    """A rectangle in em, in a drawing that is ``NARROWEST`` wide."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right - 1e-6
            and other.left < self.right - 1e-6
            and self.top < other.bottom - 1e-6
            and other.top < self.bottom - 1e-6
        )


@dataclass(frozen=True)
class Label:
    """Words. ``x`` in hundredths, ``y`` of their baseline in em; ``anchor``: start, middle or end stands at ``x``.

    ``role``: value, tick, period, or head, which is bold.
    """

    x: float
    y: float
    text: str
    anchor: str = "start"
    role: str = "value"

    @cached_property
    def box(self) -> Box:
        """What it covers."""
        width = text_width(self.text, self.role == "head")
        left = self.x / 100 * NARROWEST - {"start": 0, "middle": width / 2, "end": width}[self.anchor]
        return Box(left, self.y - _ASCENT, left + width, self.y - _ASCENT + LINE)


@dataclass(frozen=True)
class Bar:
    """A rectangle: ``x`` and ``width`` in hundredths, ``y`` and ``height`` in em.

    ``kind`` is an observation's, or ``rentang`` where sources differ.
    """

    x: float
    y: float
    width: float
    height: float
    kind: str

    @property
    def box(self) -> Box:
        """What it covers."""
        left = self.x / 100 * NARROWEST
        return Box(left, self.y, left + self.width / 100 * NARROWEST, self.y + self.height)


@dataclass(frozen=True)
class Dot:
    """One value on a line: ``x`` in hundredths, ``y`` in em. Each ``kind`` has a form of its own."""

    x: float
    y: float
    kind: str

    @property
    def box(self) -> Box:
        """What it covers."""
        x = self.x / 100 * NARROWEST
        return Box(x - DOT, self.y - DOT, x + DOT, self.y + DOT)


@dataclass(frozen=True)
class Line:
    """A line through values: ``path`` in thousandths of a box from ``y``, ``height`` em high, as wide as the drawing.

    ``dashed`` where it leads to what is not yet an actual figure.
    """

    path: str
    y: float
    height: float
    dashed: bool = False


@dataclass(frozen=True)
class Rule:
    """A thin line. Across at ``y`` from ``x`` to the right edge; with ``height``, down from there at ``x``."""

    x: float
    y: float
    zero: bool = False
    height: float = 0


@dataclass(frozen=True)
class Key:
    """What the pattern of a bar or the form of a dot means, in words; ``shape``: bar or dot."""

    kind: str
    text: str
    shape: str = "bar"


@dataclass(frozen=True)
class Plot:
    """A drawing ``height`` em high. Drawn in this order: rules, bars, lines, dots, words.

    ``caps`` close the ends of a range. ``axis_unit`` is what the ticks count, empty when there are none.
    """

    height: float = 0
    rules: tuple[Rule, ...] = ()
    bars: tuple[Bar, ...] = ()
    caps: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    dots: tuple[Dot, ...] = ()
    labels: tuple[Label, ...] = ()
    axis_unit: str = ""

    def below(self, other: "Plot") -> "Plot":
        """``other``, and this one under it."""
        down = other.height + (_BETWEEN if other.height else 0)

        def moved(parts):
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
    """A label around ``x``, or beginning or ending there or at an edge where it would leave the drawing.

    ``least`` is the left edge. None when it does not fit at all.
    """
    middle = Label(round(x, 2), y, text, "middle", role)
    if middle.box.left >= least / 100 * NARROWEST and middle.box.right <= NARROWEST:
        return middle
    if middle.box.right - middle.box.left > NARROWEST * (1 - least / 100):
        return None
    if middle.box.right > NARROWEST:
        return Label(100, y, text, "end", role)
    return Label(round(least, 2), y, text, "start", role)


