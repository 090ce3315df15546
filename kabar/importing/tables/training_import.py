"""``make impor-bimtek TABEL=jadwal.xlsx``: drafts of trainings from a table. Shows them; writes all or none."""

import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from kabar.command import Stopped, run
from kabar.console import write_lines
from kabar.content.models.bimtek import Bimtek, as_day
from kabar.content.parsing.problems import Problem
from kabar.content.validation.cross_checks import Crossing
from kabar.content.validation.references import Ids
from kabar.content.validation.trial import faults_of_files
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
from kabar.importing.import_report import lines_of_record
from kabar.importing.staging import Staging, recover, write_file
from kabar.importing.tables.table_cells import Sheet, Table
from kabar.importing.tables.table_reader import read_table
from kabar.importing.tables.training_columns import TrainingMapping, propose, read_mapping
from kabar.importing.tables.training_rows import RowContext, TrainingRow, read_rows
from kabar.text.csv_text import csv_text
from kabar.text.folding import fold_label, readable_slug, short_hash

_KIND = "bimtek"
_SHOWN = 10
_YEAR = timedelta(days=366)


@dataclass
class _Plan:
    """``drafts`` are the rows by content path with their texts; ``faults`` and ``notes`` are (place, message)."""

    drafts: dict[str, tuple[TrainingRow, str]] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    known: int = 0


def main(environ: Mapping[str, str]) -> int:
    """Import the table that ``environ`` names; the exit code."""
    return run(lambda: _import(environ))


def table_path(environ: Mapping[str, str], example: str) -> Path:
    """The file in TABEL. Raises Stopped."""
    name = environ.get("TABEL", "").strip()
    if not name:
        raise Stopped(f"Tabelnya belum disebut; tulis seperti: {example}")
    if not Path(name).is_file():
        raise Stopped(f"TABEL: berkas '{name}' tidak ada; periksa namanya")
    return Path(name)


def _import(environ: Mapping[str, str]) -> None:
    path = table_path(environ, "make impor-bimtek TABEL=jadwal.xlsx")
    is_applied = wants_to_apply(environ)
    root = content_folder(environ)
    folder = FOLDER / f"{_KIND}-{readable_slug(path.stem) or short_hash(path.name)}"
    record = read_record(folder / RECORD)
    if count := recover(root, last_runs()):
        write_lines([f"Impor sebelumnya terhenti di tengah; {count} berkasnya ditarik kembali"])
    crossing = open_unfinished(root)
    refuse_hidden_section(_KIND, crossing)
    today = portal_now(environ, datetime.now(UTC), crossing).date()
    table = read_table(path)
    if not table.sheets:
        raise Stopped(f"{path}: tidak ada baris berisi di tabel ini", *(f"{one}: {why}" for one, why in table.notes))
    mapping_file = folder / "kolom.yaml"
    if not mapping_file.exists():
        write_file(mapping_file, propose(table, tuple(crossing.vocabulary.topics)))
    mapping = read_mapping(mapping_file, table)
    plan = _make_plan(table, mapping, crossing, record, today, root)
    write_file(folder / "masalah.csv", _as_csv(plan))
    write_lines(_report(plan, table, mapping, record, root, folder))
    if not is_applied:
        write_lines([f"Belum ada yang ditulis ke naskah. Periksa {mapping_file}, lalu ulangi dengan TERAPKAN=1"])
        return
    refused = [*mapping.open, *(f"{place}: {message}" for place, message in plan.faults)]
    if refused:
        raise Stopped("Tidak ada yang ditulis; selesaikan dulu, atau sebut barisnya di skip_rows:", *refused)
    if not plan.drafts:
        write_lines(["Tidak ada bimtek baru; tidak ada yang ditulis"])
        return
    with Staging(root) as staging:
        files = dict(record.files)
        for file, (row, text) in plan.drafts.items():
            data = text.encode()
            staging.write(file, data)
            files[row.key] = (file, sha256(data).hexdigest())
        count = staging.apply(folder / RECORD, ImportRecord(files, staging.run).as_text())
    write_lines([f"{count} draf bimtek ditulis. Selanjutnya: ganti yang bertanda GANTI:, lalu make check"])


def _make_plan(
    table: Table, mapping: TrainingMapping, crossing: Crossing, record: ImportRecord, today: date, root: Path
) -> _Plan:
    plan = _Plan(notes=list(table.notes))
    context = RowContext(Ids(crossing.reading, crossing.files), crossing.vocabulary, mapping.defaults)
    by_name = {sheet.name: sheet for sheet in table.sheets}
    fresh = []
    for row in _with_own_keys(_all_rows(by_name, mapping, context, plan), plan):
        _note_all(plan.notes, row, row.notes)
        if row.is_none:
            continue
        if row.key in record.files:
            plan.known += 1
        elif row.faults:
            _note_all(plan.faults, row, row.faults)
        else:
            fresh.append(row)
    there = {
        (fold_label(one.title), as_day(one.start)): one.path
        for one in crossing.reading.of(Bimtek)
        if one.title and one.start
    }
    moved = {key.partition(" | ")[0]: path for key, (path, _) in record.files.items()}
    taken = set(crossing.destinations.addresses) | {path.removesuffix(".md") for path in record.paths.values()}
    taken |= {path.removesuffix(".md") for path in crossing.files.documents}
    for row in sorted(fresh, key=lambda one: (one.start or date.min, one.key)):
        title, start = fold_label(row.title), row.start
        if start and (other := there.get((title, start))):
            plan.notes.append((row.sheet.place(row.row), f"sudah ada sebagai {other}; tidak dibawa lagi"))
            continue
        if other := moved.get(title):
            message = f"berjudul sama dengan {other}; bila dijadwalkan ulang, ubah di sana dan isi skip_rows di sini"
            plan.notes.append((row.sheet.place(row.row), message))
        file, text = _compose(row, crossing, today, taken)
        taken.add(file.removesuffix(".md"))
        plan.drafts[file] = (row, text)
    faults = faults_of_files({file: text for file, (_, text) in plan.drafts.items()}, crossing, root)
    for problem in faults:
        if problem.path in plan.drafts:
            row = plan.drafts[problem.path][0]
            plan.faults.append((_place_of(problem, row, mapping), f"{problem.field}: {problem.message}".lstrip(": ")))
    return plan


def _all_rows(
    sheets: Mapping[str, Sheet], mapping: TrainingMapping, context: RowContext, plan: _Plan
) -> Iterator[TrainingRow]:
    for one in mapping.sheets:
        sheet = sheets[one.name]
        if one.is_left_out:
            plan.notes.append((sheet.place(), "lembar ini dilewati menurut kolom.yaml (skip: true)"))
            continue
        plan.notes += [(sheet.place(row), "dilewati menurut skip_rows") for row in sorted(one.skipped)]
        yield from read_rows(sheet, one, context)


def _with_own_keys(rows: Iterator[TrainingRow], plan: _Plan) -> Iterator[TrainingRow]:
    """Number rows of one key; leave out a row that says the same as an earlier one."""
    seen: Counter[str] = Counter()
    first: dict[tuple[str, str, str], TrainingRow] = {}
    for row in rows:
        if row.is_none or row.faults:
            yield row
            continue
        whole = (row.key, repr(sorted(row.values.items())), repr(row.body))
        if same := first.get(whole):
            plan.notes.append((row.sheet.place(row.row), f"sama dengan {same.sheet.place(same.row)}; dibawa sekali"))
            continue
        first[whole] = row
        seen[row.key] += 1
        if seen[row.key] > 1:
            row.key = f"{row.key} | {seen[row.key]}"
        yield row


def _note_all(into: list[tuple[str, str]], row: TrainingRow, found: Sequence[tuple[int, str]]) -> None:
    into += [(row.sheet.place(row.row, column), message) for column, message in found]


def _compose(row: TrainingRow, crossing: Crossing, today: date, taken: set[str]) -> tuple[str, str]:
    values = dict(row.values)
    placeholders = {"place"} if any("nama tempat" in message for _, message in row.notes) else set()
    # An old training was not announced today; its own day is proposed, to be replaced.
    if "date" not in values and row.start and today - row.start > _YEAR:
        values["date"] = row.start.isoformat()
        placeholders.add("date")
    year = int(values.get("date", today.isoformat())[:4])
    body = "\n\n".join(row.body)
    text = compose_entry(_KIND, nested_yaml(values), today, sorted(crossing.vocabulary.topics), placeholders, body=body)
    return free_path(_KIND, year, row.title, taken), text


def _place_of(problem: Problem, row: TrainingRow, mapping: TrainingMapping) -> str:
    """The place in the table of what became the field of ``problem``."""
    columns = next((one.columns for one in mapping.sheets if one.name == row.sheet.name), ())
    fields = f"{problem.field}."
    uses = ((one, f"{one.use}.") for one in columns)
    column = next((one for one, use in uses if use.startswith(fields) or fields.startswith(use)), None)
    return row.sheet.place(row.row, column.column, column.title) if column else row.sheet.place(row.row)


def _as_csv(plan: _Plan) -> str:
    rows = [("tidak terbaca", *one) for one in plan.faults] + [("catatan", *one) for one in plan.notes]
    return "\ufeff" + csv_text(("jenis", "tempat", "keterangan"), rows)


def _report(
    plan: _Plan, table: Table, mapping: TrainingMapping, record: ImportRecord, root: Path, folder: Path
) -> Iterator[str]:
    unread = len({place.partition(", kolom")[0] for place, _ in plan.faults})
    yield f"{table.file}: {len(plan.drafts)} bimtek baru, {unread} baris tidak terbaca, {plan.known} sudah dibawa"
    for one in mapping.sheets:
        if not one.is_left_out:
            uses = ", ".join(f"{column.title or '(tanpa judul)'} → {column.use}" for column in one.columns)
            yield f"Kolom{f' lembar {one.name}' if one.name else ''}: {uses}"
    if plan.drafts:
        yield "Sepuluh yang pertama:" if len(plan.drafts) > _SHOWN else "Semuanya:"
        for file, (row, _) in list(plan.drafts.items())[:_SHOWN]:
            when = f"{row.values['start']} sampai {row.values['end']}"
            yield f"  {root}/{file}: {row.title[:70]} ({when})"
    if mapping.open:
        yield "Belum dijawab:"
        yield from (f"  {line}" for line in mapping.open)
    for name, found in (("Tidak terbaca", plan.faults), ("Catatan", plan.notes)):
        if found:
            more = f"; yang pertama dari {len(found)}" if len(found) > _SHOWN else ""
            yield f"{name}, semuanya di {folder}/masalah.csv{more}:"
            yield from (f"  {place}: {message}" for place, message in found[:_SHOWN])
    yield from lines_of_record(record.states(root))


if __name__ == "__main__":
    sys.exit(main(os.environ))
