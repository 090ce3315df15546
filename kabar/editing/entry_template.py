"""Template of a new article, from the model of its kind: required keys, then optional ones."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kabar.content.models.model import models_within
from kabar.content.models.placeholders import BODY, ORGANISER, PLACEHOLDER, SUMMARY, training_times
from kabar.content.reading.typed import literal_choices
from kabar.sections.registry import SECTIONS


def example_values(kind: str, today: date, topics: Sequence[str]) -> Mapping[str, str]:
    """The required keys of ``kind`` with YAML that is valid in a draft; ``topics`` are ids of existing topics.

    All but the topic and ``mode`` are placeholders (``placeholders``), which are errors in published articles. The mode
    of a training is ``daring``, since a place cannot be invented.
    """
    own = [topic for topic in topics if topic == kind] or sorted(topics)[:1] or [kind]
    values = {
        "summary": SUMMARY,
        "tags": f"[{own[0]}]",
    }
    fields = SECTIONS[kind].model.model_fields
    values |= {name: str(field.examples[0]) for name, field in fields.items() if field.is_required() and field.examples}
    if "start" in fields:
        start, end = training_times(today.year)
        values |= {
            "start": f"{start:%Y-%m-%d %H:%M}",
            "end": f"{end:%Y-%m-%d %H:%M}",
            "mode": "daring",
            "organisers": f"[{{name: {ORGANISER}}}]",
        }
    return values


ADVICE = {
    "title": "judul: pendek, dengan kata kerja, paling panjang 70 karakter",
    "date": "waktu terbit; bila di masa depan, terbit terjadwal",
    "summary": "teras: teks biasa, 20 sampai 400 karakter",
    "tags": "1 sampai 8 topik yang ada di topik/, dipisah koma",
    "start": "mulai: tanggal, atau tanggal dan jam setempat",
    "end": "selesai: tanggal saja berarti sampai akhir hari",
    "mode": "luring, daring, atau hibrida; luring dan hibrida perlu place",
    "place": "tempat; wajib kecuali daring",
    "organisers": "penyelenggara: id di lembaga/, atau {name: nama lembaga}",
    "status": "draft belum terbit; hapus baris ini bila tulisan siap terbit",
}


_OWN_PLACE = ("title", "date", "status")  # written first and last, independent of the model's order

_HOW_TO_FILL = (
    "# Yang di bawah ini boleh diisi: hapus tanda # dan satu spasi sesudahnya, lalu tulis nilainya.",
    "# Yang tidak diketahui dibiarkan atau dihapus; jangan mengisi dugaan.",
)


def compose_entry(
    kind: str,
    given: Mapping[str, str],
    today: date,
    topics: list[str],
    whole: bool = True,
    placeholders: Collection[str] = (),
) -> str:
    """The text of a new draft of ``kind``; ``given`` maps keys to their YAML, ``title`` among them.

    A required key that is not given gets a valid value, below a comment that begins with ``PLACEHOLDER``; so do given
    keys in ``placeholders``. ``whole`` adds, as comments, all keys of the groups within optional keys.
    """
    examples = {**example_values(kind, today, topics), "date": today.isoformat(), **given}
    if "place" in given and "mode" not in given:
        examples["mode"] = "luring"
    fields = SECTIONS[kind].model.model_fields
    lines = ["---"]
    for name in ("title", "date"):
        lines += [f"# {f'{PLACEHOLDER} ' if name in placeholders else ''}{ADVICE[name]}", f"{name}: {examples[name]}"]
    for name in fields:
        if name in examples and name not in _OWN_PLACE:
            is_given = name in given or (name == "mode" and "place" in given)
            advice = ADVICE.get(name) or _description(fields[name])
            lines += [f"# {'' if is_given else f'{PLACEHOLDER} '}{advice}", _line(name, examples[name])]
    lines += [f"# {ADVICE['status']}", "status: draft", "#", *_HOW_TO_FILL]
    for name, field in fields.items():
        if name not in examples and name not in _OWN_PLACE and not (field.alias or "").startswith("@"):
            lines += [f"# {line}".rstrip() for line in _offered(name, field, whole)]
    return "\n".join([*lines, "---", "", f"{PLACEHOLDER} {BODY}", ""])


def _line(name: str, value: str) -> str:
    return f"{name}:{value if value.startswith(chr(10)) else f' {value}'}"


def _offered(name: str, field: FieldInfo, whole: bool) -> Iterator[str]:
    """The lines of one optional key, without the comment sign."""
    yield ""
    within = models_within(field.annotation)[:1]
    yield f"# {_description(field)}"
    yield f"{field.alias or name}:"
    if within and whole:
        yield from _offered_within(within[0], "  - " if "tuple" in str(field.annotation) else "  ")


def _offered_within(model: type[BaseModel], lead: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield f"{' ' * len(lead)}# {_description(field)}{' (wajib)' if field.is_required() else ''}"
        yield f"{lead}{field.alias or name}:"
        if deeper := models_within(field.annotation)[:1]:
            inner = f"{' ' * len(lead)}  "
            yield from _offered_within(deeper[0], f"{inner[:-2]}  - " if "tuple" in str(field.annotation) else inner)
        lead = " " * len(lead)


def _description(field: FieldInfo) -> str:
    choices = literal_choices(field.annotation) if not models_within(field.annotation) else ()
    return f"{field.description or ''}{f': {chr(44).join(choices)}'.replace(',', ', ') if choices else ''}"
