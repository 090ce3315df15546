"""Whole charts, for each thing that a chart must be able to draw: nothing meets, nothing is left untold."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.figures.chart import MOST_PARTNERS, draw_chart
from plugins.figures.plot import NARROWEST
from tests.theme.figures import CASES, figure

VALUES = st.decimals(-(10**13), 10**13, places=1)
PERIODS = st.one_of(
    st.integers(1950, 2030).map(str),
    st.tuples(st.integers(2010, 2020), st.integers(1, 4)).map(lambda pair: f"{pair[0]}-Q{pair[1]}"),
    st.tuples(st.integers(2010, 2020), st.integers(1, 12)).map(lambda pair: f"{pair[0]}-{pair[1]:02}"),
)
OBSERVATIONS = st.lists(
    st.fixed_dictionaries(
        {"period": PERIODS, "value": VALUES.map(lambda value: format(value, "f"))},
        optional={
            "partner": st.sampled_from(["US", "JP", "NL", "GB", "SG", "MY", "AE"]),
            "kind": st.sampled_from(["target", "perkiraan", "sementara"]),
        },
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda one: (one["period"], one.get("partner"), one.get("kind"), one["value"]),
)


def faults(plot) -> list:
    boxes = [label.box for label in plot.labels]
    met = [(a, b) for a, b in combinations(boxes, 2) if a.meets(b)]
    return met + [box for box in boxes if box.left < -0.01 or box.right > NARROWEST + 0.01 or box.bottom > plot.height + 0.4]


@pytest.mark.parametrize("case", CASES)
def test_no_two_words_of_a_chart_meet_nor_leave_it(case):
    assert faults(draw_chart(CASES[case]).plot) == []


@given(OBSERVATIONS, st.sampled_from(["USD", "IDR", "persen", "ton"]))
def test_whatever_the_ledger_holds_no_words_meet(observations, unit):
    chart = draw_chart(figure("Karangan", unit, observations))

    assert faults(chart.plot) == []
    for part in (*chart.plot.bars, *chart.plot.caps):
        assert part.x >= -0.01 and part.x + part.width <= 100.01 and part.height >= 0
        assert part.y >= 0 and part.y + part.height <= chart.plot.height


@pytest.mark.parametrize("case", CASES)
def test_no_words_stand_on_a_bar(case):
    plot = draw_chart(CASES[case]).plot

    words = [label for label in plot.labels if label.role == "value"]
    assert [(label.text, bar) for label in words for bar in plot.bars if label.box.meets(bar.box)] == []


def test_a_dispute_is_a_range_between_both_values_and_said_in_words():
    chart = draw_chart(CASES["sengketa"])

    assert [key.kind for key in chart.keys] == ["rentang"]
    assert [label.text for label in chart.plot.labels if label.role == "value"] == [
        "US$300 juta", "US$1,2 miliar", "atau US$870 juta",
    ]  # fmt: skip
    assert "2018: US$870 juta atau US$1,2 miliar (angka berbeda)" in chart.description


def test_kinds_are_told_apart_by_pattern_and_by_word():
    chart = draw_chart(CASES["jenis"])

    assert {bar.kind for bar in chart.plot.bars} >= {"aktual", "sementara", "perkiraan", "target"}
    assert [key.text for key in chart.keys] == ["angka sementara", "perkiraan", "target"]


def test_the_largest_partners_have_a_panel_each_below_that_of_all():
    heads = [label.text for label in draw_chart(CASES["banyak-mitra"]).plot.labels if label.role == "head"]

    assert heads == ["Semua negara", "Amerika Serikat", "Jepang", "Belanda", "Inggris Raya", "Uni Emirat Arab", "Singapura"]
    assert len(heads) == 1 + MOST_PARTNERS


def test_a_long_series_is_told_by_its_ends_and_its_peaks():
    told = draw_chart(CASES["bulanan"]).description

    assert "dari Januari 1980: Rp1 juta sampai Desember 2019:" in told
    assert "tertinggi" in told and "terendah" in told
