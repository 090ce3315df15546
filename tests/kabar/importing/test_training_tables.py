"""``make impor-bimtek``: from made-up tables to drafts that pass ``make check``, all or nothing."""

import os
from datetime import date

import pytest
import yaml

from kabar.importing import staging
from kabar.importing.tables.training_import import main
from tests.kabar.importing.tables_of_cells import spreadsheet, with_part, workbook
from tests.office_files import xlsx
from tests.portals import BIMTEK

TITLES = ("No", "Nama Kegiatan", "Tanggal", "Tempat", "Provinsi", "Penyelenggara")
BATIK = (1, "Belajar batik", "12–14 Mei 2026", "Balai Uji", "Jabar", "Redaksi Uji")
TENUN = (2, "Belajar tenun", "2 Juni 2026", "Balai Lain", "DIY", "Dinas Karangan")
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.fixture
def bring(office):
    """Run the command on a table of these bytes: exit code, output and errors."""

    def run(data: bytes | str = "", name: str = "jadwal.xlsx", **environ: str) -> tuple[int, str, str]:
        (office.folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        code = main({"CONTENT": "content", "BUILD_DATE": "2026-01-10", "TABEL": name} | environ)
        return (code, *office.capsys.readouterr())

    return run


def answer(office, old: str, new: str, name: str = "jadwal") -> None:
    """Replace ``old`` in the mapping file."""
    file = office.folder / f"impor/bimtek-{name}/kolom.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def apply(office, bring, data: bytes | str, name: str = "jadwal.xlsx", **answers: str) -> tuple[int, str, str]:
    """Look, answer the topic and what ``answers`` say, and apply."""
    assert bring(data, name)[0] == 0
    answer(office, 'tags: "?"', "tags: ikm", name.partition(".")[0])
    return bring(data, name, TERAPKAN="1")


def front(office, path: str) -> dict:
    return yaml.safe_load(office.read(path).split("---\n")[1])


def test_a_first_look_proposes_columns_and_writes_no_content(office, bring):
    before = {path for path in office.files() if path.startswith("content/")}
    code, out, _ = bring(workbook(TITLES, BATIK, TENUN))

    assert code == 0 and "2 bimtek baru, 0 baris tidak terbaca" in out
    assert {path for path in office.files() if path.startswith("content/")} == before
    columns = yaml.safe_load((office.folder / "impor/bimtek-jadwal/kolom.yaml").read_text())["sheets"][0]["columns"]
    uses = ["abaikan", "title", "start", "place.name", "place.province", "organisers"]
    assert [one["use"] for one in columns] == uses


@pytest.mark.parametrize("name", ["jadwal.xlsx", "jadwal.ods", "jadwal.csv"])
def test_rows_of_every_format_become_the_same_drafts_that_pass_the_check(office, bring, name):
    rows = (TITLES, BATIK, TENUN)
    data = {
        "jadwal.xlsx": workbook(*rows),
        "jadwal.ods": spreadsheet(*rows),
        "jadwal.csv": "\r\n".join(";".join(map(str, row)) for row in rows),
    }[name]
    code, out, err = apply(office, bring, data, name)

    assert (code, err) == (0, "") and "2 draf bimtek ditulis" in out
    batik, tenun = (front(office, f"bimtek/2026/belajar-{word}.md") for word in ("batik", "tenun"))
    assert (str(batik["start"]), str(batik["end"])) == ("2026-05-12", "2026-05-14")
    assert batik["place"] == {"name": "Balai Uji", "province": "Jawa Barat"}
    assert batik["organisers"] == [{"id": "redaksi"}] and batik["status"] == "draft" and batik["tags"] == ["ikm"]
    assert tenun["place"]["province"] == "DI Yogyakarta"
    assert tenun["organisers"] == [{"name": "Dinas Karangan"}]
    assert office.checks()[0] == 0


def test_dates_of_cells_and_hours_become_local_times(office, bring):
    titles = ("Judul", "Mulai", "Selesai", "Jam", "Tempat", "Provinsi")
    row = ("Belajar batik", date(2026, 5, 12), date(2026, 5, 13), "08.30 - 16.00 WITA", "Balai", "Bali")
    apply(office, bring, spreadsheet(titles, row), "jadwal.ods")

    batik = front(office, "bimtek/2026/belajar-batik.md")
    assert (str(batik["start"]), str(batik["end"])) == ("2026-05-12 08:30", "2026-05-13 16:00")
    assert "timezone" not in batik


def test_a_deadline_in_another_zone_becomes_local_time(office, bring):
    titles = ("Judul", "Tanggal", "Tempat", "Batas pendaftaran")
    apply(office, bring, workbook(titles, ("Belajar", "12 Mei 2026", "Balai, Bali", "8 Mei 2026 pukul 16.00 WIB")))

    assert str(front(office, "bimtek/2026/belajar.md")["registration"]["closes"]) == "2026-05-08 17:00"


def test_two_rows_of_titles_a_row_of_numbers_a_group_and_a_sum_are_no_trainings(office, bring):
    table = workbook(
        ["JADWAL BIMTEK"],
        ["No", "Nama Kegiatan", "Waktu", None, "Tempat", "Provinsi"],
        [None, None, "Mulai", "Selesai"],
        [1, 2, 3, 4, 5, 6],
        ["Jawa Barat"],
        [1, "Belajar batik", "12 Mei 2026", "14 Mei 2026", "Balai", "Jawa Barat"],
        ["Jumlah", None, None, None, 1],
        merged=["C2:D2", "A5:F5"],
    )
    code, out, _ = bring(table)

    assert code == 0 and "1 bimtek baru, 0 baris tidak terbaca" in out
    assert "baris 5: judul kelompok 'Jawa Barat' tidak dibawa" in out
    assert "baris 7: baris jumlah 'Jumlah' tidak dibawa" in out


def test_a_merged_cell_counts_for_all_its_rows(office, bring):
    rows = (TITLES, BATIK, (2, "Belajar tenun", "2 Juni 2026", "Balai Lain", None, "Dinas Karangan"))
    apply(office, bring, workbook(*rows, merged=["E2:E3"]))

    assert front(office, "bimtek/2026/belajar-tenun.md")["place"]["province"] == "Jawa Barat"


UNREAD = [
    ((1, None, "12 Mei 2026"), "kolom B: judul kosong; isi"),
    ((1, "Belajar", "31 Februari 2026"), "kolom C: '31 Februari 2026' tidak ada di kalender"),
    ((1, "Belajar", 46154), "kolom C: angka 46154 barangkali tanggal 2026-05-12 yang kehilangan formatnya"),
    ((1, "Belajar", "Senin, 12 Mei 2026"), "kolom C: 2026-05-12 jatuh pada hari Selasa, bukan Senin"),
    ((1, "Belajar", "segera"), "kolom C: 'segera' bukan tanggal"),
    ((1, "Belajar", None), "kolom C: tanggal mulai kosong"),
    ((1, "Belajar", "12 Mei 2026", "Balai", "Jawa Brat"), "kolom E: provinsi 'Jawa Brat' tidak dikenal"),
    ((1, "Belajar", "12 Mei 2026", "Balai"), "kolom E (Provinsi): place.province: provinsi belum diisi"),
    ((1, "=SUM(A1)", "12 Mei 2026"), "kolom B: isinya diawali '=' seperti rumus"),
    ((1, "Belajar", "<f>A1</f>"), "kolom C: rumus tanpa hasil yang tersimpan"),
    ((1, "Belajar 3201011505900001", "12 Mei 2026", "Balai", "Bali"), "nomor 16 angka seperti NIK"),
]


@pytest.mark.parametrize(("row", "message"), UNREAD, ids=[message[:30] for _, message in UNREAD])
def test_a_row_that_cannot_be_read_is_named_and_nothing_is_written(office, bring, row, message):
    before = {path for path in office.files() if path.startswith("content/")}
    table = workbook(TITLES, BATIK, row, TENUN)
    code, _, err = apply(office, bring, table)

    assert code == 1 and "jadwal.xlsx, lembar 'Jadwal', baris 3" in err and message in err
    assert {path for path in office.files() if path.startswith("content/")} == before
    answer(office, "    columns:", "    skip_rows: [3]\n    columns:")
    assert bring(table, TERAPKAN="1")[0] == 0 and office.checks()[0] == 0


def test_a_formula_gives_the_value_that_the_program_saved(office, bring):
    row = (1, "<f>A1</f><v>7</v>", "12 Mei 2026", "Balai", "Bali")
    apply(office, bring, workbook(TITLES, row))

    assert front(office, "bimtek/2026/7.md")["title"] == "7"


def test_a_date_that_may_mean_two_days_is_asked(office, bring):
    table = workbook(TITLES, (1, "Belajar batik", "3/4/2026", "Balai", "Bali"))
    code, out, _ = bring(table)
    assert code == 0 and "'3/4/2026' bisa berarti 2026-04-03 atau 2026-03-04" in out

    answer(office, 'tags: "?"', "tags: ikm")
    assert "date_order belum dijawab" in bring(table, TERAPKAN="1")[2]
    answer(office, 'date_order: "?"', "date_order: bulan-hari")
    assert bring(table, TERAPKAN="1")[0] == 0
    assert str(front(office, "bimtek/2026/belajar-batik.md")["start"]) == "2026-03-04"


def test_a_year_is_asked_where_dates_have_none(office, bring):
    table = workbook(TITLES, (1, "Belajar batik", "12-14 Mei", "Balai", "Bali"))
    bring(table)
    answer(office, 'tags: "?"', "tags: ikm")
    answer(office, 'year: "?"', "year: 2026")

    assert bring(table, TERAPKAN="1")[0] == 0
    assert str(front(office, "bimtek/2026/belajar-batik.md")["end"]) == "2026-05-14"


def test_a_second_run_changes_no_byte_and_touches_nothing_that_was_edited(office, bring):
    apply(office, bring, workbook(TITLES, BATIK, TENUN))
    batik = office.content / "bimtek/2026/belajar-batik.md"
    batik.write_text(batik.read_text("utf-8").replace("Belajar batik", "Disunting"), "utf-8")
    (office.content / "bimtek/2026/belajar-tenun.md").unlink()
    before = office.files()

    code, out, _ = bring(workbook(TITLES, BATIK, TENUN), TERAPKAN="1")
    assert (code, office.files()) == (0, before)
    assert "2 (1 disunting, 1 dihapus atau berganti nama)" in out

    more = workbook(TITLES, (0, "Belajar rotan", "1 Mei 2026", "Balai", "Bali"), BATIK, TENUN)
    assert bring(more, TERAPKAN="1")[0] == 0
    added = office.files().keys() - before.keys()
    assert added == {"content/bimtek/2026/belajar-rotan.md"}


def test_a_training_that_an_editor_wrote_already_is_not_written_again(office, bring):
    row = (1, "Bimtek karangan", "13–18 Mei 2019", "Balai", "Bali")
    (office.content / "bimtek/2019").mkdir(parents=True)
    (office.content / "bimtek/2019/lain.md").write_text(BIMTEK)
    _, out, _ = bring(workbook(TITLES, row))

    assert "0 bimtek baru" in out and "sudah ada sebagai bimtek/2019/lain.md" in out


@pytest.mark.parametrize("count", [30, pytest.param(1000, marks=pytest.mark.long)])
def test_equal_titles_become_as_many_files_and_equal_rows_one(office, bring, count):
    rows = [(n, "Belajar batik", "12 Mei 2026", f"Balai {n}", "Bali", "Dinas") for n in range(count)]
    code, out, _ = apply(office, bring, workbook(TITLES, *rows, rows[0]))

    assert code == 0 and f"{count} draf bimtek ditulis" in out
    assert len(list((office.content / "bimtek/2026").glob("belajar-batik*.md"))) == count
    assert "sama dengan jadwal.xlsx, lembar 'Jadwal', baris 2; dibawa sekali" in out


def test_nothing_is_written_where_one_file_cannot_be(office, bring, monkeypatch):
    bring(workbook(TITLES, BATIK, TENUN))
    answer(office, 'tags: "?"', "tags: ikm")
    before = office.files()
    link, calls = os.link, []

    def fails(source, target, **more):
        calls.append(target)
        if len(calls) == 2:
            raise PermissionError(1, "tidak boleh", str(target))
        link(source, target, **more)

    monkeypatch.setattr(staging.os, "link", fails)
    monkeypatch.setattr(staging.shutil, "copyfileobj", lambda *_: (_ for _ in ()).throw(PermissionError(1, "tidak")))
    code, _, err = bring(workbook(TITLES, BATIK, TENUN), TERAPKAN="1")

    assert code == 1 and "Tidak ada yang ditulis" in err
    assert office.files() == before


def test_a_column_that_moved_is_a_fault_with_its_line(office, bring):
    bring(workbook(TITLES, BATIK))
    code, _, err = bring(workbook((TITLES[0], "Kode", *TITLES[1:]), (1, "X", *BATIK[1:])))

    assert code == 1
    assert "kolom.yaml:" in err and "kolom B di tabel berjudul 'Kode', bukan 'Nama Kegiatan'" in err


def test_csv_in_windows_1252_is_read_and_said(office, bring):
    text = "Judul,Tanggal,Tempat,Provinsi\nMembuat caf\xe9,12 Mei 2026,Balai,Bali\n".encode("cp1252")
    code, out, _ = apply(office, bring, text, "jadwal.csv")

    assert code == 0 and "dibaca sebagai Windows-1252" in out
    assert front(office, "bimtek/2026/membuat-cafe.md")["title"] == "Membuat café"


def bomb() -> bytes:
    far = '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return xlsx({"Jadwal": far})


def repeated() -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string">'
    return spreadsheet([f"{cell}<text:p>x</text:p></table:table-cell>"])


REFUSED = [
    ("xml bomb", "a.xlsx", with_part(workbook(TITLES), "xl/worksheets/sheet1.xml", DOCTYPE + "<x>&b;</x>"),
     "XML dengan tipe dokumen tidak dibaca"),
    ("xml bomb in ods", "a.ods", with_part(spreadsheet(TITLES), "content.xml", DOCTYPE + "<x>&b;</x>"),
     "XML dengan tipe dokumen tidak dibaca"),
    ("zip bomb", "a.xlsx", with_part(workbook(TITLES), "xl/media/x.bin", b"\0" * 101_000_000), "isinya terlalu besar"),
    ("far cell", "a.xlsx", bomb(), "lebih dari 100000 baris"),
    ("repeated cells", "a.ods", repeated(), "lebih dari 100000 baris, 1000 kolom"),
    ("encrypted, or xls", "a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "dikunci dengan sandi, atau format lama"),
    ("text called xlsx", "a.xlsx", b"Judul,Tanggal\n", "isinya teks, bukan .xlsx"),
    ("page called xls", "a.xls", b"<html><table></table></html>", "halaman HTML atau XML"),
    ("cut off", "a.xlsx", workbook(TITLES)[:900], "berkas rusak, terpotong, atau dikunci"),
    ("binary", "a.csv", b"a\0b", "bukan tabel"),
    ("open quote", "a.csv", b'Judul,Tanggal\n"Batik,12 Mei\n', "tanda kutip tidak ditutup"),
    ("empty", "a.csv", b"", "tidak ada baris berisi"),
    ("empty sheet", "a.xlsx", workbook(), "lembar ini kosong"),
]  # fmt: skip


@pytest.mark.parametrize(("_", "name", "data", "message"), REFUSED, ids=[one[0] for one in REFUSED])
def test_a_hostile_or_broken_file_is_refused_with_a_reason(office, bring, _, name, data, message):
    before = office.files()
    code, out, err = bring(data, name)

    assert (code, out) == (1, "") and err.startswith(name) and message in err
    assert office.files().keys() == {*before, name} - {name}


def test_macros_and_hidden_sheets_are_said(office, bring):
    data = with_part(
        xlsx({"Jadwal": "", "Rahasia": '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'},
             {"Rahasia": "hidden"}),
        "xl/vbaProject.bin", b"makro",
    )  # fmt: skip
    code, _, err = bring(data)

    assert code == 1 and "memuat makro; makro tidak dijalankan" in err
    assert "lembar 'Rahasia': lembar ini tersembunyi; tidak dibaca" in err


def test_a_missing_table_and_a_wrong_switch_are_errors(office, bring):
    assert "TABEL: berkas 'x.xlsx' tidak ada" in bring(workbook(TITLES), TABEL="x.xlsx")[2]
    assert "Tabelnya belum disebut" in bring(workbook(TITLES), TABEL="")[2]
    assert "TERAPKAN='ya' tidak dikenal" in bring(workbook(TITLES), TERAPKAN="ya")[2]
