"""Finds hidden sheets, rows and columns, comments, external data and pivot caches in Excel workbooks."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from kabar.content.media.attachment_findings import AttachmentFinding, by_text, name_text, names_text, numbers_text
from kabar.content.media.office_package import OfficePackage
from kabar.content.media.xml_events import visit_xml

_ON = ("1", "true")
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")

_UNHIDE_SHEET = "klik kanan nama lembar > Unhide, periksa, lalu hapus lembar yang tidak untuk umum"
_COPY_OTHERS = "salin lembar yang tampak ke berkas baru: klik kanan namanya > Move or Copy > (new book)"
_UNHIDE = "pilih semua (Ctrl+A), Home > Format > Hide & Unhide (hapus juga saringan), lalu hapus yang tidak untuk umum"
_DELETE = "hapus semuanya (Excel: Review > Delete; LibreOffice: klik kanan komentar > Delete All Comments)"
_AS_VALUES = "salin sebagai nilai (Paste Special > Values) ke berkas baru"
# Findings by the kind of relation of the workbook.
_KEPT_DATA = {
    "externalLink": ("salinan data dari berkas lain", "putuskan: Data > Edit Links > Break Link"),
    "connections": ("sambungan ke sumber data", "hapus: Data > Queries & Connections"),
    "pivotCacheDefinition": ("tabel pivot, yang menyimpan seluruh data asalnya", _AS_VALUES),
    "powerPivotData": ("model data, yang menyimpan seluruh data asalnya", _AS_VALUES),
    "revisionHeaders": ("riwayat perubahan", "hentikan berbagi: Review > Unshare Workbook"),
}


def find_in_workbook(package: OfficePackage) -> Iterator[AttachmentFinding]:
    """Findings in an Excel workbook that an editor must resolve. Raises Unreadable."""
    relations = {one.id: one for one in package.relations.get(package.main, ())}
    kinds = {one.kind for one in relations.values() if not one.is_external}
    for kind in sorted(kinds & _KEPT_DATA.keys()):
        yield AttachmentFinding(*_KEPT_DATA[kind])
    people = _people(package)
    for name, state, id in sheets_of(package):
        sheet = f"lembar '{name_text(name)}'"
        if state in ("hidden", "veryHidden"):
            yield AttachmentFinding(f"{sheet} tersembunyi", _UNHIDE_SHEET if state == "hidden" else _COPY_OTHERS)
        part = relations[id].target if id in relations else ""
        if part in package.parts:
            yield from _hidden_cells(sheet, package.parts[part])
            yield from _comments(sheet, part, package, people)


def sheets_of(package: OfficePackage) -> list[tuple[str, str, str]]:
    """Name, state and relation id of each sheet, in order."""
    found = []

    def start(name: str, _namespace: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            found.append((attributes.get("name", ""), attributes.get("state", ""), attributes.get("r:id", "")))

    visit_xml(package.parts[package.main], start)
    return found


def _hidden_cells(sheet: str, xml: bytes) -> Iterator[AttachmentFinding]:
    if b"hidden=" not in xml:
        return
    cells = _Cells()
    visit_xml(xml, cells.start, None, cells.text)
    if cells.rows:
        yield AttachmentFinding(f"{sheet}: baris tersembunyi berisi data ({numbers_text(sorted(cells.rows))})", _UNHIDE)
    if cells.columns:
        letters = names_text(column_letters(number) for number in sorted(cells.columns))
        yield AttachmentFinding(f"{sheet}: kolom tersembunyi berisi data ({letters})", _UNHIDE)


class _Cells:
    """The numbers (from 1) of hidden rows and columns of a sheet that contain data."""

    def __init__(self) -> None:
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self._hidden: list[tuple[int, int]] = []
        self._row = self._column = 0
        self._is_hidden = self._is_value = False

    def start(self, name: str, _namespace: str, attributes: Mapping[str, str]) -> None:
        if name == "col" and attributes.get("hidden") in _ON:
            self._hidden.append((_number(attributes.get("min")), _number(attributes.get("max"))))
        elif name == "row":
            self._row = _number(attributes.get("r")) or self._row + 1
            self._column = 0
            self._is_hidden = attributes.get("hidden") in _ON
        elif name == "c":
            match = _REFERENCE.fullmatch(attributes.get("r", ""))
            self._column = column_number(match[1]) if match else self._column + 1
        self._is_value = name in ("v", "t", "f")

    def text(self, text: str) -> None:
        if not self._is_value or not text.strip():
            return
        if self._is_hidden:
            self.rows.add(self._row)
        elif any(first <= self._column <= last for first, last in self._hidden):
            self.columns.add(self._column)


def _comments(sheet: str, part: str, package: OfficePackage, people: Mapping[str, str]) -> Iterator[AttachmentFinding]:
    places: dict[str, None] = {}
    authors: list[str] = []
    in_author = False

    def start(name: str, _namespace: str, attributes: Mapping[str, str]) -> None:
        nonlocal in_author
        in_author = name == "author"
        if name in ("comment", "threadedComment"):
            places[attributes.get("ref", "?")] = None
            authors.append(people.get(attributes.get("personId", ""), ""))

    def text(text: str) -> None:
        # A threaded comment has an id instead of its author.
        if in_author and not text.startswith("tc="):
            authors.append(text)

    for one in package.relations.get(part, ()):
        if one.kind in ("comments", "threadedComment") and one.target in package.parts:
            visit_xml(package.parts[one.target], start, None, text)
    if places:
        yield AttachmentFinding(f"{sheet}: komentar di sel {names_text(places)}{by_text(authors)}", _DELETE)


def _people(package: OfficePackage) -> dict[str, str]:
    found: dict[str, str] = defaultdict(str)

    def start(name: str, _namespace: str, attributes: Mapping[str, str]) -> None:
        if name == "person":
            found[attributes.get("id", "")] = attributes.get("displayName", "")

    for one in package.relations.get(package.main, ()):
        if one.kind == "person" and one.target in package.parts:
            visit_xml(package.parts[one.target], start)
    return found


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0


def column_number(letters: str) -> int:
    """The number of a column, from 1, by its letters in capitals."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """The letters of the column ``number``, from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


