"""Amounts, counts and file sizes as text: "US$1,2 miliar", "9 persen", "1.200", "120 kB"."""

import re
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_precision

from kabar.content.parsing.codes import currencies

# Symbols of the portal's style guide; other currencies are written with their code: "CHF 1,2 juta".
_SIGNS = {"IDR": "Rp", "USD": "US$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_SCALES = {
    "id": ((12, "triliun"), (9, "miliar"), (6, "juta")),
    "en": ((12, "trillion"), (9, "billion"), (6, "million")),
}
_PER_CENT = {"id": {"persen": "persen", "poin persentase": "poin persentase"}}
_PER_CENT["en"] = {"persen": "per cent", "poin persentase": "percentage points"}


def number_text(value: Decimal | int, lang: str = "id") -> str:
    """"1.234.567,5": all digits, grouped by three, without trailing zeros of the fraction."""
    value = Decimal(value)
    sign, (whole, _, fraction) = "-" if value < 0 else "", format(abs(value), "f").partition(".")
    fraction = fraction.rstrip("0")
    groups = f"{int(whole):,}"
    text = f"{groups}.{fraction}" if fraction else groups
    if not any(digit in text for digit in "123456789"):
        sign = ""
    return _minus(sign) + (text.translate(str.maketrans(",.", ".,")) if lang == "id" else text)


def amount_text(value: Decimal, unit: str, lang: str = "id") -> str:
    """``value`` for running text: "US$1,2 miliar", "Rp1.500.000", "9 persen", "30 orang".

    From a million on it is rounded to two decimal places of its scale; ``exact_text`` keeps all digits.
    """
    scaled, word = _scale(value, lang)
    return _with_unit(scaled if word else _whole(value, unit, lang), word, unit, lang)


def exact_text(value: Decimal, unit: str, lang: str = "id", places: int = 0) -> str:
    """``value`` with all digits, at least ``places`` decimal places, and its unit: "US$1.200.000.000"."""
    text = _whole(value, unit, lang)
    separator = "," if lang == "id" else "."
    whole, _, fraction = text.partition(separator)
    padded = f"{whole}{separator}{fraction.ljust(places, '0')}" if places else text
    return _with_unit(padded, "", unit, lang)


def table_text(value: Decimal, unit: str, lang: str = "id") -> str:
    """``value`` for tables and chart labels: as ``amount_text``, but "9%"."""
    if unit == "persen":
        return f"{number_text(value, lang)}%"
    return amount_text(value, unit, lang)


def unbroken(text: str) -> str:
    """``text`` with no-break spaces, so that "US$1,2 miliar" stays on one line."""
    return text.replace(" ", "\u00a0")


def unbroken_numbers(text: str) -> str:
    """``text`` with no-break spaces beside numbers: "naik 300 persen", "dengan 1999"."""
    return re.sub(r"(?<=\d) | (?=[−\d])", "\u00a0", text)


def size_text(octets: int) -> str:
    """A file size: "812 B", "120 kB", "1,4 MB"."""
    if octets < 1000:
        return f"{octets} B"
    if octets < 999_500:
        return f"{round(octets / 1000)} kB"
    megabytes = (Decimal(octets) / 1_000_000).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{number_text(megabytes)} MB"


def _whole(value: Decimal, unit: str, lang: str) -> str:
    # Money with a fraction is padded to the decimal places of its minor unit (ISO 4217, from the CLDR): "US$12,50".
    text = number_text(value, lang)
    separator = "," if lang == "id" else "."
    if not _is_currency(unit) or separator not in text:
        return text
    return text + "0" * (get_currency_precision(unit) - len(text.partition(separator)[2]))


def _is_currency(unit: str) -> bool:
    return unit in currencies()


def _scale(value: Decimal, lang: str) -> tuple[str, str]:
    # From the smallest scale up: a value that rounds to 1000 of one scale is 1 of the next.
    found = (number_text(value, lang), "")
    for power, word in reversed(_SCALES[lang]) if abs(value) >= 1_000_000 else ():
        scaled = (value / Decimal(10) ** power).quantize(Decimal("0.01"), ROUND_HALF_UP)
        found = (number_text(scaled, lang), word)
        if abs(scaled) < 1000:
            break
    return found


def _with_unit(number: str, word: str, unit: str, lang: str) -> str:
    scaled = f"{number} {word}".strip()
    if _is_currency(unit):
        sign = _SIGNS.get(unit, f"{unit} ")
        minus, digits = (number[0], scaled[1:]) if number[0] == "−" else ("", scaled)
        return f"{minus}{sign}{digits}"
    return f"{scaled} {_PER_CENT[lang].get(unit, unit)}"


def _minus(sign: str) -> str:
    # U+2212: aligned with the digits, unlike the hyphen.
    return "−" if sign else ""


