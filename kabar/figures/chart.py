"""Chart of a measure: the total, its scopes side by side, then the largest products and partners."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from kabar.content.models.figure import Figure, Series
from kabar.content.parsing.periods import YEAR
from kabar.figures.axis import Axis, axis_of
from kabar.figures.ledger import latest
from kabar.figures.period_words import STEP_WORDS, months_text, period_text
from kabar.figures.plot import LegendKey, Plot
from kabar.figures.points import KIND_WORDS, Point, leading, points_of, value_text
from kabar.figures.time_panel import Span, span_of, time_panel
from kabar.indonesian.numbers import number_text

MOST_PARTNERS = 6  # panels of partners, of products, of scopes; the table has all
_HEIGHT, _PARTNERS_HEIGHT = 9.0, 5.0  # em of a plot
_OWN_HEIGHT, _OWN_PARTNERS_HEIGHT = 18.0, 8.0  # on the measure's own page
ALL_TOGETHER = Series()
_MANY_PANELS = 4
_OUTLIER = 5  # times the next largest value
_FEWEST_WITH_OUTLIER = 4  # points: with fewer, the difference is the message
_FEW = 6  # points that a description lists one by one
_RHYTHMS = {12: "tahunan", 6: "semesteran", 3: "triwulanan", 1: "bulanan"}
_KEYS = {
    "sementara": "angka sementara",
    "perkiraan": "perkiraan",
    "target": "target",
    "rentang": "selisih antara sumber yang berbeda",
}


@dataclass(frozen=True)
class Chart:
    """``plot`` with the ``keys`` of its patterns; ``description`` is its text alternative.

    ``note`` names values that are not drawn in full; it may be empty.
    """

    plot: Plot
    keys: tuple[LegendKey, ...]
    description: str
    note: str = ""


class _ChartPanel(NamedTuple):
    heading: str
    points: Sequence[Point]
    axis: Axis
    span: Span
    height: float  # em


def draw_chart(figure: Figure, own: bool = False, only_leading: bool = False) -> Chart:
    """The chart of the observations of ``figure`` that are not superseded; ``own``: on its own page, twice as high.

    ``only_leading``: only the series of the headline, or else the first that can be drawn. Panels with a single point
    are omitted, since the sentence above the chart or the table gives its value. Of many panels those with two points
    are omitted too, unless that leaves none.
    """
    points: Sequence[Point] = points_of(figure)
    plot = Plot()
    panels = [panel for panel in _panels(points, figure, own) if len(panel.points) > 1]
    if len(panels) > _MANY_PANELS:
        panels = [panel for panel in panels if len(panel.points) > 2] or panels
    if only_leading and panels:
        series = latest(figure).largest.key.series
        panels = [next((panel for panel in panels if panel.points[0].series == series), panels[0])]
        points = panels[0].points
    for panel in panels:
        drawn_panel = time_panel(panel.points, figure.unit, panel.axis, panel.span, panel.heading, panel.height)
        plot = drawn_panel.below(plot)
    drawn = {"bar": {bar.kind for bar in plot.bars}, "dot": {dot.kind for dot in plot.dots}}
    keys = tuple(
        LegendKey(kind, text, shape) for kind, text in _KEYS.items() for shape in drawn if kind in drawn[shape]
    )
    cuts = [(_outlier(panel.points), panel) for panel in panels]
    notes = [_note(cut, panel.points, figure) for cut, panel in cuts if cut and cut.high > panel.axis.high]
    return Chart(plot, keys, " ".join([_description(points, figure), *notes]), " ".join(notes))


def _panels(points: Sequence[Point], figure: Figure, own: bool) -> Iterator[_ChartPanel]:
    # To be comparable, panels of one length of period share the time axis, and those of partners the value axis.
    height, partners_height = (_OWN_HEIGHT, _OWN_PARTNERS_HEIGHT) if own else (_HEIGHT, _PARTNERS_HEIGHT)
    kinds = _kinds_of_periods(points)
    for step, months in kinds:
        of_kind = [point for point in points if (point.step, point.months) == (step, months)]
        span = span_of(of_kind)
        length = _length_text(of_kind[0]) if len(kinds) > 1 or months else ""
        families = [_largest_series([one for one in of_kind if _family(one.series) == family]) for family in range(3)]
        for family, names in zip(range(3), families, strict=True):
            if not names:
                continue
            drawn = [point for point in of_kind if point.series in names]
            cut = _outlier(drawn) if names == [ALL_TOGETHER] else None
            values = [value for point in drawn if point is not cut for value in point.values]
            axis = axis_of(values, figure.unit)
            for series in names:
                panel = [point for point in drawn if point.series == series]
                name = _name_of(series, figure, families)
                # Avoids "menurut" twice.
                suffix = f", {_RHYTHMS[step]}" if series.scope and length and not months else length
                heading = f"{name}{suffix}" if name else length.lstrip(", ")
                heading = heading[:1].upper() + heading[1:]
                alone = not family and len(names) == 1
                yield _ChartPanel(heading, panel, axis, span, height if alone else partners_height)


def _family(series: Series) -> int:
    """The group of a series: 0 for totals, 1 for products, 2 for partners."""
    return 2 if series.partner else 1 if series.product else 0


def _name_of(series: Series, figure: Figure, families: Sequence[Sequence[Series]]) -> str:
    if series != ALL_TOGETHER:
        return figure.series_text(series)
    if families[2]:
        return "Semua negara"
    if families[1]:
        return "Semua jenis"
    return "Cakupan tidak disebut" if len(families[0]) > 1 else ""


def _kinds_of_periods(points: Sequence[Point]) -> list[tuple[int, tuple[int, int] | None]]:
    """The kinds of comparable periods: length, and the months of a range. Longest first, ranges last.

    A range without another of the same months has no comparison and is not drawn.
    """
    periods: dict[tuple[int, tuple[int, int] | None], set[str]] = {
        (point.step, point.months): set() for point in points
    }
    for point in points:
        periods[point.step, point.months].add(point.period)
    kept = (kind for kind, of_kind in periods.items() if not kind[1] or len(of_kind) > 1)
    return sorted(kept, key=lambda kind: (kind[1] is not None, -kind[0], kind[1] or ()))


def _length_text(point: Point) -> str:
    if not point.months:
        return f" menurut {STEP_WORDS[point.step]}"
    return f", {months_text(point.period) or _years_text(point)}"


def _years_text(point: Point) -> str:
    return f"jumlah {number_text(point.step // YEAR)} tahun" if point.step % YEAR == 0 else f"jumlah {point.step} bulan"


def _outlier(points: Sequence[Point]) -> Point | None:
    """The point that would flatten all others of a panel, if any: it is cut at the top of the axis."""
    if len(points) < _FEWEST_WITH_OUTLIER or any(point.series != ALL_TOGETHER or point.low < 0 for point in points):
        return None
    next_largest, largest = sorted(points, key=lambda point: point.high)[-2:]
    is_far = largest.low >= _OUTLIER * next_largest.high > 0
    return largest if is_far and len(largest.values) == 1 else None


def _note(cut: Point, panel: Sequence[Point], figure: Figure) -> str:
    times = cut.high / max(point.high for point in panel if point is not cut)
    rounded = number_text(times.quantize(Decimal(1), ROUND_HALF_UP))
    value = f"{period_text(cut.period)} digambar terpotong: {value_text(cut, figure.unit)}"
    return f"Nilai {value}, {rounded} kali nilai terbesar lainnya."


def _largest_series(points: Sequence[Point]) -> list[Series]:
    """The series of ``points`` by their newest values, largest first; the total before any scope."""
    newest = {point.series: point.high for point in points}
    ordered = sorted(newest, key=lambda series: (series != ALL_TOGETHER, -newest[series], series))
    return ordered[:MOST_PARTNERS]


def _description(points: Sequence[Point], figure: Figure) -> str:
    together = [point for point in points if not _family(point.series)]
    together = [point for point in together if point.series == _longest_series(together)]
    if len(points) <= _FEW:
        said = [_point_text(point, figure) for point in points]
    elif together:
        step, months = (_kinds_of_periods(together) or [(together[0].step, together[0].months)])[0]
        main = leading([point for point in together if (point.step, point.months) == (step, months)])
        high, low = max(main, key=lambda point: point.high), min(main, key=lambda point: point.low)
        said = [
            f"dari {_point_text(main[0], figure)} sampai {_point_text(main[-1], figure)}",
            f"tertinggi {_point_text(high, figure)}",
            f"terendah {_point_text(low, figure)}",
        ]
    else:
        newest = {point.series: point for point in points}
        largest = _largest_series(points)
        what = "negara" if any(point.partner for point in points) else "jenis produk"
        more = len(newest) - len(largest)
        said = [f"{len(newest)} {what}"] + [_point_text(newest[series], figure) for series in largest]
        said += [f"dan {more} {what} lain"] if more else []
    return f"{figure.title}. {'; '.join(said)}."


def _longest_series(points: Sequence[Point]) -> Series | None:
    lengths = Counter(point.series for point in points)
    return min(lengths, key=lambda series: (-lengths[series], series), default=None)


def _point_text(point: Point, figure: Figure) -> str:
    where = [period_text(point.period)]
    where += [name] if (name := figure.series_text(point.series)) else []
    where += [KIND_WORDS[point.kind]] if point.kind in KIND_WORDS else []
    dispute = " (angka berbeda)" if point.disputed else ""
    return f"{', '.join(where)}: {value_text(point, figure.unit)}{dispute}"
