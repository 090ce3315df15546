"""What a person must decide about an attachment is an error that says where it is and how to remove it."""

from datetime import date

import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Stream, String

from kabar.content.library import load_library
from kabar.content.parsing.problems import ERROR, WARNING
from tests.office_files import HEAD, P, S, W, docx, package, pptx, row, slide, xlsx
from tests.pdf_files import annotate, new_pdf, saved, signed_pdf
from tests.portals import MINIMAL, NEWS, write_content

PARAGRAPH = "<w:p><w:r><w:t>Isi</w:t></w:r></w:p>"
BUDI = 'w:id="1" w:author="Budi Karangan" w:date="2019-05-01T09:00:00Z"'
DATA = "<sheetData>{}</sheetData>"
COMMENTS = (
    f'{HEAD}<w:comments {W}><w:comment {BUDI}><w:p/></w:comment><w:comment w:id="2" w:author="Siti"/></w:comments>'
)
HIDDEN_STYLE = (
    f'{HEAD}<w:styles {W}><w:style w:type="character" w:styleId="Rahasia"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Turunan"><w:basedOn w:val="Rahasia"/></w:style></w:styles>'
)
CELL_COMMENTS = (
    f"{HEAD}<comments {S}><authors><author>Budi"
    ' Karangan</author><author>tc={A}</author></authors><commentList><comment ref="B2"'
    ' authorId="0"><text/></comment><comment ref="C7" authorId="1"><text/></comment></commentList></comments>'
)
THREAD = (
    f'{HEAD}<ThreadedComments {S}><threadedComment ref="C7"'
    ' personId="{P}"><text>Periksa</text></threadedComment></ThreadedComments>'
)
PEOPLE = f'{HEAD}<personList {S}><person displayName="Siti Karangan" id="{{P}}"/></personList>'
MS = "http://schemas.microsoft.com/office/2017/10/relationships"


def notes(text: str, kind: str = "body") -> str:
    return (
        f"{HEAD}<p:notes {P}><p:cSld><p:spTree><p:sp><p:nvSpPr><p:nvPr><p:ph"
        f' type="{kind}"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{text}'
        '</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:notes>'
    )


def drawing(attributes: str) -> str:
    return (
        f'{HEAD}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:cNvPr'
        f' id="2" name="Kotak 1" {attributes}/></xdr:wsDr>'
    )


WORD = {
    "an insertion and a deletion": (
        docx(f"{PARAGRAPH}<w:p><w:ins {BUDI}><w:r><w:t>baru</w:t></w:r></w:ins><w:del w:id='2' "
            f"w:author='Siti'><w:r><w:delText>lama</w:delText></w:r></w:del></w:p>"),
        "memuat 2 perubahan terlacak oleh Budi Karangan, Siti, mulai paragraf 2; terima atau tolak semuanya (Word: "
        "Review",
    ),
    "a changed format": (docx(f"<w:p><w:pPr><w:pPrChange {BUDI}/></w:pPr></w:p>"),
        "memuat 1 perubahan terlacak oleh Budi Karangan, mulai paragraf 1"),
    "a change in a header": (
        docx(of=[("header", "header1.xml")], parts={"word/header1.xml": f"<w:hdr {W}><w:p><w:ins "
            f"{BUDI}/></w:p></w:hdr>"}),
        "mulai paragraf 1 di kepala halaman",
    ),
    "a change in a part of another ending": (
        docx(of=[("footer", "kaki.bin")], parts={"word/kaki.bin": f"<w:ftr {W}><w:p><w:del {BUDI}/></w:p></w:ftr>"},
            types={"word/kaki.bin": "application/x+xml"}),
        "mulai paragraf 1 di kaki halaman",
    ),
    "comments": (
        docx(f"{PARAGRAPH}{PARAGRAPH}<w:p><w:r><w:commentReference w:id='1'/></w:r></w:p>",
            [("comments", "comments.xml")], {"word/comments.xml": COMMENTS}),
        "memuat 2 komentar oleh Budi Karangan, Siti, mulai paragraf 3; hapus semuanya (Word: Review > Delete",
    ),
    "hidden text": (docx("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>rahasia</w:t></w:r></w:p>"),
        "memuat teks tersembunyi di paragraf 1; pilih semua"),
    "text in a hidden style": (
        docx("<w:p><w:r><w:rPr><w:rStyle w:val='Turunan'/></w:rPr><w:t>rahasia</w:t></w:r></w:p>",
            [("styles", "styles.xml")], {"word/styles.xml": HIDDEN_STYLE}),
        "memuat teks tersembunyi di paragraf 1",
    ),
    "an embedded workbook": (
        docx(of=[("package", "embeddings/Buku1.xlsx")], parts={"word/embeddings/Buku1.xlsx": xlsx({"A": ""})}),
        "memuat berkas tertanam (Buku1.xlsx); ganti dengan gambarnya",
    ),
    "an OLE object": (docx(of=[("oleObject", "embeddings/oleObject1.bin")],
        parts={"word/embeddings/oleObject1.bin": b"x"}), "memuat objek OLE tertanam (oleObject1.bin)"),
    "a macro": (docx(of=[("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin")],
        parts={"word/vbaProject.bin": b"x"}), "memuat makro (vbaProject.bin); simpan ulang tanpa makro"),
    "a document with macros under another name": (docx(main_type="application/"
        "vnd.ms-word.document.macroEnabled.main+xml"), "memuat berkas bermakro"),
    "a picture from elsewhere": (docx(of=[("image", "https://lain.example/x.png?a=1", "External")]),
        "memuat isi yang diambil dari luar berkas (x.png?a=1); putuskan tautannya"),
    "a link to a file": (docx(of=[("hyperlink", "file:///C:\\Users\\budi\\Daftar.xlsx", "External")]),
        "memuat tautan ke berkas di komputer sendiri (Daftar.xlsx)"),
    "a field that reads a file": (
        docx('<w:p><w:r><w:instrText>INCLUDETEXT "C:\\\\Users\\\\budi\\\\x.docx"</w:instrText></w:r></w:p>'),
        "memuat bidang yang menunjuk berkas di komputer sendiri, paragraf 1",
    ),
    "recipients of a letter": (
        docx(of=[("settings", "settings.xml")], parts={"word/settings.xml": f"<w:settings {W}><w:mailMerge><w:query "
            f"w:val='SELECT'/></w:mailMerge></w:settings>"}),
        "memuat sambungan ke daftar penerima surat massal; jadikan dokumen biasa",
    ),
    "a signature": (
        package("word/document.xml", {"word/document.xml": f"<w:document {W}/>"},
            {"": [("http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin",
                "_xmlsignatures/origin.sigs")]}),
        "memuat tanda tangan digital, yang rusak",
    ),
    "a workbook under another name": (xlsx({"A": ""}), "memuat isinya XLSX, bukan DOCX; betulkan akhiran"),
}  # fmt: skip
SHEETS = {
    "a hidden sheet": (xlsx({"Umum": "", "Gaji": ""}, {"Gaji": "hidden"}),
        "memuat lembar 'Gaji' tersembunyi; klik kanan nama lembar"),
    "a deeply hidden sheet": (xlsx({"Umum": "", "Gaji": ""}, {"Gaji": "veryHidden"}),
        "memuat lembar 'Gaji' tersembunyi; salin lembar yang tampak"),
    "hidden rows": (
        xlsx({"A": DATA.format(row(1, "x") + row(4, "x", 'hidden="1"') + row(5, "x", 'hidden="true"') + row(9, "x",
            'hidden="1"'))}),
        "memuat lembar 'A': baris tersembunyi berisi data (4–5, 9); pilih semua",
    ),
    "hidden columns": (
        xlsx({"A": '<cols><col min="2" max="30" hidden="1"/></cols>' + DATA.format(row(1, "x") + row(2, "x",
            column="AC"))}),
        "memuat lembar 'A': kolom tersembunyi berisi data (AC)",
    ),
    "comments": (
        xlsx({"A": ""}, None, {"xl/comments1.xml": CELL_COMMENTS, "xl/thread.xml": THREAD, "xl/person.xml": PEOPLE},
             {"sheet1": [("comments", "../comments1.xml"), (f"{MS}/threadedComment", "../thread.xml")],
                 "book": [(f"{MS}/person", "person.xml")]}),
        "memuat lembar 'A': komentar di sel B2, C7 oleh Budi Karangan, Siti Karangan; hapus semuanya (Excel",
    ),
    "data of another file": (xlsx({"A": ""}, None, {"xl/externalLinks/externalLink1.xml": "<x/>"},
        {"book": [("externalLink", "externalLinks/externalLink1.xml")]}), "memuat salinan data dari berkas lain"),
    "a pivot table": (xlsx({"A": ""}, None, {"xl/pivot.xml": "<x/>"},
        {"book": [("pivotCacheDefinition", "pivot.xml")]}), "memuat tabel pivot, yang menyimpan seluruh data asalnya"),
    "a source of data": (xlsx({"A": ""}, None, {"xl/connections.xml": "<x/>"},
        {"book": [("connections", "connections.xml")]}), "memuat sambungan ke sumber data"),
    "a history of changes": (xlsx({"A": ""}, None, {"xl/revisions/h.xml": "<x/>"},
        {"book": [("revisionHeaders", "revisions/h.xml")]}), "memuat riwayat perubahan"),
    "a hidden box": (xlsx({"A": ""}, None, {"xl/drawings/drawing1.xml": drawing('hidden="1"')},
        {"sheet1": [("drawing", "../drawings/drawing1.xml")]}), "memuat objek tersembunyi di drawing1.xml (Kotak 1)"),
}  # fmt: skip
SLIDES = {
    "hidden slides": (pptx([slide("A"), slide("B", 'show="0"'), slide("C", 'show="false"')]),
        "memuat salindia tersembunyi: 2–3; hapus salindia itu"),
    "notes": (
        pptx([slide("A"), slide("B")], {"ppt/notesSlides/notesSlide1.xml": notes("Jangan sebut angkanya")},
            {"slide2": [("notesSlide", "../notesSlides/notesSlide1.xml")]}),
        "memuat catatan pembicara di salindia 2; hapus catatannya",
    ),
    "comments": (
        pptx([slide("A")], {"ppt/comments/c1.xml": f'<p:cmLst {P}><p:cm authorId="0"/></p:cmLst>',
            "ppt/commentAuthors.xml": f'<p:cmAuthorLst {P}><p:cmAuthor id="0" name="Budi Karangan"/></p:cmAuthorLst>'},
             {"slide1": [("comments", "../comments/c1.xml")], "show": [("commentAuthors", "commentAuthors.xml")]}),
        "memuat komentar di salindia 1 oleh Budi Karangan; hapus semuanya (PowerPoint",
    ),
}  # fmt: skip


def with_annotation(kind: str, **more) -> bytes:
    pdf = new_pdf("Satu", "Dua")
    annotate(pdf, 2, kind, **more)
    return saved(pdf)


def with_files() -> bytes:
    pdf = new_pdf()
    pdf.attachments["Daftar.xlsx"] = b"rahasia"
    return saved(pdf)


def with_root(**keys) -> bytes:
    pdf = new_pdf()
    for key, value in keys.items():
        pdf.Root[f"/{key}"] = value(pdf) if callable(value) else value
    return saved(pdf)


def layers(pdf, **default):
    shown, hidden = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in ("Umum", "Rahasia"))
    return Dictionary(OCGs=Array([shown, hidden]), D=Dictionary(OFF=Array([hidden]), **default))


SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
PDFS = {
    "a comment": (with_annotation("Text", T=String("Budi Karangan")),
        "memuat komentar atau coretan di halaman 2 oleh Budi Karangan; hapus di Acrobat"),
    "a mark": (with_annotation("Highlight"), "memuat komentar atau coretan di halaman 2; hapus"),
    "what was to be blackened": (with_annotation("Redact"), "memuat komentar atau coretan di halaman 2"),
    "an attached file": (with_annotation("FileAttachment"), "memuat berkas atau media di halaman 2"),
    "embedded files": (with_files(), "memuat berkas tertanam (Daftar.xlsx); hapus lampirannya"),
    "a script": (with_root(OpenAction=SCRIPT), "memuat skrip; hapus"),
    "a program": (with_annotation("Link", A=Dictionary(S=Name.Launch, F=String("cmd.exe"))),
        "memuat perintah yang menjalankan program"),
    "a link to a file": (with_annotation("Link", A=Dictionary(S=Name.URI, URI=String("file:///C:/x"))),
        "memuat tautan ke berkas di komputer sendiri"),
    "a button that sends": (with_annotation("Link", A=Dictionary(S=Name.SubmitForm)),
        "memuat tombol yang mengirim data"),
    "a hidden layer": (with_root(OCProperties=layers), "memuat lapisan tersembunyi (Rahasia)"),
    "all layers hidden": (with_root(OCProperties=lambda pdf: layers(pdf, BaseState=Name.OFF)),
        "memuat lapisan tersembunyi (Umum, Rahasia)"),
    "an XFA form": (with_root(AcroForm=lambda pdf: Dictionary(Fields=Array(), XFA=Stream(pdf, b"<xdp/>"))),
        "memuat formulir XFA"),
}  # fmt: skip
CASES = {
    f"{kind}: {name}": (f"lampiran/a.{kind}", *case)
    for kind, cases in {"docx": WORD, "xlsx": SHEETS, "pptx": SLIDES, "pdf": PDFS}.items()
    for name, case in cases.items()
}


def problems(tmp_path, path: str, data: bytes, **more: str):
    return load_library(write_content(tmp_path, MINIMAL | {path: data} | more), date(2020, 1, 1)).problems


@pytest.mark.parametrize("name", CASES)
def test_what_a_person_must_decide_is_an_error(tmp_path, name):
    path, data, message = CASES[name]

    found = problems(tmp_path, path, data)

    assert {problem.severity for problem in found} == {ERROR}
    assert any(message in problem.message for problem in found), [problem.message for problem in found]
    assert all(problem.path == path and len(problem.message) < 320 for problem in found)


HARMLESS = {
    "a.docx": docx(
        "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:instrText>XE "
        "\"kayu\"</w:instrText></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>tampak</w:t></w:r></w:p>",
        [("hyperlink", "https://uji.example/", "External"), ("hyperlink", "mailto:a@uji.example", "External"),
            ("comments", "comments.xml"),
         ("attachedTemplate", "file:///C:/Users/budi/Surat.dotx", "External")],
        {"word/comments.xml": f"<w:comments {W}/>"},
    ),
    "a.xlsx": xlsx(
        {"A": '<cols><col min="3" max="16384" hidden="1"/></cols>' + DATA.format(row(1,
            "x") + '<row r="2" hidden="1"><c r="A2" s="1"/></row>')}, {"A": "visible"},
        {"xl/drawings/drawing1.xml": drawing('hidden="0"')}, {"sheet1": [("drawing", "../drawings/drawing1.xml")]},
    ),
    "a.pptx": pptx([slide("A", 'show="1"')], {"ppt/notesSlides/notesSlide1.xml": notes("1", "sldNum")},
        {"slide1": [("notesSlide", "../notesSlides/notesSlide1.xml")]}),
    "a.pdf": with_annotation("Link", A=Dictionary(S=Name.URI, URI=String("https://uji.example/"))),
    "b.pdf": with_annotation("Link", Dest=Array([0, Name.Fit])),
    "c.pdf": with_root(OCProperties=lambda pdf: Dictionary(OCGs=Array(), D=Dictionary())),
}  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
def test_what_everybody_sees_is_let_be(tmp_path, name):
    assert problems(tmp_path, f"lampiran/{name}", HARMLESS[name]) == ()


def test_a_signed_pdf_is_a_warning_that_says_what_goes_out(tmp_path):
    (problem,) = problems(tmp_path, "lampiran/a.pdf", signed_pdf(Author="Budi Karangan"))

    assert problem.severity == WARNING and "bertanda tangan elektronik terbit apa adanya" in problem.message
    assert problems(tmp_path / "lain", "lampiran/a.pdf", signed_pdf()) == ()


@pytest.mark.parametrize(
    ("lock", "what"),
    [({"user": "x", "owner": "y"}, "dikunci dengan sandi"), ({"user": "", "owner": "y"}, "dikunci (larangan")],
)
def test_a_locked_pdf_is_an_error(tmp_path, lock, what):
    data = saved(new_pdf(), encryption=Encryption(**lock))

    (problem,) = problems(tmp_path, "lampiran/a.pdf", data)

    assert problem.severity == ERROR and what in problem.message and "simpan ulang tanpa" in problem.message


def test_names_in_a_message_are_short_plain_and_contain_no_number(tmp_path):
    author = "A&#10;::stop-commands::x&#x202e; 3171011203850001" + "b" * 80
    body = f"<w:p><w:ins w:id='1' w:author='{author}'/></w:p>"

    found = [one.message for one in problems(tmp_path, "lampiran/a.docx", docx(body))]

    (message,) = (one for one in found if "terlacak" in one)
    assert message.isprintable() and "0385" not in message and "oleh A ::stop-commands::x …bbb" in message


def test_it_is_reported_where_an_entry_names_the_file(tmp_path):
    text = NEWS.replace("tags:", "attachments:\n  - file: lampiran/a.docx\n    title: Karangan\ntags:")
    path, data, _ = CASES["docx: comments"]

    (problem,) = problems(tmp_path, path, data, **{"berita/2019/karangan.md": text})

    assert (problem.path, problem.line, problem.field) == ("berita/2019/karangan.md", 6, "attachments.file")
    assert problem.message.startswith("lampiran/a.docx: memuat 2 komentar")
