"""Words for a time that are wrong once the day of writing is over: "kemarin", "tahun ini"."""

from collections.abc import Iterator
from datetime import date, timedelta

from plugins.indonesian.dates import DAYS

_ALONE = ("kemarin", "besok", "lusa")
# "lalu" alone is "then": it tells a time only after a unit of it.
_AFTER_UNIT = ("lalu", "silam", "depan", "ini")
_UNITS = {
    "hari", "malam", "pagi", "siang", "sore", "jam", "minggu", "pekan", "bulan", "triwulan", "semester", "tahun",
    "waktu", *(day.casefold() for day in DAYS),
}  # fmt: skip
_NOT_RELATIVE = {"waktu ini", "waktu depan"}
_REACH = 30  # characters before "lalu" in which its unit stands

_PARTS_OF_A_DAY = ("hari", "pagi", "siang", "sore", "malam")
_OFFSETS = {"kemarin": -1, "besok": 1, "lusa": 2} | {f"{part} ini": 0 for part in _PARTS_OF_A_DAY}
_YEARS = {"tahun ini": 0, "tahun lalu": -1, "tahun yang lalu": -1, "tahun depan": 1}


def find_time_words(text: str) -> Iterator[tuple[int, str]]:
    """Where in ``text`` such words stand, and the words as they are compared: small, one space.

    By plain search, not by one expression: that is ten times as fast.
    """
    small = _lower(text)
    found = [(at, word) for word in _ALONE for at in _places(small, word)]
    for word in _AFTER_UNIT:
        for at in _places(small, word):
            begin = max(0, at - _REACH)
            before = small[begin:at].split()
            linked = ["yang"] if before[-1:] == ["yang"] else []
            unit = before[-1 - len(linked)] if len(before) > len(linked) else ""
            words = " ".join([unit, *linked, word])
            start = small.rfind(unit, begin, at)
            if unit in _UNITS and words not in _NOT_RELATIVE and not small[start - 1 : start].isalnum():
                found.append((start, words))
    return iter(sorted(found))


def remedy(words: str, day: date | None) -> str:
    """How to write ``words`` in an entry of ``day``."""
    if day and words in _OFFSETS:
        day += timedelta(days=_OFFSETS[words])
        return f"tulis {DAYS[day.weekday()]} ({day.day}/{day.month}/{day.year})"
    if day and words in _YEARS:
        return f"tulis {day.year + _YEARS[words]}"
    return "tulis tanggalnya, seperti Sabtu (25/5/2019)"


def _places(text: str, word: str) -> Iterator[int]:
    """Where ``word`` stands in ``text`` as a word of its own."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            yield at
        at = text.find(word, end)


def _lower(text: str) -> str:
    small = text.lower()
    # A few letters have small forms of two characters, which would move all places behind them.
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
