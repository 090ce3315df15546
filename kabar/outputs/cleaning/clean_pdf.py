"""Cleans PDF files (ISO 32000-2): removes metadata, private data of programs, thumbnails, earlier revisions.

Findings that need an editor's decision (``content.media.pdf``) are not changed: such a file is rejected before.
"""

from io import BytesIO
from typing import Any

import pikepdf

from kabar.content.media.pdf import is_signed, open_pdf
from kabar.content.media.xml_events import Unreadable
from kabar.outputs.cleaning.image_metadata import without_metadata

# Of the document catalog: source of a web capture, usage rights of Acrobat.
_OF_DOCUMENT = ("/SpiderInfo", "/Perms", "/Legal")


def clean_pdf(data: bytes) -> bytes:
    """The PDF ``data`` without metadata; deterministic. A signed file is not changed. Raises Unreadable."""
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
            # Streams are not recompressed: the result would depend on the version of zlib.
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
    # The key may also be a name of visible content.
    if isinstance(metadata, pikepdf.Stream) and metadata.get("/Subtype") == "/XML":
        found.append("/Metadata")
    if isinstance(one.get("/PieceInfo"), pikepdf.Dictionary):
        found += [key for key in ("/PieceInfo", "/LastModified") if key in one]
    if one.get("/Type") == "/Page" and "/Thumb" in one:
        found.append("/Thumb")
    # The date of change of an annotation.
    if "/Subtype" in one and "/Rect" in one and "/M" in one:
        found.append("/M")
    # Paths and metadata of files that TeX included.
    found += [key for key, _ in one.items() if key.startswith("/PTEX.")]
    # Metadata of an article thread.
    if one.get("/Type") == "/Thread" and "/I" in one:
        found.append("/I")
    return found


def _clean_photograph(stream: Any) -> None:
    data = stream.read_raw_bytes()
    cleaned = without_metadata(data)
    if cleaned != data:
        parameters = stream.get("/DecodeParms")
        stream.write(cleaned, filter=pikepdf.Name.DCTDecode, decode_parms=parameters)


