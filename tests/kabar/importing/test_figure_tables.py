"""``make impor-angka``: from made-up tables to observations of the ledger, all or nothing."""

from decimal import Decimal

import pytest
import yaml

from kabar.content.parsing.problems import BadValue
from kabar.importing.tables.figure_cells import Ambiguous, partner_in, period_in, read_number
from kabar.importing.tables.figure_import import main
from kabar.importing.tables.table_cells import Cell
from tests.kabar.importing.tables_of_cells import spreadsheet, workbook
from tests.portals import write_content

LEDGER = """\
# Catatan redaksi tetap.
title: Nilai ekspor rotan
summary: Nilai ekspor rotan karangan untuk pengujian.
tags: [ikm]
measure: nilai ekspor rotan
unit: USD
products:
  - id: kursi
    label: Kursi rotan
observations:
  - period: 2018
    value: 5000000
    source: {id: lama, said_by: Orang Karangan}   # tetap
disputes: []
"""
OLD_SOURCE = "publisher: Kantor Lama\ndate: 2019\n"
WIDE = (["Ekspor rotan (ribu US$)"], ["Negara", 2018, 2019], ["Jepang", 1200.5, 1300], ["Jumlah", 6000, 7000])


@pytest.fixture
def bring(office):
    """Run the command on a table of these bytes: exit code, output and errors."""
    write_content(office.content, {"angka/ekspor-rotan.yaml": LEDGER, "sumber/lama.yaml": OLD_SOURCE})

    def run(data: bytes | str, name: str = "ekspor.xlsx", **environ: str) -> tuple[int, str, str]:
        (office.folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        code = main({"CONTENT": "content", "BUILD_DATE": "2026-01-10", "TABEL": name} | environ)
        return (code, *office.capsys.readouterr())

    return run


def answer(office, **answers: str) -> None:
    """Give ``answers`` in the mapping file, by key."""
    file = office.folder / "impor/angka-ekspor/kolom.yaml"
    text = file.read_text("utf-8")
    given = {"id": "bps\n  publisher: BPS Karangan\n  date: 2020", "figure": "ekspor-rotan"} | answers
    for key, value in given.items():
        assert f'{key}: "?"' in text, key
        text = text.replace(f'{key}: "?"', f"{key}: {value}", 1)
    file.write_text(text, "utf-8")


def observations(office) -> list[dict]:
    return yaml.safe_load(office.read("angka/ekspor-rotan.yaml"))["observations"]


def test_a_wide_table_becomes_observations_and_all_other_bytes_stay(office, bring):
    table = workbook(*WIDE)
    code, out, _ = bring(table)
    assert code == 0 and "2 pertanyaan belum dijawab" in out
    assert "Tidak ada yang ditulis" in bring(table, TERAPKAN="1")[2]
    answer(office)
    code, out, err = bring(table, TERAPKAN="1")

    assert (code, err) == (0, "") and "4 angka ditulis ke 2 berkas" in out
    assert office.read("angka/ekspor-rotan.yaml").startswith(LEDGER.removesuffix("disputes: []\n"))
    added = observations(office)[1:]
    assert [(one["period"], one.get("partner"), one["value"], one["source"]) for one in added] == [
        (2018, None, 6000000, "bps"),
        (2018, "JP", 1200500, "bps"),
        (2019, None, 7000000, "bps"),
        (2019, "JP", 1300000, "bps"),
    ]
    assert yaml.safe_load(office.read("sumber/bps.yaml")) == {"publisher": "BPS Karangan", "date": 2020}
    assert office.checks()[0] == 0


def test_a_value_that_contradicts_the_ledger_is_said_and_both_are_kept(office, bring):
    bring(workbook(*WIDE))
    answer(office)
    _, out, _ = bring(workbook(*WIDE), TERAPKAN="1")

    assert "1 bertentangan" in out
    assert "di sini 6.000.000, tercatat 5.000.000 menurut Kantor Lama; keduanya dicatat" in out
    assert [one["value"] for one in observations(office) if one["period"] == 2018][:2] == [5000000, 6000000]


def test_a_long_table_has_periods_products_and_kinds_in_columns(office, bring):
    rows = (
        ["Periode", "Produk", "Nilai (US$)", "Sifat", "Catatan"],
        ["Triwulan I 2020", "Kursi rotan", "1.234.567,5", "sementara", "Angka awal"],
        ["Januari 2020", "kursi", "2.500.000", None, None],
    )
    bring(spreadsheet(*rows), "ekspor.ods")
    answer(office, multiplier="1")
    code, _, err = bring(spreadsheet(*rows), "ekspor.ods", TERAPKAN="1")

    assert (code, err) == (0, "")
    month, quarter = observations(office)[1:]
    assert month == {"period": "2020-01", "value": 2500000, "product": "kursi", "source": "bps"}
    assert (quarter["period"], quarter["value"], quarter["kind"]) == ("2020-Q1", 1234567.5, "sementara")
    assert quarter["note"] == "Angka awal"


def test_a_second_run_changes_no_byte_and_brings_back_nothing_that_was_edited(office, bring):
    bring(workbook(*WIDE))
    answer(office)
    bring(workbook(*WIDE), TERAPKAN="1")
    file = office.content / "angka/ekspor-rotan.yaml"
    file.write_text(file.read_text("utf-8").replace("value: 7000000", "value: 7100000"), "utf-8")
    before = {path: data for path, data in office.files().items() if not path.endswith("masalah.csv")}
    code, out, _ = bring(workbook(*WIDE), TERAPKAN="1")

    assert code == 0 and "4 sudah tercatat" in out and "Tidak ada angka baru" in out
    assert {path: data for path, data in office.files().items() if not path.endswith("masalah.csv")} == before


def test_a_new_measure_is_written_with_what_the_mapping_says(office, bring):
    bring(workbook(*WIDE))
    new = "{title: Ekspor bambu, summary: Nilai ekspor bambu karangan., tags: ikm, measure: nilai ekspor bambu}"
    answer(office, figure=f"ekspor-bambu\n    new: {new}")
    code, _, err = bring(workbook(*WIDE), TERAPKAN="1")

    assert (code, err) == (0, "")
    assert len(yaml.safe_load(office.read("angka/ekspor-bambu.yaml"))["observations"]) == 4
    assert office.checks()[0] == 0


@pytest.mark.parametrize("wrong", [{"figure": "../x"}, {"id": "../../x"}, {"figure": '""'}])
def test_an_id_that_leads_out_of_its_folder_is_refused(office, bring, wrong):
    bring(workbook(*WIDE))
    answer(office, **wrong)
    before = office.files()
    code, _, err = bring(workbook(*WIDE), TERAPKAN="1")

    assert code == 1 and "bukan id; tulis dengan huruf kecil" in err and "kolom.yaml:" in err
    assert office.files() == before


@pytest.mark.parametrize("meaning", ["a: b", "'x # y'", "kursi-lain"])
def test_a_label_with_a_meaning_that_the_ledger_has_not_changes_nothing(office, bring, meaning):
    table = workbook(["Ekspor (ribu US$)"], ["Produk", 2018], ["Lampu", 3])
    bring(table)
    file = office.folder / "impor/angka-ekspor/kolom.yaml"
    file.write_text(file.read_text().replace("labels: []", f'labels:\n  - {{label: Lampu, use: "{meaning}"}}'))
    answer(office)
    code, _, err = bring(table, TERAPKAN="1")

    assert code == 1 and "product" in err
    assert office.read("angka/ekspor-rotan.yaml") == LEDGER


UNREAD = [
    (["Negara Karangan", 1], "partner 'Negara Karangan' tidak dikenal; tambahkan di labels"),
    (["Jepang", "seribu"], "kolom B (2018): 'seribu' bukan angka"),
    (["Jepang", "Rp1"], "'Rp1' dalam IDR, padahal unit di kolom.yaml USD"),
    (["Jepang", "1,2 juta"], "menyebut 'juta', padahal multiplier 1000"),
    (["Jepang", "<f>A1</f>"], "rumus tanpa hasil yang tersimpan"),
    (["Amerika Serikat", 2], "hal yang sama sudah ada di ekspor.xlsx, lembar 'Jadwal', baris 3"),
]


@pytest.mark.parametrize(("row", "message"), UNREAD, ids=[message[:24] for _, message in UNREAD])
def test_a_value_that_cannot_be_read_is_named_and_nothing_is_written(office, bring, row, message):
    table = workbook(["Ekspor (ribu US$)"], ["Negara", 2018], ["Amerika Serikat", 1], row)
    bring(table)
    file = office.folder / "impor/angka-ekspor/kolom.yaml"
    file.write_text(file.read_text().partition("\nlabels:")[0] + "\nlabels: []\n")
    answer(office)
    before = office.read("angka/ekspor-rotan.yaml")
    code, _, err = bring(table, TERAPKAN="1")

    assert code == 1 and "baris 4" in err and message in err
    assert office.read("angka/ekspor-rotan.yaml") == before
    assert not (office.content / "sumber/bps.yaml").exists()


def test_a_number_with_two_meanings_is_asked(office, bring):
    table = workbook(["Negara", "2018 (US$)"], ["Jepang", "1.234"])
    bring(table)
    answer(office, multiplier="1")
    assert "numbers belum dijawab" in bring(table, TERAPKAN="1")[2]
    file = office.folder / "impor/angka-ekspor/kolom.yaml"
    file.write_text(file.read_text().replace('numbers: "?"', "numbers: indonesia"))

    assert bring(table, TERAPKAN="1")[0] == 0
    assert observations(office)[-1]["value"] == 1234


def test_a_total_that_is_called_missing_is_left_out_with_a_note(office, bring):
    table = workbook(["Ekspor (ribu US$)"], ["Negara", 2018, 2019], ["Jepang", "-", 3])
    bring(table)
    answer(office)
    _, out, _ = bring(table, TERAPKAN="1")

    assert "baris 3, kolom B (2018): '-' bukan angka; dilewati" in out and len(observations(office)) == 2


def test_a_ledger_in_brackets_is_left_to_the_editor_and_nothing_is_written(office, bring):
    text = LEDGER.partition("observations:")[0] + "observations: [{period: 2018, value: 1, source: lama}]\n"
    (office.content / "angka/ekspor-rotan.yaml").write_text(text)
    bring(workbook(*WIDE))
    answer(office)
    code, _, err = bring(workbook(*WIDE), TERAPKAN="1")

    assert code == 1 and "observations: tulis dulu sebagai daftar biasa" in err
    assert office.read("angka/ekspor-rotan.yaml") == text and not (office.content / "sumber/bps.yaml").exists()


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("1.234,5", "", "1234.5"), ("1,234.5", "", "1234.5"), ("1.234.567", "", "1234567"), ("0,5", "", "0.5"),
        ("12.5", "", "12.5"), ("1234", "", "1234"), ("1.234", "indonesia", "1234"), ("1.234", "inggris", "1.234"),
        ("US$ 1,2 juta", "", "1200000"), ("1 234 567", "", "1234567"), ("-7", "", "-7"),
    ],
)  # fmt: skip
def test_numbers_are_read_in_both_forms(text, style, value):
    assert read_number(Cell(text), "USD", 1, style) == Decimal(value)


@pytest.mark.parametrize("text", ["1.234", "1,234", "US$1.234"])
def test_a_number_is_never_guessed(text):
    with pytest.raises(Ambiguous):
        read_number(Cell(text), "USD", 1, "")


@pytest.mark.parametrize(("text", "style"), [("1,234.5", "indonesia"), ("12 ekor", ""), ("1.2.3", ""), ("(5)", "")])
def test_what_is_no_number_in_the_form_is_refused(text, style):
    with pytest.raises(BadValue):
        read_number(Cell(text), "USD", 1, style)


def test_periods_and_partners_are_found_by_name():
    texts = ("2018", "Tahun 2018", "Januari 2018", "Jan–Sep 2018", "Triwulan III 2018", "2018 Q1", "Semester 1 2018")
    periods = ["2018", "2018", "2018-01", "2018-01..2018-09", "2018-Q3", "2018-Q1", "2018-S1"]
    assert [period_in(text) for text in texts] == periods
    assert [period_in(text) for text in ("Jepang", "2018*", "Nilai 2018", "")] == [""] * 4
    assert [partner_in(text) for text in ("Jepang", "United States", "jp", "Uni Eropa", "Lainnya")] == [
        "JP", "US", "JP", "EU", "",
    ]  # fmt: skip
