"""PDFs with what programs write into them besides their pages. Every name in them is invented."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
    ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>{}</rdf:Description></rdf:RDF></x:xmpmeta>'
)


def new_pdf(*pages: str) -> Pdf:
    """A PDF whose pages say ``pages``."""
    pdf = Pdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for text in pages or ("Isi karangan",):
        page = pdf.add_blank_page(page_size=(200, 200))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        page.obj.Contents = Stream(pdf, f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode())
    return pdf


def saved(pdf: Pdf, **more) -> bytes:
    """The bytes of ``pdf``."""
    out = io.BytesIO()
    pdf.save(out, fix_metadata_version=False, **more)
    return out.getvalue()


def annotate(pdf: Pdf, page: int, kind: str, **more) -> None:
    """Put an annotation on the page with this number, counted from 1."""
    obj = pdf.pages[page - 1].obj
    if "/Annots" not in obj:
        obj.Annots = Array()
    told = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([10, 10, 50, 50]), **more)
    obj.Annots.append(pdf.make_indirect(told))


def pdf_saying(place: str, text: str) -> bytes:
    """A PDF that says ``text`` at ``place``, and on no page."""
    pdf = new_pdf()
    if place == "XMP":
        pdf.Root.Metadata = Stream(pdf, XMP.format(text).encode(), Type=Name.Metadata, Subtype=Name.XML)
    elif place == "comment":
        annotate(pdf, 1, "Text", Contents=String(text), T=String("Karangan"))
    elif place == "field":
        annotate(pdf, 1, "Widget", FT=Name.Tx, T=String("nama"), V=String(text))
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[0]]))
    elif place == "layer":
        pdf.Root.OCProperties = Dictionary(
            OCGs=Array([pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(text)))]), D=Dictionary()
        )
    elif place == "outline":
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(text, 0))
    else:
        pdf.docinfo[f"/{place}"] = text
    return saved(pdf)


def signed_pdf(**info: str) -> bytes:
    """A PDF with a signature over its bytes, such as officials give letters; ``info`` is what it says of itself."""
    pdf = new_pdf("Surat karangan")
    for key, value in info.items():
        pdf.docinfo[f"/{key}"] = value
    signature = pdf.make_indirect(
        Dictionary(
            Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=Array([0, 10, 20, 10]), Contents=String("tanda")
        )
    )
    annotate(pdf, 1, "Widget", FT=Name.Sig, T=String("ttd"), V=signature)
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[0]]), SigFlags=3)
    return saved(pdf)
