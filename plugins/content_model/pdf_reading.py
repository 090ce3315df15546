"""Open a PDF, and read what it says besides its pages."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from plugins.content_model.unreadable import Unreadable

if TYPE_CHECKING:
    import pikepdf

_BROKEN = "PDF rusak atau terpotong"
_PRINT_AGAIN = "simpan ulang dari aplikasi aslinya, atau cetak ke PDF"
_MOST_STRINGS = 1_000_000
_LARGEST_STREAM = 20_000_000  # bytes, unpacked


def open_pdf(data: bytes) -> "pikepdf.Pdf":
    """The PDF ``data``, whole and without locks. Raises Unreadable for any other."""
    # Loading it costs more than a check of a small portal, and most portals have no PDF.
    import pikepdf

    try:
        # A viewer would guess at what is broken, each its own way.
        pdf = pikepdf.open(BytesIO(data), attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise Unreadable("dikunci dengan sandi", "simpan ulang tanpa sandi") from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise Unreadable(_BROKEN, _PRINT_AGAIN) from None
    fault = _fault_of(pdf)
    if fault:
        pdf.close()
        raise fault
    return pdf


def _fault_of(pdf: "pikepdf.Pdf") -> Unreadable | None:
    import pikepdf

    if pdf.is_encrypted:
        return Unreadable("dikunci (larangan menyalin atau mencetak)", "simpan ulang tanpa kunci")
    try:
        # Objects are read when they are looked at; only then is it known which of them are broken.
        if not sum(1 for _ in pdf.objects) or pdf.get_warnings():
            return Unreadable(_BROKEN, _PRINT_AGAIN)
        return None if len(pdf.pages) else Unreadable("PDF tanpa halaman", _PRINT_AGAIN)
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, AttributeError):
        return Unreadable(_BROKEN, _PRINT_AGAIN)


def strings_of(pdf: "pikepdf.Pdf") -> Iterator[str]:
    """All strings of all objects of ``pdf``, and its XML: descriptions, comments, values of forms, names of layers and
    of embedded files. Raises Unreadable."""
    import pikepdf

    count = 0
    try:
        for item in pdf.objects:
            for text in _strings_in(item):
                count += 1
                if count > _MOST_STRINGS:
                    raise Unreadable("keterangannya terlalu banyak", _PRINT_AGAIN)
                yield text
    except (pikepdf.PdfError, RuntimeError):
        raise Unreadable(_BROKEN, _PRINT_AGAIN) from None


def _strings_in(item: Any) -> Iterator[str]:
    """Strings of one object; an object that it refers to has a turn of its own."""
    import pikepdf

    waiting = [item]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.String):
            yield str(one)
        elif isinstance(one, pikepdf.Array):
            waiting += [inner for inner in one if not getattr(inner, "is_indirect", False)]
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            waiting += [inner for _, inner in one.items() if not getattr(inner, "is_indirect", False)]
            if isinstance(one, pikepdf.Stream) and _is_text(one):
                yield _unpacked(one).decode("utf-8", "replace")


def _is_text(stream: Any) -> bool:
    return stream.get("/Type") == "/Metadata" or stream.get("/Subtype") == "/XML"


def _unpacked(stream: Any) -> bytes:
    import pikepdf

    data = stream.read_raw_bytes()
    if "/Filter" not in stream:
        return data
    filters = stream.Filter if isinstance(stream.Filter, pikepdf.Array) else [stream.Filter]
    if [str(one) for one in filters] != ["/FlateDecode"] or "/DecodeParms" in stream:
        raise Unreadable("keterangannya dikemas dengan cara yang tidak dikenal", _PRINT_AGAIN)
    try:
        return zlib.decompressobj().decompress(data, _LARGEST_STREAM)
    except zlib.error:
        raise Unreadable("keterangannya rusak", _PRINT_AGAIN) from None
