"""Periods of figures: years, halves, quarters, months (SDMX 3.0, "2022-S1", "2022-Q1"), and ranges of these.

A range, "2022-01..2022-09" (EDTF's "..": ISO 8601-2), is the sum of its months. A period is normalised to its shortest
form: "2022-01..2022-06" is "2022-S1".
"""

import calendar
import re
from datetime import date
from functools import cache
from typing import NamedTuple

from kabar.content.parsing.problems import BadValue

_ONE = r"[12]\d{3}(?:-S[12]|-Q[1-4]|-(?:0[1-9]|1[0-2]))?"
PERIOD_PATTERN = rf"{_ONE}(?:\.\.{_ONE})?"
YEAR, HALF, QUARTER, MONTH = 12, 6, 3, 1  # months


class Interval(NamedTuple):
    """An interval of ``months`` whole months; ``start`` counts months from January of year 0."""

    start: int
    months: int

    @property
    def end(self) -> int:
        """The last month, counted as ``start``."""
        return self.start + self.months - 1


def is_period(text: str) -> bool:
    """Whether ``text`` has the form of a period."""
    return re.fullmatch(PERIOD_PATTERN, text) is not None


def read_period(text: str) -> str:
    """Validate a period and return its shortest form. Raises BadValue."""
    if not is_period(text):
        raise BadValue(
            "tulis tahun (2018), semester (2018-S1), triwulan (2018-Q1), bulan (2018-05),"
            " atau rentang (2018-01..2018-09)"
        )
    first, _, last = text.partition("..")
    if last and _stretch_of_one(last).end < _stretch_of_one(first).start:
        raise BadValue("rentang berakhir sebelum dimulai", f"{last}..{first}")
    return _name_of(stretch_of(text))


@cache
def stretch_of(period: str) -> Interval:
    """The interval of ``period``."""
    first, _, last = period.partition("..")
    start, end = _stretch_of_one(first).start, _stretch_of_one(last or first).end
    return Interval(start, end - start + 1)


def start_of(period: str) -> int:
    """The first month of ``period``, counted from January of year 0."""
    return stretch_of(period).start


def months_in(period: str) -> int:
    """The number of months in ``period``."""
    return stretch_of(period).months


def is_range(period: str) -> bool:
    """Whether ``period``, in its shortest form, is a range: not a calendar year, half, quarter or month."""
    return ".." in period


def period_order(period: str) -> tuple[int, int]:
    """Sort key by the end of a period: whole years come after the last quarter and month of their last year."""
    stretch = stretch_of(period)
    year, month = divmod(stretch.end, 12)
    return year, 13 if _is_whole_years(stretch) else month + 1


def are_alike(one: str, other: str) -> bool:
    """Whether values of two periods are comparable: same months of the year, or calendar periods of one length."""
    a, b = stretch_of(one), stretch_of(other)
    if a.months != b.months:
        return False
    return a.start % 12 == b.start % 12 if is_range(one) or is_range(other) else True


def years_before(period: str, years: int = 1) -> str:
    """The same months ``years`` years earlier."""
    stretch = stretch_of(period)
    return _name_of(stretch._replace(start=stretch.start - 12 * years))


def contains(whole: str, part: str) -> bool:
    """Whether ``part`` lies within ``whole`` and is shorter."""
    a, b = stretch_of(whole), stretch_of(part)
    return a.start <= b.start and b.end <= a.end and a.months > b.months


def first_day(period: str) -> date:
    """The first day of ``period``."""
    year, month = divmod(stretch_of(period).start, 12)
    return date(year, month + 1, 1)


def last_day(period: str) -> date:
    """The last day of ``period``."""
    year, month = divmod(stretch_of(period).end, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def _stretch_of_one(period: str) -> Interval:
    year, _, part = period.partition("-")
    january = int(year) * 12
    if not part:
        return Interval(january, YEAR)
    if part[0] in "SQ":
        months = HALF if part[0] == "S" else QUARTER
        return Interval(january + (int(part[1]) - 1) * months, months)
    return Interval(january + int(part) - 1, MONTH)


def _name_of(stretch: Interval) -> str:
    (year, month), (last_year, last_month) = divmod(stretch.start, 12), divmod(stretch.end, 12)
    if _is_whole_years(stretch):
        return f"{year:04}" if year == last_year else f"{year:04}..{last_year:04}"
    if stretch.months == HALF and month % HALF == 0:
        return f"{year:04}-S{month // HALF + 1}"
    if stretch.months == QUARTER and month % QUARTER == 0:
        return f"{year:04}-Q{month // QUARTER + 1}"
    if stretch.months == MONTH:
        return f"{year:04}-{month + 1:02}"
    return f"{year:04}-{month + 1:02}..{last_year:04}-{last_month + 1:02}"


def _is_whole_years(stretch: Interval) -> bool:
    return stretch.start % 12 == 0 and stretch.months % 12 == 0


