"""A hundred amounts in running text, Indonesian and English, against strings written by hand."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kabar.content.parsing.codes import UNITS
from kabar.indonesian.numbers import amount_text, exact_text

AMOUNTS = yaml.safe_load((Path(__file__).parent / "amounts.yaml").read_text("utf-8"))
UNIT = st.sampled_from(("USD", "IDR", "JPY", "KWD", *UNITS))


def test_there_are_a_hundred():
    assert len(AMOUNTS) >= 100


@pytest.mark.parametrize(("value", "unit", "indonesian", "english"), AMOUNTS, ids=lambda one: str(one))
def test_an_amount_is_written_as_the_house_writes_it(value, unit, indonesian, english):
    assert amount_text(Decimal(value), unit) == indonesian
    assert amount_text(Decimal(value), unit, "en") == english


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("1200000000", "USD", "US$1.200.000.000"),
        ("1500000.5", "IDR", "Rp1.500.000,50"),
        ("-7.25", "persen", "−7,25 persen"),
    ],
)
def test_all_digits_are_told_where_they_are_asked_for(value, unit, text):
    assert exact_text(Decimal(value), unit) == text


@given(st.decimals(-(10**15), 10**15, places=2), UNIT)
def test_an_amount_of_all_digits_can_be_read_back(value, unit):
    text = exact_text(value, unit)
    digits = "".join(sign for sign in text if sign in "0123456789,−")

    assert Decimal(digits.replace("−", "-").replace(",", ".")) == value


@given(st.decimals(-(10**15), 10**15, places=0), UNIT, st.sampled_from(["id", "en"]))
def test_no_amount_ends_in_a_bare_letter_for_its_scale(value, unit, lang):
    assert not amount_text(value, unit, lang).endswith((" M", " T", " B", "jt", "rb"))
