"""Draw cost against the number of entries: a plot with a logarithmic scale both ways, in SVG."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from bench.record import Record

_WIDTH, _HEIGHT = 760, 460
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 210, 30, 60
_STYLE = """
    text { font: 13px sans-serif; fill: #333; }
    .rule { stroke: #ccc; }
    .line { fill: none; stroke-width: 2; }
    .article { stroke-dasharray: 6 4; }
    .nothing { stroke-dasharray: 1 4; stroke-linecap: round; }
    .kabar-ikm { stroke: #a3341c; fill: #a3341c; }
    .hugo { stroke: #1b5e8c; fill: #1b5e8c; }
    .pelican { stroke: #4a7a2a; fill: #4a7a2a; }
    polyline.line { fill: none; }
    @media (prefers-color-scheme: dark) {
      text { fill: #ddd; }
      .rule { stroke: #555; }
      .kabar-ikm { stroke: #f0876f; fill: #f0876f; }
      .hugo { stroke: #7cbbe6; fill: #7cbbe6; }
      .pelican { stroke: #a5d183; fill: #a5d183; }
    }
"""
_WORDS = {"clean": "clean", "article": "one article", "nothing": "nothing changed"}


@dataclass(frozen=True)
class Line:
    """The cost in seconds of ``what`` by ``who``, by number of entries."""

    what: str
    who: str
    points: Sequence[tuple[int, float]]


def draw_plot(records: Sequence[Record]) -> str:
    """The plot of all times in ``records``; where two measured the same, the first one counts."""
    lines = list(lines_of(records))
    sizes = sorted({size for line in lines for size, _ in line.points})
    costs = [cost for line in lines for _, cost in line.points]
    low, high = floor(log10(min(costs))), ceil(log10(max(costs)))
    first, last = log10(sizes[0]), max(log10(sizes[-1]), log10(sizes[0]) + 1)

    def across(size: float) -> float:
        return _LEFT + (log10(size) - first) / (last - first) * (_WIDTH - _LEFT - _RIGHT)

    def down(cost: float) -> float:
        return _HEIGHT - _BOTTOM - (log10(cost) - low) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)

    parts = [_rule(across(sizes[0]), down(10**power), f"{10**power:g} s") for power in range(low, high + 1)]
    parts += [_below(across(size), 24, f"{size:,}") for size in sizes]
    parts.append(_below((_LEFT + _WIDTH - _RIGHT) / 2, 48, "entries"))
    # From the bottom up, so that names that would meet move apart.
    free = float(_HEIGHT)
    for line in sorted(lines, key=lambda line: line.points[-1][1]):
        kind = f"{line.who.lower().replace(' ', '-')} {line.what}"
        places = [(across(size), down(cost)) for size, cost in line.points]
        told = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline class="line {kind}" points="{told}"/>')
        parts += [f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places]
        free = min(places[-1][1] + 4, free - 16)
        parts.append(f'<text x="{places[-1][0] + 10:.1f}" y="{free:.1f}">{line.who}, {_WORDS[line.what]}</text>')
    drawn = "\n  ".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">\n'
        f"  <title>Seconds for a build against the number of entries</title>\n"
        f"  <style>{_STYLE}  </style>\n  {drawn}\n</svg>\n"
    )


def lines_of(records: Sequence[Record]) -> Iterator[Line]:
    """Each program's line for each of what is timed."""
    found: dict[tuple[str, str], dict[int, float]] = {}
    for record in records:
        for measure in record.measures:
            if measure.what in _WORDS:
                found.setdefault((measure.what, measure.who), {}).setdefault(measure.size, measure.median)
    for (what, who), points in found.items():
        yield Line(what, who, sorted(points.items()))


def _below(x: float, y: float, words: str) -> str:
    return f'<text x="{x:.1f}" y="{_HEIGHT - _BOTTOM + y:.1f}" text-anchor="middle">{words}</text>'


def _rule(x: float, y: float, words: str) -> str:
    end = _WIDTH - _RIGHT
    return (
        f'<line class="rule" x1="{x:.1f}" x2="{end}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text x="{x - 10:.1f}" y="{y + 4:.1f}" text-anchor="end">{words}</text>'
    )
