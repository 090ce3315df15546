"""Columns of a table of export figures: periods, values, partners, proposed and confirmed in ``kolom.yaml``."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from kabar.command import Stopped
from kabar.content.media.workbook_findings import column_letters, column_number
from kabar.content.models.figure import KINDS, ObservationKind
from kabar.content.parsing.fields import ID_PATTERN
from kabar.content.parsing.periods import is_period
from kabar.content.parsing.yaml_structure import quoted
from kabar.importing.tables.figure_cells import SCALES, STYLES, UNITS, is_ambiguous, partner_in, period_in, styles_of
from kabar.importing.tables.headings import find_heading, heading_of
from kabar.importing.tables.table_cells import ColumnTitles, Sheet, Table
from kabar.importing.yaml_file import read_yaml
from kabar.text.folding import fold_label
from kabar.text.suggestions import did_you_mean

LEFT_OUT, UNANSWERED, TOTAL = "abaikan", "?", "jumlah"
DIMENSIONS = ("partner", "product", "scope")
USES = ("period", "value", *DIMENSIONS, "kind", "note", LEFT_OUT)
_TITLES = (
    (LEFT_OUT, r"no|nomor|no urut|#"),
    ("period", r"tahun|periode|masa|bulan|year|period"),
    ("partner", r"negara( tujuan| mitra)?|tujuan( ekspor)?|mitra( dagang)?|country|partner"),
    ("product", r"(jenis )?(produk|komoditas|komoditi|barang)|uraian|product|commodity"),
    ("scope", r"cakupan|lingkup"),
    ("kind", r"sifat( angka)?|jenis angka"),
    ("note", r"catatan|keterangan|note"),
    ("value", r"nilai( ekspor| fob)?|jumlah|value|angka|ekspor|total"),
)
_TOTALS = frozenset(("jumlah", "total", "dunia", "semua negara", "world", "seluruhnya", "grand total"))
_SOURCE = ("id", "publisher", "title", "url", "date", "said_by")
_NEW = ("title", "summary", "tags", "measure")
_SHEET = ("sheet", "header", "figure", "new", "unit", "multiplier", "numbers", "kind", "scope", "columns", "skip_rows",
          "skip")  # fmt: skip


@dataclass(frozen=True)
class FigureColumn:
    """A column (from 1). ``use`` is one of ``USES``, or "" for values of the ``period``, which have a ``kind``."""

    column: int
    title: str
    use: str
    period: str = ""
    kind: str = ""


@dataclass(frozen=True)
class FigureSheet:
    """How a sheet is read; ``new`` are the fields of a measure that is not in the ledger yet."""

    name: str
    titles: ColumnTitles
    figure: str
    unit: str
    multiplier: int
    numbers: str
    kind: str
    scope: str
    columns: tuple[FigureColumn, ...]
    skipped: frozenset[int] = frozenset()
    new: Mapping[str, str] = field(default_factory=dict)
    is_left_out: bool = False


@dataclass(frozen=True)
class FigureMapping:
    """``source`` are fields of the source, ``labels`` the meaning of texts by folded text, ``open`` open questions."""

    sheets: tuple[FigureSheet, ...]
    source: Mapping[str, str]
    labels: Mapping[str, str]
    open: tuple[str, ...] = ()


_HEAD = """\
# Kolom tabel {file} dan artinya di buku angka. Ganti setiap "?", periksa, lalu jalankan make impor-angka lagi.
#
# source: id di sumber/. Untuk sumber baru isi id yang baru, publisher, date (2024, 2024-05, atau 2024-05-26),
#   dan bila ada title, url, said_by.
# figure: id di angka/. Untuk ukuran baru tambahkan new: {{title: …, summary: …, tags: …, measure: …}}.
# unit: satuan seperti USD atau persen. multiplier: 1, 1000 (ribu), 1000000 (juta), dan seterusnya.
# numbers: indonesia (1.234,5) atau inggris (1,234.5), untuk angka yang ditulis sebagai teks.
# use: {uses}, atau masa seperti "2018", "2018-Q1", "2023 sementara".
# labels: arti teks di kolom partner, product, scope: kode negara, id, jumlah (seluruhnya), atau abaikan.
"""


def propose(table: Table) -> str:
    """The text of a first ``kolom.yaml``."""
    lines = [_HEAD.format(file=table.file, uses=", ".join(USES)), "source:", f"  id: {quoted(UNANSWERED)}", "sheets:"]
    unknown: dict[str, None] = {}
    for sheet in table.sheets:
        lines += _propose_sheet(sheet, unknown)
    lines += ["labels:"] if unknown else ["labels: []"]
    lines += [f"  - {{label: {quoted(text)}, use: {quoted(UNANSWERED)}}}" for text in unknown]
    return "\n".join([*lines, ""])


def _propose_sheet(sheet: Sheet, unknown: dict[str, None]) -> Iterator[str]:
    titles = find_heading(sheet, lambda text: bool(_use_of_title(text)))
    rows = list(titles.rows_below(sheet))
    above = [cell.text for number, row in sheet.rows.items() if number <= titles.last for cell in row.values()]
    columns = sorted({*titles.titles, *(column for _, row in rows for column in row)})
    uses: dict[int, str] = {}
    for column in columns:
        use = _use_of_title(titles.titles.get(column, ""))
        uses[column] = UNANSWERED if not use or (use in uses.values() and use not in (LEFT_OUT, "note")) else use
    texts = [
        row[column].text
        for _, row in rows
        for column, use in uses.items()
        if column in row and isinstance(row[column].value, str) and (use in ("value", UNANSWERED) or period_in(use))
    ]
    yield f"  - sheet: {quoted(sheet.name)}"
    yield f"    header: {titles.first if titles.first == titles.last else f'{titles.first}-{titles.last}'}"
    yield f"    figure: {quoted(UNANSWERED)}"
    unit, scale = _unit_in(above), _scale_in(above)
    yield f"    unit: {unit or quoted(UNANSWERED)}"
    yield f"    multiplier: {scale or quoted(UNANSWERED)}"
    if style := _style_of(texts):
        yield f"    numbers: {style if style in STYLES else quoted(style)}"
    yield "    kind: aktual"
    yield "    columns:"
    for column, use in uses.items():
        name = quoted(titles.titles.get(column, ""))
        written = use if use in USES else quoted(use)
        yield f"      - {{column: {column_letters(column)}, name: {name}, use: {written}}}"
        if use == "partner":
            found = (row[column].text for _, row in rows if column in row)
            unknown.update({text: None for text in found if not partner_in(text) and fold_label(text) not in _TOTALS})


def _use_of_title(title: str) -> str:
    parts = title.split(" / ")
    for text in (title.replace(" / ", " "), " ".join(reversed(parts)), parts[-1], parts[0]):
        if period := period_in(re.sub(r"\(.*?\)", " ", text)):
            return period
    for text in (title, parts[-1], parts[0]):
        bare = fold_label(re.sub(r"\(.*?\)|[^\w\s#]", " ", text))
        for use, pattern in _TITLES:
            if re.fullmatch(pattern, bare):
                return use
    return ""


def _unit_in(texts: list[str]) -> str:
    words = {word for text in texts for word in re.findall(r"us\$|\w+|[$%]", text.casefold())}
    found = {UNITS[word] for word in words if word in UNITS} | (words & {"persen", "ton", "orang", "kilogram"})
    return min(found) if len(found) == 1 else ""


def _scale_in(texts: list[str]) -> str:
    """The factor that the titles name, as in "(juta US$)"; "" without one, or with several."""
    found = {SCALES[word] for text in texts for word in re.findall(r"[a-z]+", text.casefold()) if word in SCALES}
    return str(10 ** min(found)) if len(found) == 1 else ""


def _style_of(texts: list[str]) -> str:
    """The style of the numbers in ``texts``: "" where it does not matter, UNANSWERED where they do not show it."""
    only = {min(styles) for text in texts if len(styles := styles_of(text)) == 1}
    if len(only) == 1:
        return min(only)
    return UNANSWERED if only or any(map(is_ambiguous, texts)) else ""


def read_mapping(file: Path, table: Table) -> FigureMapping:
    """Read ``kolom.yaml``, which must fit ``table``. Raises Stopped with line and remedy."""
    reader = _FigureMappingReader(file, table)
    mapping = reader.read()
    if reader.faults:
        raise Stopped(*reader.faults)
    return mapping


class _FigureMappingReader:
    def __init__(self, file: Path, table: Table):
        self.faults: list[str] = []
        self._open: list[str] = []
        self._file, self._table = file, table
        self._structure = read_yaml(file)

    def read(self) -> FigureMapping:
        value = self._structure.value
        self._known(value, (), ("source", "sheets", "labels"))
        source = self._texts(value.get("source"), ("source",), _SOURCE)
        if not source.get("id"):
            self._fault(("source",), "source perlu id: yang ada di sumber/, atau id untuk sumber baru")
        else:
            self._check_id(("source", "id"), source["id"])
        labels = {}
        for number, one in enumerate(self._list(value.get("labels"), ("labels",))):
            given = self._texts(one, ("labels", number), ("label", "use"))
            labels[fold_label(given.get("label", ""))] = given.get("use", "")
        by_name = {sheet.name: sheet for sheet in self._table.sheets}
        sheets = []
        for number, one in enumerate(self._list(value.get("sheets"), ("sheets",))):
            at = ("sheets", number)
            name = one.get("sheet", "") if isinstance(one, dict) else ""
            if not isinstance(one, dict) or name not in by_name:
                self._fault(at, f"lembar '{name}' tidak ada di tabel; betulkan namanya")
                continue
            sheets.append(self._sheet(one, at, by_name.pop(name)))
        for name in by_name:
            self._fault(("sheets",), f"lembar '{name}' belum disebut; hapus berkas ini supaya disusun ulang")
        return FigureMapping(tuple(sheets), source, labels, tuple(self._open))

    def _sheet(self, value: dict[str, object], at: tuple[str | int, ...], sheet: Sheet) -> FigureSheet:
        self._known(value, at, _SHEET)
        is_left_out = str(value.get("skip") or "") == "true"
        keys = ("figure", "unit", "multiplier", "numbers", "kind", "scope", "header")
        given = self._texts({key: value[key] for key in keys if key in value}, at, keys, not is_left_out)
        span = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", given.get("header", ""))
        if not span:
            self._fault((*at, "header"), "header berisi nomor baris, seperti 3 atau 3-4; tanpa judul: 0")
        first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, 0)
        titles = heading_of(sheet, first, last)
        multiplier = given.get("multiplier", "1")
        if multiplier != UNANSWERED and not re.fullmatch(r"10*", multiplier):
            self._fault((*at, "multiplier"), "multiplier ditulis 1, 100, 1000, 1000000, …")
        if given.get("numbers", "") not in ("", UNANSWERED, *STYLES):
            self._fault((*at, "numbers"), "tulis numbers: indonesia atau inggris")
        if not is_left_out:
            self._check_id((*at, "figure"), given.get("figure", ""))
        if given.get("kind", "aktual") not in KINDS:
            self._fault((*at, "kind"), f"tulis salah satu: {', '.join(KINDS)}")
        skipped = self._list(value.get("skip_rows"), (*at, "skip_rows"))
        columns = tuple(self._columns(value.get("columns"), (*at, "columns"), titles, is_left_out))
        uses = {one.use for one in columns}
        if not is_left_out and not self._open and not ("" in uses or {"period", "value"} <= uses):
            self._fault(at, "tidak ada angka: perlu kolom masa seperti 2018, atau kolom period dan value")
        new = self._texts(value.get("new") or {}, (*at, "new"), _NEW)
        return FigureSheet(
            sheet.name, titles, given.get("figure", ""), given.get("unit", ""),
            int(multiplier) if multiplier.isdecimal() else 1, given.get("numbers", ""), given.get("kind", "aktual"),
            given.get("scope", ""), columns, frozenset(int(str(one)) for one in skipped if str(one).isdecimal()), new,
            is_left_out,
        )  # fmt: skip

    def _columns(
        self, value: object, at: tuple[str | int, ...], titles: ColumnTitles, is_left_out: bool
    ) -> Iterator[FigureColumn]:
        seen: set[str] = set()
        for number, one in enumerate(self._list(value, at)):
            here = (*at, number)
            given = self._texts(one, here, ("column", "name", "use"), not is_left_out)
            letters, use, title = given.get("column", ""), given.get("use", ""), given.get("name", "")
            if not re.fullmatch(r"[A-Z]{1,3}", letters):
                self._fault(here, 'tulis seperti {column: B, name: "2018", use: "2018"}')
                continue
            column = column_number(letters)
            now = titles.titles.get(column, "")
            if title != now and not is_left_out:
                what = f"kolom {letters} di tabel berjudul '{now[:60]}', bukan '{title[:60]}'"
                self._fault(here, f"{what}; betulkan, atau hapus berkas ini supaya disusun ulang")
            period, _, kind = use.partition(" ")
            if use in USES:
                yield FigureColumn(column, title, use)
            elif is_period(period) and kind in ("", *get_args(ObservationKind)):
                yield FigureColumn(column, title, "", period, kind)
            elif use != UNANSWERED:
                self._fault((*here, "use"), f"'{use}' tidak dikenal{did_you_mean(use, USES)}; lihat daftar di atas")
            if use in seen and use not in (LEFT_OUT, UNANSWERED):
                self._fault((*here, "use"), f"'{use}' sudah dipakai kolom lain; pilih satu")
            seen.add(use)

    def _texts(
        self, value: object, at: tuple[str | int, ...], keys: tuple[str, ...], asks: bool = True
    ) -> dict[str, str]:
        if not isinstance(value, dict):
            self._fault(at, f"di sini perlu kunci: {', '.join(keys)}")
            return {}
        self._known(value, at, keys)
        for key, text in value.items():
            if not isinstance(text, str):
                self._fault((*at, key), "di sini hanya satu nilai")
            elif text == UNANSWERED and asks:
                line, column = self._structure.place((*at, key))
                label = value.get("label") or value.get("name") or ""
                self._open.append(
                    f'{self._file}:{line}:{column}: {key}{f" untuk {label}" if label else ""} belum dijawab; ganti "?"'
                )
        return {key: text for key, text in value.items() if isinstance(text, str)}

    def _list(self, value: object, at: tuple[str | int, ...]) -> list[object]:
        if value and not isinstance(value, list):
            self._fault(at, "di sini perlu daftar")
        return value if isinstance(value, list) else []

    def _known(self, value: Mapping[str, object], at: tuple[str | int, ...], keys: tuple[str, ...]) -> None:
        for key in value:
            if key not in keys:
                self._fault((*at, key), f"'{key}' tidak dikenal{did_you_mean(key, keys)}; yang ada: {', '.join(keys)}")

    def _check_id(self, at: tuple[str | int, ...], id: str) -> None:
        # It becomes the name of a file.
        if id != UNANSWERED and not re.fullmatch(ID_PATTERN, id):
            self._fault(at, f"'{id[:60]}' bukan id; tulis dengan huruf kecil, angka, dan tanda hubung")

    def _fault(self, at: tuple[str | int, ...], message: str) -> None:
        line, column = self._structure.place(at)
        self.faults.append(f"{self._file}:{line}:{column}: {message}")


def meaning_of(dimension: str, text: str, labels: Mapping[str, str], own: Mapping[str, str]) -> str:
    """The code or id of ``text`` in ``dimension``, TOTAL, LEFT_OUT, or "" if it is not known.

    ``own`` are ids by folded label of the measure's products or scopes.
    """
    folded = fold_label(text)
    if folded in labels:
        return labels[folded]
    if folded in _TOTALS:
        return TOTAL
    return partner_in(text) if dimension == "partner" else own.get(folded, "")
