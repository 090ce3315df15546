"""The whole chart of a measure: all partners together, then the largest partners one below the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from plugins.content_model.codes import partner_name
from plugins.content_model.figure import Figure
from plugins.content_model.periods import YEAR
from plugins.figures.axis import axis_of
from plugins.figures.periods import STEP_WORDS, months_text, period_text
from plugins.figures.plot import Key, Plot
from plugins.figures.points import Point, leading, points_of
from plugins.figures.time_panel import span_of, time_panel
from plugins.figures.value_words import KIND_WORDS, value_text
from plugins.indonesian.numbers import number_text

MOST_PARTNERS = 6  # panels; the table holds every partner
_HEIGHT, _PARTNERS_HEIGHT = 9.0, 5.0  # em of a plot
_OWN_HEIGHT, _OWN_PARTNERS_HEIGHT = 18.0, 8.0  # the same on the measure's own page
_MISFIT = 5  # so many times the next largest value
_LEAST_BESIDE_A_MISFIT = 4  # points: of fewer, the difference is the message
_FEW = 6  # points that a description tells one by one
_KEYS = {
    "sementara": "angka sementara",
    "perkiraan": "perkiraan",
    "target": "target",
    "rentang": "selisih antara sumber yang berbeda",
}


@dataclass(frozen=True)
class Chart:
    """``plot`` with ``keys`` to its patterns; ``description`` says its message in words.

    ``note`` says which value is not drawn in full, or is empty.
    """

    plot: Plot
    keys: tuple[Key, ...]
    description: str
    note: str = ""


def draw_chart(figure: Figure, own: bool = False) -> Chart:
    """The chart of ``figure``, of what stands and is not superseded; ``own``: on its own page, twice as high.

    Where no panel has two points to compare, nothing is drawn: the sentence above it says the number.
    """
    points = points_of(figure)
    plot = Plot()
    panels = list(_panels(points, figure, own))
    if not any(len(panel) > 1 for _, panel, *_ in panels):
        panels = []
    for heading, panel, axis, span, height in panels:
        plot = time_panel(panel, figure.unit, axis, span, heading, height).below(plot)
    drawn = {"bar": {bar.kind for bar in plot.bars}, "dot": {dot.kind for dot in plot.dots}}
    keys = tuple(Key(kind, text, shape) for kind, text in _KEYS.items() for shape in drawn if kind in drawn[shape])
    notes = [_note(cut, panel, figure) for _, panel, *_ in panels if (cut := _misfit(panel))]
    return Chart(plot, keys, " ".join([_description(points, figure), *notes]), " ".join(notes))


def _panels(points: Sequence[Point], figure: Figure, own: bool) -> Iterator[tuple]:
    # Panels of one length of period share their time, and those of partners their values, so that they compare.
    height, partners_height = (_OWN_HEIGHT, _OWN_PARTNERS_HEIGHT) if own else (_HEIGHT, _PARTNERS_HEIGHT)
    kinds = _kinds_of_periods(points)
    for step, months in kinds:
        held = [point for point in points if (point.step, point.months) == (step, months)]
        span = span_of(held)
        length = _length_text(held[0]) if len(kinds) > 1 or months else ""
        together = [point for point in held if not point.partner]
        largest = _largest_partners(held)
        if together:
            heading = f"Semua negara{length}" if largest else length.lstrip(", ")
            heading = heading[:1].upper() + heading[1:]
            cut = _misfit(together)
            axis = axis_of([value for point in together if point is not cut for value in point.values], figure.unit)
            yield heading, together, axis, span, height
        apart = [point for point in held if point.partner in largest]
        axis = axis_of([value for point in apart for value in point.values], figure.unit) if apart else None
        for partner in largest:
            panel = [point for point in apart if point.partner == partner]
            yield f"{partner_name(partner)}{length}", panel, axis, span, partners_height


def _kinds_of_periods(points: Sequence[Point]) -> list[tuple[int, tuple[int, int] | None]]:
    """What tells apart periods that do not compare: length, and the months of a range. Longest first, ranges last.

    A range without another of the same months has nothing to be compared with, and is not drawn.
    """
    periods = {(point.step, point.months): set() for point in points}
    for point in points:
        periods[point.step, point.months].add(point.period)
    kept = (kind for kind, held in periods.items() if not kind[1] or len(held) > 1)
    return sorted(kept, key=lambda kind: (kind[1] is not None, -kind[0], kind[1] or ()))


def _length_text(point: Point) -> str:
    if not point.months:
        return f" menurut {STEP_WORDS[point.step]}"
    return f", {months_text(point.period) or _years_text(point)}"


def _years_text(point: Point) -> str:
    return f"jumlah {number_text(point.step // YEAR)} tahun" if point.step % YEAR == 0 else f"jumlah {point.step} bulan"


def _misfit(points: Sequence[Point]) -> Point | None:
    """The one point that would flatten all others of a panel, so that it is cut at the top of the axis, if any."""
    if len(points) < _LEAST_BESIDE_A_MISFIT or any(point.partner or point.low < 0 for point in points):
        return None
    next_largest, largest = sorted(points, key=lambda point: point.high)[-2:]
    is_far = largest.low >= _MISFIT * next_largest.high > 0
    return largest if is_far and len(largest.values) == 1 else None


def _note(cut: Point, panel: Sequence[Point], figure: Figure) -> str:
    times = cut.high / max(point.high for point in panel if point is not cut)
    rounded = number_text(times.quantize(Decimal(1), ROUND_HALF_UP))
    value = f"{period_text(cut.period)} digambar terpotong: {value_text(cut, figure.unit)}"
    return f"Nilai {value}, {rounded} kali nilai terbesar lainnya."


def _largest_partners(points: Sequence[Point]) -> list[str]:
    newest = {}
    for point in points:
        if point.partner:
            newest[point.partner] = point.high
    return sorted(newest, key=lambda partner: (-newest[partner], partner))[:MOST_PARTNERS]


def _description(points: Sequence[Point], figure: Figure) -> str:
    together = [point for point in points if not point.partner]
    if len(points) <= _FEW:
        said = [_say(point, figure) for point in points]
    elif together:
        step, months = (_kinds_of_periods(together) or [(together[0].step, together[0].months)])[0]
        main = leading([point for point in together if (point.step, point.months) == (step, months)])
        high, low = max(main, key=lambda point: point.high), min(main, key=lambda point: point.low)
        said = [
            f"dari {_say(main[0], figure)} sampai {_say(main[-1], figure)}",
            f"tertinggi {_say(high, figure)}",
            f"terendah {_say(low, figure)}",
        ]
    else:
        newest = {point.partner: point for point in points}
        largest = _largest_partners(points)
        more = len(newest) - len(largest)
        said = [f"{len(newest)} negara"] + [_say(newest[partner], figure) for partner in largest]
        said += [f"dan {more} negara lain"] if more else []
    return f"{figure.title}. {'; '.join(said)}."


def _say(point: Point, figure: Figure) -> str:
    where = [period_text(point.period)]
    where += [partner_name(point.partner)] if point.partner else []
    where += [KIND_WORDS[point.kind]] if point.kind in KIND_WORDS else []
    dispute = " (angka berbeda)" if point.disputed else ""
    return f"{', '.join(where)}: {value_text(point, figure.unit)}{dispute}"
