"""Periods in words: years, halves, quarters, months, and ranges of months or years."""

from kabar.content.parsing.moments import MONTHS
from kabar.content.parsing.periods import HALF, MONTH, QUARTER, YEAR, is_range, stretch_of

_ROMAN = ("I", "II", "III", "IV")
_SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
STEP_WORDS = {YEAR: "tahun", HALF: "semester", QUARTER: "triwulan", MONTH: "bulan"}


def period_text(period: str) -> str:
    """ "2018", "semester I 2018", "triwulan I 2018", "Mei 2018", "Januari–September 2022", "2019–2021"."""
    return _text(period, "semester", "triwulan", MONTHS)


def short_period_text(period: str) -> str:
    """Short text for an axis: "2018", "Smt I 2018", "Tw I 2018", "Agu 2018", "Jan–Sep 2022", "2019–2021"."""
    return _text(period, "Smt", "Tw", _SHORT)


def months_text(period: str) -> str:
    """The months of a range within one year, without the year: "Januari–September"; else empty."""
    start, months = stretch_of(period)
    first = start % 12
    if not is_range(period) or first + months > YEAR:
        return ""
    return f"{MONTHS[first]}–{MONTHS[first + months - 1]}"


def _text(period: str, half: str, quarter: str, month_names: tuple[str, ...]) -> str:
    start, months = stretch_of(period)
    (year, month), (last_year, last_month) = divmod(start, 12), divmod(start + months - 1, 12)
    if is_range(period):
        if month == 0 and months % YEAR == 0:
            return f"{year}–{last_year}"
        first = month_names[month] if year == last_year else f"{month_names[month]} {year}"
        return f"{first}–{month_names[last_month]} {last_year}"
    if months == YEAR:
        return str(year)
    if months in (HALF, QUARTER):
        return f"{half if months == HALF else quarter} {_ROMAN[month // months]} {year}"
    return f"{month_names[month]} {year}"
