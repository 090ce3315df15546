"""Questions that a command asks for a new article: one for each key that an editor knows before writing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kabar.content.parsing.yaml_structure import plain_or_quoted
from kabar.content.parsing.yaml_types import plain_type

Answers = Mapping[str, str]  # by variable, one line each; empty if unknown


def _always(_: Answers) -> bool:
    return True


@dataclass(frozen=True)
class Question:
    """Asks for the key ``field`` (with those of the groups around it) by ``text`` and a line of ``help``.

    ``variable`` is the one of make. ``write`` turns an answer into YAML; ``fits`` decides by the answers so far whether
    the question is asked.
    """

    variable: str
    field: str
    text: str
    help: str
    write: Callable[[str], str] = plain_or_quoted
    fits: Callable[[Answers], bool] = _always


def _list(text: str) -> str:
    return f"[{', '.join(plain_or_quoted(part) for part in map(str.strip, text.split(',')) if part)}]"


def _organisers(text: str) -> str:
    # Lower-case letters and hyphens are an id of lembaga/; anything else is a name.
    names = [part for part in map(str.strip, text.split(",")) if part]
    ids = all(name.replace("-", "").isalnum() and name == name.casefold() and name.isascii() for name in names)
    return "".join(f"\n  - {'id' if ids else 'name'}: {plain_or_quoted(name)}" for name in names)


def _choice(text: str) -> str:
    return plain_or_quoted(text.casefold())


def _moment(text: str) -> str:
    # Dates stay without quotes; the check answers whatever is no date.
    return text if plain_type(text) == "date" else plain_or_quoted(text)


def _fee(text: str) -> str:
    amount = re.sub(r"^rp\.?\s*|,-$", "", text.casefold())
    amount = re.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", "", amount)
    amount = "0" if amount == "gratis" else amount
    return f"\n  amount: {amount}\n  currency: IDR" if amount.isdecimal() else plain_or_quoted(text)


def _number(text: str) -> str:
    # Editors write "30 orang".
    found = re.fullmatch(r"(\d+)(?: (?:orang|peserta|kursi))?", text)
    return found[1] if found else plain_or_quoted(text)


def _has_place(answers: Answers) -> bool:
    return answers["CARA"].casefold() != "daring"


def _takes_registration(answers: Answers) -> bool:
    return answers["AKSES"].casefold() != "tertutup"


def _by_form(answers: Answers) -> bool:
    return _takes_registration(answers) and answers["LEWAT"].casefold() in ("", "formulir")


TITLE = Question("JUDUL", "title", "Judul", "pendek, dengan kata kerja, paling panjang 70 karakter")
SHARED = (
    TITLE,
    Question("TERAS", "summary", "Teras", "siapa melakukan apa, di mana, untuk apa; 20 sampai 400 karakter"),
    Question("TOPIK", "tags", "Topik", "yang ada di topik/, dipisah koma; daftarnya: make topik", _list),
)
_LAST_DAY = "hari terakhir mendaftar, misalnya 2026-08-01"
_VIAS = "formulir, whatsapp, surel, dinas, atau di-tempat"
_REGISTRATION = (
    Question("LEWAT", "registration.via", "Cara mendaftar", _VIAS, _choice, _takes_registration),
    Question("FORMULIR", "registration.url", "Alamat formulir", "misalnya https://contoh.id/daftar", fits=_by_form),
    Question("TUTUP", "registration.closes", "Batas pendaftaran", _LAST_DAY, _moment, _takes_registration),
    *(
        Question(variable, f"registration.{field}", text, help, fits=_takes_registration)
        for variable, field, text, help in (
            ("NARAHUBUNG", "contacts.name", "Narahubung", "nama yang dapat ditanyai"),
            ("WHATSAPP", "contacts.whatsapp", "Nomor WhatsApp-nya", "misalnya 0812-3456-7890"),
            ("SUREL", "contacts.email", "Surelnya", "misalnya panitia@contoh.id"),
        )
    ),
)
TRAINING = (
    *SHARED,
    Question("MULAI", "start", "Mulai", "tanggal dan jam setempat, misalnya 2026-08-12 08:30", _moment),
    Question("SELESAI", "end", "Selesai", "misalnya 2026-08-14 16:00; tanggal saja berarti sampai akhir hari", _moment),
    Question("CARA", "mode", "Cara", "luring (di satu tempat), daring, atau hibrida (keduanya)", _choice),
    Question("TEMPAT", "place.name", "Tempat", "nama gedung atau tempat; kosong bila daring", fits=_has_place),
    Question("KOTA", "place.regency", "Kabupaten atau kota", "misalnya Kabupaten Bogor", fits=_has_place),
    Question("PROVINSI", "place.province", "Provinsi", "misalnya Jawa Barat", fits=_has_place),
    Question("PENYELENGGARA", "organisers", "Penyelenggara", "id di lembaga/ atau nama, dipisah koma", _organisers),
    Question("AKSES", "access", "Siapa boleh ikut", "terbuka, undangan, atau tertutup (yang ditunjuk)", _choice),
    Question("BIAYA", "fee", "Biaya", "gratis, atau jumlah rupiah seperti 150000", _fee),
    Question("KUOTA", "quota", "Kuota", "jumlah kursi, misalnya 30", _number),
    *_REGISTRATION,
)
