"""The types of front-matter values: how each is read from text, and its JSON Schema.

Every value arrives as text, list or dict of these (see ``yaml_structure``). A reader raises
BadValue in Indonesian; ``BeforeValidator`` hands it to pydantic, which keeps the place.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from plugins.content_model.codes import PROVINCES, read_country, read_currency, read_partner, read_province
from plugins.content_model.moments import in_zone, read_date, read_moment
from plugins.content_model.periods import PERIOD_PATTERN, read_period
from plugins.content_model.problems import BadValue
from plugins.content_model.reduced_dates import read_reduced_date
from plugins.content_model.unseen_characters import find_in_value

DEFAULT_ZONE = "Asia/Jakarta"
ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
DATE_PATTERN = r"^(\d{4}-\d{2}-\d{2}|\d{1,2} [A-Za-z]+ \d{4})"


def _reader(read: Callable[[str], Any]) -> BeforeValidator:
    def validate(value: Any, info: ValidationInfo):
        if not isinstance(value, str):
            raise PydanticCustomError("bukan_teks", "di sini hanya satu nilai, bukan daftar atau beberapa kunci")
        try:
            return read(value) if read not in _WITH_CONTEXT else read(value, info.context or {})
        except BadValue as bad:
            raise PydanticCustomError(
                "nilai", "{pesan}", {"pesan": str(bad), "benar": bad.right}
            ) from None

    return BeforeValidator(validate)


def _read_text(text: str) -> str:
    if hidden := find_in_value(text):
        raise BadValue(f"ada karakter tersembunyi U+{ord(hidden):04X}; ketik ulang nilai ini")
    return " ".join(text.split())


def _read_id(text: str) -> str:
    if re.fullmatch(ID_PATTERN, text):
        return text
    right = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
    raise BadValue(f"'{text}' bukan id; id hanya huruf kecil, angka, dan tanda hubung", right)


def _read_moment(text: str, context: dict) -> datetime:
    # Kept in the portal's zone also where an offset is written: its year is that of the folder.
    zone = context.get("zone") or ZoneInfo(DEFAULT_ZONE)
    return in_zone(read_moment(text), zone).astimezone(zone)


def _read_local(text: str) -> date | datetime:
    moment = read_moment(text)
    if isinstance(moment, datetime) and moment.tzinfo:
        right = moment.strftime("%Y-%m-%d %H:%M")
        raise BadValue("waktu setempat ditulis tanpa selisih jam; zona diisi di 'timezone'", right)
    return moment


def _read_count(text: str) -> int:
    if re.fullmatch(r"\d{1,9}", text):
        return int(text)
    digits = re.sub(r"(?<=\d)\.(?=\d{3}\b)", "", text)
    # "30 orang" means 30; what 1e9 means is not for us to guess.
    found = re.fullmatch(r"\D*?\b(\d{1,12})\b\D*", digits)
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    raise BadValue(f"'{shown}' bukan bilangan bulat; tulis angka saja", found[1] if found else "")


def _read_positive(text: str) -> int:
    number = _read_count(text)
    if number < 1:
        raise BadValue(f"paling sedikit 1, bukan {number}")
    return number


def _read_decimal(text: str) -> Decimal:
    if re.fullmatch(r"-?\d{1,30}(\.\d{1,12})?", text) and not re.fullmatch(r"-?\d{1,3}\.\d{3}", text):
        return Decimal(text)
    if re.fullmatch(r"-?\d{1,3}\.\d{3}", text):
        whole, places = text.split(".")
        raise BadValue(
            f"'{text}' bisa berarti dua hal (atau {whole}.{places}0 untuk pecahan)", whole + places
        )
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?|-?\d+,\d+", text):
        right = text.replace(".", "").replace(",", ".")
        raise BadValue("angka ditulis tanpa titik ribuan, dengan titik untuk pecahan", right)
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", text):
        raise BadValue("angka ditulis tanpa koma ribuan", text.replace(",", ""))
    raise BadValue(f"'{text}' bukan angka; tulis lengkap, misalnya 1200000000 atau 9.5")


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
    digits = re.sub(r"[\s().-]", "", text)
    if re.fullmatch(r"0\d{7,13}", digits):
        return "62" + digits[1:]
    if re.fullmatch(r"\+\d{8,15}", digits):
        return digits[1:]
    if re.fullmatch(r"62\d{7,13}", digits):
        return digits
    raise BadValue(f"'{text}' bukan nomor telepon; tulis seperti 0812-3456-7890 atau +62 812-3456-7890")


def _read_zone(text: str) -> str:
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
    # A dot in a folder's name could be a file of another old address: x.html and x.html/y.
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


_WITH_CONTEXT = {_read_moment}


def _typed(base, read: Callable, schema: dict):
    return Annotated[base, _reader(read), WithJsonSchema(schema)]


def _text_schema(**more) -> dict:
    # Editors' tools read `2018` as a number; for us every value is text.
    return {"type": ["string", "integer", "number"], "minLength": 1, **more}


Text = _typed(str, _read_text, _text_schema())
Id = _typed(str, _read_id, _text_schema(pattern=f"^{ID_PATTERN}$"))
Moment = _typed(datetime, _read_moment, _text_schema(pattern=DATE_PATTERN))
LocalMoment = _typed(date | datetime, _read_local, _text_schema(pattern=DATE_PATTERN))
Day = _typed(date, read_date, _text_schema(pattern=DATE_PATTERN + "$"))
Period = _typed(str, read_period, _text_schema(pattern=f"^{PERIOD_PATTERN}$"))
ReducedDate = _typed(
    str, read_reduced_date, _text_schema(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?|(\d{1,2} )?[A-Za-z]+ \d{4})$")
)
Count = _typed(int, _read_count, {"type": ["integer", "string"], "pattern": r"^\d+$", "minimum": 0})
Positive = _typed(int, _read_positive, {"type": ["integer", "string"], "pattern": r"^\d+$", "minimum": 1})
Number = _typed(Decimal, _read_decimal, {"type": ["number", "string"], "pattern": r"^-?\d+(\.\d+)?$"})
WebAddress = _typed(str, _read_web_address, _text_schema(format="uri", pattern="^https?://"))
Email = _typed(str, _read_email, _text_schema(format="email"))
Phone = _typed(str, _read_phone, _text_schema())
Zone = _typed(str, _read_zone, _text_schema())
Address = _typed(str, _read_address, _text_schema())
ContentPath = _typed(str, _read_content_path, _text_schema())
Currency = _typed(str, read_currency, _text_schema(pattern="^[A-Z]{3}$"))
Country = _typed(str, read_country, _text_schema(pattern="^[A-Z]{2}$"))
Partner = _typed(str, read_partner, _text_schema(pattern="^[A-Z]{2,}$"))
Province = _typed(
    str, read_province, {"enum": sorted([*PROVINCES, *(name for name, _ in PROVINCES.values())])}
)
