"""Type a structure by its model: a document, and a problem for every value that cannot be read."""

from functools import cache
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, Field, ValidationError, create_model

from plugins.content_model.model import Document, FieldPath
from plugins.content_model.nearest import did_you_mean
from plugins.content_model.problems import Problem
from plugins.content_model.yaml_structure import Structure

D = TypeVar("D", bound=Document)


def type_document(
    model: type[D], path: str, structure: Structure, body: str, body_line: int, context: dict
) -> tuple[D | None, list[Problem]]:
    """Read ``structure`` as ``model``.

    With problems the document is partial: what could not be read is None, so that what is
    checked across files can still be checked. It is None when nothing of it could be read.
    ``context`` holds ``zone``, the zone of dates without offset.
    """
    given = {"@path": path, "@body": body, "@body_line": body_line}
    data = {key: value for key, value in structure.value.items() if not key.startswith("@")} | given
    unknown = [key for key in structure.value if key.startswith("@")]
    problems = [_unknown_key(model, path, structure, (key,)) for key in unknown]
    document, broken = None, set()
    try:
        document = model.model_validate(data, context=context)
    except ValidationError as error:
        failures = [failure for failure in error.errors(include_url=False) if not _echoes(failure)]
        problems += [_problem(model, path, structure, failure) for failure in failures]
        broken = {failure["loc"][0] for failure in failures if failure["loc"]}
        document = _partial(model, {k: v for k, v in data.items() if k not in broken}, context)
    if document is not None:
        problems += [
            Problem(path, *structure.place(at), _name(at), message)
            for at, message in document.contradictions()
            if at[0] not in broken
        ]
    return document, problems


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys that may be written for ``model``, in the order of its definition."""
    names = [field.alias or name for name, field in model.model_fields.items()]
    return [name for name in names if not name.startswith("@")]


def models_within(annotation: Any) -> list[type[BaseModel]]:
    """The models that an annotation such as ``tuple[Photo, ...] | None`` speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in models_within(part)]


@cache
def _all_optional(model: type[D]) -> type[D]:
    fields = {}
    for name, field in model.model_fields.items():
        kind = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
        default = None if field.is_required() else field.default
        fields[name] = (kind | None, Field(default, alias=field.alias))
    return create_model(f"Partial{model.__name__}", __base__=model, **fields)


def _partial(model: type[D], data: dict, context: dict) -> D | None:
    try:
        return _all_optional(model).model_validate(data, context=context)
    except ValidationError:
        return None



def _echoes(failure: dict) -> bool:
    # pydantic calls a list too short when its items could not be read: that is told at the items.
    return failure["type"] == "too_short" and len(failure["input"]) >= failure["ctx"]["min_length"]


def _name(at: FieldPath) -> str:
    return ".".join(str(part) for part in at if isinstance(part, str))


def _problem(model: type[Document], path: str, structure: Structure, failure: dict) -> Problem:
    at = tuple(part for part in failure["loc"] if isinstance(part, int) or not part.startswith("function-"))
    kind, context = failure["type"], failure.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(model, path, structure, at)
    if kind == "missing":
        line, column = structure.keys.get(at) or structure.place(at[:-1])
        return Problem(path, line, column, _name(at), f"wajib diisi; tulis: {at[-1]}: …")
    while at and at not in structure.places:
        # A plain value that stands for a group: `participants: 30` is told as participants.
        at = at[:-1]
    line, column = structure.place(at)
    right = context.get("benar")
    if isinstance(failure["input"], str):
        kind = {"too_short": "string_too_short", "too_long": "string_too_long"}.get(kind, kind)
    message = _message(kind, context, failure["msg"], at)
    # Articles alone: what they share is the date of publication.
    if at == ("status",) and failure["input"] in _EVENT_STATUSES and "date" in model.model_fields:
        message = f"keadaan acara ditulis di kunci lain; tulis: event_status: {failure['input']}"
    if right:
        message += f"; tulis: {_written(at, right)}"
    return Problem(path, line, column, _name(at), message)


def _written(at: FieldPath, right: str) -> str:
    return f"- {right}" if isinstance(at[-1], int) else f"{at[-1]}: {right}"


def _message(kind: str, context: dict, default: str, at: FieldPath) -> str:
    key = next((part for part in reversed(at) if isinstance(part, str)), "")
    match kind:
        case "literal_error" | "enum":
            # pydantic lists the choices as "'a', 'b' or 'c'".
            return f"pilih salah satu: {context['expected'].replace(' or ', ' atau ').replace(chr(39), '')}"
        case "tuple_type" | "list_type":
            return f"harus berupa daftar; tulis {key}: [satu, dua], atau tiap butir di baris baru dengan '- '"
        case "model_type" | "model_attributes_type" | "dict_type":
            return "harus berisi beberapa kunci, masing-masing di baris baru dan menjorok dua spasi"
        case "too_short":
            return f"paling sedikit {context['min_length']} butir"
        case "too_long":
            return f"paling banyak {context['max_length']} butir, sekarang {context['actual_length']}; hapus sebagian"
        case "string_too_short":
            return f"terlalu pendek; paling sedikit {context['min_length']} karakter"
        case "string_too_long":
            return f"terlalu panjang; paling banyak {context['max_length']} karakter, ringkaslah"
        case "string_pattern_mismatch":
            return _PATTERN_MESSAGES.get(key, "bentuk nilai ini tidak dikenal")
        case "greater_than_equal":
            return f"tidak boleh kurang dari {context['ge']}"
        case "bool_parsing" | "bool_type":
            return "tulis true atau false"
    return default


_EVENT_STATUSES = ("tentatif", "pasti", "ditunda", "dibatalkan")

_PATTERN_MESSAGES = {
    "regency": "awali dengan Kabupaten atau Kota, misalnya: regency: Kabupaten Bogor",
    "branch": "tulis nama cabang saja, misalnya: branch: main",
    "whatsapp_channel": "tulis alamat saluran lengkap, misalnya: whatsapp_channel: https://whatsapp.com/channel/0029VaXyz",
    "wikidata": "tulis nomor Wikidata seperti Q34442",
}


def _unknown_key(model: type[Document], path: str, structure: Structure, at: FieldPath) -> Problem:
    line, column = structure.keys.get(at) or structure.place(at)
    around = _model_at(model, at[:-1])
    known = keys_of(around) if around else []
    key = str(at[-1])
    hint = did_you_mean(key, known) or (
        f"; yang ada: {', '.join(known)}" if 0 < len(known) <= 12 else "; hapus baris ini"
    )
    if key == "slug" or key == "url":
        hint = "; alamat halaman adalah nama berkasnya, ganti nama berkas bila perlu"
    for other, right in (("date", "embargo"), ("embargo", "date")):
        if key == other and right in known:
            hint = f"; waktu mulai tampil di sini ditulis di '{right}'"
    return Problem(path, line, column, _name((*at[:-1], key[:60])), f"kunci '{key[:60]}' tidak dikenal{hint}")


def _model_at(model: type[BaseModel], at: FieldPath) -> type[BaseModel] | None:
    for part in at:
        if isinstance(part, int):
            continue
        by_key = {field.alias or name: field for name, field in model.model_fields.items()}
        inner = models_within(by_key[part].annotation) if part in by_key else []
        if not inner:
            return None
        model = inner[0]
    return model


def literal_choices(annotation: Any) -> tuple[str, ...]:
    """The words that a ``Literal`` within ``annotation`` admits, or none."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(word for part in get_args(annotation) for word in literal_choices(part))
