"""Periods: each stretch of months has one name, and only like stretches compare."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.content.parsing.periods import (
    are_alike,
    contains,
    first_day,
    last_day,
    period_order,
    read_period,
    stretch_of,
    years_before,
)
from kabar.content.parsing.problems import BadValue
from kabar.figures.period_words import period_text, short_period_text

YEARS = st.integers(1900, 2100)
ONES = st.one_of(
    YEARS.map(str),
    st.builds("{}-S{}".format, YEARS, st.integers(1, 2)),
    st.builds("{}-Q{}".format, YEARS, st.integers(1, 4)),
    st.builds("{}-{:02}".format, YEARS, st.integers(1, 12)),
)


@pytest.mark.parametrize(
    ("written", "kept", "text", "short"),
    [
        ("2018", "2018", "2018", "2018"),
        ("2018-S2", "2018-S2", "semester II 2018", "Smt II 2018"),
        ("2018-Q3", "2018-Q3", "triwulan III 2018", "Tw III 2018"),
        ("2018-05", "2018-05", "Mei 2018", "Mei 2018"),
        ("2022-01..2022-09", "2022-01..2022-09", "Januari–September 2022", "Jan–Sep 2022"),
        ("2022-Q1..2022-Q3", "2022-01..2022-09", "Januari–September 2022", "Jan–Sep 2022"),
        ("2022-01..2022-06", "2022-S1", "semester I 2022", "Smt I 2022"),
        ("2022-04..2022-06", "2022-Q2", "triwulan II 2022", "Tw II 2022"),
        ("2022-01..2022-12", "2022", "2022", "2022"),
        ("2022-05..2022-05", "2022-05", "Mei 2022", "Mei 2022"),
        ("2019..2021", "2019..2021", "2019–2021", "2019–2021"),
        ("2019-01..2021-12", "2019..2021", "2019–2021", "2019–2021"),
        ("2021-07..2022-06", "2021-07..2022-06", "Juli 2021–Juni 2022", "Jul 2021–Jun 2022"),
        ("2019..2021-06", "2019-01..2021-06", "Januari 2019–Juni 2021", "Jan 2019–Jun 2021"),
    ],
)  # fmt: skip
def test_a_stretch_of_months_has_one_name(written, kept, text, short):
    assert read_period(written) == kept == read_period(kept)
    assert (period_text(kept), short_period_text(kept)) == (text, short)


@pytest.mark.parametrize(
    "text", ["", "22", "2018-Q5", "2018-S3", "2018-13", "2018..", "..2018", "2018-1", "0000", "2018...2019"]
)
def test_what_is_no_period_is_refused_with_the_forms(text):
    with pytest.raises(BadValue, match=r"rentang \(2018-01\.\.2018-09\)"):
        read_period(text)


def test_a_range_that_ends_before_it_begins_is_turned_round():
    with pytest.raises(BadValue) as refused:
        read_period("2022-09..2022-01")

    assert refused.value.right == "2022-01..2022-09"


@given(ONES, ONES)
def test_a_name_tells_the_months_that_were_written(one, other):
    first, last = sorted((one, other), key=lambda text: stretch_of(text).start)
    if stretch_of(last).end < stretch_of(first).start:
        return
    kept = read_period(f"{first}..{last}")

    assert stretch_of(kept) == stretch_of(f"{first}..{last}")
    assert (first_day(kept), last_day(kept)) == (first_day(first), last_day(last))
    assert are_alike(kept, years_before(kept)) and stretch_of(years_before(kept)).start == stretch_of(kept).start - 12


def test_only_like_stretches_compare():
    alike = [{"2021", "2022"}, {"2021-Q1", "2022-Q1", "2022-Q4"}, {"2021-01..2021-09", "2022-01..2022-09"},
        {"2022-02..2022-10"}, {"2016..2018", "2019..2021"}]  # fmt: skip
    periods = [(period, at) for at, group in enumerate(alike) for period in group]

    for (one, a), (other, b) in combinations(periods, 2):
        assert are_alike(one, other) == (a == b), (one, other)


def test_a_period_holds_the_shorter_ones_within_it():
    assert (
        contains("2023", "2023-01..2023-08")
        and contains("2023-01..2023-08", "2023-Q1")
        and contains("2019..2021", "2020")
    )
    assert (
        not contains("2023-01..2023-08", "2023")
        and not contains("2023", "2022-12..2023-01")
        and not contains("2023", "2023")
    )


def test_periods_are_sorted_by_their_end_and_a_year_after_its_parts():
    ordered = ["2022", "2023-Q1", "2023-S1", "2023-01..2023-09", "2023-12", "2023", "2022-03..2024-02"]

    assert sorted(set(ordered), key=period_order) == ordered
    assert last_day("2024-01..2024-02") == date(2024, 2, 29)
