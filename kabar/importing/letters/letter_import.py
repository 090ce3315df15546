"""``make impor-surat BERKAS=pengumuman.docx``: suggests the draft of a training from an announcement letter."""

import os
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from kabar.command import Stopped, run
from kabar.console import write_lines
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.placeholders import TITLE
from kabar.content.validation.cross_checks import Crossing
from kabar.content.validation.references import Ids
from kabar.content.validation.trial import faults_of
from kabar.editing.answers import nested_yaml
from kabar.editing.entry_template import compose_entry
from kabar.editing.files.opening import (
    content_folder,
    open_unfinished,
    portal_now,
    refuse_hidden_section,
    wants_to_apply,
)
from kabar.editing.new_entry import free_path
from kabar.importing.import_record import FOLDER, RECORD, ImportRecord, last_runs, read_record
from kabar.importing.letters.letter_facts import OTHER, LetterFact, find_facts
from kabar.importing.letters.letter_text import read_letter
from kabar.importing.staging import Staging, recover
from kabar.importing.tables.table_cells import Cell, ColumnTitles, Sheet
from kabar.importing.tables.training_columns import ColumnUse, SheetMapping
from kabar.importing.tables.training_rows import RowContext, TrainingRow, read_row
from kabar.importing.to_markdown import escaped
from kabar.text.folding import fold_label, readable_slug, short_hash
from kabar.text.personal_data import find_personal_data

_KIND = "bimtek"
_SOUGHT = (
    "title", "letter.number", "letter.date", "start", "hours", "place.name", "organisers", "quota", "fee",
    "registration.opens", "registration.closes", "registration.url", "registration.contacts.name",
    "registration.contacts.whatsapp", "registration.contacts.email",
)  # fmt: skip
_LONGEST = 160  # characters of a sentence in a comment


def main(environ: Mapping[str, str]) -> int:
    """Suggest a draft from the letter that ``environ`` names; the exit code."""
    return run(lambda: _import(environ))


def _import(environ: Mapping[str, str]) -> None:
    name = environ.get("BERKAS", "").strip()
    if not name:
        raise Stopped("Suratnya belum disebut; tulis seperti: make impor-surat BERKAS=pengumuman.docx")
    path = Path(name)
    if not path.is_file():
        raise Stopped(f"BERKAS: berkas '{name}' tidak ada; periksa namanya")
    is_applied = wants_to_apply(environ)
    root = content_folder(environ)
    folder = FOLDER / f"surat-{readable_slug(path.stem) or short_hash(path.name)}"
    record = read_record(folder / RECORD)
    recover(root, last_runs())
    crossing = open_unfinished(root)
    refuse_hidden_section(_KIND, crossing)
    today = portal_now(environ, datetime.now(UTC), crossing).date()
    paragraphs = read_letter(path)
    if not paragraphs:
        raise Stopped(f"{path}: tidak ada teks di surat ini; bila isinya gambar, ketik dengan make bimtek")
    facts = find_facts(paragraphs)
    clear = {field: found[0] for field, found in facts.items() if len(found) == 1 and field != OTHER}
    row, notes = _read(path.name, clear, RowContext(Ids(crossing.reading, crossing.files), crossing.vocabulary, {}))
    write_lines(_report(path.name, facts, row, notes))
    key = sha256(path.read_bytes()).hexdigest()
    if key in record.files:
        write_lines([f"Surat ini sudah menjadi {root}/{record.files[key][0]}; tidak ada yang ditulis"])
        return
    number = clear["letter.number"].text if "letter.number" in clear else ""
    for one in crossing.reading.of(Bimtek):
        if number and one.letter and fold_label(one.letter.number) == fold_label(number):
            write_lines([f"Surat nomor {number} sudah disebut {root}/{one.path}; tidak ada yang ditulis"])
            return
    file, text, left_out = _compose(path, row, clear, crossing, root, today)
    write_lines(left_out)
    if not is_applied:
        write_lines([f"Belum ada yang ditulis. Ulangi dengan TERAPKAN=1 untuk menulis draf {root}/{file}"])
        return
    with Staging(root) as staging:
        data = text.encode()
        staging.write(file, data)
        files = {**record.files, key: (file, sha256(data).hexdigest())}
        staging.apply(folder / RECORD, ImportRecord(files, staging.run).as_text())
    write_lines([f"{root}/{file} ditulis sebagai draf. Bandingkan dengan suratnya, ganti yang bertanda GANTI:"])


def _read(name: str, clear: Mapping[str, LetterFact], context: RowContext) -> tuple[TrainingRow, list[str]]:
    """The facts as a row of a table is read; those that cannot be read are left out and named."""
    notes = []
    left = dict(clear)
    while True:
        fields = list(left)
        sheet = Sheet(name, "", {1: {at: Cell(left[field].text) for at, field in enumerate(fields, 1)}})
        columns = tuple(ColumnUse(at, "", field) for at, field in enumerate(fields, 1))
        mapping = SheetMapping("", ColumnTitles(0, 0), columns)
        row = read_row(sheet, mapping, context)
        wrong = {fields[column - 1]: message for column, message in row.faults if column}
        if not wrong:
            break
        for field, message in wrong.items():
            fact = left.pop(field)
            why = message.partition("; isi date_order")[0]  # a letter has no mapping file
            notes.append(f"paragraf {fact.paragraph}: {field} tidak dipakai: {why}")
    if "place.name" in row.values and "place.province" not in row.values:
        # A place needs its province, which is not invented.
        place = left["place.name"]
        for key in [key for key in row.values if key.startswith("place.")] + ["mode"]:
            row.values.pop(key, None)
        row.body.append(f"Tempat menurut surat: {escaped(place.text)}")
        notes.append(f"paragraf {place.paragraph}: provinsi tempatnya tidak disebut; tempat ditulis di isi")
    return row, notes


def _compose(
    path: Path, row: TrainingRow, clear: Mapping[str, LetterFact], crossing: Crossing, root: Path, today: date
) -> tuple[str, str, list[str]]:
    """Content path and text of the draft, and lines about keys that it leaves out because the check refuses them."""
    topics = sorted(crossing.vocabulary.topics)
    taken = set(crossing.destinations.addresses) | {one.removesuffix(".md") for one in crossing.files.documents}
    file = free_path(_KIND, today.year, row.title or path.stem, taken)
    lines: list[str] = []
    while True:
        given = {"title": TITLE, **row.values} | ({"tags": f"[{_KIND}]"} if _KIND in topics else {})
        blanks = {"title"} - row.values.keys()
        body = "\n\n".join(row.body)
        text = compose_entry(_KIND, nested_yaml(given), today, topics, blanks, _comments(clear, row), body)
        faults = faults_of(file, text, crossing, root)
        wrong = {one.field.partition(".")[0]: one.message for one in faults}
        refused = [key for key in row.values if key.partition(".")[0] in wrong]
        if not faults:
            return file, text, lines
        if not refused:
            raise Stopped("Draf dari surat ini tidak ditulis:", *(one.as_line(str(root)) for one in faults))
        for key in refused:
            lines.append(f"{key} tidak dipakai: {wrong[key.partition('.')[0]]}")
            del row.values[key]


def _comments(clear: Mapping[str, LetterFact], row: TrainingRow) -> dict[str, str]:
    """A comment above each key: the sentences that it came from."""
    found: dict[str, list[str]] = {}
    for field, fact in clear.items():
        key = {"hours": "start"}.get(field, field.partition(".")[0])
        if any(one.partition(".")[0] == key for one in row.values):
            found.setdefault(key, []).append(_origin(fact))
    return {key: "; ".join(dict.fromkeys(origins)) for key, origins in found.items()}


def _origin(fact: LetterFact) -> str:
    if next(find_personal_data(fact.sentence), None):
        return f"Surat, paragraf {fact.paragraph}"
    shown = fact.sentence if len(fact.sentence) <= _LONGEST else f"{fact.sentence[:_LONGEST]}…"
    return f'Surat, paragraf {fact.paragraph}: "{shown}"'


def _report(
    name: str, facts: Mapping[str, list[LetterFact]], row: TrainingRow, notes: list[str]
) -> Iterator[str]:
    yield f"{name}: yang ditemukan, dengan kalimat asalnya:"
    for field in _SOUGHT:
        found = facts.get(field, [])
        if len(found) == 1:
            yield f"  {field}: {found[0].text}"
            yield f"    {_origin(found[0])}"
    if others := facts.get(OTHER):
        yield "Juga disebut, tidak dipakai:"
        yield from (f"  {one.text} ({_origin(one)})" for one in others)
    several = {field: found for field, found in facts.items() if len(found) > 1 and field != OTHER}
    if several:
        yield "Lebih dari satu, sehingga tidak dipakai; pilih sendiri:"
        for field, found in several.items():
            yield from (f"  {field}: {one.text} ({_origin(one)})" for one in found)
    yield from notes
    yield from (message for column, message in row.notes if column)
    if missing := [field for field in _SOUGHT if field not in facts]:
        yield f"Tidak ditemukan: {', '.join(missing)}"


if __name__ == "__main__":
    sys.exit(main(os.environ))
