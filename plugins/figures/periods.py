"""Periods as points in time and in words: years, quarters, months."""

import calendar
from datetime import date

from plugins.content_model.moments import MONTHS

_QUARTERS = ("I", "II", "III", "IV")
_SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
STEP_WORDS = {12: "tahun", 3: "triwulan", 1: "bulan"}


def step_of(period: str) -> int:
    """How many months ``period`` lasts: 12, 3 or 1."""
    _, _, part = period.partition("-")
    return 12 if not part else 3 if part.startswith("Q") else 1


def start_of(period: str) -> int:
    """Its first month, counted from January of year 0."""
    year, _, part = period.partition("-")
    month = 0 if not part else int(part[1]) * 3 - 3 if part.startswith("Q") else int(part) - 1
    return int(year) * 12 + month


def first_day(period: str) -> date:
    """The day on which it begins."""
    year, month = divmod(start_of(period), 12)
    return date(year, month + 1, 1)


def last_day(period: str) -> date:
    """The day with which it ends."""
    year, month = divmod(start_of(period) + step_of(period) - 1, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def period_text(period: str) -> str:
    """"2018", "triwulan I 2018", "Mei 2018", "Agustus 2018"."""
    year, _, part = period.partition("-")
    if not part:
        return year
    if part.startswith("Q"):
        return f"triwulan {_QUARTERS[int(part[1]) - 1]} {year}"
    return f"{MONTHS[int(part) - 1]} {year}"


def short_period_text(period: str) -> str:
    """The same below an axis: "2018", "Tw I 2018", "Agu 2018"."""
    year, _, part = period.partition("-")
    if not part:
        return year
    return f"Tw {_QUARTERS[int(part[1]) - 1]} {year}" if part.startswith("Q") else f"{_SHORT[int(part) - 1]} {year}"
