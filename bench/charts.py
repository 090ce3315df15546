"""Measure charts: ``python -m bench.charts`` times one of 200 and one of 480 observations, and 500 measures of 200.

Every number is made up. Prints medians of wall time; nothing of it is a test.
"""

from statistics import median
from time import perf_counter

from kabar.content.models.figure import Figure
from kabar.figures.chart import draw_chart
from kabar.pages.parts.figure_views import table_of

_SOURCE = {"publisher": "Karangan", "date": "2020-01-15"}


def monthly(count: int, seed: int = 0) -> Figure:
    """A made-up measure of ``count`` months from January 1980 on."""
    observations = [
        {
            "period": f"{1980 + month // 12}-{month % 12 + 1:02}",
            "value": str(1_000_000 + (month * 7919 + seed) % 90_000),
            "source": _SOURCE,
        }
        for month in range(count)
    ]
    return Figure.model_validate({
        "@path": f"angka/karangan-{seed}.yaml",
        "title": f"Angka karangan {seed}",
        "summary": "Angka karangan yang dipakai untuk mengukur.",
        "tags": ["karangan"],
        "measure": "nilai",
        "unit": "USD",
        "observations": observations,
    })


def _milliseconds(call, times: int) -> float:
    spent = []
    for _ in range(times):
        start = perf_counter()
        call()
        spent.append(perf_counter() - start)
    return median(spent) * 1000


def main() -> None:
    """Print what was measured."""
    for count in (200, 480):
        figure = monthly(count)
        print(f"grafik {count} angka: {_milliseconds(lambda figure=figure: draw_chart(figure), 50):.1f} ms")
    for measures in (125, 250, 500):
        figures = [monthly(200, seed) for seed in range(measures)]
        spent = _milliseconds(lambda figures=figures: [(draw_chart(one), table_of(one)) for one in figures], 3)
        print(f"{measures} ukuran dengan 200 angka, grafik dan tabel: {spent / 1000:.2f} s")


if __name__ == "__main__":
    main()
