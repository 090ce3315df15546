"""Clean a PDF (ISO 32000-2): out of it go descriptions, private data of programs, thumbnails, earlier revisions.

What a person must decide (``pdf``) is not touched: such a file is refused before.
"""

from io import BytesIO
from typing import Any

import pikepdf

from kabar.content.media.pdf import is_signed, open_pdf
from kabar.content.media.xml_events import Unreadable
from kabar.outputs.cleaning.image_metadata import without_metadata

# Of the document: what the web was captured from, and by which signature Acrobat allows filling in.
_OF_DOCUMENT = ("/SpiderInfo", "/Perms", "/Legal")


def clean_pdf(data: bytes) -> bytes:
    """The PDF ``data`` without what is not read; the same bytes for the same file, and unchanged where it is signed.

    Raises Unreadable.
    """
    with open_pdf(data) as pdf:
        if is_signed(pdf):
            return data
        try:
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            for key in _OF_DOCUMENT:
                if key in pdf.Root:
                    del pdf.Root[key]
            for one in pdf.objects:
                _clean(one)
            out = BytesIO()
            # Streams stay packed as they are: what is packed anew depends on the version of zlib.
            pdf.save(
                out,
                deterministic_id=True,
                fix_metadata_version=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
            )
        except (pikepdf.PdfError, ValueError, RuntimeError):
            raise Unreadable("PDF rusak") from None
    return out.getvalue()


def _clean(item: Any) -> None:
    waiting = [item]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += [inner for inner in one if not getattr(inner, "is_indirect", False)]
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            for key in _dropped_from(one):
                del one[key]
            if isinstance(one, pikepdf.Stream) and one.get("/Filter") == "/DCTDecode":
                _clean_photograph(one)
            waiting += [inner for _, inner in one.items() if not getattr(inner, "is_indirect", False)]


def _dropped_from(one: Any) -> list[str]:
    found = []
    metadata = one.get("/Metadata")
    # Under this name something that is drawn may stand as well.
    if isinstance(metadata, pikepdf.Stream) and metadata.get("/Subtype") == "/XML":
        found.append("/Metadata")
    if isinstance(one.get("/PieceInfo"), pikepdf.Dictionary):
        found += [key for key in ("/PieceInfo", "/LastModified") if key in one]
    if one.get("/Type") == "/Page" and "/Thumb" in one:
        found.append("/Thumb")
    # When an annotation was changed, and who wrote an article thread.
    if "/Subtype" in one and "/Rect" in one and "/M" in one:
        found.append("/M")
    # Where TeX found what it includes, and who made that.
    found += [key for key, _ in one.items() if key.startswith("/PTEX.")]
    if one.get("/Type") == "/Thread" and "/I" in one:
        found.append("/I")
    return found


def _clean_photograph(stream: Any) -> None:
    data = stream.read_raw_bytes()
    cleaned = without_metadata(data)
    if cleaned != data:
        parameters = stream.get("/DecodeParms")
        stream.write(cleaned, filter=pikepdf.Name.DCTDecode, decode_parms=parameters)


