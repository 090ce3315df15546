"""Columns of a table of trainings: the key of a bimtek that each becomes, proposed and confirmed in ``kolom.yaml``."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kabar.command import Stopped
from kabar.content.media.workbook_findings import column_letters, column_number
from kabar.content.parsing.codes import province_named, regencies_named
from kabar.content.parsing.moments import WrittenDate, read_written_date
from kabar.content.parsing.yaml_structure import Structure, quoted
from kabar.importing.tables.headings import find_heading, heading_of
from kabar.importing.tables.table_cells import Cell, ColumnTitles, Sheet, Table
from kabar.importing.tables.table_reader import example_texts
from kabar.importing.yaml_file import read_yaml
from kabar.text.folding import fold_label
from kabar.text.suggestions import did_you_mean

LEFT_OUT, IN_BODY, UNANSWERED = "abaikan", "isi", "?"
HOURS = "hours"
DAY_FIRST, MONTH_FIRST = "hari-bulan", "bulan-hari"

# Titles of columns in tables of Indonesian offices, by what they become; earlier patterns come first.
_TITLES: tuple[tuple[str, str], ...] = (
    (LEFT_OUT, r"no|nomor|no urut|nomor urut|#"),
    ("registration.opens", r"(pendaftaran|registrasi) (dibuka|mulai|buka)|mulai pendaftaran|(tanggal|tgl) pendaftaran"),
    ("registration.closes", r"(batas|penutupan|akhir|tutup)( akhir)? (pendaftaran|registrasi)|deadline|"
     r"(pendaftaran|registrasi) (ditutup|selesai|tutup)|batas waktu"),
    ("registration.url", r"(link|tautan|alamat|url)( (pendaftaran|formulir|registrasi))?|formulir( pendaftaran)?|form"),
    ("registration.via", r"cara (mendaftar|pendaftaran)|pendaftaran( melalui| lewat)?"),
    ("registration.contacts.name", r"narahubung|kontak( person)?|contact person|cp|pic|nama narahubung"),
    ("registration.contacts.whatsapp", r"(nomor |no )?(wa|whatsapp|hp|telepon|telp|handphone)( narahubung| panitia)?"),
    ("registration.contacts.email", r"(alamat )?(e ?mail|surel)( narahubung| panitia)?"),
    ("letter.number", r"(nomor|no) surat( undangan| pengumuman)?"),
    ("letter.date", r"(tanggal|tgl) surat( undangan| pengumuman)?"),
    ("date", r"(tanggal|tgl) (terbit|pengumuman|publikasi)"),
    ("end", r"(tanggal |tgl |waktu )?(selesai|akhir|berakhir|penutupan)|sampai( dengan)?|s d|end( date)?"),
    (HOURS, r"jam( pelaksanaan| kegiatan)?|pukul|waktu (jam|pukul)"),
    ("start", r"(hari )?(dan )?(tanggal|tgl|waktu|jadwal|periode)( (pelaksanaan|kegiatan|mulai|bimtek|pelatihan))?|"
     r"mulai|pelaksanaan|start( date)?|tanggal awal|hari tanggal"),
    ("title", r"(nama |judul |uraian |jenis )?(kegiatan|bimtek|pelatihan|acara|diklat|bimbingan teknis|workshop|"
     r"program)|judul|nama|tema"),
    ("summary", r"teras|ringkasan|deskripsi( singkat)?|keterangan singkat"),
    ("tags", r"topik|tag|kata kunci"),
    ("place.address", r"alamat( tempat| lokasi)?"),
    ("place.regency", r"(kabupaten|kab|kota)( kota| kab| kabupaten)?|daerah"),
    ("place.province", r"provinsi|propinsi|prov"),
    ("place.name", r"(nama )?(tempat|lokasi|venue|gedung)( (pelaksanaan|kegiatan|acara))?"),
    ("organisers", r"(lembaga |instansi )?(penyelenggara|pelaksana|panitia)( kegiatan)?|instansi|satker|unit kerja"),
    ("instructors", r"(nama )?(narasumber|instruktur|pengajar|pemateri|fasilitator)"),
    ("mode", r"(cara|metode|bentuk|moda)( pelaksanaan)?|luring daring|daring luring|online offline"),
    ("access", r"akses|sifat( kegiatan)?|terbuka tertutup"),
    ("quota", r"(kuota|kursi|jumlah kursi|kapasitas|target peserta)( peserta)?|jumlah peserta|peserta"),
    ("fee", r"biaya( pendaftaran| peserta)?|tarif"),
    ("eligibility", r"(syarat|persyaratan|kriteria)( peserta)?|sasaran( peserta)?"),
    ("documents", r"(berkas|dokumen)( yang disiapkan| pendaftaran)?"),
    ("lesson_hours", r"jp|jam pelajaran|jumlah jp"),
    ("participants", r"jumlah (yang )?(hadir|datang)|realisasi peserta"),
)  # fmt: skip
_PATTERNS = tuple((use, re.compile(pattern)) for use, pattern in _TITLES)
FIELDS = tuple(dict.fromkeys(use for use, _ in _TITLES if use not in (LEFT_OUT,)))
USES = (*FIELDS, IN_BODY, LEFT_OUT)
_DATES = ("start", "end", "date", "registration.opens", "registration.closes", "letter.date")
_SHARE = 0.6  # of the cells of a column that must look alike
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})")
_CLOCK = re.compile(r"(?:pukul |pkl\.? )?\d{1,2}[.:]\d{2}\b(?![./-]\d).*", re.IGNORECASE)
_MAIL = re.compile(r"\S+@\S+\.\S+")
_PHONE = re.compile(r"(?:\+?62|0)?8\d[\d -]{7,12}")


def use_of_title(title: str) -> str:
    """What a column with ``title`` becomes, by its name; "" if the name is not known."""
    parts = [fold_label(re.sub(r"\(.*?\)|[^\w\s#]", " ", part)) for part in title.split(" / ")]
    for text in (" ".join(parts), parts[-1], parts[0]):
        for use, pattern in _PATTERNS:
            if pattern.fullmatch(text):
                return use
    return ""


def looks_like_date(cell: Cell) -> bool:
    """Whether the value is a date, or a text that may be one."""
    return isinstance(cell.value, date) or (isinstance(cell.value, str) and read_written_date(cell.text) is not None)


def _use_of_content(cells: list[Cell]) -> str:
    """What the cells are by themselves; "" if that is not clear."""
    tests = (
        ("start", looks_like_date),
        (HOURS, lambda cell: bool(_CLOCK.fullmatch(cell.text))),
        ("place.province", lambda cell: bool(province_named(cell.text))),
        ("place.regency", lambda cell: bool(regencies_named(cell.text))),
        ("registration.contacts.email", lambda cell: bool(_MAIL.fullmatch(cell.text))),
        ("registration.url", lambda cell: cell.text.startswith(("http://", "https://"))),
        ("registration.contacts.whatsapp", lambda cell: bool(_PHONE.fullmatch(cell.text))),
    )
    for use, test in tests:
        if cells and sum(test(cell) for cell in cells) >= _SHARE * len(cells):
            return use
    return ""


@dataclass(frozen=True)
class ColumnUse:
    """A column (from 1), its title in the table, and the key of a bimtek that it becomes."""

    column: int
    title: str
    use: str


@dataclass(frozen=True)
class SheetMapping:
    """How a sheet is read. ``date_order`` is that of 3/4/2026, "" where it does not matter; ``year`` that of dates
    without one, 0 for none. ``skipped`` are rows that the editor leaves out."""

    name: str
    heading: ColumnTitles
    columns: tuple[ColumnUse, ...]
    date_order: str = ""
    year: int = 0
    skipped: frozenset[int] = frozenset()
    is_left_out: bool = False


@dataclass(frozen=True)
class TrainingMapping:
    """``defaults`` are texts by key for cells that are empty or missing; ``open`` are lines about open questions."""

    sheets: tuple[SheetMapping, ...]
    defaults: Mapping[str, str] = field(default_factory=dict)
    open: tuple[str, ...] = ()


_HEAD = """\
# Kolom tabel {file} dan artinya di bimtek. Periksa, ubah bila perlu, simpan, lalu jalankan make impor-bimtek lagi.
#
# use: kunci bimtek, 'isi' (menjadi baris di isi tulisan), 'abaikan', atau "?" (belum dijawab: harus dipilih).
# Kunci: {fields}.
# hours: jam pelaksanaan, seperti 08.30-16.00 WIB. Kolom start boleh berisi mulai dan selesai sekaligus.
# header: baris judul kolom (dua baris: 3-4; tanpa judul: 0). skip_rows: baris yang tidak dibawa, misalnya [7, 12].
# year: tahun untuk tanggal tanpa tahun. date_order: hari-bulan atau bulan-hari, untuk tanggal seperti 3/4/2026.
# skip: true bila lembar itu tidak dibawa.
#
"""


def propose(table: Table, topics: tuple[str, ...]) -> str:
    """The text of a first ``kolom.yaml``; ``topics`` are ids that may be given to all trainings."""
    lines = [_HEAD.format(file=table.file, fields=", ".join(FIELDS)).rstrip("\n")]
    lines += ["# Dipakai bila kolomnya tidak ada atau selnya kosong, misalnya organisers: Dinas Perindustrian Karangan"]
    lines += ["defaults:", f"  tags: {'bimtek' if 'bimtek' in topics else quoted(UNANSWERED)}", "sheets:"]
    for sheet in table.sheets:
        lines += _propose_sheet(sheet)
    return "\n".join([*lines, ""])


def _propose_sheet(sheet: Sheet) -> Iterator[str]:
    heading = find_heading(sheet, lambda text: bool(use_of_title(text)))
    rows = list(heading.rows_below(sheet))
    columns = sorted({*heading.titles, *(column for _, row in rows for column in row)})
    taken: set[str] = set()
    lines = []
    dated: list[Cell] = []
    for column in columns:
        cells = [row[column] for _, row in rows if column in row]
        title = heading.titles.get(column, "")
        use = _use(title, cells, taken)
        taken.add(use)
        dated += cells if use in _DATES else []
        shown = _comment(example_texts(cells))
        name = quoted(title) if title else '""'
        written = quoted(use) if use == UNANSWERED else use
        lines.append(f"      - {{column: {column_letters(column)}, name: {name}, use: {written}}}{shown}")
    yield f"  - sheet: {quoted(sheet.name) if sheet.name else quoted('')}"
    yield f"    header: {_span(heading)}"
    if order := _date_order(dated):
        yield f"    # Ada tanggal seperti 3/4/2026: {DAY_FIRST} atau {MONTH_FIRST}"
        yield f"    date_order: {quoted(order) if order == UNANSWERED else order}"
    if any("belum menyebut tahun" in str(read_written_date(cell.text)) for cell in dated):
        yield "    # Ada tanggal tanpa tahun"
        yield f"    year: {quoted(UNANSWERED)}"
    if "start" not in taken or "title" not in taken:
        yield "    # Tidak ada kolom judul dan tanggal; hapus skip bila ini tabel bimtek"
        yield "    skip: true"
    yield "    columns:"
    yield from lines or ["      []"]


def _use(title: str, cells: list[Cell], taken: set[str]) -> str:
    by_content = _use_of_content(cells)
    use = use_of_title(title) or by_content or (IN_BODY if title or cells else LEFT_OUT)
    if use in ("start", "end") and by_content == HOURS:
        use = HOURS
    if use in ("start", "end") and cells and by_content != "start" and not any(map(looks_like_date, cells)):
        return UNANSWERED
    return UNANSWERED if use in taken and use not in (IN_BODY, LEFT_OUT) else use


def _date_order(cells: list[Cell]) -> str:
    """The order of day and month in dates such as 3/4/2026, as far as other dates of the column show it."""
    found = [match for cell in cells if isinstance(cell.value, str) and (match := _SLASHED.fullmatch(cell.text))]
    if not found:
        return ""
    day_first = any(int(match[1]) > 12 for match in found)
    month_first = any(int(match[2]) > 12 for match in found)
    if day_first != month_first:
        return DAY_FIRST if day_first else MONTH_FIRST
    return UNANSWERED if any(match[1] != match[2] for match in found) else ""


def _comment(text: str) -> str:
    bare = re.sub(r"[^\w\s.,;:/@()+-]", "", text)
    return f"  # {bare[:70]}" if bare.strip() else ""


def _span(heading: ColumnTitles) -> str:
    return f"{heading.first}" if heading.first == heading.last else f"{heading.first}-{heading.last}"


def read_mapping(file: Path, table: Table) -> TrainingMapping:
    """Read ``kolom.yaml``, which must fit ``table``. Raises Stopped with line and remedy."""
    reader = _MappingReader(file, table)
    mapping = reader.read()
    if reader.faults:
        raise Stopped(*reader.faults)
    return mapping


class _MappingReader:
    def __init__(self, file: Path, table: Table):
        self.faults: list[str] = []
        self._open: list[str] = []
        self._file, self._table = file, table
        self._structure: Structure = read_yaml(file)

    def read(self) -> TrainingMapping:
        value = self._structure.value
        self._known(value, (), ("defaults", "sheets"))
        defaults = value.get("defaults") or {}
        if not isinstance(defaults, dict):
            self._fault(("defaults",), "defaults berisi baris 'kunci: nilai'")
            defaults = {}
        self._known(defaults, ("defaults",), FIELDS)
        for key, text in defaults.items():
            if not isinstance(text, str):
                self._fault(("defaults", key), "di sini hanya satu nilai")
            elif text == UNANSWERED:
                self._ask(("defaults", key), f"{key} untuk semua baris belum dijawab")
        sheets = value.get("sheets") or []
        if not isinstance(sheets, list):
            self._fault(("sheets",), "sheets harus berupa daftar")
            sheets = []
        by_name = {sheet.name: sheet for sheet in self._table.sheets}
        found = []
        for number, one in enumerate(sheets):
            name = one.get("sheet", "") if isinstance(one, dict) else None
            if name is None or name not in by_name:
                self._fault(("sheets", number), f"lembar '{name}' tidak ada di tabel{did_you_mean(str(name), by_name)}")
            else:
                found.append(self._sheet(one, ("sheets", number), by_name.pop(name)))
        for name in by_name:
            self._fault(("sheets",), f"lembar '{name}' belum disebut; hapus berkas ini supaya disusun ulang")
        kept = {key: text for key, text in defaults.items() if isinstance(text, str) and text not in ("", UNANSWERED)}
        return TrainingMapping(tuple(found), kept, tuple(self._open))

    def _sheet(self, value: dict[str, object], at: tuple[str | int, ...], sheet: Sheet) -> SheetMapping:
        self._known(value, at, ("sheet", "header", "columns", "date_order", "year", "skip_rows", "skip"))
        span = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", str(value.get("header") or ""))
        if not span:
            self._fault((*at, "header"), "header berisi nomor baris, seperti 3 atau 3-4; tanpa judul: 0")
        first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, 0)
        heading = heading_of(sheet, first, last)
        is_left_out = str(value.get("skip") or "") == "true"
        columns = self._columns(value.get("columns"), (*at, "columns"), sheet, heading, is_left_out)
        order, year = str(value.get("date_order") or ""), str(value.get("year") or "")
        for key, text in (("date_order", order), ("year", year)):
            if text == UNANSWERED and not is_left_out:
                self._ask((*at, key), f"{sheet.place()}: {key} belum dijawab")
        if order not in ("", UNANSWERED, DAY_FIRST, MONTH_FIRST):
            self._fault((*at, "date_order"), f"tulis date_order: {DAY_FIRST} atau {MONTH_FIRST}")
        if year not in ("", UNANSWERED) and not re.fullmatch(r"(?:19|20)\d\d", year):
            self._fault((*at, "year"), "tulis tahunnya, seperti 2026")
        skipped = value.get("skip_rows") or []
        if not isinstance(skipped, list) or not all(re.fullmatch(r"\d{1,6}", str(one)) for one in skipped):
            self._fault((*at, "skip_rows"), "skip_rows berisi nomor baris, seperti [7, 12]")
            skipped = []
        return SheetMapping(
            sheet.name, heading, tuple(columns), order, int(year) if year.isdecimal() else 0,
            frozenset(int(str(one)) for one in skipped), is_left_out,
        )  # fmt: skip

    def _columns(
        self, value: object, at: tuple[str | int, ...], sheet: Sheet, heading: ColumnTitles, is_left_out: bool
    ) -> Iterator[ColumnUse]:
        if not isinstance(value, list):
            self._fault(at, "columns harus berupa daftar")
            return
        used = {column for number, row in sheet.rows.items() if number >= max(1, heading.first) for column in row}
        seen: dict[str, int] = {}
        for number, one in enumerate(value):
            here = (*at, number)
            letters = str(one.get("column", "")) if isinstance(one, dict) else ""
            if not re.fullmatch(r"[A-Z]{1,3}", letters):
                self._fault(here, 'tulis seperti {column: B, name: "Nama kegiatan", use: title}')
                continue
            self._known(one, here, ("column", "name", "use"))
            column, use, title = column_number(letters), str(one.get("use") or ""), str(one.get("name") or "")
            used.discard(column)
            now = heading.titles.get(column, "")
            if title != now and not is_left_out:
                message = f"kolom {letters} di tabel berjudul '{now[:60]}', bukan '{title[:60]}'"
                self._fault(here, f"{message}; betulkan, atau hapus berkas ini supaya disusun ulang")
            if use == UNANSWERED:
                if not is_left_out:
                    self._ask((*here, "use"), f"{sheet.place(0, column, title)}: belum dijawab menjadi apa")
                continue
            if use not in USES:
                self._fault((*here, "use"), f"'{use}' tidak dikenal{did_you_mean(use, USES)}; pilih: {', '.join(USES)}")
                continue
            if use in seen and use not in (IN_BODY, LEFT_OUT):
                self._fault((*here, "use"), f"'{use}' sudah dipakai kolom {column_letters(seen[use])}; pilih satu")
            seen.setdefault(use, column)
            yield ColumnUse(column, title, use)
        if not is_left_out:
            for column in sorted(used):
                self._fault(at, f"kolom {column_letters(column)} belum disebut; tambahkan, misalnya use: abaikan")
            for need in ("title", "start"):
                if need not in seen and not self._open:
                    self._fault(at, f"tidak ada kolom untuk {need}; pilih kolomnya, atau tulis skip: true")

    def _known(self, value: Mapping[str, object], at: tuple[str | int, ...], keys: tuple[str, ...]) -> None:
        for key in value:
            if key not in keys:
                self._fault((*at, key), f"'{key}' tidak dikenal{did_you_mean(key, keys)}; yang ada: {', '.join(keys)}")

    def _fault(self, at: tuple[str | int, ...], message: str) -> None:
        line, column = self._structure.place(at)
        self.faults.append(f"{self._file}:{line}:{column}: {message}")

    def _ask(self, at: tuple[str | int, ...], message: str) -> None:
        line, column = self._structure.place(at)
        self._open.append(f'{self._file}:{line}:{column}: {message}; ganti "?"')


def with_order(written: WrittenDate, order: str) -> date | None:
    """The day that ``written`` means in ``order`` where its digits may mean two; None where that is not known."""
    with suppress(TypeError):
        if written.other is None:
            return None
        return written.other if order == MONTH_FIRST else written.first if order == DAY_FIRST else None
    return None
