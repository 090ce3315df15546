"""Whole charts, for each thing that a chart must be able to draw: nothing meets, nothing is left untold."""

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.figures.chart import MOST_PARTNERS, draw_chart
from kabar.figures.plot import NARROWEST, Plot
from kabar.indonesian.numbers import amount_text
from tests.theme.figures import CASES, figure, series

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
            "scope": st.sampled_from(["a", "b"]),
            "product": st.just("rotan"),
        },
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda one: str(sorted(one.items())),
)


def faults(plot) -> list:
    boxes = [label.box for label in plot.labels]
    met = [(a, b) for a, b in combinations(boxes, 2) if a.meets(b)]
    return met + [
        box for box in boxes if box.left < -0.01 or box.right > NARROWEST + 0.01 or box.bottom > plot.height + 0.4
    ]


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


LINE = [*series(*(str(1_000_000 + 90_000 * n) for n in range(20)), first=2000)]
AHEAD = [
    {"period": "2020", "value": "3100000", "kind": "perkiraan"},
    {"period": "2021", "value": "3300000", "kind": "target"},
]


def test_keys_explain_what_is_drawn_and_nothing_else():
    chart = draw_chart(figure("Contoh garis", "USD", LINE + AHEAD))

    assert {dot.kind for dot in chart.plot.dots} == {"aktual", "perkiraan", "target"} and not chart.plot.bars
    assert [(key.kind, key.shape) for key in chart.keys] == [("perkiraan", "dot"), ("target", "dot")]


@given(OBSERVATIONS, st.sampled_from(["USD", "persen"]))
def test_whatever_is_drawn_every_pattern_and_form_of_dot_has_its_key(observations, unit):
    chart = draw_chart(figure("Karangan", unit, observations))

    drawn = {(bar.kind, "bar") for bar in chart.plot.bars} | {(dot.kind, "dot") for dot in chart.plot.dots}
    assert {(key.kind, key.shape) for key in chart.keys} == {pair for pair in drawn if pair[0] != "aktual"}


@given(st.lists(st.integers(-999, 999), min_size=17, max_size=40), st.booleans())
def test_the_last_value_of_a_line_is_written_above_or_below_its_point(values, has_target):
    ahead = [{"period": str(1990 + len(values)), "value": "5", "kind": "target"}] if has_target else []
    plot = draw_chart(figure("Karangan", "ton", [*series(*map(str, values), first=1990), *ahead])).plot

    last = max((dot for dot in plot.dots if dot.kind == "aktual"), key=lambda dot: dot.x)
    said = [
        label
        for label in plot.labels
        if label.role == "value" and label.text == amount_text(Decimal(values[-1]), "ton")
    ]
    assert any(label.box.left - 0.01 <= last.x / 100 * NARROWEST <= label.box.right + 0.01 for label in said)
    # Words further up are tied to it.
    label, *_ = (label for label in said if label.box.left - 0.01 <= last.x / 100 * NARROWEST <= label.box.right + 0.01)
    leaders = [rule for rule in plot.rules if rule.height]
    assert label.box.bottom > last.y - 1 if label.y < last.y and not leaders else True
    tied = [
        {(dot.x, dot.y) for dot in plot.dots if rule.x == dot.x and rule.y + rule.height <= dot.y} for rule in leaders
    ]
    assert all(tied)
    words = [label for label in plot.labels if label.role == "value"]
    assert [(label.text, dot) for label in words for dot in plot.dots if label.box.meets(dot.box)] == []


def test_on_its_own_page_a_chart_is_twice_as_high():
    plain, own = (draw_chart(CASES["panjang"], own).plot.height for own in (False, True))

    assert own - plain == 9


@pytest.mark.parametrize("case", ["satu", "nol"])
def test_a_number_that_has_nothing_beside_it_is_not_drawn(case):
    chart = draw_chart(CASES[case])

    assert (chart.plot, chart.keys) == (Plot(), ())
    assert chart.description.endswith({"satu": "2012: US$1,2 miliar.", "nol": "2012: 0 orang."}[case])


def test_a_description_names_the_partner_of_every_value():
    many = figure(
        "Contoh mitra saja",
        "USD",
        [*_only("MY", "3", "4", "5"), *_only("AU", "9", "8", "7"), *_only("US", "1", "1", "1")],
    )

    assert draw_chart(many).description == (
        "Contoh mitra saja. 3 negara; 2014, Australia: US$7; 2014, Malaysia: US$5; 2014, Amerika Serikat: US$1."
    )


def _only(partner: str, *values: str) -> list[dict]:
    return series(*values, partner=partner)


def test_the_largest_partners_have_a_panel_each_below_that_of_all():
    heads = [label.text for label in draw_chart(CASES["banyak-mitra"]).plot.labels if label.role == "head"]

    assert heads == [
        "Semua negara",
        "Amerika Serikat",
        "Jepang",
        "Belanda",
        "Inggris Raya",
        "Uni Emirat Arab",
        "Singapura",
    ]
    assert len(heads) == 1 + MOST_PARTNERS


def test_a_range_stands_beside_the_same_months_of_other_years_and_never_among_years():
    years = series("90", "95", "99", first=2019)
    nine = [{"period": f"{year}-01..{year}-09", "value": value} for year, value in ((2019, "60"), (2021, "70"))]
    alone = [{"period": "2021-01..2021-04", "value": "30"}]
    plot = draw_chart(figure("Contoh", "USD", [*years, *nine, *alone])).plot

    heads = [label.text for label in plot.labels if label.role == "head"]
    ticks = [label.text for label in plot.labels if label.role == "period"]
    assert heads == ["Menurut tahun", "Januari–September"]
    assert ticks == ["2019", "2020", "2021", "2019", "2021"]
    assert len(plot.bars) == 5


def test_a_series_of_one_point_and_of_many_series_those_of_two_are_left_to_the_table():
    def heads(*observations: dict, **how) -> list[str]:
        return [
            " ".join(group) for group in _heads(draw_chart(figure("Contoh", "USD", list(observations)), **how).plot)
        ]

    years = series("90", "95", "99", first=2019)
    ranges = [
        {"period": f"{year}-01..{year}-{month:02}", "value": str(month)}
        for month in (4, 5, 7, 8)
        for year in (2019, 2020)
    ]
    assert heads(*years, *_only("US", "5"), *_only("JP", "5", "6")) == ["Semua negara", "Jepang"]
    assert len(heads(*years, *ranges[:6])) == 4
    assert heads(*years, *ranges) == ["Menurut tahun"]
    assert len(heads(*ranges, *_only("JP", "5", "6"))) == 5


def test_the_leading_series_alone_is_that_of_the_headline():
    values = [(year, scope, str(value + year)) for year in (2022, 2023) for scope, value in (("a", 50), ("b", 900))]
    observations = [{"period": str(year), "scope": scope, "value": value} for year, scope, value in values]
    chart = draw_chart(figure("Contoh", "USD", observations + _only("US", "5", "6")), only_leading=True)

    assert len(_heads(chart.plot)) == 1 and len(chart.plot.bars) == 2
    assert "menurut asosiasi pedagang" in chart.description and "badan A" not in chart.description


def test_scopes_stand_below_each_other_on_one_axis_with_their_names():
    values = [
        (year, scope, str(value)) for year in (2022, 2023) for scope, value in (("a", 50 + year), ("b", 900 + year))
    ]
    observations = [{"period": str(year), "scope": scope, "value": value} for year, scope, value in values]
    plot = draw_chart(figure("Contoh", "USD", observations)).plot

    heads = [" ".join(group) for group in _heads(plot)]
    assert heads == [
        "Menurut asosiasi pedagang yang namanya panjang sekali, kode barang tidak disebut",
        "Menurut badan A",
    ]
    # Of one axis: the bars are as high as their values.
    highest, *_, lowest = sorted(plot.bars, key=lambda bar: -bar.height)
    assert round(lowest.height / highest.height, 2) == round((50 + 2022) / (900 + 2023), 2)


def test_a_long_series_with_ticks_names_years_between_its_ends_and_its_target():
    years = series(*(str(50_000_000 + year * 1000) for year in range(23)), first=2002)
    target = [{"period": "2025", "value": "90000000", "kind": "target"}]
    plot = draw_chart(
        figure("Contoh", "USD", [*years, *target, {"period": "2010", "value": "402000000", "partner": "US"}])
    ).plot
    texts = [label.text for label in plot.labels]

    assert {"2002", "2010", "2015", "2020", "2025"} <= set(texts)
    assert "US$50,02 juta" in texts and "target" in texts


def _heads(plot: Plot) -> list[list[str]]:
    """The lines of each heading."""
    heads: list[list[str]] = []
    below = -9.0
    for label in (label for label in plot.labels if label.role == "head"):
        heads.append([]) if label.y - below > 1.3 else None
        heads[-1].append(label.text)
        below = label.y
    return heads


def test_a_long_series_is_told_by_its_ends_and_its_peaks():
    told = draw_chart(CASES["bulanan"]).description

    assert "dari Januari 1980: Rp1 juta sampai Desember 2019:" in told
    assert "tertinggi" in told and "terendah" in told


MISFIT = [
    *series("3100000000", None, "58000000", "52000000", None, None, "24000000", "64000000", "17500000", first=2015)
]


def test_a_value_that_would_flatten_all_others_is_cut_and_said_to_be():
    chart = draw_chart(figure("Karangan", "USD", MISFIT))

    cut = [bar for bar in chart.plot.bars if bar.x == min(bar.x for bar in chart.plot.bars)]
    assert len(cut) == 2 and len(chart.plot.bars) == 7  # with a gap
    assert max(bar.height for bar in chart.plot.bars if bar not in cut) > 5
    assert "US$3,1 miliar" in [label.text for label in chart.plot.labels]
    assert chart.note == "Nilai 2015 digambar terpotong: US$3,1 miliar, 48 kali nilai terbesar lainnya."
    assert chart.description.endswith(chart.note)
    assert faults(chart.plot) == []


def test_no_line_leads_to_a_value_that_is_cut():
    long = [*series(*(str(100 + n) for n in range(20)), "9000", "120", first=1990)]
    chart = draw_chart(figure("Karangan", "ton", long))

    (line,) = chart.plot.lines
    assert chart.note and line.path.count("M") == 1
    assert min(float(place.split()[1]) for place in line.path[1:].split("L")) > 0


@pytest.mark.parametrize(
    "values", [("100", "1", "1"), ("100", "30", "1", "1"), ("100", "0", "0", "0"), ("100", "1", "-1", "1")]
)
def test_what_is_few_or_near_or_below_zero_is_drawn_in_full(values):
    chart = draw_chart(figure("Karangan", "ton", series(*values)))

    assert chart.note == ""
