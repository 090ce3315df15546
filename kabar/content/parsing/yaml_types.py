"""The types that other readers of YAML give to plain scalars: text, number, date, truth value, nothing.

Here every scalar is text. Other programs give plain scalars a type, by YAML 1.1 (https://yaml.org/type/) or by the core
schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema), and write back the value, not the digits: ``0123``
comes back as ``123`` or ``83``, ``NO`` as ``false``.
"""

import re
from decimal import Decimal
from typing import Literal

PlainType = Literal["text", "number", "date", "truth", "nothing"]

NAMES: dict[PlainType, str] = {
    "text": "teks", "number": "angka", "date": "tanggal", "truth": "benar atau salah", "nothing": "kosong",
}  # fmt: skip

_NOTHING = re.compile(r"~|null|Null|NULL|<<|=|")  # merge and value keys of YAML 1.1 are no values, either
_TRUTH = re.compile(
    r"y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF"
)
_NUMBER = re.compile(
    r"[-+]?(?:"
    r"[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?"  # also octal numbers such as 0123
    r"|\.[0-9_]+(?:[eE][-+]?[0-9]+)?"
    r"|0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+"
    r"|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"  # base 60: 12:30
    r"|\.(?:inf|Inf|INF))"
    r"|\.(?:nan|NaN|NAN)"
)
_DATE = re.compile(
    r"\d{4}-\d\d?-\d\d?"
    r"(?P<time>(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?)?(?P<offset>[ \t]*(?:Z|[-+]\d\d?(?::?\d\d)?))?",
    re.ASCII,
)
_BEGINNINGS = frozenset("0123456789+-.~nNyYtTfFoO<=")


def plain_type(text: str) -> PlainType:
    """The type that some reader of YAML 1.1 or 1.2 gives to the plain scalar ``text``."""
    if text and text[0] not in _BEGINNINGS:
        return "text"
    if _NOTHING.fullmatch(text):
        return "nothing"
    if _TRUTH.fullmatch(text):
        return "truth"
    if _NUMBER.fullmatch(text):
        return "number"
    return "date" if _DATE.fullmatch(text) else "text"


def is_null(text: str) -> bool:
    """Whether every reader takes the plain scalar ``text`` for no value."""
    return text in ("", "~", "null", "Null", "NULL")


def keeps_number(text: str) -> bool:
    """Whether the plain number ``text`` means the same everywhere and survives binary floating point (IEEE 754)."""
    if not re.fullmatch(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", text):
        return False
    return Decimal(repr(float(text))) == Decimal(text)


def keeps_date(text: str) -> bool:
    """Whether the plain date ``text`` means the same everywhere: other readers take a time without offset for UTC."""
    match = _DATE.fullmatch(text)
    return match is None or not match["time"] or bool(match["offset"])


class TypedPlain(str):
    """A plain scalar that other readers of YAML do not take for text."""

    __slots__ = ()
