"""Codes and names of currencies, countries, provinces, regencies and units.

Currencies (ISO 4217) and countries (ISO 3166-1) are those of the CLDR, from Babel. Provinces are those of
ISO 3166-2:ID with the four of 2022, each with its time zone (Keppres 41/1987).
"""

import csv
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale
from babel.numbers import list_currencies

from kabar.content.parsing.problems import BadValue
from kabar.text.folding import fold_label
from kabar.text.suggestions import did_you_mean, nearest_of

_FILE = Path(__file__).with_name("regencies.csv")
_PREFIX = re.compile(r"(?P<kind>kab(?:upaten)?\b\.?|kota(?:madya)?\b)?\s*(?:adm(?:inistrasi)?\b\.?\s*)?", re.IGNORECASE)
# Former and colloquial names, without spaces.
_OTHER_NAMES = {
    "mahakamhulu": "Kabupaten Mahakam Ulu", "malukutenggarabarat": "Kabupaten Kepulauan Tanimbar",
    "mamujuutara": "Kabupaten Pasangkayu", "tobasamosir": "Kabupaten Toba",
    "siautagulandangbiaro": "Kabupaten Kepulauan Siau Tagulandang Biaro", "ujungpandang": "Kota Makassar",
    "solo": "Kota Surakarta", "pangkep": "Kabupaten Pangkajene dan Kepulauan", "jogja": "Kota Yogyakarta",
    "jaksel": "Kota Jakarta Selatan", "jakpus": "Kota Jakarta Pusat", "jaktim": "Kota Jakarta Timur",
    "jakbar": "Kota Jakarta Barat", "jakut": "Kota Jakarta Utara", "gunungkidul": "Kabupaten Gunungkidul",
}  # fmt: skip


@dataclass(frozen=True)
class Regency:
    """A regency or city: the interior ministry's code, the name, the code of its province."""

    code: str
    name: str
    province: str


@cache
def regencies() -> Mapping[str, Regency]:
    """All regencies and cities by name."""
    with _FILE.open(encoding="utf-8", newline="") as rows:
        return {row["name"]: Regency(**row) for row in csv.DictReader(rows)}


def read_regency(text: str) -> str:
    """Validate the name of a regency or city, "Kabupaten Sleman"; spaces within it are not compared.

    Raises BadValue with the intended name.
    """
    shown = text if len(text) <= 60 else f"{text[:60]}…"
    found = _meant(text)
    kind, _, name = text.partition(" ")
    same = [one for one in found if one.startswith(f"{kind} ") and _letters(_bare(one)) == _letters(_bare(text))]
    if same and name[0].isupper() and not name.isupper():
        return text
    if not found:
        near = _by_letters().get(nearest_of(_letters(_bare(text)), _by_letters()), ("",))[0]
        remedy = "" if near else "; tulis seperti Kabupaten Bogor atau Kota Bogor"
        raise BadValue(f"'{shown}' tidak ada di daftar kabupaten dan kota{remedy}", near)
    first, *others = found
    if others:
        raise BadValue(f"'{shown}' bisa berarti dua hal (atau {others[0]})", first)
    raise BadValue(f"'{shown}' ditulis dengan nama resminya", first)


def regencies_named(text: str) -> tuple[str, ...]:
    """The official names of the regencies and cities that ``text`` may name, with or without prefix."""
    return tuple(_meant(text))


def provinces_of(text: str) -> frozenset[str]:
    """The codes of the provinces that have a regency or city of this name, whatever its prefix."""
    return frozenset(regencies()[name].province for name in _meant(text))


def _meant(text: str) -> list[str]:
    found = _by_letters().get(_letters(_bare(text)), ())
    prefix = _PREFIX.match(text.strip())
    kind = (prefix and prefix["kind"]) or ""
    of_kind = [name for name in found if kind and name.casefold().startswith(kind[:3].casefold())]
    return of_kind or list(found)


def _bare(text: str) -> str:
    """``text`` without its prefix, such as "Kabupaten"."""
    return _PREFIX.sub("", text.strip(), count=1)


@cache
def _by_letters() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in regencies():
        letters = _letters(name.partition(" ")[2])
        found[letters] = (*found.get(letters, ()), name)
    return {**{letters: (name,) for letters, name in _OTHER_NAMES.items()}, **found}


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.casefold())


WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"

PROVINCES = {
    "ID-AC": ("Aceh", WIB),
    "ID-SU": ("Sumatera Utara", WIB),
    "ID-SB": ("Sumatera Barat", WIB),
    "ID-RI": ("Riau", WIB),
    "ID-JA": ("Jambi", WIB),
    "ID-SS": ("Sumatera Selatan", WIB),
    "ID-BE": ("Bengkulu", WIB),
    "ID-LA": ("Lampung", WIB),
    "ID-BB": ("Kepulauan Bangka Belitung", WIB),
    "ID-KR": ("Kepulauan Riau", WIB),
    "ID-JK": ("DKI Jakarta", WIB),
    "ID-JB": ("Jawa Barat", WIB),
    "ID-JT": ("Jawa Tengah", WIB),
    "ID-YO": ("DI Yogyakarta", WIB),
    "ID-JI": ("Jawa Timur", WIB),
    "ID-BT": ("Banten", WIB),
    "ID-BA": ("Bali", WITA),
    "ID-NB": ("Nusa Tenggara Barat", WITA),
    "ID-NT": ("Nusa Tenggara Timur", WITA),
    "ID-KB": ("Kalimantan Barat", WIB),
    "ID-KT": ("Kalimantan Tengah", WIB),
    "ID-KS": ("Kalimantan Selatan", WITA),
    "ID-KI": ("Kalimantan Timur", WITA),
    "ID-KU": ("Kalimantan Utara", WITA),
    "ID-SA": ("Sulawesi Utara", WITA),
    "ID-ST": ("Sulawesi Tengah", WITA),
    "ID-SN": ("Sulawesi Selatan", WITA),
    "ID-SG": ("Sulawesi Tenggara", WITA),
    "ID-GO": ("Gorontalo", WITA),
    "ID-SR": ("Sulawesi Barat", WITA),
    "ID-MA": ("Maluku", WIT),
    "ID-MU": ("Maluku Utara", WIT),
    "ID-PA": ("Papua", WIT),
    "ID-PB": ("Papua Barat", WIT),
    "ID-PD": ("Papua Barat Daya", WIT),
    "ID-PE": ("Papua Pegunungan", WIT),
    "ID-PS": ("Papua Selatan", WIT),
    "ID-PT": ("Papua Tengah", WIT),
}

_BY_NAME = {fold_label(name): code for code, (name, _) in PROVINCES.items()} | {
    "daerah istimewa yogyakarta": "ID-YO",
    "yogyakarta": "ID-YO",
    "daerah khusus jakarta": "ID-JK",
    "jakarta": "ID-JK",
    "bangka belitung": "ID-BB",
    "nanggroe aceh darussalam": "ID-AC",
}

# Abbreviations and colloquial names: not accepted, but the full name is suggested, since pages show it.
_SHORT_NAMES = {
    short: code
    for code, names in {
        "ID-YO": "diy jogja yogya jogjakarta djogja", "ID-JK": "dki jkt dkj", "ID-NB": "ntb", "ID-NT": "ntt",
        "ID-KR": "kepri", "ID-BB": "babel", "ID-KB": "kalbar", "ID-KT": "kalteng", "ID-KS": "kalsel",
        "ID-KI": "kaltim", "ID-KU": "kaltara", "ID-SA": "sulut", "ID-ST": "sulteng", "ID-SN": "sulsel",
        "ID-SG": "sultra", "ID-SR": "sulbar", "ID-JB": "jabar", "ID-JT": "jateng", "ID-JI": "jatim",
        "ID-SU": "sumut", "ID-SB": "sumbar", "ID-SS": "sumsel", "ID-MU": "malut", "ID-AC": "nad",
        "ID-PB": "pabar", "ID-PD": "pbd",
    }.items()
    for short in names.split()
} | {
    "di jogja": "ID-YO", "di jogjakarta": "ID-YO", "daerah khusus ibukota jakarta": "ID-JK",
    "daerah khusus ibu kota jakarta": "ID-JK", "d i yogyakarta": "ID-YO", "west java": "ID-JB", "central java": "ID-JT",
    "east java": "ID-JI",
}  # fmt: skip


@cache
def currencies() -> frozenset[str]:
    """The codes of ISO 4217."""
    return frozenset(list_currencies())


@cache
def countries() -> dict[str, str]:
    """ISO 3166-1 alpha-2 codes with their Indonesian names."""
    territories = Locale("id").territories
    # ZZ and the X codes are CLDR's own, not countries.
    return {
        code: name
        for code, name in sorted(territories.items())
        if len(code) == 2 and code.isalpha() and code[0] != "X" and code not in {"ZZ", "EU", "EZ", "UN", "QO"}
    }


# Trade partners other than countries: unions, and world regions (UN M49). Code: name in Indonesian and in English.
GROUPS = {
    "EU": ("Uni Eropa", "European Union"),
    "ASEAN": ("ASEAN", "ASEAN"),
    "EFTA": ("EFTA", "EFTA"),
    "EAEU": ("Uni Ekonomi Eurasia", "Eurasian Economic Union"),
    "GCC": ("Dewan Kerja Sama Teluk", "Gulf Cooperation Council"),
    "OKI": ("Organisasi Kerja Sama Islam", "Organisation of Islamic Cooperation"),
    "EROPA": ("Eropa", "Europe"),
    "ASIA": ("Asia", "Asia"),
    "AFRIKA": ("Afrika", "Africa"),
    "AMERIKA": ("Amerika", "Americas"),
    "OSEANIA": ("Oseania", "Oceania"),
    "TIMTENG": ("Timur Tengah", "Middle East"),
}


def partner_name(code: str, lang: str = "id") -> str:
    """The name of a country or of a group of ``GROUPS`` in Indonesian or English."""
    if code in GROUPS:
        return GROUPS[code][lang == "en"]
    return countries()[code] if lang == "id" else Locale(lang).territories[code]


def read_currency(text: str) -> str:
    """Validate an ISO 4217 code. Raises BadValue."""
    if text.upper() in currencies():
        return _exactly(text, text.upper())
    raise BadValue(f"'{text}' bukan kode mata uang ISO 4217; tulis seperti IDR atau USD")


def read_country(text: str) -> str:
    """Validate an ISO 3166-1 alpha-2 code. Raises BadValue."""
    if text.upper() in countries():
        return _exactly(text, text.upper())
    by_name = {fold_label(name): code for code, name in countries().items()}
    if code := by_name.get(fold_label(text)):
        raise BadValue(f"negara ditulis dengan kode dua huruf, bukan '{text}'", code)
    raise BadValue(f"'{text}' bukan kode negara ISO 3166-1; tulis dua huruf seperti US atau JP")


def read_partner(text: str) -> str:
    """Validate the code of a country or of a group of ``GROUPS``. Raises BadValue."""
    if text.upper() in GROUPS:
        return _exactly(text, text.upper())
    by_name = {fold_label(name): code for code, names in GROUPS.items() for name in names}
    if code := by_name.get(fold_label(text)):
        raise BadValue(f"kelompok negara ditulis dengan kode, bukan '{text}'", code)
    try:
        return read_country(text)
    except BadValue as bad:
        message = str(bad) if bad.right else f"{bad}, atau kelompok: {', '.join(GROUPS)}"
        raise BadValue(message, bad.right) from None


def province_named(text: str) -> str:
    """The code of the province that ``text`` names, also by an abbreviation or after "Provinsi"; "" if none."""
    bare = fold_label(text)
    for prefix in ("provinsi ", "propinsi ", "prov ", "prov. "):
        bare = bare.removeprefix(prefix)
    return text.upper() if text.upper() in PROVINCES else _BY_NAME.get(bare) or _SHORT_NAMES.get(bare) or ""


def read_province(text: str) -> str:
    """The ISO 3166-2:ID code of a province given by name or code. Raises BadValue."""
    if text.upper() in PROVINCES:
        return text.upper()
    if code := _BY_NAME.get(fold_label(text)):
        return code
    shown = text if len(text) <= 60 else f"{text[:60]}…"
    if code := province_named(text):
        raise BadValue(f"provinsi '{shown}' ditulis lengkap", PROVINCES[code][0])
    if len(around := provinces_of(text)) == 1:
        name = PROVINCES[min(around)][0]
        raise BadValue(f"'{shown}' kabupaten atau kota di {name}; tulis itu di 'regency', dan di sini", name)
    names = [name for name, _ in PROVINCES.values()]
    raise BadValue(f"provinsi '{shown}' tidak dikenal", nearest_of(text, names))


def _exactly(text: str, right: str) -> str:
    if text != right:
        raise BadValue(f"kode ditulis dengan huruf besar, bukan '{text}'", right)
    return right


SHARES = ("persen", "poin persentase")
UNITS = (
    *SHARES, "orang", "unit usaha", "perusahaan", "sentra", "sertifikat", "lembar", "buah", "pasang", "kodi", "ton",
    "kilogram", "liter", "meter", "meter persegi", "meter kubik", "hektare", "kabupaten/kota",
)  # fmt: skip


def fault_of_unit(unit: str, more: Collection[str] = ()) -> str:
    """Why ``unit`` is not valid, or ""; ``more`` are additional units of the portal."""
    if unit in currencies() or unit in UNITS or unit in more:
        return ""
    known = (*UNITS, *more)
    hint = did_you_mean(unit, known) or f"; tulis kode mata uang atau: {', '.join(known)}"
    return f"satuan '{unit[:40]}' tidak dikenal{hint}. Satuan lain dapat ditambahkan di 'units' portal.yaml"


