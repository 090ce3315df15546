"""A text on a card is as large as fits, and all of it is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.outputs.social_cards.card_text import TextBox, fit

BOX = TextBox(width=100, height=60, leading=1)


def measure(text: str, size: int) -> float:
    return len(text) * size / 2


@pytest.mark.parametrize(
    ("text", "size", "lines"),
    [
        ("kayu", 20, ["kayu"]),
        ("ukiran kayu jati", 20, ["ukiran", "kayu jati"]),
        ("satu dua tiga empat lima enam", 20, ["satu dua", "tiga empat", "lima enam"]),
        ("satu dua tiga empat lima enam tujuh", 10, ["satu dua tiga empat", "lima enam tujuh"]),
        # A word that is too wide makes all letters smaller; only in the smallest is it broken.
        ("kewirausahaan kayu", 10, ["kewirausahaan kayu"]),
        ("pertanggungjawabannya", 10, ["pertanggungjawabanny", "a"]),
        ("", 20, []),
    ],
)
def test_a_text_is_as_large_as_fits_and_its_lines_are_about_one_length(text, size, lines):
    assert fit(text, measure, BOX, (20, 10)) == (size, lines)


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=60), max_size=20))
def test_no_letter_is_lost_and_no_line_is_too_wide(words):
    size, lines = fit(" ".join(words), measure, BOX, (20, 14, 10))

    assert "".join(lines).replace(" ", "") == "".join(words)
    assert all(measure(line, size) <= BOX.width for line in lines)
    assert size == 10 or len(lines) * size <= BOX.height
