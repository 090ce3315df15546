"""Numbers that tell who somebody is are errors, wherever they stand. Every number here is made up."""

import zlib
from datetime import date

import pytest

from kabar.content.library import load_library
from kabar.content.media.attachments import LARGEST_TEXT, findings_in, texts_of
from kabar.content.media.xml_events import Unreadable
from kabar.content.parsing.problems import ERROR
from kabar.text.personal_data import find_personal_data
from tests.office_files import W, docx, package, pptx, slide, xlsx, zipped
from tests.pdf_files import pdf_saying
from tests.portals import MINIMAL, NEWS, write_content

NIK, WOMAN, NIP = "3171011203850001", "3171015203850002", "198503122010011003"
PATH = "berita/2019/karangan.md"


@pytest.mark.parametrize(
    ("text", "at", "what"),
    [
        (f"Peserta: {NIK}.", 9, "NIK"),
        (f"({WOMAN})", 1, "NIK"),
        ("No. 3171 0112 0385 0001", 4, "NIK"),
        ("31.71.01.120385.0001", 0, "NIK"),
        ("NIK 3171019999990001", 4, "NIK"),
        ("Nomor KK: 3171019999990001", 10, "NIK"),
        (f"NIP {NIP}", 4, "NIP"),
        ("19850312 201001 1 003", 0, "NIP"),
        ("NIP. 999999999999999999", 5, "NIP"),
        ("198503122023212003", 0, "NIP"),
        ("Kirim ke rekening BRI 1234-5678-9012 a.n. Karangan", 22, "rekening"),
        ("rekening\nnomor 1234567890", 15, "rekening"),
        ("No. Rek. 12345678", 9, "rekening"),
    ],
)
def test_a_number_of_a_person_is_found_and_not_repeated(text, at, what):
    ((offset, message),) = find_personal_data(text)

    assert offset == at and what in message and message.endswith("hapus; cukup tulis jumlah peserta")
    assert not any(digits in message for digits in ("0385", "5678", "9999"))


@pytest.mark.parametrize(
    "text",
    [
        "1234567890123456",  # no month 90
        "0812345678901234",  # no region 08
        "1.200.000.000.000.000",
        "Rp3171011203850001,50",
        f"https://uji.example/{NIK}",
        f"id={NIK}",
        f"{NIK}7",
        f"{NIK}789",
        "2019-05-13 2019-05-18",
        "0812-3456-7890 0813-3456-7890",
        "rekening sebesar Rp1500000000",
        "rekening dibuka 2019-05-13 dan ditutup",
        "rekening berisi 1.500.000.000",
        "Rekening listrik naik.\n\nNomor 12345678.",
        "a" * 16,
    ],
)
def test_other_numbers_are_left_in_peace(text):
    assert list(find_personal_data(text)) == []


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (NEWS.replace("Isi berita", f"Satu\n\nDua {NIK}"), 9, 5),
        (NEWS.replace("pengujian.", f"pengujian {NIP}."), 4, 60),
        (NEWS.replace("tags:", f"# catatan: {NIK}\ntags:"), 5, 12),
        (NEWS.replace("\n", "\r\n").replace("Isi berita", f"Isi {NIK}"), 7, 5),
    ],
)
def test_a_file_with_one_is_refused_at_its_place(tmp_path, text, line, column):
    root = write_content(tmp_path, MINIMAL | {PATH: text})

    (problem,) = load_library(root, date(2020, 1, 1)).problems

    assert (problem.line, problem.column, problem.severity) == (line, column, ERROR)


PARAGRAPH = f"<w:p><w:r><w:t>NIK 31710112</w:t></w:r><w:r><w:t>{NIK[8:]}</w:t></w:r></w:p>"
SHEET = (
    '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Nama</t></is></c><c r="B1"'
    f' t="inlineStr"><is><t>{NIK}</t></is></c><c r="C1" t="inlineStr"><is><t>{WOMAN}</t></is></c></row></sheetData>'
)
ODT = f'<office:d xmlns:office="o" xmlns:text="t"><text:p>{NIK}</text:p></office:d>'


def pdf(text: str) -> bytes:
    stream = zlib.compress(f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >>"
            b" >> >>"
        ),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


ATTACHED = {
    "lampiran/a.docx": docx(PARAGRAPH),
    "lampiran/a.xlsx": xlsx({"Peserta": SHEET}),
    "lampiran/a.pptx": pptx([slide(NIP)]),
    "lampiran/a.odt": zipped({"content.xml": ODT}),
    "ekstra/a.docx": docx(PARAGRAPH),
}


@pytest.mark.parametrize("name", ATTACHED)
def test_the_text_of_office_files_is_searched(tmp_path, name):
    root = write_content(tmp_path, MINIMAL | {name: ATTACHED[name]})

    (problem,) = load_library(root, date(2020, 1, 1)).problems

    assert (problem.path, problem.severity) == (name, ERROR)
    assert ("dan 1 lagi" in problem.message) == (name == "lampiran/a.xlsx")


def test_the_pages_of_a_pdf_are_searched(tmp_path):
    root = write_content(tmp_path, MINIMAL | {"lampiran/a.pdf": pdf(f"NIK {NIK}"), "lampiran/b.pdf": pdf("Jadwal")})

    (problem,) = load_library(root, date(2020, 1, 1)).problems

    assert problem.path == "lampiran/a.pdf" and problem.message.startswith("halaman 1: nomor 16 angka")


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"%PDF-1.7\n%%EOF", pdf("x")[:300]])
def test_a_broken_pdf_is_an_error(tmp_path, data):
    root = write_content(tmp_path, MINIMAL | {"lampiran/a.pdf": data})

    (problem,) = load_library(root, date(2020, 1, 1)).problems

    assert problem.severity == ERROR and "tidak bisa diperiksa" in problem.message


def test_an_attachment_is_reported_where_an_entry_names_it(tmp_path):
    text = NEWS.replace("tags:", "attachments:\n  - file: lampiran/a.docx\n    title: Karangan\ntags:")
    root = write_content(tmp_path, MINIMAL | {PATH: text, "lampiran/a.docx": ATTACHED["lampiran/a.docx"]})

    (problem,) = load_library(root, date(2020, 1, 1)).problems

    assert (problem.path, problem.line, problem.field) == (PATH, 6, "attachments.file")
    assert problem.message.startswith("lampiran/a.docx: word/document.xml: nomor 16 angka")


BOMB = docx("<a>" + " " * (LARGEST_TEXT + 1) + "</a>")
ENTITIES = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a>&c;</a>'
BROKEN = {
    "empty": b"",
    "an archive that ends": b"PK\x03\x04rusak",
    "XML of fifty megabytes": BOMB,
    "XML with entities": docx(parts={"word/styles.xml": ENTITIES}),
    "XML that ends": docx(parts={"word/styles.xml": "<a>"}),
    "an archive of something else": zipped({"word/document.xml": "<a/>"}),
    "one part twice": docx(parts={"word/Document.xml": "<a/>"}),
    "no main part": package("word/nothing.xml", {}, {}),
    "locked": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_opened_is_an_error_with_a_remedy_and_takes_no_room(tmp_path, name):
    root = write_content(tmp_path, MINIMAL | {"lampiran/a.docx": BROKEN[name]})

    (problem,) = load_library(root, date(2020, 1, 1)).problems

    assert problem.severity == ERROR and problem.message.startswith("tidak bisa dibuka, jadi tidak bisa diperiksa: ")
    assert problem.message.rpartition("; ")[2].startswith(("simpan ulang", "bagi menjadi"))
    with pytest.raises(Unreadable):
        [*texts_of(root / "lampiran/a.docx"), *findings_in(root / "lampiran/a.docx")]


PLACES = {
    "a comment": (
        "a.docx",
        docx(
            of=[("comments", "comments.xml")],
            parts={
                "word/comments.xml": (
                    f'<w:comments {W}><w:comment w:id="1" w:author="Karangan">{PARAGRAPH}</w:comment></w:comments>'
                )
            },
        ),
    ),
    "the author of a comment": (
        "a.docx",
        docx(parts={"word/comments.xml": f'<w:comments {W}><w:comment w:id="1" w:author="NIK {NIK}"/></w:comments>'}),
    ),
    "the author of the file": (
        "a.docx",
        docx(parts={"docProps/app.xml": f"<p><Manager>NIP {NIP}</Manager></p>"}, describe=False),
    ),
    "the name of a sheet": ("a.xlsx", xlsx({f"NIK {NIK}": ""})),
    "a number with an exponent": (
        "a.xlsx",
        xlsx({"A": "<sheetData><row><c><v>3.1710112038500009E+15</v></c></row></sheetData>"}),
    ),
    "a hidden sheet": ("a.xlsx", xlsx({"A": "", "B": SHEET}, {"B": "hidden"})),
    "the notes of a slide": ("a.pptx", pptx([slide("A")], {"ppt/notesSlides/notesSlide1.xml": slide(NIK)})),
    "an embedded workbook": ("a.docx", docx(parts={"word/embeddings/Book1.xlsx": xlsx({"Peserta": SHEET})})),
    "a part of another ending": ("a.docx", docx(parts={"word/lain.bin": f'<?xml version="1.0"?><a>NIK {NIK}</a>'})),
    "an old drawing with an open tag": (
        "a.xlsx",
        xlsx({"A": ""}, None, {"xl/drawings/v.vml": f"<xml><br>NIK {NIK}</xml>"}),
    ),
    "an address": ("a.docx", docx(of=[("hyperlink", f"https://uji.example/?nik {NIK}", "External")])),
}


@pytest.mark.parametrize("name", PLACES)
def test_every_part_of_an_office_file_is_searched(tmp_path, name):
    file, data = PLACES[name]
    root = write_content(tmp_path, MINIMAL | {f"lampiran/{file}": data})

    messages = [problem.message for problem in load_library(root, date(2020, 1, 1)).problems]

    assert any("angka seperti NI" in message for message in messages), messages


@pytest.mark.parametrize("place", ["Author", "XMP", "comment", "field", "layer", "outline"])
def test_what_a_pdf_says_besides_its_pages_is_searched(tmp_path, place):
    root = write_content(tmp_path, MINIMAL | {"lampiran/a.pdf": pdf_saying(place, f"NIK {NIK}")})

    messages = [problem.message for problem in load_library(root, date(2020, 1, 1)).problems]

    assert any(message.startswith("keterangan dan catatan: nomor 16 angka") for message in messages), messages
