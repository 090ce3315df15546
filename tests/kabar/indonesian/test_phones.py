"""Telephone numbers as they are read out."""

import pytest

from kabar.indonesian.phones import phone_text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("6281234567890", "+62 812 3456 7890"),
        ("62812345678", "+62 812 3456 78"),
        ("628123456789012", "+62 812 3456 789012"),
        ("62215550123", "+62 21 555 0123"),
        ("622155501234", "+62 21 5550 1234"),
        ("62274512345", "+62 274 512 345"),
        ("6227451234", "+62 274 51234"),
        ("62561123456", "+62 561 123 456"),
        ("6281234", "+62 812 34"),
        ("6561234567", "+65 6123 4567"),
        ("12025550123", "+1 202 555 0123"),
        ("81312345678", "+81 31 234 5678"),
        ("85512345678", "+855 1234 5678"),
    ],
)
def test_a_number_stands_in_groups_that_no_line_breaks(number, text):
    assert phone_text(number) == text.replace(" ", "\u00a0")
