"""What an editor tells of a new entry: by a variable or in a terminal, and how it stands in YAML."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from plugins.content_model.yaml_structure import plain_or_quoted


@dataclass(frozen=True)
class Question:
    """One thing to tell. ``field`` is the key it fills, ``variable`` the one of make."""

    variable: str
    field: str
    text: str
    write: Callable[[str], str] = plain_or_quoted


def _list(text: str) -> str:
    return f"[{', '.join(plain_or_quoted(part) for part in map(str.strip, text.split(',')) if part)}]"


def _organisers(text: str) -> str:
    # Small letters and hyphens are an id of lembaga/; anything else is a name.
    names = [part for part in map(str.strip, text.split(",")) if part]
    ids = all(name.replace("-", "").isalnum() and name == name.casefold() and name.isascii() for name in names)
    return _list(text) if ids else "".join(f"\n  - name: {plain_or_quoted(name)}" for name in names)


TITLE = Question("JUDUL", "title", "Judul")
_SHARED = (
    TITLE,
    Question("TERAS", "summary", "Teras (20 sampai 400 karakter)"),
    Question("TOPIK", "tags", "Topik, dipisah koma (lihat: make topik)", _list),
)
QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "berita": _SHARED,
    "ekspor": _SHARED,
    "bimtek": (
        *_SHARED,
        Question("MULAI", "start", "Mulai, misalnya 2026-08-12 08:30"),
        Question("SELESAI", "end", "Selesai, misalnya 2026-08-14 16:00"),
        Question("PENYELENGGARA", "organisers", "Penyelenggara: id di lembaga/ atau nama, dipisah koma", _organisers),
        Question("TEMPAT", "place.name", "Nama tempat (kosong: daring)"),
        Question("PROVINSI", "place.province", "Provinsi tempat itu (kosong: daring)"),
    ),
}


def as_yaml(kind: str, answers: Mapping[str, str]) -> dict[str, str]:
    """``answers`` (variable: text, one line each) as YAML by key; what is empty is left out."""
    told = {q.field: q.write(answers[q.variable]) for q in QUESTIONS[kind] if answers.get(q.variable)}
    place = {field.partition(".")[2]: told.pop(field) for field in list(told) if field.startswith("place.")}
    if place:
        told["place"] = "".join(f"\n  {key}: {value}" for key, value in place.items())
    return told
