"""The 514 regencies and cities of Indonesia with their provinces, as an editor may write them.

``regencies.csv`` holds code, name and province (ISO 3166-2) of Kepmendagri 300.2.2-2430 Tahun 2025, without the word
"Administrasi" of Jakarta's. Public regulation carries no copyright (UU 28/2014, Pasal 42); docs/decisions/0036 tells
how the table was checked.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plugins.content_model.nearest import nearest_of
from plugins.content_model.problems import BadValue

_FILE = Path(__file__).with_name("regencies.csv")
_PREFIX = re.compile(r"(?P<kind>kab(?:upaten)?\b\.?|kota(?:madya)?\b)?\s*(?:adm(?:inistrasi)?\b\.?\s*)?", re.IGNORECASE)
# As they were called until a few years ago, or are called besides.
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
    """A regency or city: its code as the interior ministry gives it, its name, the code of its province."""

    code: str
    name: str
    province: str


@cache
def regencies() -> Mapping[str, Regency]:
    """All of them by name."""
    with _FILE.open(encoding="utf-8", newline="") as rows:
        return {row["name"]: Regency(**row) for row in csv.DictReader(rows)}


def read_regency(text: str) -> str:
    """The name of a regency or city, "Kabupaten Sleman", as it is written; spaces within it do not matter.

    Raises BadValue with the name that is meant.
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


def provinces_of(text: str) -> frozenset[str]:
    """The codes of the provinces in which a regency or city of this name lies, whatever stands before it."""
    return frozenset(regencies()[name].province for name in _meant(text))


def _meant(text: str) -> list[str]:
    found = _by_letters().get(_letters(_bare(text)), ())
    kind = _PREFIX.match(text.strip())["kind"] or ""
    of_kind = [name for name in found if kind and name.casefold().startswith(kind[:3].casefold())]
    return of_kind or list(found)


def _bare(text: str) -> str:
    """``text`` without what says of which kind it is."""
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
