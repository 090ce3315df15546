"""Types of front-matter values for pydantic: parser and JSON Schema of each.

Values arrive as text, or as lists and dicts of text (see ``yaml_structure``). A parser raises BadValue with an
Indonesian message; ``BeforeValidator`` passes it to pydantic, which adds the path.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from kabar.content.parsing.codes import (
    PROVINCES,
    read_country,
    read_currency,
    read_partner,
    read_province,
    read_regency,
)
from kabar.content.parsing.moments import in_zone, read_date, read_moment, read_reduced_date
from kabar.content.parsing.periods import PERIOD_PATTERN, read_period
from kabar.content.parsing.problems import BadValue
from kabar.content.parsing.yaml_structure import quoted
from kabar.content.parsing.yaml_types import NAMES, PlainType, TypedPlain, keeps_date, keeps_number, plain_type
from kabar.text.characters import ODD_SPACE, find_in_value, name_of, plain_characters

DEFAULT_ZONE = "Asia/Jakarta"
ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
COLOUR_PATTERN = "^#[0-9A-Fa-f]{6}$"
DATE_PATTERN = r"^(\d{4}-\d{2}-\d{2}|\d{1,2} [A-Za-z]+ \d{4})"


@dataclass(frozen=True)
class Scalar:
    """How a value is written in YAML: ``plain`` are the types that it may have for other readers of YAML.

    ``right`` writes a value that can be read in the one form that tools for typed values know. ``is_digits`` is text
    that often has digits only, which templates write in quotes.
    """

    plain: frozenset[PlainType] = frozenset()
    right: Callable[[str], str] = lambda text: text
    is_digits: bool = False

    def keeps(self, text: str) -> bool:
        """Whether the plain scalar ``text`` comes back from other readers of YAML as it was."""
        kind = plain_type(text)
        if kind == "text":
            return True
        return kind in self.plain and keeps_date(text) and (kind != "number" or keeps_number(text))


def _reader(read: Callable[..., Any], scalar: Scalar = Scalar()) -> BeforeValidator:
    def validate(value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, str):
            raise PydanticCustomError("bukan_teks", "di sini hanya satu nilai, bukan daftar atau beberapa kunci")
        if not value.strip():
            raise PydanticCustomError("nilai", "{pesan}", {"pesan": "kosong; isi, atau hapus"})
        context = info.context or {}
        try:
            found = _read(read, value, context)
            _refuse_typed(value, scalar)
        except BadValue as bad:
            bad = _in_plain_characters(read, value, context) or bad
            right = bad.right if scalar.plain or plain_type(bad.right) in ("text", "nothing") else quoted(bad.right)
            raise PydanticCustomError(
                "nilai", "{pesan}", {"pesan": str(bad), "benar": right, "akhir": bad.end}
            ) from None
        return found

    return BeforeValidator(validate)


def _refuse_typed(value: str, scalar: Scalar) -> None:
    """Raise BadValue if ``value`` is a plain scalar that other readers of YAML would change."""
    if not isinstance(value, TypedPlain) or scalar.keeps(value):
        return
    kind = plain_type(value)
    if kind not in scalar.plain:
        raise BadValue(f"program lain membaca {value[:60]} sebagai {NAMES[kind]}, bukan teks", quoted(value))
    if kind == "number":
        bare = re.sub(r"^(-?)0+(?=\d)", r"\1", value)
        message = f"program lain membaca {value[:60]} sebagai angka lain"
        raise BadValue(message, bare if keeps_number(bare) else quoted(value))
    raise BadValue(f"program lain membaca {value[:60]} sebagai waktu UTC", quoted(value))


def _read(read: Callable[..., Any], value: str, context: Mapping[str, Any]) -> Any:
    return read(value, context) if read in _WITH_CONTEXT else read(value)


def _in_plain_characters(read: Callable[..., Any], value: str, context: Mapping[str, Any]) -> BadValue | None:
    """The error to report if ``value`` is only wrong because of invisible characters or typographic quotes."""
    plain = plain_characters(value)
    if plain == value:
        return None
    try:
        _read(read, plain, context)
    except BadValue as bad:
        return bad if bad.right else None
    odd = find_in_value(value) or next(iter(ODD_SPACE.findall(value)), "")
    what = f"ada {name_of(odd)}" if odd else "ada tanda kutip yang bukan dari papan ketik"
    return BadValue(what, plain)


def _read_text(text: str) -> str:
    if hidden := find_in_value(text):
        raise BadValue(f"ada {name_of(hidden)}")
    return " ".join(text.split())


def _read_colour(text: str) -> str:
    small = text.strip().casefold()
    if re.fullmatch(r"#[0-9a-f]{6}", small):
        return small
    if short := re.fullmatch(r"#?([0-9a-f])([0-9a-f])([0-9a-f])", small):
        raise BadValue(f"'{text}' bukan bentuk warna di sini", "'#" + "".join(one * 2 for one in short.groups()) + "'")
    if re.fullmatch(r"[0-9a-f]{6}", small):
        raise BadValue(f"'{text}' bukan bentuk warna di sini", f"'#{small}'")
    raise BadValue(f"'{text[:40]}' bukan warna; tulis enam angka heksadesimal di antara tanda kutip, seperti '#253e7a'")


def _read_id(text: str) -> str:
    if re.fullmatch(ID_PATTERN, text):
        return text
    right = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
    raise BadValue(f"'{text}' bukan id; id hanya huruf kecil, angka, dan tanda hubung", right)


def _read_reference(text: str) -> str:
    # A name is accepted, too: it is resolved to an organisation or a person after all files are read.
    return text if _NAME.fullmatch(text) else _read_id(text)


_NAME = re.compile(r"[^\W_](?:[\w .,&'’()-]{0,118}[\w.)])?")


def _read_moment(text: str, context: Mapping[str, Any]) -> datetime:
    # Converted to the portal's zone even if an offset is given: the year in that zone is that of the folder.
    zone = context.get("zone") or ZoneInfo(DEFAULT_ZONE)
    return in_zone(read_moment(text, zone), zone).astimezone(zone)


def _read_local(text: str, context: Mapping[str, Any]) -> date | datetime:
    moment = read_moment(text, context.get("local") or context.get("zone"))
    if isinstance(moment, datetime) and moment.tzinfo:
        right = moment.strftime("%Y-%m-%d %H:%M")
        raise BadValue("waktu setempat ditulis tanpa selisih jam; zona diisi di 'timezone'", right)
    return moment


def _read_count(text: str) -> int:
    if re.fullmatch(r"\d{1,9}", text):
        return int(text)
    digits = re.sub(r"(?<=\d)\.(?=\d{3}\b)", "", text)
    # "30 orang" is 30, but no value is suggested for 1e9.
    found = re.fullmatch(r"\D*?\b(\d{1,12})\b\D*", digits)
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    remedy = "" if found else "; tulis angka saja"
    raise BadValue(f"'{shown}' bukan bilangan bulat{remedy}", found[1] if found else "")


def _read_positive(text: str) -> int:
    number = _read_count(text)
    if number < 1:
        raise BadValue(f"paling sedikit 1, bukan {number}")
    return number


def _read_decimal(text: str) -> Decimal:
    if re.fullmatch(r"-?\d{1,30}(\.\d{1,12})?", text) and not re.fullmatch(r"-?\d{1,3}\.\d{3}", text):
        return Decimal(text)
    shown = text if len(text) <= 60 else f"{text[:60]}…"
    if re.fullmatch(r"-?\d{1,3}\.\d{3}", text):
        whole, places = text.split(".")
        raise BadValue(f"'{shown}' bisa berarti {whole}{places}, atau {whole} koma {places}: {text}0", whole + places)
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?|-?\d+,\d+", text):
        right = text.replace(".", "").replace(",", ".")
        raise BadValue("angka ditulis tanpa titik ribuan, dengan titik untuk pecahan", right)
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", text):
        raise BadValue("angka ditulis tanpa koma ribuan", text.replace(",", ""))
    raise BadValue(f"'{shown}' bukan angka; tulis lengkap, misalnya 1200000000 atau 9.5", _amount_in(text)[0])


def _read_amount(text: str) -> Decimal:
    """Parse an amount of money. Money has no thousandths, so that "150.000" is unambiguous."""
    if re.fullmatch(r"\d{1,12}(\.\d{1,2})?", text):
        return Decimal(text)
    amount, _ = _amount_in(text)
    shown = text if len(text) <= 60 else f"{text[:60]}…"
    raise BadValue(f"'{shown}' bukan jumlah uang" + ("" if amount else "; tulis angka saja"), amount)


_MONEY = re.compile(
    r"(?P<unit>rp\.?|idr|us\$|usd|\$)?\s*(?P<digits>\d[\d.,]*?)(?:,-|,00)?\s*"
    r"(?P<times>ribu|rb|juta|jt|miliar|milyar|k)?\s*(?P<after>rupiah|idr|usd|dolar)?\s*(?P<per>(?:/|per\b).*)?"
)
_TIMES = {"ribu": 3, "rb": 3, "k": 3, "juta": 6, "jt": 6, "miliar": 9, "milyar": 9}


def _amount_in(text: str) -> tuple[str, str]:
    """Amount and currency of "Rp150.000,-" or "1,5 juta rupiah"; ("", "") if there is no amount."""
    match = _MONEY.fullmatch(text.casefold().strip())
    if not match:
        return "", ""
    digits = match["digits"].rstrip(".,")
    if match["times"]:
        value = Decimal(digits.replace(",", ".")) if digits.count(",") + digits.count(".") <= 1 else None
        value = value.scaleb(_TIMES[match["times"]]) if value is not None else None
        number = f"{value:f}" if value is not None and value == int(value) else ""
        number = number.partition(".")[0]
    else:
        number = re.sub(r"[.,](?=\d{3}(?!\d))", "", digits)
    if not re.fullmatch(r"\d{1,12}(\.\d{1,2})?", number):
        return "", ""
    unit = f"{match['unit'] or ''}{match['after'] or ''}"
    return number, "USD" if "us" in unit or "$" in unit or "dolar" in unit else "IDR"


_FREE = (
    "gratis", "free", "bebas biaya", "tanpa biaya", "tidak dipungut", "tidak ada biaya", "cuma-cuma",
)  # fmt: skip


def read_fee(value: Any) -> Any:
    """Expand the fee "gratis" to a mapping with amount 0. Raises PydanticCustomError for other text."""
    if not isinstance(value, str) or value == "":
        return value
    if value == "gratis":
        return {"amount": "0", "currency": "IDR"}
    text = plain_characters(value).casefold()
    amount, currency = _amount_in(text)
    is_free = amount == "0" or (not re.search(r"\d", text) and any(word in text for word in _FREE))
    right = "gratis" if is_free else amount and f"{{amount: {amount}, currency: {currency}}}"
    message = "biaya ditulis gratis, atau dengan amount dan currency"
    message += "" if right else "; bila belum diketahui, hapus baris ini"
    raise PydanticCustomError("nilai", "{pesan}", {"pesan": message, "benar": right, "akhir": ""})


def _read_web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        plain = parts.scheme in {"http", "https"} and parts.hostname and not re.search(r"[\s<>\"'\\]", text)
    except ValueError:
        plain = False
    if plain and (parts.username or parts.password):
        raise BadValue("alamat situs memuat nama pengguna atau sandi, yang akan terbaca umum; hapus bagian itu")
    if plain:
        return _read_text(text)
    right = f"https://{text}" if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", text) else ""
    raise BadValue(f"'{text}' bukan alamat situs; mulai dengan https://", right)


def _read_email(text: str) -> str:
    if re.fullmatch(r"[^\s@<>\"']+@[^\s@<>\"']+\.[a-z]{2,}", text, re.IGNORECASE):
        return text
    raise BadValue(f"'{text}' bukan alamat surel; tulis seperti redaksi@contoh.id")


def _read_phone(text: str) -> str:
    if number := _digits_of_phone(text):
        return number
    found = [piece.strip(" -.") for piece in _PHONE_WITHIN.findall(text)]
    numbers = [number for piece in found if (number := _digits_of_phone(piece))]
    if len(numbers) > 1:
        raise BadValue("ada beberapa nomor; tulis satu saja, dan tiap nomor lain sebagai butir baru")
    shown = text if len(text) <= 60 else f"{text[:60]}…"
    right = f"+{numbers[0]}" if numbers else ""
    remedy = "" if right else "; tulis seperti 0812-3456-7890 atau +62 812-3456-7890"
    raise BadValue(f"'{shown}' bukan nomor telepon{remedy}", right)


_PHONE = re.compile(r"\+?[\d\s().-]+")
_PHONE_WITHIN = re.compile(r"\+?\d[\d\s().-]{6,}\d")


def _digits_of_phone(text: str) -> str:
    """The digits of a phone number in international form, without plus; "" if ``text`` is not a phone number."""
    if not _PHONE.fullmatch(text.strip()):
        return ""
    # Imported lazily: loading its tables takes longer than parsing a file, and most files have no phone number.
    import phonenumbers

    try:
        number = phonenumbers.parse(text, "ID")
    except phonenumbers.NumberParseException:
        return ""
    is_known = phonenumbers.is_valid_number(number)
    national = str(number.national_number)
    # Unknown landline ranges are accepted, since they are newer than the tables; unknown mobile numbers are not.
    is_office = number.country_code == 62 and national[0] != "8" and 7 <= len(national) <= 11
    return f"{number.country_code}{national}" if is_known or is_office else ""


def is_landline(digits: str) -> bool:
    """Whether ``digits``, a number in international form without plus, is not a mobile or VoIP number."""
    import phonenumbers

    kind = phonenumbers.number_type(phonenumbers.parse(f"+{digits}"))
    kinds = phonenumbers.PhoneNumberType
    if kind == kinds.UNKNOWN:
        return digits.startswith("62") and not digits.startswith("628")
    return kind not in (kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE, kinds.PERSONAL_NUMBER, kinds.VOIP)


def read_zone(text: str) -> str:
    """Validate an IANA time zone of the form Area/Location. Raises BadValue."""
    named = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
    if text in named:
        raise BadValue("zona ditulis dengan nama IANA", named[text])
    if text in available_timezones() and "/" in text:
        return text
    raise BadValue(f"zona '{text}' tidak dikenal; tulis Asia/Jakarta, Asia/Makassar, atau Asia/Jayapura")


def _read_address(text: str) -> str:
    path = text.strip("/")
    if "://" in text or not path:
        raise BadValue(f"'{text}' bukan alamat di portal ini; tulis seperti /berita/2019/contoh/")
    *folders, last = path.split("/")
    # A folder name with a dot could clash with a file of another redirect: x.html and x.html/y.
    if any("." in folder for folder in folders) or last.startswith(".") or last.endswith(".") or "//" in path:
        raise BadValue(f"alamat '{text}' tidak aman; tulis seperti /berita/2019/contoh/")
    if re.search(r"[\\<>\"'?#%\s:*|]", path) or find_in_value(path):
        raise BadValue(f"alamat '{text}' memuat tanda yang tidak dipakai di alamat; hapus tanda itu")
    return path


def _read_content_path(text: str) -> str:
    path = text.removeprefix("/").removeprefix("content/")
    parts = path.split("/")
    if any(part in {"", ".", ".."} for part in parts) or re.search(r"[\\<>\"'?#%:*|]", path):
        raise BadValue(f"'{text}' bukan berkas di dalam content/; tulis seperti gambar/2019/ukiran.jpg")
    return path


_WITH_CONTEXT = {_read_moment, _read_local}


def _iso(text: str) -> str:
    moment = read_moment(text)
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.isoformat(" ", "seconds" if moment.second else "minutes")


def _true_or_false(text: str) -> str:
    return "true" if text.casefold() in ("true", "t", "yes", "y", "on", "1") else "false"


_DATES = Scalar(frozenset({"date"}), _iso)
_REDUCED_DATES = Scalar(frozenset({"date", "number"}), read_reduced_date)
_PERIODS = Scalar(frozenset({"number"}), read_period)
_NUMBERS = Scalar(frozenset({"number"}))
TRUTH = Scalar(frozenset({"truth", "number"}), _true_or_false)  # of fields with Python's ``bool``, which need no reader
DIGITS = Scalar(is_digits=True)
_PROVINCES = Scalar(right=lambda text: PROVINCES[read_province(text)][0])


def _text_schema(**more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "minLength": 1, **more})


def _year_schema(**more: Any) -> WithJsonSchema:
    # A year alone is a number for other tools.
    return WithJsonSchema({"type": ["string", "integer"], "minLength": 1, **more})


Text = Annotated[str, _reader(_read_text), _text_schema()]
Id = Annotated[str, _reader(_read_id), _text_schema(pattern=f"^{ID_PATTERN}$")]
Reference = Annotated[str, _reader(_read_reference), _text_schema(pattern=f"^{ID_PATTERN}$")]
Moment = Annotated[datetime, _reader(_read_moment, _DATES), _DATES, _text_schema(pattern=DATE_PATTERN)]
LocalMoment = Annotated[date | datetime, _reader(_read_local, _DATES), _DATES, _text_schema(pattern=DATE_PATTERN)]
Day = Annotated[date, _reader(read_date, _DATES), _DATES, _text_schema(pattern=DATE_PATTERN + "$")]
Period = Annotated[str, _reader(read_period, _PERIODS), _PERIODS, _year_schema(pattern=f"^{PERIOD_PATTERN}$")]
ReducedDate = Annotated[
    str,
    _reader(read_reduced_date, _REDUCED_DATES),
    _REDUCED_DATES,
    _year_schema(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?|(\d{1,2} )?[A-Za-z]+ \d{4})$"),
]
Count = Annotated[
    int,
    _reader(_read_count, _NUMBERS),
    _NUMBERS,
    WithJsonSchema({"type": ["integer", "string"], "pattern": r"^\d+$", "minimum": 0}),
]
Positive = Annotated[
    int,
    _reader(_read_positive, _NUMBERS),
    _NUMBERS,
    WithJsonSchema({"type": ["integer", "string"], "pattern": r"^\d+$", "minimum": 1}),
]
Number = Annotated[
    Decimal,
    _reader(_read_decimal, _NUMBERS),
    _NUMBERS,
    WithJsonSchema({"type": ["number", "string"], "pattern": r"^-?\d+(\.\d+)?$"}),
]
Amount = Annotated[
    Decimal,
    _reader(_read_amount, _NUMBERS),
    _NUMBERS,
    WithJsonSchema({"type": ["number", "string"], "pattern": r"^-?\d+(\.\d+)?$"}),
]
WebAddress = Annotated[str, _reader(_read_web_address), _text_schema(format="uri", pattern="^https?://")]
Email = Annotated[str, _reader(_read_email), _text_schema(format="email")]
Phone = Annotated[str, _reader(_read_phone), DIGITS, _text_schema()]
Zone = Annotated[str, _reader(read_zone), _text_schema()]
Address = Annotated[str, _reader(_read_address), _text_schema()]
ContentPath = Annotated[str, _reader(_read_content_path), _text_schema()]
Colour = Annotated[str, _reader(_read_colour), _text_schema(pattern=COLOUR_PATTERN)]
Currency = Annotated[str, _reader(read_currency), _text_schema(pattern="^[A-Z]{3}$")]
Country = Annotated[str, _reader(read_country), _text_schema(pattern="^[A-Z]{2}$")]
Partner = Annotated[str, _reader(read_partner), _text_schema(pattern="^[A-Z]{2,}$")]
Regency = Annotated[str, _reader(read_regency), _text_schema(pattern="^(Kabupaten|Kota) .+")]
Province = Annotated[
    str,
    _reader(read_province),
    _PROVINCES,
    WithJsonSchema({"enum": sorted([*PROVINCES, *(name for name, _ in PROVINCES.values())])}),
]
