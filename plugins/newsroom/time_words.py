"""Words for a time that are wrong once the day of writing is over: "kemarin", "tahun ini"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_UNIT = (
    "(?:hari|malam|pagi|siang|sore|jam|minggu|pekan|bulan|triwulan|semester|tahun|waktu"
    "|senin|selasa|rabu|kamis|jumat|sabtu)"
)
# "lalu" alone is "then": it tells a time only after a unit of it.
_TIME_WORDS = re.compile(
    rf"\b(?:kemarin|besok|lusa|{_UNIT}\s+(?:yang\s+)?(?:lalu|silam)|{_UNIT}\s+depan|{_UNIT}\s+ini)\b",
    re.IGNORECASE,
)
_NEVER_RELATIVE = {"waktu ini", "waktu depan"}
_ENDINGS = ("kemarin", "besok", "lusa", "lalu", "silam", "depan", "ini")
_OFFSETS = {"kemarin": -1, "hari ini": 0, "malam ini": 0, "pagi ini": 0, "siang ini": 0, "sore ini": 0, "besok": 1, "lusa": 2}
_YEARS = {"tahun ini": 0, "tahun lalu": -1, "tahun yang lalu": -1, "tahun depan": 1}


def find_time_words(text: str) -> Iterator[tuple[int, str]]:
    """Where in ``text`` such words stand, and the words as they are compared: small, one space."""
    for match in _TIME_WORDS.finditer(text):
        words = " ".join(match[0].casefold().split())
        if words not in _NEVER_RELATIVE:
            yield match.start(), words


def may_hold_time_words(text: str) -> bool:
    """Whether a closer look is worth while; ``text`` is any text."""
    return _TIME_WORDS.search(text) is not None


def remedy(words: str, day: date | None) -> str:
    """How to write ``words`` in an entry of ``day``."""
    if day and words in _OFFSETS:
        day += timedelta(days=_OFFSETS[words])
        return f"tulis {_DAYS[day.weekday()]} ({day.day}/{day.month}/{day.year})"
    if day and words in _YEARS:
        return f"tulis {day.year + _YEARS[words]}"
    return "tulis tanggalnya, seperti Sabtu (25/5/2019)"
