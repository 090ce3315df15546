"""Tables for other programs, read back by Python's csv."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.text.csv_text import csv_text

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")))


def read(text):
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize("cell", ["=1+1", "+62", "-A1", "@SUM(A1)", "\t=1", "\r=1", " =1", "=HYPERLINK(\"x\")", "＝1"])
def test_what_a_spreadsheet_would_run_becomes_text(cell):
    assert read(csv_text(["a"], [[cell]]))[1] == [f"'{cell}"]


@pytest.mark.parametrize("cell", ["-12", "-0.5", "12", "Bimtek, ukir", 'kata "kutip"', "dua\nbaris", ""])
def test_numbers_and_words_stay_as_they_are(cell):
    assert read(csv_text(["a", "b"], [[cell, "x"]]))[1] == [cell, "x"]


@given(st.lists(st.tuples(WORDS, WORDS), max_size=5))
def test_every_cell_comes_back(rows):
    told = [[cell.removeprefix("'") for cell in row] for row in read(csv_text(["a", "b"], rows))[1:]]

    assert told == [[cell.removeprefix("'") for cell in row] for row in rows]


def test_lines_end_as_the_standard_says():
    assert csv_text(["a"], [["x"]]) == "a\r\nx\r\n"


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="2 cells under 1"):
        csv_text(["a"], [["x", "y"]])
