"""Questions to an editor about a new article, answered by variables or in a terminal, and their answers as YAML."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kabar.content.parsing.yaml_structure import plain_or_quoted

Answers = Mapping[str, str]  # by variable, one line each; empty if unknown


def _always(_: Answers) -> bool:
    return True


@dataclass(frozen=True)
class Question:
    """A question, with its ``text`` and a line of ``help``.

    The answer goes to the key ``field``, a dotted path; ``variable`` is that of make. It is asked if it ``fits`` the
    previous answers.
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
    return _list(text) if ids else "".join(f"\n  - name: {plain_or_quoted(name)}" for name in names)


def _choice(text: str) -> str:
    return plain_or_quoted(text.casefold())


def _fee(text: str) -> str:
    amount = re.sub(r"^rp\.?\s*|,-$", "", text.casefold())
    amount = re.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", "", amount)
    if amount in ("0", "gratis"):
        return "gratis"
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
_SHARED = (
    TITLE,
    Question("TERAS", "summary", "Teras", "siapa melakukan apa, di mana, untuk apa; 20 sampai 400 karakter"),
    Question("TOPIK", "tags", "Topik", "yang ada di topik/, dipisah koma; daftarnya: make topik", _list),
)
_VIAS = "formulir, whatsapp, surel, dinas, atau di-tempat"
_REGISTRATION = (
    Question("LEWAT", "registration.via", "Cara mendaftar", _VIAS, _choice, _takes_registration),
    Question("FORMULIR", "registration.url", "Alamat formulir", "misalnya https://contoh.id/daftar", fits=_by_form),
    *(
        Question(variable, f"registration.{field}", text, help, fits=_takes_registration)
        for variable, field, text, help in (
            ("TUTUP", "closes", "Batas pendaftaran", "hari terakhir mendaftar, misalnya 2026-08-01"),
            ("NARAHUBUNG", "contacts.name", "Narahubung", "nama yang dapat ditanyai"),
            ("WHATSAPP", "contacts.whatsapp", "Nomor WhatsApp-nya", "misalnya 0812-3456-7890"),
            ("SUREL", "contacts.email", "Surelnya", "misalnya panitia@contoh.id"),
        )
    ),
)
QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "berita": _SHARED,
    "ekspor": _SHARED,
    "bimtek": (
        *_SHARED,
        Question("MULAI", "start", "Mulai", "tanggal dan jam setempat, misalnya 2026-08-12 08:30"),
        Question("SELESAI", "end", "Selesai", "misalnya 2026-08-14 16:00; tanggal saja berarti sampai akhir hari"),
        Question("CARA", "mode", "Cara", "luring (di satu tempat), daring, atau hibrida (keduanya)", _choice),
        Question("TEMPAT", "place.name", "Tempat", "nama gedung atau tempat; kosong bila daring", fits=_has_place),
        Question("KOTA", "place.regency", "Kabupaten atau kota", "misalnya Kabupaten Bogor", fits=_has_place),
        Question("PROVINSI", "place.province", "Provinsi", "misalnya Jawa Barat", fits=_has_place),
        Question("PENYELENGGARA", "organisers", "Penyelenggara", "id di lembaga/ atau nama, dipisah koma", _organisers),
        Question("AKSES", "access", "Siapa boleh ikut", "terbuka, undangan, atau tertutup (yang ditunjuk)", _choice),
        Question("BIAYA", "fee", "Biaya", "gratis, atau jumlah rupiah seperti 150000", _fee),
        Question("KUOTA", "quota", "Kuota", "jumlah kursi, misalnya 30", _number),
        *_REGISTRATION,
    ),
}
_LISTS = ("registration.contacts",)  # groups that are the only item of a list


def as_yaml(kind: str, answers: Answers) -> dict[str, str]:
    """``answers`` as YAML by key, without empty ones."""
    values: dict[str, Any] = {}
    for question in QUESTIONS[kind]:
        if answer := answers.get(question.variable):
            *groups, key = question.field.split(".")
            into = values
            for group in groups:
                into = into.setdefault(group, {})
            into[key] = question.write(answer)
    return {key: _to_yaml(key, value, 2) for key, value in values.items()}


def _to_yaml(path: str, value: str | Mapping[str, Any], indent: int) -> str:
    if isinstance(value, str):
        return value
    inner = indent + 2 if path in _LISTS else indent
    lines = []
    for key, below in value.items():
        text = _to_yaml(f"{path}.{key}", below, inner + 2)
        lines.append(f"{' ' * inner}{key}:{text if text.startswith(chr(10)) else f' {text}'}")
    if path in _LISTS:
        lines[0] = f"{' ' * indent}- {lines[0].lstrip()}"
    return "".join(f"\n{line}" for line in lines)
