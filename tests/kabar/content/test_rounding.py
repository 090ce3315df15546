"""How exactly a value is stated, and which values contradict each other."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.content.models.figure import agree, distinct, last_place

VALUES = st.decimals(Decimal(-(10**15)), Decimal(10**15), places=3)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("52440000", "52400000", True),
        ("4330000", "4300000", True),
        ("3210000000", "3200000000", True),
        ("439860000000000", "439000000000000", True),
        ("22300000", "22000000", True),
        ("53.63", "54", True),
        ("870000000", "868000000", False),
        ("1200000000", "870000000", False),
        ("1000000000", "1300000000", False),
        ("2500000000", "2800000000", False),
        ("58700000", "58600000", False),
        ("21.47", "21.37", False),
        ("3782", "3783", False),
        ("100", "101", False),
        ("0", "0.2", True),
        ("-5", "5", False),
    ],
)
def test_what_rounding_explains_is_no_contradiction(one, other, same):
    assert agree(Decimal(one), Decimal(other)) is agree(Decimal(other), Decimal(one)) is same


@pytest.mark.parametrize(
    ("value", "place"),
    [("870000000", "1000000"), ("1200000000", "100000000"), ("1000000000", "100000000"), ("700000", "1000"),
        ("50", "1"), ("5", "0.1"), ("5.25", "0.01")],
)  # fmt: skip
def test_a_value_is_written_in_thousands_millions_and_so_on_with_two_digits_at_least(value, place):
    assert last_place(Decimal(value)) == Decimal(place)


@given(st.lists(VALUES, min_size=1, max_size=8))
def test_of_values_that_agree_the_most_exact_stands_for_all(values):
    kept = distinct(values)

    assert list(kept) == sorted(kept) and set(kept) <= set(values)
    assert all(not agree(a, b) for a in kept for b in kept if a != b)
    assert all(any(agree(value, one) for one in kept) for value in values)
