"""Type a YAML structure by a model: a document, and a problem for every value that cannot be read."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, Field, ValidationError, create_model
from pydantic_core import ErrorDetails

from kabar.content.models.model import Document, FieldPath, models_within
from kabar.content.parsing.problems import Problem
from kabar.content.parsing.yaml_structure import Structure, within_brackets
from kabar.content.parsing.yaml_types import TypedPlain
from kabar.text.characters import plain_characters
from kabar.text.suggestions import did_you_mean, nearest_of

_KEYS: Mapping[str, str] = {
    other: key
    for key, others in {
        "title": "judul nama headline",
        "date": "tanggal terbit published",
        "modified": "diubah diperbarui updated",
        "summary": "teras ringkasan ikhtisar deskripsi description lead",
        "tags": "topik tag label kategori category categories",
        "authors": "penulis author",
        "editor": "penyunting redaktur",
        "dateline": "lokasi",
        "photo": "foto gambar image picture",
        "attachments": "lampiran attachment",
        "based_on": "sumber berdasarkan",
        "corrections": "koreksi ralat",
        "aliases": "alamat_lama alias",
        "start": "mulai awal",
        "end": "selesai akhir berakhir",
        "timezone": "zona zona_waktu",
        "mode": "cara moda metode",
        "place": "tempat lokasi location",
        "organisers": "penyelenggara organizers organizer organiser",
        "instructors": "narasumber instruktur pemateri pembicara instructor speakers",
        "access": "akses",
        "eligibility": "syarat persyaratan",
        "documents": "berkas dokumen",
        "quota": "kuota kapasitas",
        "fee": "biaya harga",
        "covered": "fasilitas ditanggung",
        "registration": "pendaftaran",
        "certificate": "sertifikat",
        "letter": "surat",
        "lesson_hours": "jp jam_pelajaran",
        "participants": "peserta",
        "outcome": "hasil",
        "gallery": "galeri dokumentasi",
        "programme": "program",
        "name": "nama",
        "address": "alamat",
        "regency": "kabupaten kota kab",
        "province": "provinsi propinsi",
        "opens": "buka dibuka",
        "closes": "tutup ditutup batas",
        "via": "melalui lewat cara",
        "url": "tautan alamat link situs",
        "contacts": "kontak narahubung",
        "email": "surel",
        "whatsapp": "wa nomor_wa",
        "amount": "jumlah",
        "currency": "mata_uang",
        "number": "nomor",
        "file": "berkas",
        "alt": "uraian",
        "caption": "keterangan",
        "credit": "kredit",
        "license": "lisensi",
        "kind": "jenis",
        "publisher": "penerbit",
        "text": "teks isi",
        "total": "jumlah",
        "women": "perempuan",
        "products": "produk",
        "partners": "negara mitra",
        "figures": "angka",
        "status": "keadaan",
        "reason": "alasan",
        "definition": "definisi arti",
        "synonyms": "sinonim",
    }.items()
    for other in others.split()
}
# Second meanings of words, for groups that lack the key of the first.
_SECOND_KEYS = {
    "nama": "name", "alamat": "url", "jumlah": "total", "berkas": "file", "cara": "via", "lokasi": "place",
    "tanggal": "date", "label": "label",
}  # fmt: skip

_CHOICES = {
    "whatsapp": "wa whats app",
    "surel": "email e-mail mail",
    "formulir": "form gform google form situs website tautan",
    "di-tempat": "langsung datang langsung di tempat onsite on-site",
    "luring": "offline luar jaringan tatap muka",
    "daring": "online zoom virtual webinar",
    "hibrida": "hybrid hibrid hybrida",
    "terbuka": "umum publik open",
    "undangan": "khusus undangan invitation",
    "tertutup": "internal closed",
    "draft": "draf konsep",
    "published": "terbit publish tayang",
    "withdrawn": "cabut dicabut",
    "dibatalkan": "batal cancelled canceled",
    "ditunda": "tunda postponed",
    "pasti": "jadi confirmed",
    "tentatif": "sementara tentative",
    "id": "indonesia",
    "en": "inggris english",
    "ada": "ya yes",
    "perusahaan": "swasta",
    "pemerintah": "dinas kementerian",
    "pendidikan": "sekolah kampus universitas",
    "aktual": "realisasi",
    "true": "ya yes benar iya",
    "false": "tidak no belum",
}


def key_meant(key: str, known: Collection[str]) -> str:
    """The one of the ``known`` keys that ``key`` means in Indonesian or in another spelling; empty where none."""
    folded = plain_characters(key).strip().casefold().replace(" ", "_").replace("-", "_")
    for meant in (folded, _KEYS.get(folded, ""), _SECOND_KEYS.get(folded, "")):
        if meant in known:
            return meant
    return did_you_mean(folded, known).removeprefix("; maksud Anda '").removesuffix("'?")


def choice_meant(text: str, choices: Collection[str]) -> str:
    """The one of ``choices`` that ``text`` means by another name or in another spelling; empty where none."""
    folded = " ".join(plain_characters(text).casefold().split())
    if folded in choices:
        return folded
    hyphened = folded.replace(" ", "-")
    if hyphened in choices:
        return hyphened
    for choice in choices:
        names = _CHOICES.get(choice, "")
        if folded in names.split() or f" {folded} " in f" {names} ":
            return choice
    return nearest_of(folded, choices)


D = TypeVar("D", bound=Document)


def type_document(
    model: type[D], path: str, structure: Structure, body: str, body_line: int, context: Mapping[str, Any]
) -> tuple[D | None, list[Problem]]:
    """Read ``structure`` as ``model``.

    With problems the document is partial: fields that could not be read are None, so that checks across files can
    still be made. It is None when nothing could be read. ``context["zone"]`` is the zone of dates without offset. A
    key that the remedy of another problem fills is not reported as missing.
    """
    given = {"@path": path, "@body": body, "@body_line": body_line}
    written = _with_types(structure)
    data = {key: value for key, value in written.items() if not key.startswith("@")} | given
    if zone := model.local_zone(structure.value):
        context = {**context, "local": zone}
    unknown = [key for key in structure.value if key.startswith("@")]
    problems = [_unknown_key(model, path, structure, (key,)) for key in unknown]
    document: D | None = None
    broken: set[int | str] = set()
    try:
        document = model.model_validate(data, context=context)
    except ValidationError as error:
        failures = [failure for failure in error.errors(include_url=False) if not _is_consequence(failure)]
        failures = list(_without_mended(model, structure, failures))
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


def _with_types(structure: Structure) -> dict[str, Any]:
    """The values of ``structure``, in which a plain scalar that is no text for other readers is a ``TypedPlain``."""
    if not structure.typed:
        return structure.value
    copy: dict[str, Any] = _copied(structure.value)
    for path in structure.typed:
        *above, last = path
        within: Any = copy
        for part in above:
            within = within[part]
        within[last] = TypedPlain(within[last])
    return copy


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys that may be written for ``model``, in the order of its fields."""
    names = [field.alias or name for name, field in model.model_fields.items()]
    return [name for name in names if not name.startswith("@")]


@cache
def _all_optional(model: type[Document]) -> type[Document]:
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        kind: Any = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
        default = None if field.is_required() else field.default
        fields[name] = (kind | None, Field(default, alias=field.alias))
    return create_model(f"Partial{model.__name__}", __base__=model, **fields)


def _partial(model: type[D], data: Mapping[str, Any], context: Mapping[str, Any]) -> D | None:
    try:
        document = _all_optional(model).model_validate(data, context=context)
    except ValidationError:
        return None
    assert isinstance(document, model)
    return document


def _without_mended(
    model: type[Document], structure: Structure, failures: list[ErrorDetails]
) -> Iterator[ErrorDetails]:
    """``failures`` without missing keys that the remedy of another failure fills."""
    mended: set[FieldPath] = set()
    for failure in failures:
        at = failure["loc"]
        if failure["type"] == "extra_forbidden":
            mended.add(_place_meant(model, structure, at))
        elif failure.get("ctx", {}).get("akhir") and at[-1] in _END_OF:
            mended.add((*at[:-1], _END_OF[at[-1]]))
    return (one for one in failures if one["type"] != "missing" or one["loc"] not in mended)


def _is_consequence(failure: ErrorDetails) -> bool:
    # Pydantic reports a list as too short when its items could not be read, which is reported at the items.
    return failure["type"] == "too_short" and bool(len(failure["input"]) >= failure["ctx"]["min_length"])


def _name(at: FieldPath) -> str:
    return ".".join(str(part) for part in at if isinstance(part, str))


def _problem(model: type[Document], path: str, structure: Structure, failure: ErrorDetails) -> Problem:
    at = tuple(part for part in failure["loc"] if isinstance(part, int) or not part.startswith("function-"))
    kind, context = failure["type"], failure.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(model, path, structure, at)
    if kind == "missing":
        line, column = structure.keys.get(at) or structure.place(at[:-1])
        return Problem(path, line, column, _name(at), f"wajib diisi; tulis: {at[-1]}: …")
    while at and at not in structure.places:
        # A plain value in place of a group: `participants: 30` is reported at participants.
        at = at[:-1]
    line, column = structure.place(at)
    given = failure["input"]
    if isinstance(given, str):
        kind = {"too_short": "string_too_short", "too_long": "string_too_long"}.get(kind, kind)
    message = _message(kind, context, failure["msg"], at)
    # Only for articles, which all have a date.
    if at == ("status",) and (meant := choice_meant(str(given), _EVENT_STATUSES)) and "date" in model.model_fields:
        message = f"keadaan acara ditulis di kunci lain; tulis: event_status: {meant}"
    elif right := context.get("benar") or _right_for(kind, context, given, _model_at(model, at)):
        end, other = context.get("akhir"), _END_OF.get(at[-1])
        right = end if end and at[-1] in _END_OF.values() else right
        message += f"{'' if message.endswith(',') else ';'} tulis: {written_at(at, right, structure)}"
        if end and other and not _is_given((*at[:-1], other), structure):
            message += f", dan di baris berikutnya: {other}: {end}"
    return Problem(path, line, column, _name(at), message)


_END_OF: Mapping[int | str, str] = {"start": "end", "opens": "closes"}


def written_at(at: FieldPath, right: str, structure: Structure) -> str:
    """The line or list item that sets the value ``right`` at ``at``."""
    if not isinstance(at[-1], int):
        return f"{at[-1]}: {right}"
    return right if at[:-1] in structure.within_brackets else f"- {right}"


def _is_given(at: FieldPath, structure: Structure) -> bool:
    return at in structure.keys


def _right_for(kind: str, context: Mapping[str, Any], given: Any, group: type[BaseModel] | None) -> str:
    """The YAML that ``given`` means, where the expected kind of value makes it clear; ``group`` is its model."""
    if not isinstance(given, str):
        return ""
    match kind:
        case "literal_error" | "enum":
            return choice_meant(given, _choices(context))
        case "bool_parsing" | "bool_type":
            return choice_meant(given, ("true", "false"))
        case "tuple_type" | "list_type":
            items = [item for item in map(str.strip, _BETWEEN_ITEMS.split(given)) if item.strip("#")]
            return f"[{', '.join(within_brackets(item.lstrip('#')) for item in items)}]"
        case "model_type" | "model_attributes_type" | "dict_type" if group:
            required = [name for name, field in group.model_fields.items() if field.is_required()]
            return f"{{{required[0]}: {within_brackets(given)}}}" if len(required) == 1 else ""
    return ""


# The comma before an academic degree does not count: "Ani, M.Ds." is one person.
_BETWEEN_ITEMS = re.compile(r",(?!\s*(?:[A-Z][A-Za-z]{0,5}\.)+)|;|\s(?=#)")


def _choices(context: Mapping[str, Any]) -> tuple[str, ...]:
    # Pydantic lists the choices as "'a', 'b' or 'c'".
    return tuple(re.findall(r"'([^']*)'", context["expected"]))


def _message(kind: str, context: Mapping[str, Any], default: str, at: FieldPath) -> str:
    key = next((part for part in reversed(at) if isinstance(part, str)), "")
    match kind:
        case "literal_error" | "enum":
            *others, last = _choices(context)
            return f"pilih salah satu: {', '.join(others)} atau {last}"
        case "tuple_type" | "list_type":
            return "harus berupa daftar: [satu, dua], atau tiap butir di baris baru dengan '- '"
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
    "branch": "tulis nama cabang saja, misalnya: branch: main",
    "whatsapp_channel": "tulis alamat saluran lengkap, misalnya: whatsapp_channel: https://whatsapp.com/channel/0029VaXyz",
    "wikidata": "tulis nomor Wikidata seperti Q34442",
}


def _unknown_key(model: type[Document], path: str, structure: Structure, at: FieldPath) -> Problem:
    line, column = structure.keys.get(at) or structure.place(at)
    around = _model_at(model, at[:-1])
    known = keys_of(around) if around else []
    key = str(at[-1])
    if (place := _place_meant(model, structure, at)) and place[:-1] != at[:-1]:
        # The key is in the wrong column.
        if len(place) > len(at):
            message = f"'{key}' bagian dari '{place[-2]}'; beri 2 spasi di depan baris ini"
        else:
            message = f"'{key}' bukan bagian dari '{at[-2]}'; hapus spasi di depan baris ini"
        return Problem(path, line, column, _name(at), message)
    near = place[-1] if place else ""
    hint = f"; maksud Anda '{near}'?" if near else _other_keys(known)
    if not near and (meant := key_meant(key, known)):
        hint = f"; maksudnya '{meant}', yang sudah ada: hapus baris ini"
    if key == "slug" or key == "url":
        hint = "; alamat halaman adalah nama berkasnya, ganti nama berkas bila perlu"
    for other, right in (("date", "embargo"), ("embargo", "date")):
        if key == other and right in known:
            hint = f"; waktu mulai tampil di sini ditulis di '{right}'"
    return Problem(path, line, column, _name((*at[:-1], key[:60])), f"kunci '{key[:60]}' tidak dikenal{hint}")


def _other_keys(known: list[str]) -> str:
    return f"; yang ada: {', '.join(known)}" if 0 < len(known) <= 12 else "; hapus baris ini"


def _place_meant(model: type[Document], structure: Structure, at: FieldPath) -> FieldPath:
    """The path at which the unknown key at ``at`` was probably meant to be, under its right name; () if unclear."""
    key, around = str(at[-1]), _model_at(model, at[:-1])
    known = keys_of(around) if around else []
    if group := _empty_group_above(model, structure, at):
        return (*group, key)
    if len(at) == 2 and key in keys_of(model) and key not in structure.value:
        return (key,)
    if (meant := key_meant(key, known)) and not _is_given((*at[:-1], meant), structure):
        return (*at[:-1], meant)
    return ()


def _empty_group_above(model: type[Document], structure: Structure, at: FieldPath) -> FieldPath:
    """The group without keys right above the key ``at``, if its model has a key of this name."""
    if len(at) != 1:
        return ()
    above = [key for key in structure.value if structure.keys[(key,)][0] < structure.keys[at][0]]
    known = keys_of(model)
    while above and above[-1] not in known:
        above.pop()
    if above and structure.value[above[-1]] == "":
        inner = _model_at(model, (above[-1],))
        if inner and inner is not model and str(at[-1]) in keys_of(inner):
            return (above[-1],)
    return ()


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
    """The words that a ``Literal`` within ``annotation`` allows, or none."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(word for part in get_args(annotation) for word in literal_choices(part))


