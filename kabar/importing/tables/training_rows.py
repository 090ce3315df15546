"""Rows of a table as values of a bimtek: dates, provinces, organisers. A value that is not clear is a fault."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from kabar.content.models.vocabulary import Vocabulary
from kabar.content.parsing.codes import PROVINCES, province_named, provinces_of, regencies_named
from kabar.content.parsing.fields import DEFAULT_ZONE
from kabar.content.parsing.moments import WrittenDate, read_written_date
from kabar.content.parsing.yaml_structure import plain_or_quoted, quoted
from kabar.content.validation.references import Ids
from kabar.importing.tables.table_cells import Cell, Row, Sheet
from kabar.importing.tables.training_columns import HOURS, IN_BODY, LEFT_OUT, ColumnUse, SheetMapping, with_order
from kabar.importing.to_markdown import escaped
from kabar.sections.registry import SECTIONS
from kabar.text.characters import plain_characters
from kabar.text.folding import fold_label

_MODES = {
    "luring": "luring", "offline": "luring", "tatap muka": "luring", "daring": "daring", "online": "daring",
    "zoom": "daring", "zoom meeting": "daring", "virtual": "daring", "hibrida": "hibrida", "hybrid": "hibrida",
    "hibrid": "hibrida", "luring dan daring": "hibrida", "daring dan luring": "hibrida",
}  # fmt: skip
_VIAS = {"wa": "whatsapp", "google form": "formulir", "link": "formulir", "email": "surel", "di tempat": "di-tempat"}
_PHONE = re.compile(r"\+?\d[\d\s().-]{6,}\d")
_WITH_UNIT = re.compile(r"(\d{1,6}) ?(?:orang|peserta|kursi|jp|jam pelajaran|ikm|pelaku ikm)?", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(/\S*)?")
_ITEM = re.compile(r"^\s*(?:[-•*]|\d{1,2}[.)]|[a-z][.)])\s*")
_SUMS = re.compile(r"(?:sub ?)?(?:jumlah|total)\b.*")
# An accounting date in Excel: days since 1899-12-30; only the years 2000 to 2050 are likely.
_SERIALS = range(36526, 54789)
_WRITERS: Mapping[str, Callable[[str], str]] = {one.field: one.write for one in SECTIONS["bimtek"].questions}


@dataclass
class TrainingRow:
    """A row as a bimtek: ``values`` is YAML by field, ``body`` are lines of Markdown.

    ``faults`` and ``notes`` are (column, message) with column 0 for the whole row; a row with faults is not written.
    ``key`` identifies it in the record. ``is_none`` is a row that is no training: a group title, a sum.
    """

    sheet: Sheet
    row: int
    title: str = ""
    start: date | None = None
    values: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    key: str = ""
    is_none: bool = False


@dataclass(frozen=True)
class RowContext:
    """What all rows share: the portal's profiles and topics, and defaults by field."""

    ids: Ids
    vocabulary: Vocabulary
    defaults: Mapping[str, str]


def read_rows(sheet: Sheet, mapping: SheetMapping, context: RowContext) -> Iterator[TrainingRow]:
    """Yield the rows of ``sheet`` below its heading, except those that the editor leaves out."""
    spread = sheet.spread_down()
    for number, row in mapping.heading.rows_below(spread):
        if number not in mapping.skipped:
            yield _RowReader(sheet, number, row, mapping, context).read()


def read_row(sheet: Sheet, mapping: SheetMapping, context: RowContext) -> TrainingRow:
    """The first row of ``sheet``, which is a training whatever it says."""
    return _RowReader(sheet, 1, sheet.rows.get(1, {}), mapping, context).read(is_training=True)


class _RowReader:
    def __init__(self, sheet: Sheet, number: int, row: Row, mapping: SheetMapping, context: RowContext):
        self._row, self._mapping, self._context = row, mapping, context
        self._columns: dict[str, ColumnUse] = {one.use: one for one in mapping.columns if one.use != IN_BODY}
        self._found = TrainingRow(sheet, number)
        self._province_code = ""  # of the place, once it is read

    def read(self, is_training: bool = False) -> TrainingRow:
        found = self._found
        if not is_training and self._is_no_training():
            found.is_none = True
            return found
        for column, cell in self._row.items():
            if cell.fault and column in {one.column for one in self._mapping.columns if one.use != LEFT_OUT}:
                self._fault(column, cell.fault)
        found.title = self._text("title")
        if not found.title:
            self._fault(self._column("title"), "judul kosong; isi, atau sebut barisnya di skip_rows")
        self._set("title", found.title)
        self._texts()
        self._place()
        self._dates()
        self._people()
        self._registration()
        for one in self._mapping.columns:
            if one.use == IN_BODY and one.column in self._row:
                self._keep(one.title, self._row[one.column].text)
        place = fold_label(self._text("place.name") or self._text("place.regency"))
        found.key = f"{fold_label(found.title)} | {found.start or ''} | {place}"
        return found

    def _is_no_training(self) -> bool:
        texts = [cell.text for cell in self._row.values()]
        if _SUMS.fullmatch(fold_label(texts[0])) and "start" not in self._given():
            self._found.notes.append((0, f"baris jumlah '{texts[0][:60]}' tidak dibawa"))
            return True
        if len(set(texts)) == 1 and not self._given() & {"title", "start"}:
            self._found.notes.append((0, f"judul kelompok '{texts[0][:60]}' tidak dibawa"))
            return True
        return False

    def _given(self) -> set[str]:
        return {use for use, one in self._columns.items() if one.column in self._row}

    # Cells by field

    def _column(self, use: str) -> int:
        return self._columns[use].column if use in self._columns else 0

    def _cell(self, use: str) -> Cell | None:
        cell = self._row.get(self._column(use))
        if cell is None and (text := self._context.defaults.get(use)):
            return Cell(text)
        return cell

    def _text(self, use: str) -> str:
        cell = self._cell(use)
        return plain_characters(cell.text).strip() if cell else ""

    def _set(self, use: str, text: str) -> None:
        if text:
            self._found.values[use] = _WRITERS.get(use, plain_or_quoted)(text)

    def _fault(self, column: int, message: str) -> None:
        self._found.faults.append((column, message))

    def _keep(self, title: str, text: str) -> None:
        label = f"{escaped(title, True)}: " if title else ""
        self._found.body.append(f"{label}{escaped(text, not label)}")

    # Fields

    def _texts(self) -> None:
        self._set("summary", self._text("summary"))
        for use in ("letter.number",):
            if text := self._text(use):
                self._found.values[use] = quoted(text)
        for use in ("quota", "lesson_hours", "participants"):
            if text := self._text(use):
                number = _WITH_UNIT.fullmatch(text)
                self._found.values[use] = number[1] if number else plain_or_quoted(text)
        self._set("fee", self._text("fee"))
        self._set("access", self._text("access"))
        for use in ("eligibility", "documents"):
            if items := self._items(use):
                self._found.values[use] = "".join(f"\n  - {plain_or_quoted(item)}" for item in items)
        tags = [part for part in map(str.strip, re.split(r"[,;]", self._text("tags"))) if part]
        for tag in tags:
            if self._context.vocabulary.find(tag) is None:
                self._fault(self._column("tags"), f"topik '{tag[:60]}' tidak ada{self._context.vocabulary.hint(tag)}")
        if found := list(dict.fromkeys(id for tag in tags if (id := self._context.vocabulary.find(tag)))):
            self._found.values["tags"] = f"[{', '.join(found)}]"

    def _items(self, use: str) -> list[str]:
        cell = self._cell(use)
        if cell is None or not isinstance(cell.value, str):
            return [cell.text] if cell else []
        parts = re.split(r"[\n;]", cell.value)
        return [text for part in parts if (text := " ".join(plain_characters(_ITEM.sub("", part)).split()))]

    def _people(self) -> None:
        for use, folder in (("organisers", "lembaga"), ("instructors", "orang")):
            lines = []
            for name in self._items(use):
                id = name if name in self._context.ids[folder] else self._context.ids.named(name, folder)
                lines.append(f"\n  - id: {plain_or_quoted(id)}" if id else f"\n  - name: {plain_or_quoted(name)}")
            if lines:
                self._found.values[use] = "".join(dict.fromkeys(lines))

    def _place(self) -> None:
        name, mode = self._text("place.name"), fold_label(self._text("mode"))
        if mode and mode not in _MODES:
            self._fault(self._column("mode"), f"cara '{mode[:40]}' tidak dikenal; tulis luring, daring, atau hibrida")
        wanted = _MODES.get(mode, "") or (_MODES.get(fold_label(name), "") if name else "")
        if wanted == "daring":
            self._found.values["mode"] = "daring"
            if name and fold_label(name) not in ("daring", "online"):
                self._keep("Tempat", name)
            return
        regency, province = self._regency(), self._province()
        if not province and regency and len(around := provinces_of(regency)) == 1:
            province = min(around)
        if not province and not regency and "," in name:
            regency, province = self._within(name)
        if not (name or regency or province):
            return
        if not name:
            name = regency or PROVINCES[province][0]
            self._found.notes.append((self._column("place.name"), "nama tempat kosong; ditandai GANTI"))
            self._found.values["place.name"] = plain_or_quoted(name)
        self._set("place.name", name)
        self._set("place.address", self._text("place.address"))
        self._set("place.regency", regency)
        self._set("place.province", PROVINCES[province][0] if province else "")
        self._found.values["mode"] = wanted or "luring"
        self._province_code = province

    def _regency(self) -> str:
        text, column = self._text("place.regency"), self._column("place.regency")
        if not text:
            return ""
        found = regencies_named(text)
        if len(found) > 1:
            self._fault(column, f"'{text[:60]}' bisa berarti {found[0]} atau {found[1]}; tulis salah satu")
        elif not found:
            self._fault(column, f"'{text[:60]}' tidak ada di daftar kabupaten dan kota; tulis seperti Kabupaten Bogor")
        return found[0] if len(found) == 1 else ""

    def _province(self) -> str:
        text = self._text("place.province")
        code = province_named(text) if text else ""
        if text and not code:
            message = f"provinsi '{text[:60]}' tidak dikenal; tulis seperti Jawa Barat"
            self._fault(self._column("place.province"), message)
        return code

    def _within(self, name: str) -> tuple[str, str]:
        """Regency and province that stand as parts of a place, each where it is named without doubt."""
        parts = [part.strip() for part in name.split(",")[1:]]
        provinces = {code for part in parts if (code := province_named(part))}
        regencies = {found[0] for part in parts if len(found := regencies_named(part)) == 1}
        regency = min(regencies) if len(regencies) == 1 else ""
        province = min(provinces) if len(provinces) == 1 else ""
        if not province and regency and len(around := provinces_of(regency)) == 1:
            province = min(around)
        if regency or province:
            where = ", ".join(filter(None, (regency, PROVINCES[province][0] if province else "")))
            self._found.notes.append((self._column("place.name"), f"{where} diambil dari nama tempat; periksa"))
        return regency, province

    def _registration(self) -> None:
        via = fold_label(self._text("registration.via"))
        self._set("registration.via", _VIAS.get(via, via))
        if url := self._text("registration.url"):
            address = url if "://" in url or not _HOST.fullmatch(url) else f"https://{url}"
            self._found.values["registration.url"] = plain_or_quoted(address)
        name, number = self._text("registration.contacts.name"), self._text("registration.contacts.whatsapp")
        found = _PHONE.findall(name)
        if len(found) > 1:
            message = "ada beberapa nomor; tinggalkan satu di kolom ini, yang lain ditulis sesudah menjadi draf"
            self._fault(self._column("registration.contacts.name"), message)
        elif found and not number:
            name, number = _PHONE.sub(" ", name), found[0]
        if number.isdecimal() and number.startswith("8"):
            number = f"0{number}"  # a number in a table loses the zero at its start
        self._set("registration.contacts.name", " ".join(re.sub(r"[():/-]+", " ", name).split()) if found else name)
        if number:
            self._found.values["registration.contacts.whatsapp"] = quoted(number)
        self._set("registration.contacts.email", self._text("registration.contacts.email"))
        for use in ("registration.opens", "registration.closes", "letter.date", "date"):
            if written := self._written(use):
                is_end = use.endswith("closes") and written.last is not None
                moment = (is_end and written.last) or written.first
                if written.zone and isinstance(moment, datetime):
                    there = ZoneInfo(self._found.values.get("timezone") or self._zone())
                    moment = moment.replace(tzinfo=ZoneInfo(written.zone)).astimezone(there)
                self._found.values[use] = _iso(moment)

    # Dates

    def _dates(self) -> None:
        start = self._written("start")
        end = self._written("end")
        if start is None:
            if not any(column == self._column("start") for column, _ in self._found.faults):
                self._fault(self._column("start"), "tanggal mulai kosong; isi, atau sebut barisnya di skip_rows")
            return
        if start.last and end and _day(start.last) != _day(end.first):
            self._fault(self._column("end"), f"selesai {end.first}, padahal kolom mulai menyebut sampai {start.last}")
        last = start.last or (end and (end.last or end.first)) or _day(start.first)
        whole = self._with_hours(WrittenDate(start.first, last, start.zone or (end.zone if end else "")))
        self._found.start = _day(whole.first)
        self._found.values["start"], self._found.values["end"] = _iso(whole.first), _iso(whole.last or whole.first)
        if whole.zone and whole.zone != self._zone():
            self._found.values["timezone"] = whole.zone

    def _zone(self) -> str:
        return PROVINCES[self._province_code][1] if self._province_code else DEFAULT_ZONE

    def _written(self, use: str) -> WrittenDate | None:
        cell, column = self._cell(use), self._column(use)
        if cell is None or cell.fault:
            return None
        text = cell.text
        if isinstance(cell.value, Decimal):
            self._fault(column, _number_fault(cell.value))
            return None
        written = read_written_date(text)
        if isinstance(written, str) and "belum menyebut tahun" in written and self._mapping.year:
            written = read_written_date(f"{text} {self._mapping.year}")
        if isinstance(written, WrittenDate) and written.other:
            day = with_order(written, self._mapping.date_order)
            if day is None:
                what = f"'{text[:60]}' bisa berarti {written.first} atau {written.other}"
                self._fault(column, f"{what}; isi date_order di kolom.yaml")
                return None
            written = WrittenDate(day, written.last, written.zone)
        if written is None or isinstance(written, str):
            self._fault(column, written or f"'{text[:60]}' bukan tanggal; tulis seperti 2026-08-12")
            return None
        if written.fault:
            self._fault(column, f"{written.fault}; betulkan hari atau tanggalnya")
        return written

    def _with_hours(self, written: WrittenDate) -> WrittenDate:
        clock = self._text(HOURS)
        if not clock or isinstance(written.first, datetime):
            return written
        text = re.sub(r"(?<=[-–\s])(?:s\.?/?d\.?|sampai) selesai|[-–]\s*selesai", "", clock, flags=re.IGNORECASE)
        last = written.last or written.first
        timed = read_written_date(f"{written.first.isoformat()} {text}")
        if not isinstance(timed, WrittenDate):
            self._fault(self._column(HOURS), f"jam '{clock[:60]}' tidak terbaca; tulis seperti 08.30-16.00 WIB")
            return written
        end = datetime.combine(_day(last), timed.last.time()) if isinstance(timed.last, datetime) else written.last
        return WrittenDate(timed.first, end, timed.zone or written.zone)


def _number_fault(value: Decimal) -> str:
    remedy = "beri sel ini format tanggal di program lembar kerja, atau tulis seperti 2026-08-12"
    if value == int(value) and int(value) in _SERIALS:
        day = date.fromordinal(date(1899, 12, 30).toordinal() + int(value))
        return f"angka {value} barangkali tanggal {day} yang kehilangan formatnya; {remedy}"
    return f"angka {value} bukan tanggal; {remedy}"


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _iso(moment: date) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else moment.isoformat()
