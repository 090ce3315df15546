"""Words of a panel over time never meet, and gaps and disputes are drawn as what they are. All figures are made up."""

from itertools import combinations

import pytest

from kabar.figures.axis import axis_of
from kabar.figures.plot import NARROWEST
from kabar.figures.points import points_of
from kabar.figures.time_panel import span_of, time_panel
from tests.kabar.figures.test_ledger import figure

MONTHS = [f"{1980 + n // 12}-{n % 12 + 1:02}" for n in range(480)]
CASES = {
    "one": [("2018", "1200000000")],
    "far-apart": [("1999", "300000000"), ("2018", "1200000000")],
    "monthly": [(month, str(1_000_000 + n * 7919 % 90_000_000)) for n, month in enumerate(MONTHS)],
    "falling": [("2017", "5.5"), ("2018", "-3.2"), ("2019", "-7"), ("2020", "4")],
    "zero": [("2018", "0")],
    "gaps": [(str(year), str(year * 1000)) for year in (1990, 1991, 1995, 2004, 2005, 2011, 2012, 2018, 2020)],
    "conflict": [("2017", "900000000"), ("2018", "1200000000"), ("2018", "870000000")],
}


def panel(case: str, unit: str = "USD"):
    points = points_of(figure(*({"period": period, "value": value} for period, value in CASES[case])))
    axis = axis_of([value for point in points for value in point.values], unit)
    return time_panel(points, unit, axis, span_of(points), "Contoh", 9)


@pytest.mark.parametrize("case", CASES)
def test_no_two_labels_meet_nor_leave_the_drawing(case):
    plot = panel(case)

    boxes = [label.box for label in plot.labels]

    assert [(a, b) for a, b in combinations(boxes, 2) if a.meets(b)] == []
    assert all(box.left >= -0.01 and box.right <= NARROWEST + 0.01 for box in boxes)
    assert all(box.bottom <= plot.height + 0.3 for box in boxes)


@pytest.mark.parametrize("case", ["one", "far-apart", "falling", "zero", "conflict"])
def test_every_value_of_few_is_written(case):
    said = [label.text for label in panel(case, "persen").labels if label.role == "value"]

    assert len(said) == len(CASES[case])


def test_a_dispute_is_drawn_from_the_lower_to_the_higher_value():
    kinds = [bar.kind for bar in panel("conflict").bars]

    assert kinds == ["aktual", "aktual", "rentang"]


def test_no_line_is_drawn_through_a_gap():
    CASES["broken"] = [pair for n, pair in enumerate(CASES["monthly"]) if not 100 <= n < 130]

    (line,) = panel("broken").lines

    assert line.path.count("M") == 2


def test_years_stand_at_true_distance():
    CASES["uneven"] = [("1999", "1"), ("2009", "1"), ("2019", "1")]

    first, second, third = (bar.x for bar in panel("uneven").bars)

    assert second - first == pytest.approx(third - second, abs=0.02)
