"""Numbers, periods and partners as tables of Indonesian offices write them. What may mean two things is not decided."""

import re
from decimal import Decimal
from functools import cache

from kabar.content.parsing.codes import GROUPS, countries, partner_name
from kabar.content.parsing.moments import WrittenDate, read_written_date
from kabar.content.parsing.periods import is_period, read_period
from kabar.content.parsing.problems import BadValue
from kabar.importing.tables.table_cells import Cell
from kabar.text.folding import fold_label

INDONESIAN, ENGLISH = "indonesia", "inggris"
STYLES = (INDONESIAN, ENGLISH)
SCALES = {
    "ribu": 3, "rb": 3, "thousand": 3, "juta": 6, "jt": 6, "million": 6, "miliar": 9, "milyar": 9, "billion": 9,
    "triliun": 12, "trillion": 12,
}  # fmt: skip
UNITS = {"us$": "USD", "usd": "USD", "$": "USD", "rp": "IDR", "idr": "IDR", "rupiah": "IDR", "%": "persen"}
MISSING = frozenset(("-", "–", "—", "..", "...", "…", "n/a", "na", "n.a.", "tad", "x"))
_FORMS = {
    INDONESIAN: re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"),
    ENGLISH: re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"),
}
_AMOUNT = re.compile(
    r"(?P<unit>us\$|usd|rp\.?|idr|\$)?\s*(?P<number>-?\d[\d.,]*)\s*(?P<scale>[a-z]+)?\s*(?P<share>%|persen)?"
)
_SPACED = re.compile(r"-?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?")
_PART = {"triwulan": "Q", "tw": "Q", "kuartal": "Q", "q": "Q", "semester": "S", "smt": "S", "s": "S"}
_ORDINALS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_OF_YEAR = re.compile(rf"({'|'.join(_PART)})\.? ?(iv|i{{1,3}}|[1-4]) ?(?:tahun )?(\d{{4}})")
_YEAR_FIRST = re.compile(rf"(\d{{4}}) ?({'|'.join(_PART)})\.? ?(iv|i{{1,3}}|[1-4])")
_MONTHS = re.compile(r"([a-z]{3,9})\.?(?: ?(?:-|sd|s d|sampai) ?([a-z]{3,9})\.?)? (\d{4})")


class Ambiguous(BadValue):
    """A number that is one thing in Indonesian and another in English."""


def styles_of(text: str) -> frozenset[str]:
    """The styles in which the number in ``text`` can be read; both if it is the same in both, none if it is none."""
    number = _number_in(text)
    values = {style: value for style in STYLES if (value := _value(number, style)) is not None}
    return frozenset(values)


def is_ambiguous(text: str) -> bool:
    """Whether the number in ``text`` has another value in each style: 1.234."""
    number = _number_in(text)
    return len({_value(number, style) for style in STYLES}) > 1 and len(styles_of(text)) > 1


def read_number(cell: Cell, unit: str, multiplier: int, style: str) -> Decimal:
    """The value of ``cell`` in ``unit``, in full. Raises BadValue; Ambiguous without a ``style`` that decides."""
    if isinstance(cell.value, Decimal):
        return _plain(cell.value * multiplier)
    text = cell.text
    found = _AMOUNT.fullmatch(_joined(text))
    if not found:
        raise BadValue(f"'{text[:60]}' bukan angka; tulis seperti 1.234,5, atau kosongkan selnya")
    given = UNITS.get((found["unit"] or "").rstrip(".")) or ("persen" if found["share"] else "")
    if given and given != unit:
        raise BadValue(f"'{text[:60]}' dalam {given}, padahal unit di kolom.yaml {unit}; betulkan salah satu")
    power = 0
    if word := found["scale"]:
        if word not in SCALES:
            raise BadValue(f"'{word[:20]}' di '{text[:60]}' bukan satuan bilangan; tulis ribu, juta, miliar")
        if multiplier != 1:
            raise BadValue(f"'{text[:60]}' menyebut '{word}', padahal multiplier {multiplier}; hapus salah satu")
        power = SCALES[word]
    if is_ambiguous(text) and style not in STYLES:
        both = " atau ".join(str(_value(found["number"], one)) for one in STYLES)
        raise Ambiguous(f"'{text[:60]}' bisa berarti {both}; isi numbers di kolom.yaml")
    possible = styles_of(text)
    value = _value(found["number"], style if style in STYLES and style in possible else min(possible, default=""))
    if value is None or (style in STYLES and style not in possible):
        raise BadValue(f"'{text[:60]}' bukan angka dalam bentuk {style or 'mana pun'}; betulkan di tabelnya")
    return _plain(value.scaleb(power) * multiplier)


def _joined(text: str) -> str:
    small = text.casefold().strip().replace("−", "-")
    return re.sub(r"[\s\u00a0\u202f]", "", small) if _SPACED.fullmatch(small) else small


def _number_in(text: str) -> str:
    found = _AMOUNT.fullmatch(_joined(text))
    return found["number"] if found else ""


def _value(number: str, style: str) -> Decimal | None:
    if style not in STYLES or not _FORMS[style].fullmatch(number):
        return None
    groups, point = (".", ",") if style == INDONESIAN else (",", ".")
    return Decimal(number.replace(groups, "").replace(point, "."))


def _plain(value: Decimal) -> Decimal:
    """``value`` without trailing zeros of a fraction and without an exponent."""
    text = format(value, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def period_in(text: str) -> str:
    """The period that ``text`` names (2018, Januari 2018, Jan–Sep 2018, Triwulan I 2018); "" if it names none."""
    small = " ".join(re.sub(r"[()/,]|\btahun\b", " ", text.casefold().replace("–", "-")).split())
    if is_period(small.upper()):
        return _period(small.upper())
    if found := _OF_YEAR.fullmatch(small):
        return _period(f"{found[3]}-{_PART[found[1]]}{_ORDINALS.get(found[2], found[2])}")
    if found := _YEAR_FIRST.fullmatch(small):
        return _period(f"{found[1]}-{_PART[found[2]]}{_ORDINALS.get(found[3], found[3])}")
    if found := _MONTHS.fullmatch(small):
        ends = [read_written_date(f"1 {name} {found[3]}") for name in (found[1], found[2]) if name]
        if all(isinstance(one, WrittenDate) for one in ends):
            return _period("..".join(f"{one.first:%Y-%m}" for one in ends if isinstance(one, WrittenDate)))
    return ""


def _period(text: str) -> str:
    try:
        return read_period(text)
    except BadValue:
        return ""


@cache
def _partners() -> dict[str, str]:
    codes = [*GROUPS, *countries()]
    return {fold_label(partner_name(code, lang)): code for lang in ("en", "id") for code in codes} | {
        code.casefold(): code for code in codes
    }


def partner_in(text: str) -> str:
    """The code of the country or group with this name in Indonesian or English, or this code; "" if there is none."""
    return _partners().get(fold_label(text), "")
