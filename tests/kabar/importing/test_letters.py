"""``make impor-surat``: from a made-up letter to a draft whose values name the sentences that they came from."""

from html import escape

import pytest
import yaml

from kabar.importing.letters.letter_facts import find_facts
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


def table(*rows: tuple[str, ...]) -> str:
    cells = (
        "".join(f"<w:tc><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:tc>" for text in row) for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def values_of(text: str) -> dict:
    return yaml.safe_load(text.split("---\n")[1])


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


def test_a_letter_as_offices_type_it_is_read(office, suggest):
    """Columns made with tabs, a table of labels, an abbreviation, a period of registration, another deadline."""
    rows = [("Hari/tanggal", ":", "Senin–Rabu, 18–20 Mei 2026"), ("Waktu", ":", "08.00 WITA s.d. selesai"),
            ("Tempat", ":", "Aula Balai, Jl. WR Uji, Kota Denpasar, Bali")]  # fmt: skip
    paragraphs = "".join(
        one if one.startswith("<w:tbl>") else f"<w:p><w:r>{one}</w:r></w:p>"
        for one in (
            "<w:t>Nomor</w:t><w:tab/><w:t>: B/12/V/2026</w:t><w:tab/><w:tab/><w:t>Denpasar, 4 Mei 2026</w:t>",
            "<w:t>Perihal : Undangan Peserta Bimtek Uji</w:t><w:br/><w:t>Sifat : Segera</w:t>",
            "<w:t>Dalam rangka uji, Balai Karangan Denpasar akan menyelenggarakan Bimtek Lain pada:</w:t>",
            table(*rows),
            "<w:t>Pendaftaran dibuka tanggal 5 s.d. 12 Mei 2026 di https://contoh.example/daftar</w:t>",
            "<w:t>Laporan dikirim paling lambat 30 Juni 2026, lihat https://kantor.example</w:t>",
        )
    )
    _, out, _ = suggest(docx(paragraphs.replace("<w:t>", '<w:t xml:space="preserve">')), TERAPKAN="1")
    values = values_of(drafts(office)[0])

    assert values["title"] == "Bimtek Uji"
    assert values["letter"]["number"] == "B/12/V/2026" and str(values["letter"]["date"]) == "2026-05-04"
    assert (str(values["start"]), str(values["end"])) == ("2026-05-18 08:00", "2026-05-20")
    assert values["place"]["name"] == "Aula Balai, Jl. WR Uji, Kota Denpasar, Bali"
    assert values["organisers"] == [{"name": "Balai Karangan Denpasar"}]
    assert [str(values["registration"][key]) for key in ("opens", "closes", "url")] == [
        "2026-05-05", "2026-05-12", "https://contoh.example/daftar",
    ]  # fmt: skip
    used, _, unused = out.partition("Juga disebut, tidak dipakai:")
    assert "30 Juni 2026" in unused and "https://kantor.example" in unused and "kantor.example" not in used
    assert office.checks()[0] == 0


FACTS = [
    ("Diselenggarakan 3/4/2026.", "start", ["3/4/2026"]),
    ("Kegiatan dilaksanakan 12 Mei.", "start", ["12 Mei"]),
    ("Pendaftaran ditutup 8 Mei 2026 pukul 16.00 WIB.", "registration.closes", ["8 Mei 2026 pukul 16.00 WIB"]),
    ("Konfirmasi paling lambat 8 Mei 2026.", "lain", ["8 Mei 2026"]),
    ("Ditetapkan di Bandung\nPada tanggal 4 Mei 2026", "letter.date", ["tanggal 4 Mei 2026"]),
    ("Hal: Undangan", "title", []),
    ("Narahubung: Ani Karangan (0812-3456-7890)", "registration.contacts.name", ["Ani Karangan"]),
    ("Kami akan menyelenggarakan Pelatihan Uji pada bulan ini.", "organisers", []),
    ("Kami akan menyelenggarakan Pelatihan Uji pada bulan ini.", "title", ["Pelatihan Uji"]),
    ("Dinas Uji bekerja sama dengan Balai Uji mengadakan rapat.", "organisers", ["Dinas Uji; Balai Uji"]),
    ("Dilaksanakan secara daring.", "mode", ["daring"]),
    ("Ponsel kepala dinas 0812-3456-7890.", "registration.contacts.whatsapp", []),
]


@pytest.mark.parametrize(("paragraph", "field", "texts"), FACTS)
def test_a_fact_is_found_by_its_rule_only(paragraph, field, texts):
    assert [one.text for one in find_facts([paragraph]).get(field, [])] == texts


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


def test_a_value_that_the_check_refuses_is_named_and_left_out(office, suggest):
    late = [one.replace("paling lambat 8 Mei 2026", "paling lambat 8 Mei 2062") for one in LETTER]
    code, out, _ = suggest(letter(*late), TERAPKAN="1")

    assert code == 0 and "registration.closes tidak dipakai: " in out
    assert "registration" not in values_of(drafts(office)[0]) and office.checks()[0] == 0


def test_dates_that_cannot_be_read_are_named_as_blanks(office, suggest):
    _, out, _ = suggest(letter("Hal: Bimtek Uji", "Kegiatan dilaksanakan 3/4/2026."), TERAPKAN="1")

    assert "paragraf 2: start tidak dipakai: '3/4/2026' bisa berarti 2026-04-03 atau 2026-03-04\n" in out
    assert "# GANTI: mulai" in drafts(office)[0]


def test_a_letter_whose_number_is_known_is_not_written_again(office, suggest):
    suggest(letter(*LETTER), TERAPKAN="1")
    _, out, _ = suggest(letter(*LETTER, "Tembusan: Arsip"), "surat-revisi.docx", TERAPKAN="1")

    assert "Surat nomor 12/BU/V/2026 sudah disebut content/bimtek/2026/" in out and len(drafts(office)) == 1


REFUSED = [
    ("xml bomb", with_part(letter("a"), "word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
     "XML dengan tipe dokumen tidak dibaca"),
    ("zip bomb", with_part(letter("a"), "word/media/x.bin", b"\0" * 101_000_000), "isinya terlalu besar"),
    ("large text", with_part(letter("a"), "word/document.xml", b"<a>" + b" " * 10_000_001 + b"</a>"),
     "isinya terlalu besar"),
    ("doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "dikunci dengan sandi, atau format lama"),
    ("workbook", xlsx({"a": ""}), "isinya bukan surat Word"),
    ("text", b"halo", "berkas rusak, terpotong, atau dikunci"),
    ("deep", docx("<w:p>" * 300 + "</w:p>" * 300), "bersarang lebih dari 200 tingkat"),
    ("long paragraph", letter("a. B " * 2000), "ini bukan surat"),
    ("empty", letter(), "tidak ada teks di surat ini"),
]  # fmt: skip


@pytest.mark.parametrize(("_", "data", "message"), REFUSED, ids=[one[0] for one in REFUSED])
def test_a_hostile_or_broken_letter_is_refused_with_a_reason(office, suggest, _, data, message):
    code, out, err = suggest(data, TERAPKAN="1")

    assert (code, out) == (1, "") and err.startswith("surat.docx: ") and message in err
    assert drafts(office) == []
