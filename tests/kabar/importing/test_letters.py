"""``make impor-surat``: from a made-up letter to a draft whose values name the sentences that they came from."""

from html import escape

import pytest
import yaml

from kabar.importing.letters.letter_import import main
from tests.kabar.importing.tables_of_cells import with_part
from tests.office_files import docx, xlsx

LETTER = (
    "BALAI UJI",
    "Nomor : 12/BU/V/2026",
    "Hal : Undangan Bimtek Pewarnaan Alami",
    "Bandung, 4 Mei 2026",
    "Kegiatan akan dilaksanakan pada hari Selasa s.d. Kamis, 12 s.d. 14 Mei 2026 pukul 08.30 - 16.00 WIB.",
    "Tempat : Gedung Uji, Kota Bandung",
    "Peserta mendaftar paling lambat 8 Mei 2026 di https://contoh.example/daftar.",
    "Peserta dibatasi 30 (tiga puluh) orang dan tidak dipungut biaya.",
    "Narahubung: Budi Karangan 0812-3456-7890",
)


def letter(*paragraphs: str) -> bytes:
    return docx("".join(f"<w:p><w:r><w:t>{escape(one)}</w:t></w:r></w:p>" for one in paragraphs))


@pytest.fixture
def suggest(office):
    """Run the command on a letter of these bytes: exit code, output and errors."""

    def run(data: bytes, name: str = "surat.docx", **environ: str) -> tuple[int, str, str]:
        (office.folder / name).write_bytes(data)
        code = main({"CONTENT": "content", "BUILD_DATE": "2026-05-05", "BERKAS": name} | environ)
        return (code, *office.capsys.readouterr())

    return run


def drafts(office) -> list[str]:
    return sorted(path.read_text("utf-8") for path in (office.content / "bimtek").rglob("*.md"))


def test_a_first_look_shows_each_value_with_its_sentence_and_writes_nothing(office, suggest):
    code, out, _ = suggest(letter(*LETTER))

    assert code == 0 and drafts(office) == [] and not (office.folder / "impor").exists()
    assert 'registration.closes: 8 Mei 2026\n    Surat, paragraf 7: "Peserta mendaftar paling lambat 8 Mei 2026' in out
    assert "Tidak ditemukan: organisers, registration.opens, registration.contacts.email" in out


def test_the_draft_has_what_the_letter_says_and_passes_the_check(office, suggest):
    code, _, err = suggest(letter(*LETTER), TERAPKAN="1")
    (text,) = drafts(office)
    values = yaml.safe_load(text.split("---\n")[1])

    assert (code, err) == (0, "")
    assert values["title"] == "Bimtek Pewarnaan Alami"
    assert (str(values["start"]), str(values["end"])) == ("2026-05-12 08:30", "2026-05-14 16:00")
    assert values["place"] == {"name": "Gedung Uji, Kota Bandung", "regency": "Kota Bandung", "province": "Jawa Barat"}
    assert values["letter"]["number"] == "12/BU/V/2026" and str(values["letter"]["date"]) == "2026-05-04"
    assert str(values["registration"]["closes"]) == "2026-05-08" and values["quota"] == 30
    assert values["fee"] == {"amount": 0, "currency": "IDR"} and values["status"] == "draft"
    assert '# Surat, paragraf 5: "Kegiatan akan dilaksanakan pada hari Selasa s.d. Kamis' in text
    assert "# GANTI: penyelenggara" in text
    assert office.checks()[0] == 0


def test_a_second_run_changes_no_byte(office, suggest):
    suggest(letter(*LETTER), TERAPKAN="1")
    before = office.files()
    code, out, _ = suggest(letter(*LETTER), TERAPKAN="1")

    assert (code, office.files()) == (0, before) and "Surat ini sudah menjadi content/bimtek/2026/" in out


def test_two_dates_are_shown_and_none_is_chosen(office, suggest):
    more = "Gelombang kedua dilaksanakan pada tanggal 2 Juni 2026."
    _, out, _ = suggest(letter(*LETTER, more), TERAPKAN="1")

    assert "Lebih dari satu, sehingga tidak dipakai" in out and "start: tanggal 2 Juni 2026 (Surat, paragraf 10" in out
    assert "# GANTI: mulai" in drafts(office)[0] and office.checks()[0] == 0


def test_a_letter_without_facts_becomes_a_draft_of_placeholders(office, suggest):
    code, out, _ = suggest(letter("Selamat pagi."), TERAPKAN="1")

    assert code == 0 and "Tidak ditemukan: title, letter.number" in out
    assert "# GANTI: judul" in drafts(office)[0] and office.checks()[0] == 0


def test_a_place_without_province_goes_to_the_body(office, suggest):
    _, out, _ = suggest(letter("Hal: Bimtek Uji", "Tempat: Gedung Uji"), TERAPKAN="1")

    assert "provinsi tempatnya tidak disebut" in out and "Tempat menurut surat: Gedung Uji" in drafts(office)[0]


def test_a_personal_number_beside_a_fact_is_not_copied(office, suggest):
    code, out, _ = suggest(letter("Kuota 30 orang, NIK 3201011505900001."), TERAPKAN="1")

    assert code == 0 and "3201011505900001" not in out + drafts(office)[0] and "quota: 30" in drafts(office)[0]


REFUSED = [
    ("xml bomb", with_part(letter("a"), "word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
     "XML dengan tipe dokumen tidak dibaca"),
    ("zip bomb", with_part(letter("a"), "word/media/x.bin", b"\0" * 101_000_000), "isinya terlalu besar"),
    ("doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "dikunci dengan sandi, atau format lama"),
    ("workbook", xlsx({"a": ""}), "isinya bukan surat Word"),
    ("text", b"halo", "berkas rusak, terpotong, atau dikunci"),
    ("deep", docx("<w:p>" * 300 + "</w:p>" * 300), "bersarang lebih dari 200 tingkat"),
    ("empty", letter(), "tidak ada teks di surat ini"),
]  # fmt: skip


@pytest.mark.parametrize(("_", "data", "message"), REFUSED, ids=[one[0] for one in REFUSED])
def test_a_hostile_or_broken_letter_is_refused_with_a_reason(office, suggest, _, data, message):
    code, out, err = suggest(data, TERAPKAN="1")

    assert (code, out) == (1, "") and err.startswith("surat.docx: ") and message in err
    assert drafts(office) == []
