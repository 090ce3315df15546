"""Telephone numbers in groups of digits: "+62 812 3456 7890"."""

import re

_MOBILE = "8"
# Area codes of two digits (Jakarta, Bandung, Semarang, Surabaya, Medan); all others of Indonesia have three.
_SHORT_AREAS = ("21", "22", "24", "31", "61")
# Country codes of one digit, of two, and all others, which have three (ITU-T E.164).
_COUNTRY = re.compile(r"[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}")


def phone_text(number: str) -> str:
    """``number``, digits in international form without plus, in groups joined by no-break spaces."""
    code = _COUNTRY.match(number)
    assert code
    country, rest = _cut(number, code.end())
    groups = _indonesian(rest) if country == "62" else _fours(rest)
    return "\u00a0".join((f"+{country}", *groups))


def _indonesian(rest: str) -> list[str]:
    if rest.startswith(_MOBILE):
        operator, own = _cut(rest, 3)
        return [operator, *_cut(own, 4)] if len(own) > 5 else [operator, own]
    area, own = _cut(rest, 2 if rest.startswith(_SHORT_AREAS) else 3)
    return [area, *_fours(own)]


def _fours(digits: str) -> list[str]:
    """Groups of digits: the last four, and those before as one group of up to four or two halves; six as 3 + 3."""
    if len(digits) < 6:
        return [digits]
    head, tail = _cut(digits, len(digits) - 4)
    if len(digits) == 6:
        return [digits[:3], digits[3:]]
    return [head, tail] if len(head) < 5 else [*_cut(head, len(head) // 2), tail]


def _cut(text: str, at: int) -> tuple[str, str]:
    return text[:at], text[at:]


