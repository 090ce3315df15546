"""``make impor-angka TABEL=ekspor.xlsx``: observations of the ledger from a table. Shows them; writes all or none."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from kabar.command import Stopped, run
from kabar.console import write_lines
from kabar.content.models.figure import KINDS, Figure, Observation, ObservationKey, agree
from kabar.content.models.source import Source
from kabar.content.parsing.fields import DEFAULT_ZONE
from kabar.content.parsing.problems import BadValue, Problem, errors_in
from kabar.content.parsing.yaml_structure import plain_or_quoted, quoted
from kabar.content.parsing.yaml_types import keeps_number
from kabar.content.reading.file_reading import read_file
from kabar.content.validation.cross_checks import Crossing
from kabar.editing.files.file_changes import FileChange, apply_changes
from kabar.editing.files.front_matter_edit import append_groups
from kabar.editing.files.front_text import read_front_text
from kabar.editing.files.opening import content_folder, open_unfinished, wants_to_apply
from kabar.importing.import_record import FOLDER, RECORD, ImportRecord, last_runs, read_record
from kabar.importing.staging import recover, write_file
from kabar.importing.tables.figure_cells import MISSING, period_in, read_number
from kabar.importing.tables.figure_columns import (
    DIMENSIONS,
    LEFT_OUT,
    TOTAL,
    FigureColumn,
    FigureMapping,
    FigureSheet,
    meaning_of,
    propose,
    read_mapping,
)
from kabar.importing.tables.table_cells import Cell, Row, Sheet, Table
from kabar.importing.tables.table_reader import read_table
from kabar.importing.tables.training_import import table_path
from kabar.indonesian.numbers import number_text
from kabar.text.csv_text import csv_text
from kabar.text.folding import fold_label, readable_slug, short_hash

_SHOWN = 10


@dataclass(frozen=True)
class _Value:
    """A value of the table: the measure's id, what it measures, and its place."""

    figure: str
    key: ObservationKey
    value: Decimal
    note: str
    place: str


@dataclass
class _LedgerPlan:
    """``added`` are the values that are new, ``texts`` the new files by path; the rest are (place, message)."""

    added: list[_Value] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    conflicts: list[tuple[str, str]] = field(default_factory=list)
    known: int = 0


def main(environ: Mapping[str, str]) -> int:
    """Import the table that ``environ`` names; the exit code."""
    return run(lambda: _import(environ))


def _import(environ: Mapping[str, str]) -> None:
    path = table_path(environ, "make impor-angka TABEL=ekspor.xlsx")
    is_applied = wants_to_apply(environ)
    root = content_folder(environ)
    folder = FOLDER / f"angka-{readable_slug(path.stem) or short_hash(path.name)}"
    record = read_record(folder / RECORD)
    recover(root, last_runs())
    crossing = open_unfinished(root)
    portal = crossing.reading.portal
    zone = portal.zone if portal and portal.zone_name else ZoneInfo(DEFAULT_ZONE)
    table = read_table(path)
    if not table.sheets:
        raise Stopped(f"{path}: tidak ada baris berisi di tabel ini", *(f"{one}: {why}" for one, why in table.notes))
    mapping_file = folder / "kolom.yaml"
    if not mapping_file.exists():
        write_file(mapping_file, propose(table))
    mapping = read_mapping(mapping_file, table)
    plan = _LedgerPlan(notes=list(table.notes))
    if not mapping.open:
        _fill(plan, table, mapping, crossing, record, root, zone)
    rows = [
        (kind, *one)
        for kind, found in (("tidak terbaca", plan.faults), ("bertentangan", plan.conflicts), ("catatan", plan.notes))
        for one in found
    ]
    write_file(folder / "masalah.csv", "\ufeff" + csv_text(("jenis", "tempat", "keterangan"), rows))
    write_lines(_report(plan, table, mapping, folder))
    if not is_applied:
        write_lines([f"Belum ada yang ditulis ke naskah. Periksa {mapping_file}, lalu ulangi dengan TERAPKAN=1"])
        return
    if refused := [*mapping.open, *(f"{place}: {message}" for place, message in plan.faults)]:
        raise Stopped("Tidak ada yang ditulis; selesaikan dulu, atau sebut barisnya di skip_rows:", *refused)
    if not plan.added:
        write_lines(["Tidak ada angka baru; tidak ada yang ditulis"])
        return
    before = {_identity(one) for one in crossing.problems}

    def check() -> tuple[str, ...]:
        found = [one for one in errors_in(list(open_unfinished(root).problems)) if _identity(one) not in before]
        if not found:
            keys = {_record_key(one, mapping): (f"angka/{one.figure}.yaml", _digest(one)) for one in plan.added}
            if (source := f"sumber/{mapping.source['id']}.yaml") in plan.texts:
                keys[source] = (source, sha256(plan.texts[source].encode()).hexdigest())
            write_file(folder / RECORD, ImportRecord({**record.files, **keys}).as_text())
        return tuple(one.as_line(str(root)) for one in found)

    changes = {file: FileChange(_bytes_of(root / file), text.encode()) for file, text in plan.texts.items()}
    apply_changes(root, changes, check)
    write_lines([f"{len(plan.added)} angka ditulis ke {len(plan.texts)} berkas. Selanjutnya: make check"])


def _identity(problem: Problem) -> tuple[str, str, str]:
    # Lines below what was added have moved.
    return problem.path, problem.field, problem.message


def _bytes_of(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


def _record_key(one: _Value, mapping: FigureMapping) -> str:
    return " | ".join((one.figure, *one.key, format(one.value, "f"), mapping.source.get("id", "")))


def _digest(one: _Value) -> str:
    return sha256(repr((one.key, one.value, one.note)).encode()).hexdigest()


# From cells to values


def _fill(
    plan: _LedgerPlan,
    table: Table,
    mapping: FigureMapping,
    crossing: Crossing,
    record: ImportRecord,
    root: Path,
    zone: ZoneInfo,
) -> None:
    ledger = {one.id: one for one in crossing.reading.of(Figure)}
    sheets = {sheet.name: sheet for sheet in table.sheets}
    source = mapping.source["id"]
    _add_source(plan, mapping, crossing, record)
    fresh: dict[str, list[_Value]] = {}
    seen: dict[tuple[str, ObservationKey], _Value] = {}
    for one in mapping.sheets:
        if one.is_left_out:
            plan.notes.append((sheets[one.name].place(), "lembar ini dilewati menurut kolom.yaml (skip: true)"))
            continue
        figure = ledger.get(one.figure)
        if fault := _fault_of_measure(one, figure):
            plan.faults.append((sheets[one.name].place(), fault))
            continue
        for value in _SheetReader(sheets[one.name], one, mapping, figure, plan).read():
            same = seen.setdefault((value.figure, value.key), value)
            if same is not value:
                message = f"hal yang sama sudah ada di {same.place}: {number_text(same.value)}"
                into = plan.notes if same.value == value.value else plan.faults
                into.append((value.place, f"{message}; {'dibawa sekali' if into is plan.notes else 'pilih satu'}"))
                continue
            there = [old for old in (figure.observations if figure else ()) if old.key == value.key]
            if _record_key(value, mapping) in record.files or any(_is_same(old, value, source) for old in there):
                plan.known += 1
                continue
            for old in there:
                if not old.superseded_by and not agree(old.value, value.value):
                    plan.conflicts.append((value.place, _conflict(value, old)))
            fresh.setdefault(value.figure, []).append(value)
    new = {one.figure: one for one in mapping.sheets if one.figure not in ledger}
    for id, values in sorted(fresh.items()):
        _add_values(plan, id, values, source, new.get(id), root)
        plan.added += values
    for path in sorted(plan.texts):
        model = Figure if path.startswith("angka/") else Source
        found = read_file(path, model, plan.texts[path].encode(), zone)
        plan.faults += [(path, f"{one.field}: {one.message}") for one in errors_in(list(found.problems))]


def _fault_of_measure(one: FigureSheet, figure: Figure | None) -> str:
    if figure is None:
        missing = [key for key in ("title", "summary", "tags", "measure") if not one.new.get(key)]
        what = f"ukuran '{one.figure}' tidak ada di angka/; betulkan figure, atau isi new: {', '.join(missing)}"
        return what if missing else ""
    if figure.unit != one.unit:
        return f"{one.figure} dihitung dalam {figure.unit}, bukan {one.unit}; betulkan unit dan multiplier"
    scopes = [scope.id for scope in figure.scopes]
    if one.scope and one.scope not in scopes:
        return f"scope '{one.scope}' tidak ada di angka/{one.figure}.yaml; yang ada: {', '.join(scopes) or 'tidak ada'}"
    return ""


def _is_same(old: Observation, value: _Value, source: str) -> bool:
    return old.value == value.value and old.source.id == source


def _conflict(value: _Value, old: Observation) -> str:
    where = ", ".join(filter(None, (value.key.period, value.key.partner, value.key.product, value.key.scope)))
    return (
        f"{value.figure} {where}: di sini {number_text(value.value)}, tercatat {number_text(old.value)} menurut"
        f" {old.source.publisher or old.source.id}; keduanya dicatat. Jelaskan dengan note, atau superseded_by"
    )


class _SheetReader:
    def __init__(
        self, sheet: Sheet, one: FigureSheet, mapping: FigureMapping, figure: Figure | None, plan: _LedgerPlan
    ):
        self._sheet, self._one, self._mapping, self._plan = sheet, one, mapping, plan
        self._columns = {column.use: column for column in one.columns if column.use}
        products = {one.id: one.label for one in figure.products} if figure else {}
        scopes = {one.id: one.label for one in figure.scopes} if figure else {}
        self._own = {
            name: {fold_label(text): id for id, label in labels.items() for text in (label, id)}
            for name, labels in (("product", products), ("scope", scopes))
        }

    def read(self) -> Iterator[_Value]:
        for number, row in self._one.titles.rows_below(self._sheet.spread_down()):
            if number in self._one.skipped:
                self._plan.notes.append((self._sheet.place(number), "dilewati menurut skip_rows"))
            elif (key := self._key(number, row)) is not None:
                yield from self._values(number, row, key)

    def _key(self, number: int, row: Row) -> ObservationKey | None:
        """What the row measures, without the period; None if it is left out or cannot be read."""
        found = {"scope": self._one.scope}
        for name in DIMENSIONS:
            cell = self._cell(row, name)
            if cell is None:
                if name in self._columns:
                    self._fault(number, self._columns[name], "kosong; isi, atau sebut barisnya di skip_rows")
                    return None
                continue
            meaning = meaning_of(name, cell.text, self._mapping.labels, self._own.get(name, {}))
            if meaning == LEFT_OUT:
                self._plan.notes.append((self._sheet.place(number), f"'{cell.text[:60]}' dilewati menurut labels"))
                return None
            if not meaning:
                remedy = f"tambahkan di labels: {{label: {quoted(cell.text[:60])}, use: …}}"
                self._fault(number, self._columns[name], f"{name} '{cell.text[:60]}' tidak dikenal; {remedy}")
                return None
            found[name] = "" if meaning == TOTAL else meaning
        return ObservationKey("", found.get("partner", ""), self._kind(number, row), found["scope"],
                              found.get("product", ""))  # fmt: skip

    def _kind(self, number: int, row: Row) -> str:
        cell = self._cell(row, "kind")
        if cell and cell.text.casefold() not in KINDS:
            self._fault(number, self._columns["kind"], f"'{cell.text[:40]}' bukan {', '.join(KINDS)}")
        return cell.text.casefold() if cell else self._one.kind

    def _values(self, number: int, row: Row, key: ObservationKey) -> Iterator[_Value]:
        note = self._cell(row, "note")
        for column in self._one.columns:
            period = column.period
            if column.use == "value":
                period = self._period(number, row)
            if not period or column.column not in row:
                continue
            cell = row[column.column]
            place = self._sheet.place(number, column.column, column.title)
            if cell.text.casefold() in MISSING:
                self._plan.notes.append((place, f"'{cell.text}' bukan angka; dilewati"))
                continue
            try:
                if cell.fault:
                    raise BadValue(cell.fault)
                value = read_number(cell, self._one.unit, self._one.multiplier, self._one.numbers)
            except BadValue as bad:
                self._plan.faults.append((place, str(bad)))
                continue
            kind = column.kind or key.kind
            whole = key._replace(period=period, kind=kind)
            yield _Value(self._one.figure, whole, value, note.text if note else "", place)

    def _period(self, number: int, row: Row) -> str:
        cell = self._cell(row, "period")
        period = period_in(cell.text) if cell and not cell.fault else ""
        if not period and "period" in self._columns:
            what = f"'{cell.text[:60]}' bukan masa" if cell else "masa kosong"
            self._fault(number, self._columns["period"], f"{what}; tulis seperti 2018, Januari 2018, atau 2018-Q1")
        return period

    def _cell(self, row: Row, use: str) -> Cell | None:
        return row.get(self._columns[use].column) if use in self._columns else None

    def _fault(self, number: int, column: FigureColumn, message: str) -> None:
        self._plan.faults.append((self._sheet.place(number, column.column, column.title), message))


# Files


def _add_source(plan: _LedgerPlan, mapping: FigureMapping, crossing: Crossing, record: ImportRecord) -> None:
    path = f"sumber/{mapping.source['id']}.yaml"
    given = {key: text for key, text in mapping.source.items() if key != "id" and text}
    if path in crossing.files.documents:
        if given and path not in record.paths.values():
            plan.faults.append((path, f"sumber ini sudah ada; hapus {', '.join(given)} dari kolom.yaml"))
        return
    if not {"publisher", "date"} <= given.keys():
        plan.faults.append((path, "sumber ini belum ada; isi publisher dan date di source, atau betulkan id"))
        return
    is_plain = re.compile(r"[\d-]+").fullmatch
    lines = [
        f"{key}: {text if key == 'date' and is_plain(text) else plain_or_quoted(text)}" for key, text in given.items()
    ]
    plan.texts[path] = "\n".join([*lines, ""])


def _add_values(
    plan: _LedgerPlan, id: str, values: list[_Value], source: str, new: FigureSheet | None, root: Path
) -> None:
    path = f"angka/{id}.yaml"
    groups = [_group(one, source) for one in sorted(values, key=lambda one: (one.key, one.value))]
    if new is None:
        text = (root / path).read_bytes().decode("utf-8")
        plan.texts[path] = append_groups(read_front_text(path, text), "observations", groups).text
        return
    tags = [tag.strip() for tag in new.new["tags"].split(",")]
    head = [f"{key}: {plain_or_quoted(new.new[key])}" for key in ("title", "summary")]
    head += ["tags:", *(f"  - {plain_or_quoted(tag)}" for tag in tags)]
    head += [f"measure: {plain_or_quoted(new.new['measure'])}", f"unit: {plain_or_quoted(new.unit)}", "observations:"]
    lines = [
        f"  {'  ' if number else '- '}{name}: {text}"
        for group in groups
        for number, (name, text) in enumerate(group.items())
    ]
    plan.texts[path] = "\n".join([*head, *lines, ""])


def _group(one: _Value, source: str) -> dict[str, str]:
    number = format(one.value, "f")
    given = {
        "period": one.key.period,
        "value": number if keeps_number(number) else quoted(number),
        "partner": plain_or_quoted(one.key.partner) if one.key.partner else "",
        "product": plain_or_quoted(one.key.product) if one.key.product else "",
        "scope": plain_or_quoted(one.key.scope) if one.key.scope else "",
        "kind": one.key.kind if one.key.kind != KINDS[0] else "",
        "source": plain_or_quoted(source),
        "note": plain_or_quoted(one.note) if one.note else "",
    }
    return {key: text for key, text in given.items() if text}


def _report(plan: _LedgerPlan, table: Table, mapping: FigureMapping, folder: Path) -> Iterator[str]:
    if mapping.open:
        yield f"{table.file}: {len(mapping.open)} pertanyaan belum dijawab, sehingga angkanya belum dibaca:"
        yield from (f"  {line}" for line in mapping.open)
        return
    yield (
        f"{table.file}: {len(plan.added)} angka baru, {len(plan.faults)} tidak terbaca, {plan.known} sudah tercatat,"
        f" {len(plan.conflicts)} bertentangan"
    )
    for one in plan.added[:_SHOWN]:
        series = " ".join(filter(None, (one.key.period, one.key.partner, one.key.product, one.key.scope)))
        yield f"  {one.figure} {series}: {number_text(one.value)} ({one.place})"
    found = (("Tidak terbaca", plan.faults), ("Bertentangan", plan.conflicts), ("Catatan", plan.notes))
    for name, lines in found:
        if lines:
            more = f"; yang pertama dari {len(lines)}" if len(lines) > _SHOWN else ""
            yield f"{name}, semuanya di {folder}/masalah.csv{more}:"
            yield from (f"  {place}: {message}" for place, message in lines[:_SHOWN])


if __name__ == "__main__":
    sys.exit(main(os.environ))
