"""Finds hidden content of PDF files (ISO 32000-2): comments, embedded files, scripts, hidden layers; and strings."""

import re
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kabar.content.media.attachment_findings import AttachmentFinding, by_text, name_text, names_text, numbers_text
from kabar.content.media.xml_events import Unreadable

if TYPE_CHECKING:
    # Imported lazily by the functions: loading it takes longer than a check of a small portal, and most have no PDF.
    import pikepdf

_BROKEN = "PDF rusak atau terpotong"
_PRINT_AGAIN = "simpan ulang dari aplikasi aslinya, atau cetak ke PDF"
_MOST_STRINGS = 1_000_000
_LARGEST_STREAM = 20_000_000  # bytes, unpacked
_NOTHING: Mapping[str, Any] = {}


def open_pdf(data: bytes) -> "pikepdf.Pdf":
    """Open the PDF ``data``. Raises Unreadable if it is broken or encrypted."""
    import pikepdf

    try:
        # Without recovery: viewers repair broken files differently.
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
        # Objects are parsed when they are accessed; only then broken ones are detected.
        if not sum(1 for _ in pdf.objects) or pdf.get_warnings():
            return Unreadable(_BROKEN, _PRINT_AGAIN)
        return None if len(pdf.pages) else Unreadable("PDF tanpa halaman", _PRINT_AGAIN)
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, AttributeError):
        return Unreadable(_BROKEN, _PRINT_AGAIN)


def strings_of(pdf: "pikepdf.Pdf") -> Iterator[str]:
    """All strings and XML streams of ``pdf``: metadata, comments, form values, names of layers and embedded files.

    Raises Unreadable.
    """
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


def _strings_in(item: "pikepdf.Object") -> Iterator[str]:
    """Strings of an object, without those of indirect objects, which are visited separately."""
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


def _is_text(stream: "pikepdf.Object") -> bool:
    return stream.get("/Type") == "/Metadata" or stream.get("/Subtype") == "/XML"


def _unpacked(stream: "pikepdf.Object") -> bytes:
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


# 12.5.6: annotations that are not comments.
_NO_COMMENT = ("/Link", "/Widget", "/PrinterMark", "/TrapNet", "/Watermark")
_ATTACHED = ("/FileAttachment", "/Sound", "/Movie", "/Screen", "/3D", "/RichMedia")
# 12.6.4: actions other than links.
_ACTIVE = {
    "/JavaScript": "skrip", "/Launch": "perintah yang menjalankan program", "/ImportData": "perintah yang memuat data",
    "/SubmitForm": "tombol yang mengirim data", "/Rendition": "media", "/Movie": "media", "/Sound": "media",
    "/GoToR": "tautan ke berkas di komputer sendiri", "/GoToE": "tautan ke berkas tertanam",
    "/RichMediaExecute": "media", "/GoTo3DView": "media",
}  # fmt: skip
_OUTSIDE = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)

_PRINT = "cetak ke PDF baru"
_DELETE = f"hapus di Acrobat (Comment > Delete) atau {_PRINT}; yang harus tetap terbaca, jadikan bagian halaman"
_NO_FILES = "hapus lampirannya (Acrobat: panel Attachments), lalu simpan"
_MOST_LAYERS = 10_000


def find_in_pdf(pdf: "pikepdf.Pdf") -> Iterator[AttachmentFinding]:
    """Findings in ``pdf`` that an editor must resolve."""
    files = [*_embedded_files(pdf)]
    if files:
        yield AttachmentFinding(f"berkas tertanam ({names_text(files)})", _NO_FILES)
    yield from _annotations(pdf)
    yield from _actions(pdf)
    layers = [*_hidden_layers(pdf)]
    if layers:
        found = f"lapisan tersembunyi ({names_text(layers)})"
        yield AttachmentFinding(found, f"tampilkan atau hapus lapisannya, atau {_PRINT}")
    if "/XFA" in pdf.Root.get("/AcroForm", _NOTHING):
        found = "formulir XFA, yang tidak terbuka di peramban"
        yield AttachmentFinding(found, f"simpan sebagai formulir biasa, atau {_PRINT}")


def is_signed(pdf: "pikepdf.Pdf") -> bool:
    """Whether ``pdf`` has a signature, which any change would break; Acrobat's usage rights do not count."""
    rights = pdf.Root.get("/Perms", _NOTHING).get("/UR3", _NOTHING)
    allowed = getattr(rights, "objgen", None)
    return any(
        "/ByteRange" in found and "/Contents" in found and found.objgen != allowed
        for one in pdf.objects
        for found in _dictionaries_in(one)
    )


def has_description(pdf: "pikepdf.Pdf") -> bool:
    """Whether ``pdf`` has metadata."""
    return "/Info" in pdf.trailer or "/Metadata" in pdf.Root


def _is_dictionary(one: Any) -> bool:
    import pikepdf

    return isinstance(one, pikepdf.Dictionary)


def _embedded_files(pdf: "pikepdf.Pdf") -> Iterator[str]:
    for one in pdf.objects:
        if _is_dictionary(one) and "/EF" in one:
            yield str(one.get("/UF", one.get("/F", "tanpa nama")))


def _annotations(pdf: "pikepdf.Pdf") -> Iterator[AttachmentFinding]:
    pages: dict[int, list[str]] = {}
    attached: list[int] = []
    for number, page in enumerate(pdf.pages, 1):
        for one in page.obj.get("/Annots", ()):
            kind = str(one.get("/Subtype", "")) if _is_dictionary(one) else ""
            if kind in _ATTACHED:
                attached.append(number)
            elif kind and kind not in _NO_COMMENT:
                author = one.get("/T", "")
                pages.setdefault(number, []).append("" if kind == "/Popup" else str(author))
    if attached:
        where = numbers_text(sorted({*attached}))
        yield AttachmentFinding(f"berkas atau media di halaman {where}", f"hapus, lalu {_PRINT}")
    if pages:
        authors = [name for names in pages.values() for name in names]
        yield AttachmentFinding(f"komentar atau coretan di halaman {numbers_text([*pages])}{by_text(authors)}", _DELETE)


def _actions(pdf: "pikepdf.Pdf") -> Iterator[AttachmentFinding]:
    found: dict[str, None] = {}
    for one in pdf.objects:
        for action in _dictionaries_in(one):
            kind = str(action.get("/S", ""))
            if kind in _ACTIVE and (action.get("/Type", "/Action") == "/Action"):
                found[_ACTIVE[kind]] = None
            elif kind == "/URI" and not _OUTSIDE.match(str(action.get("/URI", ""))):
                found[_ACTIVE["/GoToR"]] = None
            elif "/JS" in action:
                found[_ACTIVE["/JavaScript"]] = None
    for what in sorted(found):
        yield AttachmentFinding(what, f"hapus di Acrobat (Edit PDF, Prepare Form), atau {_PRINT}")


def _dictionaries_in(item: Any) -> Iterator[Any]:
    """All dictionaries in ``item``, itself included; indirect objects are visited separately."""
    import pikepdf

    waiting = [item]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += [inner for inner in one if not getattr(inner, "is_indirect", False)]
        elif isinstance(one, pikepdf.Dictionary):
            yield one
            waiting += [inner for _, inner in one.items() if not getattr(inner, "is_indirect", False)]


def _hidden_layers(pdf: "pikepdf.Pdf") -> Iterator[str]:
    settings = pdf.Root.get("/OCProperties", _NOTHING)
    default = settings.get("/D", _NOTHING)
    if default.get("/BaseState", "/ON") == "/OFF":
        shown = {one.objgen for one in default.get("/ON", ())}
        hidden = [one for one in settings.get("/OCGs", ()) if one.objgen not in shown]
    else:
        hidden = list(default.get("/OFF", ()))
    for one in hidden[:_MOST_LAYERS]:
        yield name_text(str(one.get("/Name", ""))) or "tanpa nama"


