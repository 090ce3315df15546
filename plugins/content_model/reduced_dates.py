"""Dates known to the day, the month or the year, as ISO 8601 writes them: "2019-05-26", "2019-05", "2019".

They stay text, which sorts as they do: what is known less well stands before what it may be.
"""

import re
from datetime import date

from plugins.content_model.moments import MONTHS, read_date
from plugins.content_model.problems import BadValue

_MONTH_NUMBERS = {name.casefold(): number for number, name in enumerate(MONTHS, 1)}


def read_reduced_date(text: str) -> str:
    """"2019-05-26", "2019-05" or "2019" from these, or from "26 Mei 2019" or "Mei 2019". Raises BadValue."""
    text = text.strip()
    if match := re.fullmatch(r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?", text):
        return _checked(text, int(match["year"]), int(match["month"] or 1), bool(match["month"]))
    if match := re.fullmatch(r"(?P<name>[A-Za-z]+) (?P<year>\d{4})", text):
        if month := _MONTH_NUMBERS.get(match["name"].casefold()):
            return _checked(text, int(match["year"]), month, True)
        raise BadValue(f"nama bulan '{match['name']}' tidak dikenal; tulis seperti: Agustus 2026")
    return read_date(text).isoformat()


def first_possible_day(text: str) -> date:
    """The first day that a reduced date may be."""
    year, month, day = (int(part) for part in f"{text}-01-01".split("-")[:3])
    return date(year, month, day)


def precision_of(text: str) -> str:
    """What a reduced date is known to: "day", "month" or "year"."""
    return ("year", "month", "day")[text.count("-")]


def _checked(text: str, year: int, month: int, has_month: bool) -> str:
    if not 1900 <= year <= 2999:
        raise BadValue(f"tahun {year} di luar 1900 sampai 2999; betulkan tahunnya")
    if not 1 <= month <= 12:
        raise BadValue(f"'{text}' tidak ada di kalender; tulis seperti 2026-08-12, 2026-08, atau 2026")
    return f"{year}-{month:02}" if has_month else f"{year}"
