"""Reads tables of untrusted files: xlsx and ods (python-calamine), CSV. Sizes are limited, document types refused."""

import codecs
import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

from python_calamine import CalamineWorkbook

from kabar.command import Stopped
from kabar.content.media.attachments import bytes_of_attachment
from kabar.content.media.office_package import CONTENT_TYPES, read_package, read_parts
from kabar.content.media.workbook_findings import column_number, sheets_of
from kabar.content.media.xml_events import Unreadable, visit_xml
from kabar.importing.archives.xml_stream import decode_text
from kabar.importing.tables.table_cells import Cell, CellRange, CellValue, Row, Sheet, Table

_LARGEST_UNPACKED = 100_000_000  # bytes of all parts of a workbook
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 100_000, 1_000, 1_000_000
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_DELIMITERS = (";", "\t", ",", "|")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\ufeff\ufffe\uffff]")
_TOO_MANY = "bagi menjadi beberapa berkas, atau hapus baris dan kolom yang tidak dipakai"
_FORMULA = "isinya diawali '=' seperti rumus; ganti dengan nilainya (salin, lalu Tempel Khusus > Nilai)"
_UNCOUNTED = (
    "rumus tanpa hasil yang tersimpan; buka berkasnya, simpan lagi, atau ganti dengan nilainya"
    " (salin, lalu Tempel Khusus > Nilai)"
)
_ERROR = "rumus di sel ini galat; betulkan, atau ganti dengan nilainya"


def read_table(path: Path) -> Table:
    """The cells of ``path``. Raises Stopped with the remedy."""
    try:
        data = bytes_of_attachment(path)
        if data.startswith(_ZIP):
            return _read_workbook(path, data)
        if data.startswith(_OLE):
            read_parts(data)  # raises: encrypted, or the format of Excel before 2007
        return _read_csv(path, data)
    except Unreadable as fault:
        raise Stopped(f"{path}: {fault}; {fault.remedy}") from None


# Workbooks


@dataclass
class _SheetXml:
    """What the XML of one sheet says that calamine does not: formulas without a value, errors, merged cells."""

    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[CellRange] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    cells: int = 0

    def count(self, row: int, column: int, cells: int = 1) -> None:
        """Note ``cells`` with content that end at ``row`` and ``column``. Raises Unreadable beyond the limits."""
        self.cells += cells
        if row > MOST_ROWS or column > MOST_COLUMNS or self.cells > MOST_CELLS:
            raise Unreadable(f"lebih dari {MOST_ROWS} baris, {MOST_COLUMNS} kolom, atau {MOST_CELLS} sel", _TOO_MANY)


def _read_workbook(path: Path, data: bytes) -> Table:
    parts = read_parts(data, _LARGEST_UNPACKED)
    is_excel = CONTENT_TYPES in parts
    if not is_excel and b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Unreadable("dikunci dengan sandi", "simpan ulang dari aplikasi aslinya, tanpa sandi")
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            visit_xml(part)
    notes = []
    if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in parts):
        notes.append((path.name, "berkas ini memuat makro; makro tidak dijalankan, hanya isi selnya yang dibaca"))
    if is_excel:
        found = _look_at_excel(data)
    elif "content.xml" in parts and b"spreadsheet" in parts.get("mimetype", b""):
        found = _look_at_ods(parts["content.xml"])
    else:
        raise Unreadable("bukan lembar kerja", "simpan tabelnya sebagai .xlsx, .ods, atau .csv")
    sheets = []
    for name, is_hidden, rows in _values(data):
        seen = found.get(name, _SheetXml())
        sheet = Sheet(path.name, name, _cells(rows, seen.faults), tuple(seen.merged), is_hidden)
        if is_hidden:
            notes.append((sheet.place(), "lembar ini tersembunyi; tidak dibaca. Tampilkan dulu bila perlu"))
        elif not sheet.rows:
            notes.append((sheet.place(), "lembar ini kosong"))
        else:
            sheets.append(sheet)
        if hidden := [number for number in seen.hidden_rows if number in sheet.rows]:
            notes.append((sheet.place(hidden[0]), f"{len(hidden)} baris tersembunyi ikut dibaca, mulai baris ini"))
    return Table(path.name, tuple(sheets), tuple(notes))


def _values(data: bytes) -> list[tuple[str, bool, list[list[object]]]]:
    """Name, whether it is hidden, and rows of each sheet."""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            kept = [one for one in book.sheets_metadata if str(one.typ).endswith("WorkSheet")]
            return [
                (
                    one.name,
                    not str(one.visible).endswith(".Visible"),
                    [list(row) for row in book.get_sheet_by_name(one.name).to_python(skip_empty_area=False)],
                )
                for one in kept
            ]
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # a panic of a Rust library is no Exception
        raise Unreadable("berkas rusak, terpotong, atau dikunci") from None


def _cells(rows: list[list[object]], faults: Mapping[tuple[int, int], str]) -> dict[int, Row]:
    found: dict[int, dict[int, Cell]] = defaultdict(dict)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if (cell := _cell(value)) is not None:
                found[number][column] = cell
    for (number, column), fault in faults.items():
        kept = found[number].get(column)
        found[number][column] = Cell(kept.value if kept else "(rumus)", fault)
    return {number: row for number, row in sorted(found.items()) if row}


def _cell(value: object) -> Cell | None:
    if isinstance(value, str):
        text = _ILLEGAL.sub("", value).strip()
        return Cell(text, _FORMULA if text.startswith("=") else "") if text else None
    if isinstance(value, bool):
        return Cell(value)
    if isinstance(value, int | float):
        # Excel keeps and shows 15 digits; the rest is noise of binary fractions.
        return Cell(Decimal(f"{value:.15g}"))
    if isinstance(value, datetime):
        kept: CellValue = value.date() if (value.hour, value.minute, value.second) == (0, 0, 0) else value
        return Cell(kept)
    if isinstance(value, date | time):
        return Cell(value)
    return Cell(str(value), "isi sel ini lama waktu, bukan jam atau tanggal; tulis sebagai teks") if isinstance(
        value, timedelta
    ) else None


def _look_at_excel(data: bytes) -> dict[str, _SheetXml]:
    package = read_package(data, _LARGEST_UNPACKED)
    if package.kind != ".xlsx":
        raise Unreadable("isinya bukan lembar kerja", "pilih berkas .xlsx, .ods, atau .csv")
    relations = {one.id: one.target for one in package.relations.get(package.main, ())}
    return {
        name: _look_at_sheet(package.parts[relations[id]])
        for name, _, id in sheets_of(package)
        if relations.get(id) in package.parts
    }


def _look_at_sheet(xml: bytes) -> _SheetXml:
    found = _SheetXml()
    row = column = 0
    has_formula = has_value = is_error = within = False

    def start(name: str, _namespace: str, attributes: Mapping[str, str]) -> None:
        nonlocal row, column, has_formula, has_value, is_error, within
        if name == "row":
            row = int(attributes["r"]) if attributes.get("r", "").isdecimal() else row + 1
            column = 0
            if attributes.get("hidden") in ("1", "true"):
                found.hidden_rows.append(row)
        elif name == "c":
            at = _REFERENCE.fullmatch(attributes.get("r", ""))
            column = column_number(at[1]) if at else column + 1
            row = int(at[2]) if at else row
            has_formula = has_value = within = False
            is_error = attributes.get("t") == "e"
        elif name in ("f", "v", "t"):
            has_formula |= name == "f"
            within = name != "f"
        elif name == "mergeCell":
            ends = [_REFERENCE.fullmatch(one) for one in attributes.get("ref", "").split(":")]
            if len(ends) == 2 and ends[0] and ends[1]:
                first, last = ends[0], ends[1]
                found.merged.append(
                    CellRange(int(first[2]), column_number(first[1]), int(last[2]), column_number(last[1]))
                )

    def end(name: str) -> None:
        nonlocal within
        if name == "c" and (has_formula or has_value):
            found.count(row, column)
            if is_error or (has_formula and not has_value):
                found.faults[row, column] = _ERROR if is_error else _UNCOUNTED
        within = within and name not in ("v", "t")

    def text(piece: str) -> None:
        nonlocal has_value
        has_value |= within and bool(piece.strip())

    visit_xml(xml, start, end, text)
    return found


def _look_at_ods(xml: bytes) -> dict[str, _SheetXml]:
    sheets: dict[str, _SheetXml] = {}
    found = _SheetXml()
    row = column = rows = columns = 0
    has_text = False
    cell: Mapping[str, str] = {}

    def start(name: str, _namespace: str, attributes: Mapping[str, str]) -> None:
        nonlocal found, row, column, rows, columns, has_text, cell
        if name == "table":
            found = sheets[attributes.get("name", "")] = _SheetXml()
            row = rows = 0
        elif name == "table-row":
            row, column, columns = row + rows, 0, 0
            rows = _repeats(attributes.get("number-rows-repeated"))
            if attributes.get("visibility") in ("collapse", "filter"):
                found.hidden_rows.append(row + 1)
        elif name in ("table-cell", "covered-table-cell"):
            column, cell, has_text = column + columns, attributes, False
            columns = _repeats(attributes.get("number-columns-repeated"))
            wide, high = _repeats(attributes.get("number-columns-spanned")), _repeats(
                attributes.get("number-rows-spanned")
            )
            if wide > 1 or high > 1:
                found.merged.append(CellRange(row + 1, column + 1, row + high, column + wide))

    def end(name: str) -> None:
        if name in ("table-cell", "covered-table-cell") and (has_text or cell.get("value-type")):
            found.count(row + rows, column + columns, rows * columns)
            if cell.get("formula") and (not cell.get("value-type") or not has_text):
                found.faults[row + 1, column + 1] = _UNCOUNTED
            elif cell.get("formula") and cell.get("value-type") == "error":
                found.faults[row + 1, column + 1] = _ERROR
        elif name == "table-cell" and cell.get("formula"):
            found.count(row + 1, column + 1)
            found.faults[row + 1, column + 1] = _UNCOUNTED

    def text(piece: str) -> None:
        nonlocal has_text
        has_text |= bool(piece.strip())

    visit_xml(xml, start, end, text)
    return sheets


def _repeats(text: str | None) -> int:
    return max(1, int(text)) if text and re.fullmatch(r"\d{1,7}", text) else 1


# CSV


def _read_csv(path: Path, data: bytes) -> Table:
    if b"\0" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Unreadable("bukan tabel", "simpan sebagai .xlsx, .ods, atau .csv")
    notes = []
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text, was_wrong = data.decode("utf-16", "replace"), False
    else:
        text, was_wrong = decode_text(data)
    if re.match(r"\s*<(?:!doctype|html|\?xml|table)", text, re.IGNORECASE):
        what = "halaman HTML atau XML yang diberi nama tabel"
        raise Unreadable(what, "buka dengan program lembar kerja, lalu simpan sebagai .xlsx")
    if path.suffix.casefold() in (".xlsx", ".ods", ".xls"):
        raise Unreadable(f"isinya teks, bukan {path.suffix}", "bila ini CSV, ganti namanya menjadi .csv")
    if was_wrong:
        message = "sebagian huruf bukan UTF-8, dibaca sebagai Windows-1252; periksa huruf seperti é dan –"
        notes.append((path.name, message))
    named = re.match(r"sep=(.)\r?\n", text)
    text = text[named.end() :] if named else text
    delimiter = named[1] if named else _delimiter_of(text)
    rows: list[list[object]] = [[]] if named else []
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            rows.append([*row])
            if len(rows) > MOST_ROWS or len(row) > MOST_COLUMNS:
                raise Unreadable(f"lebih dari {MOST_ROWS} baris atau {MOST_COLUMNS} kolom", _TOO_MANY)
    except csv.Error:
        what = f"tanda kutip tidak ditutup, atau sel terlalu panjang, di sekitar baris {reader.line_num}"
        raise Unreadable(what, "betulkan baris itu") from None
    sheet = Sheet(path.name, "", _cells(rows, {}))
    return Table(path.name, (sheet,) if sheet.rows else (), tuple(notes))


def _delimiter_of(text: str) -> str:
    """The separator that gives the first rows the most columns of the same number."""
    head = "\n".join(text.splitlines()[:30])

    def columns(delimiter: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(StringIO(head), delimiter=delimiter) if row]
        usual = max(set(counts), key=lambda count: (counts.count(count), count), default=0)
        return (usual, counts.count(usual)) if usual > 1 else (0, 0)

    return max(_DELIMITERS, key=columns)


def example_texts(cells: Iterable[Cell], most: int = 3) -> str:
    """The first different texts of ``cells``, shortened, for a comment."""
    texts = list(dict.fromkeys(cell.text[:40] for cell in cells))[:most]
    return "; ".join(texts)
