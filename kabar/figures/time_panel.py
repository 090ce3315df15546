"""Draws points over time: as bars if they are few or have gaps, else as a line.

The time axis is linear: a period is drawn at its middle. Missing periods leave a gap.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, takewhile

from kabar.figures.axis import Axis
from kabar.figures.period_words import months_text, short_period_text
from kabar.figures.plot import (
    DOT,
    LINE,
    NARROWEST,
    Bar,
    Dot,
    Label,
    Plot,
    PlotBox,
    PlotLine,
    Rule,
    anchored,
    text_width,
)
from kabar.figures.points import Point, count_lines, leading, missing_between, value_lines

MOST_BARS = 24
MOST_REGULAR_BARS = 16  # a longer regular series is drawn as a line
MOST_DOTS = 60
_THINNEST = 2.2  # hundredths: six pixels on a phone
_THICKEST = 14.0
_ALL_LABELLED = 8  # points, at most
_MOST_PERIODS = 20  # more cannot be labelled on the narrowest page
_CUT_AT, _CUT = 1.0, 0.5  # em: position and height of the gap in a bar that is cut
_WIDEST_TICK = 6.0  # em
_YEARS = (1, 2, 5, 10, 20, 50, 100)
_ZERO = Decimal(0)


@dataclass(frozen=True)
class Span:
    """The range of the time axis: the middles of the first and last period, in months."""

    first: float
    last: float


def span_of(points: Sequence[Point]) -> Span:
    """The range of ``points``."""
    middles = [_middle(point) for point in points]
    return Span(min(middles), max(middles))


def time_panel(points: Sequence[Point], unit: str, axis: Axis, span: Span, heading: str, height: float) -> Plot:
    """Draw ``points`` of one partner and one length of period, in order, below ``heading`` (which may be empty).

    ``height`` is that of the plot alone, in em. Values above ``axis`` are cut at its top: bars get a gap, dots no line.
    If there is room, every bar has its value and the axis no ticks; else only the most important values are written.
    """
    count = len({point.period for point in points})
    as_bars = count <= (MOST_BARS if missing_between(leading(list(points))) else MOST_REGULAR_BARS)
    if as_bars and len(points) <= _ALL_LABELLED:
        panel = _Panel(points, unit, axis, span, heading, height, ticked=False)
        if panel.thickness >= _THINNEST and panel.draw(bars=True):
            return panel.plot()
    panel = _Panel(points, unit, axis, span, heading, height, ticked=True)
    panel.draw(bars=as_bars and panel.thickness >= _THINNEST)
    return panel.plot()


class _Panel:
    """A panel that is being drawn."""

    def __init__(
        self, points: Sequence[Point], unit: str, axis: Axis, span: Span, heading: str, height: float, ticked: bool
    ):
        self.points, self.unit, self.axis, self.span = points, unit, axis, span
        self.placed: list[tuple[Point, float]] = []
        self.around = 0.0  # em that a value's label keeps from its point
        self.labels: list[Label] = []
        self.boxes: list[PlotBox] = []
        self.bars: list[Bar] = []
        self.caps: list[Bar] = []
        self.dots: list[Dot] = []
        self.lines: list[PlotLine] = []
        self.leaders: list[Rule] = []
        self.obstacles: list[PlotBox] = []
        room = max(map(count_lines, points)) * LINE + 0.35 + DOT
        falls = any(point.low < 0 for point in points)
        main = leading(points)
        self.last = next((point for point in reversed(main) if point.kind == "aktual"), main[-1])
        heads = _lines_of(heading)
        self.top = (1.7 + (len(heads) - 1) * LINE if heads else 0) + room
        self.height = height
        self.bottom = self.top + height + (room if falls else 0)
        for at, line in enumerate(heads):
            if head := anchored(0, round(1.1 + at * LINE, 2), line, "head"):
                self._keep([head])
        widest = max(text_width(text) for _, text in axis.ticks)
        self.ticked = ticked and widest <= _WIDEST_TICK
        self.gutter = round((widest + 0.4) / NARROWEST * 100, 2) if self.ticked else 0.0
        self.together = max(len(group) for group in self._by_period().values())
        self.thickness, self.left, self.right = self._places()

    def draw(self, bars: bool) -> bool:
        """Draw all; whether every value had room for its label."""
        self._draw_ticks()
        self._draw_bars() if bars else self._draw_line()
        self.around = 0 if bars else DOT
        self._draw_periods()
        labelled = [self._label(point, x) for point, x in self._by_weight()]
        return all(labelled)

    def plot(self) -> Plot:
        """The finished drawing."""
        zero = self._y(_ZERO)
        rules = [Rule(self.gutter, self._y(value)) for value, _ in self.axis.ticks if value] if self.ticked else []
        return Plot(
            height=round(self.bottom + 1.6, 2),
            rules=(*rules, Rule(self.gutter, zero, zero=True), *self.leaders),
            bars=tuple(self.bars),
            caps=tuple(self.caps),
            lines=tuple(self.lines),
            dots=tuple(self.dots),
            labels=tuple(self.labels),
            axis_unit=self.axis.unit if self.ticked else "",
        )

    def _by_period(self) -> dict[str, list[Point]]:
        groups: dict[str, list[Point]] = defaultdict(list)
        for point in self.points:
            groups[point.period].append(point)
        return groups

    def _places(self) -> tuple[float, float, float]:
        # The thickness of a bar, and the positions of the middles of the first and last period.
        room = 100 - self.gutter
        months = self.span.last - self.span.first
        if not months:
            return _THICKEST, self.gutter + room / 2, self.gutter + room / 2
        middles = sorted({_middle(point) for point in self.points})
        nearest = min((b - a for a, b in pairwise(middles)), default=months)
        ratio = 0.72 * nearest / months
        group = min(ratio * room / (1 + ratio), _THICKEST * self.together)
        edge = group / 2 + 0.6
        return group / self.together, self.gutter + edge, 100 - edge

    def _x(self, point: Point) -> float:
        months = self.span.last - self.span.first
        share = (_middle(point) - self.span.first) / months if months else 0
        return self.left + share * (self.right - self.left)

    def _y(self, value: Decimal) -> float:
        return round(self.top + max(self.axis.share(value), 0) * self.height, 2)

    def _is_cut(self, point: Point) -> bool:
        return point.high > self.axis.high

    def _keep(self, labels: list[Label]) -> bool:
        boxes = [label.box for label in labels]
        if any(box.meets(other) for box in boxes for other in self.boxes):
            return False
        self.labels += labels
        self.boxes += boxes
        return True

    def _draw_ticks(self) -> None:
        for value, text in self.axis.ticks if self.ticked else ():
            x = round(self.gutter - 0.4 / NARROWEST * 100, 2)
            self._keep([Label(x, round(self._y(value) + 0.32, 2), text, "end", "tick")])

    def _draw_bars(self) -> None:
        self.placed = []
        for group in self._by_period().values():
            for at, point in enumerate(group):
                x = self._x(point) + (at - (len(group) - 1) / 2) * self.thickness
                self.placed.append((point, x))
                for bar in self._bars(point, x):
                    self.bars.append(bar)
                    self.obstacles.append(bar.box)

    def _bars(self, point: Point, x: float) -> Iterator[Bar]:
        gap = 0.08 * self.thickness if self.together > 1 else 0
        left, width = round(x - self.thickness / 2 + gap, 2), round(self.thickness - 2 * gap, 2)
        # The bar ends at the value that all sources reach; the range beyond it is what they differ by.
        sure = max(point.low, _ZERO) if point.high > 0 else min(point.high, _ZERO)
        if self._is_cut(point):
            end = _CUT_AT + _CUT
            yield Bar(left, self.top, width, _CUT_AT, point.kind)
            yield Bar(left, round(self.top + end, 2), width, round(self.height - end, 2), point.kind)
        elif sure:
            yield self._bar(left, width, min(sure, _ZERO), max(sure, _ZERO), point.kind)
        elif not point.low and not point.high:
            self.dots.append(Dot(round(x, 2), self._y(_ZERO), point.kind))
        if point.low != point.high:
            low = max(point.low, sure) if point.high > 0 else point.low
            high = point.high if point.high > 0 else sure
            if point.low < 0 < point.high:
                low, high = point.low, point.high
            yield self._bar(left, width, low, high, "rentang")
            self._cap(point, left, width)

    def _bar(self, left: float, width: float, low: Decimal, high: Decimal, kind: str) -> Bar:
        top = self._y(high)
        return Bar(left, top, width, round(self._y(low) - top, 2), kind)

    def _cap(self, point: Point, left: float, width: float) -> None:
        for value in point.values:
            self.caps.append(Bar(left, round(self._y(value) - 0.07, 2), width, 0.14, "rentang"))

    def _draw_line(self) -> None:
        self.placed = [(point, self._x(point)) for point in self.points]
        lead = {id(point) for point in leading(self.points)}
        main = [(p, x) for p, x in self.placed if id(p) in lead]
        others: dict[str, list[tuple[Point, float]]] = defaultdict(list)
        for point, x in self.placed:
            if id(point) not in lead:
                others[point.kind].append((point, x))
        joined: set[int] = set()
        for series in (main, *others.values()):
            self._join(series, joined)
        few = len(self.points) <= MOST_DOTS  # more would hide the line
        for point, x in self.placed:
            if len(point.values) > 1:
                bar = self._bar(round(x - 0.8, 2), 1.6, point.low, point.high, "rentang")
                self.bars.append(bar)
                self.obstacles.append(bar.box)
                self._cap(point, round(x - 0.8, 2), 1.6)
            elif few or id(point) not in joined or point.kind != "aktual":
                dot = Dot(round(x, 2), self._y(point.low), point.kind)
                self.dots.append(dot)
                self.obstacles.append(dot.box)

    def _join(self, series: Sequence[tuple[Point, float]], joined: set[int]) -> None:
        shares = {id(point): self.axis.share(point.low) for point, _ in series}
        paths: dict[bool, list[str]] = {False: [], True: []}
        ended: dict[bool, int] = {}
        for (a, ax), (b, bx) in pairwise(series):
            # No line through a gap or through disputed values.
            if b.start - a.start != a.every or any(len(p.values) > 1 or self._is_cut(p) for p in (a, b)):
                continue
            dashed = a.kind != "aktual" or b.kind != "aktual"
            ay, by = shares[id(a)], shares[id(b)]
            if ended.get(dashed) != id(a):
                paths[dashed].append(f"M{ax * 10:.0f} {ay * 1000:.0f}")
            paths[dashed].append(f"L{bx * 10:.0f} {by * 1000:.0f}")
            ended[dashed] = id(b)
            joined |= {id(a), id(b)}
            top, bottom = (self.top + share * self.height for share in sorted((ay, by)))
            self.obstacles.append(PlotBox(ax / 100 * NARROWEST, top, bx / 100 * NARROWEST, bottom))
        for dashed, parts in paths.items():
            if parts:
                self.lines.append(PlotLine("".join(parts), round(self.top, 2), self.height, dashed))

    def _draw_periods(self) -> None:
        y = round(self.bottom + 1.15, 2)
        of_period = list({point.period: point for point in self.points}.values())
        shown = of_period if len(of_period) <= _MOST_PERIODS else (of_period[0], of_period[-1])
        texts = [(self._x(point), _axis_text(point)) for point in shown]
        if len(texts) == len(of_period):
            anchors = [anchored(x, y, text, "period", self.gutter) for x, text in texts]
            fitting = [label for label in anchors if label]
            if len(fitting) == len(anchors) and not _crowded([label.box for label in fitting]):
                self._keep(fitting)
                return
        ends = [anchored(x, y, text, "period", self.gutter) for x, text in (texts[-1], texts[0])]
        for label in ends:
            if label:
                self._keep([label])
        years = [(self._x(p), p.start // 12) for p in self.points if p.months or (p.start % 12 == 0 and p.step <= 12)]
        named_ends = [label.box for label in ends if label]
        for every in _YEARS:
            named = [(x, str(year)) for x, year in dict.fromkeys(years) if not year % every]
            labels = [anchored(x, y, text, "period", self.gutter) for x, text in named]
            kept = [label for label in labels if label and not _crowded([label.box, *named_ends])]
            if not _crowded([label.box for label in kept]):
                for label in kept:
                    self._keep([label])
                return

    def _by_weight(self) -> list[tuple[Point, float]]:
        # The last value, disputed ones, the last target, the newest point, extremes, the first; all if there are few.
        if len(self.points) <= _ALL_LABELLED:
            return self.placed
        points = [point for point, _ in self.placed]
        wanted = [self.last]
        wanted += [point for point in points if len(point.values) > 1][-3:]
        wanted += [point for point in reversed(points) if point.kind == "target"][:1]
        wanted += [points[-1], max(points, key=lambda p: p.high), min(points, key=lambda p: p.low), points[0]]
        ranks = {id(point): at for at, point in reversed(list(enumerate(wanted)))}
        chosen = [(point, x) for point, x in self.placed if id(point) in ranks]
        return sorted(chosen, key=lambda pair: ranks[id(pair[0])])

    def _label(self, point: Point, x: float) -> bool:
        lines = value_lines(point, self.unit)
        below = self._y(point.low) + 1.2 + self.around
        above = self._y(point.high) - 0.35 - self.around - (len(lines) - 1) * LINE
        places = (below, above) if point.high < 0 else (above, below)
        if any(self._write(lines, x, y) for y in places):
            return True
        if not self.around or not (point is self.last or point.kind == "target"):
            return False
        # A steep line may leave room only further up: a leader line connects label and point.
        highest = self.top - 0.35 - DOT - (len(lines) - 1) * LINE
        higher = takewhile(lambda y: y > highest, (above - n * LINE / 2 for n in range(1, 99)))
        for y in (*higher, highest):
            if self._write(lines, x, y):
                start = round(y + (len(lines) - 1) * LINE + 0.3, 2)
                self.leaders.append(Rule(round(x, 2), start, height=round(self._y(point.high) - DOT - start, 2)))
                return True
        return False

    def _write(self, lines: Sequence[str], x: float, y: float) -> bool:
        anchors = [anchored(x, round(y + at * LINE, 2), text, "value", self.gutter) for at, text in enumerate(lines)]
        labels = [label for label in anchors if label]
        return len(labels) == len(anchors) and self._is_free(labels) and self._keep(labels)

    def _is_free(self, labels: list[Label]) -> bool:
        boxes = [label.box for label in labels]
        if any(box.top < 0 or box.bottom > self.bottom + 0.01 for box in boxes):
            return False
        return not any(box.meets(taken) for box in boxes for taken in self.obstacles)


def _lines_of(heading: str) -> list[str]:
    """``heading`` split into lines that fit on the narrowest page."""
    lines: list[str] = []
    for word in heading.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, True) <= NARROWEST:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _axis_text(point: Point) -> str:
    # The months of a range are in the heading of its panel.
    return str(point.start // 12) if months_text(point.period) else short_period_text(point.period)


def _middle(point: Point) -> float:
    return point.start + point.step / 2


def _crowded(boxes: list[PlotBox]) -> bool:
    # At least half a character between labels of one line.
    ordered = sorted(boxes, key=lambda box: (box.top, box.left))
    wide = [PlotBox(box.left - 0.3, box.top, box.right + 0.3, box.bottom) for box in ordered]
    return any(a.meets(b) for a, b in pairwise(wide))
