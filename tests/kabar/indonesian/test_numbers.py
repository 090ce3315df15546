"""Amounts as the house writes them."""

from decimal import Decimal

import pytest

from kabar.indonesian.numbers import amount_text, exact_text, number_text, size_text, table_text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("1200000000", "USD", "US$1,2 miliar"),
        ("870000000", "USD", "US$870 juta"),
        ("1500000", "IDR", "Rp1,5 juta"),
        ("999999", "IDR", "Rp999.999"),
        ("999999999999", "IDR", "Rp1 triliun"),
        ("-2500000", "USD", "−US$2,5 juta"),
        ("1200000", "CHF", "CHF 1,2 juta"),
        ("9", "persen", "9 persen"),
        ("9.50", "persen", "9,5 persen"),
        ("0", "persen", "0 persen"),
        ("30", "orang", "30 orang"),
        ("12500", "ton", "12.500 ton"),
    ],
)
def test_an_amount_in_running_text(value, unit, text):
    assert amount_text(Decimal(value), unit) == text


def test_an_english_text_gets_english_words():
    assert amount_text(Decimal("1200000000"), "USD", "en") == "US$1.2 billion"
    assert amount_text(Decimal("9.5"), "persen", "en") == "9.5 per cent"


def test_exact_amounts_keep_every_digit():
    assert exact_text(Decimal("1200000000"), "USD") == "US$1.200.000.000"
    assert number_text(Decimal("1234567.50")) == "1.234.567,5"
    assert number_text(Decimal("-0.00")) == "0"


def test_a_table_writes_the_per_cent_sign():
    assert table_text(Decimal("9"), "persen") == "9%"
    assert table_text(Decimal("1200000000"), "USD") == "US$1,2 miliar"


@pytest.mark.parametrize(
    ("octets", "text"), [(0, "0 B"), (999, "999 B"), (120_400, "120 kB"), (999_900, "1 MB"), (1_449_999, "1,4 MB")]
)
def test_a_size_is_told_in_the_unit_that_fits(octets, text):
    assert size_text(octets) == text
