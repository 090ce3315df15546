"""A PDF is published without what tells who made it, and shows what it showed."""

import io

import pikepdf
import pypdf
import pytest
from pikepdf import Dictionary, Name, Stream, String
from PIL import Image

from kabar.outputs.cleaning.clean_pdf import clean_pdf
from tests.kabar.outputs.cleaning.test_image_metadata import jpeg
from tests.pdf_files import XMP, annotate, new_pdf, saved, signed_pdf

BUDI = "Budi Karangan"


def described() -> pikepdf.Pdf:
    """A PDF in which everything tells who made it."""
    pdf = new_pdf("Halaman satu", "Halaman dua")
    pdf.docinfo["/Author"], pdf.docinfo["/CreationDate"] = BUDI, "D:20190513083000+07'00'"

    def xmp():
        return Stream(pdf, XMP.format(BUDI).encode(), Type=Name.Metadata, Subtype=Name.XML)

    pdf.Root.Metadata = pdf.make_indirect(xmp())
    pdf.Root.Lang = String("id")
    page = pdf.pages[0].obj
    page.PieceInfo = Dictionary(Illustrator=Dictionary(Private=pdf.make_indirect(Stream(pdf, BUDI.encode()))))
    page.LastModified, page.Thumb = String("D:2019"), pdf.make_indirect(Stream(pdf, BUDI.encode()))
    picture = Stream(
        pdf,
        jpeg(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=60,
        Height=40,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
        Metadata=pdf.make_indirect(xmp()),
    )
    picture[Name("/PTEX.FileName")] = String(f"/home/{BUDI}/foto.pdf")
    # Two objects of a page may have any name.
    page.Resources.XObject = Dictionary(
        Foto=pdf.make_indirect(picture),
        Metadata=pdf.make_indirect(Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Form)),
    )
    annotate(pdf, 2, "Link", A=Dictionary(S=Name.URI, URI=String("https://uji.example/")), M=String(f"D:2019 {BUDI}"))
    return pdf


def whole(data: bytes) -> bytes:
    """All of it, unpacked."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return data + saved(pdf, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def test_who_made_it_and_when_is_gone_and_the_pages_stay():
    given = saved(described())
    assert BUDI.encode() in whole(given)

    cleaned = clean_pdf(given)

    assert not [
        word
        for word in (BUDI, "Kamera", "rahasia", "/Info", "D:2019", "xmpmeta", "PieceInfo", "Thumb")
        if word.encode() in whole(cleaned)
    ]
    before, after = (pypdf.PdfReader(io.BytesIO(data)) for data in (given, cleaned))
    assert (
        [page.extract_text() for page in after.pages]
        == [page.extract_text() for page in before.pages]
        == ["Halaman satu", "Halaman dua"]
    )
    with pikepdf.open(io.BytesIO(cleaned)) as pdf:
        assert pdf.Root.Lang == "id" and pdf.pages[1].obj.Annots[0].A.URI == "https://uji.example/"
        assert pdf.pages[0].obj.Resources.XObject.keys() == {"/Foto", "/Metadata"}
        picture = pdf.pages[0].obj.Resources.XObject.Foto.read_raw_bytes()
    assert Image.open(io.BytesIO(picture)).tobytes() == Image.open(io.BytesIO(jpeg())).tobytes()


def test_the_same_pdf_gives_the_same_bytes():
    given = saved(described(), static_id=True)
    again = saved(pikepdf.open(io.BytesIO(given)), static_id=True, linearize=True)

    cleaned = clean_pdf(given)

    assert clean_pdf(given) == cleaned == clean_pdf(cleaned)
    assert BUDI.encode() not in whole(clean_pdf(again))


def test_an_earlier_revision_is_gone():
    first = saved(new_pdf("Rahasia lama"), object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    with pikepdf.open(io.BytesIO(first)) as pdf:
        number = pdf.pages[0].obj.Contents.objgen[0]
    stream = b"BT /F1 12 Tf 20 100 Td (Isi baru) Tj ET"
    start = len(first)
    changed = first + b"%d 0 obj\n<< /Length %d >>\nstream\n%b\nendstream\nendobj\n" % (number, len(stream), stream)
    last = int(first.rsplit(b"startxref", 1)[1].split()[0])
    trailer = first[first.rindex(b"trailer") :].split(b"startxref")[0].replace(b">>", b"/Prev %d >>" % last)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, start)
    changed += table + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(changed))

    cleaned = clean_pdf(changed)

    assert b"Rahasia lama" in changed and b"Rahasia" not in whole(cleaned)
    assert pypdf.PdfReader(io.BytesIO(cleaned)).pages[0].extract_text() == "Isi baru"


def test_what_was_signed_stays_byte_by_byte():
    given = signed_pdf(Author=BUDI)

    assert clean_pdf(given) == given


def test_what_acrobat_signs_to_let_forms_be_filled_in_is_no_signature():
    pdf = described()
    pdf.Root.Perms = Dictionary(
        UR3=pdf.make_indirect(Dictionary(Type=Name.Sig, ByteRange=[0, 1, 2, 3], Contents=String("x")))
    )

    cleaned = clean_pdf(saved(pdf))

    assert BUDI.encode() not in whole(cleaned) and b"UR3" not in whole(cleaned)


@pytest.mark.parametrize("where", ["in the middle", "at the end"])
def test_what_is_damaged_is_refused(where):
    given = saved(described())

    with pytest.raises(ValueError, match="rusak"):
        clean_pdf(given[:-30] if where == "at the end" else given[: len(given) // 2])
