"""Text of attachments (pages, comments, notes, hidden parts, metadata), and findings in them.

Files are untrusted: sizes are limited, and XML with a document type is rejected.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from kabar.content.media.attachment_findings import AttachmentFinding
from kabar.content.media.office_findings import find_in_office
from kabar.content.media.office_package import read_package, read_parts
from kabar.content.media.pdf import find_in_pdf, has_description, is_signed, open_pdf, strings_of
from kabar.content.media.xml_events import Unreadable, visit_xml

LARGEST_FILE = 30_000_000  # bytes
LARGEST_TEXT = 50_000_000  # bytes of XML in one file, unpacked
MOST_PAGES = 500

PDF = (".pdf",)
OFFICE = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp")
BESIDE_PAGES = "keterangan dan catatan"

_TEXTS = (".xml", ".rels")
_XML = (b"<?xml", b"\xef\xbb\xbf<?xml", "\ufeff<?xml".encode("utf-16-le"), "\ufeff<?xml".encode("utf-16-be"))
_DRAWING = ".vml"  # a former drawing format, which Excel writes with unclosed tags
_TAG = re.compile(r"<[^<>]*>")
# Elements that separate words: paragraphs, cells, line breaks.
_BREAKS = {"p", "c", "si", "row", "tr", "tc", "br", "h", "table-cell", "line-break", "tab", "v"}
# Excel stores a number of 16 digits with an exponent: 3.17101120385E+15.
_EXPONENT = re.compile(r"\b(\d)\.(\d{1,17})E\+(1[4-7])\b")
_SPLIT = "bagi menjadi beberapa berkas"


def texts_of(path: Path) -> Iterator[tuple[str, str]]:
    """The texts of the file ``path`` as (name of the part, text); none for other formats. Raises Unreadable."""
    kind = path.suffix.casefold()
    if kind in PDF + OFFICE:
        data = bytes_of_attachment(path)
        yield from _of_pdf(data) if kind in PDF else _of_office(data)


def bytes_of_attachment(path: Path) -> bytes:
    """The bytes of the file ``path``. Raises Unreadable if it is too large or cannot be opened."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Unreadable(f"lebih besar dari {LARGEST_FILE // 1_000_000} MB", _SPLIT)
        return path.read_bytes()
    except OSError:
        raise Unreadable("berkas tidak bisa dibuka", "periksa izinnya") from None


def _of_pdf(data: bytes) -> Iterator[tuple[str, str]]:
    # Imported lazily: loading it takes longer than a check of a small portal, and most portals have no PDF.
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with open_pdf(data) as pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise Unreadable(f"lebih dari {MOST_PAGES} halaman", _SPLIT)
        beside = "\n".join(strings_of(pdf))
    try:
        for number, page in enumerate(pypdf.PdfReader(BytesIO(data)).pages, 1):
            yield f"halaman {number}", page.extract_text() or ""
    except Exception as error:
        # pypdf raises many kinds of exceptions for broken files.
        raise Unreadable(f"PDF rusak ({type(error).__name__})") from None
    yield BESIDE_PAGES, beside


def _of_office(data: bytes, *, is_embedded: bool = False) -> Iterator[tuple[str, str]]:
    left = LARGEST_TEXT
    for name, part in sorted(read_parts(data).items()):
        kind = f".{name.rpartition('.')[2].casefold()}"
        if kind == _DRAWING:
            yield name, _TAG.sub(" ", part[:LARGEST_TEXT].decode("utf-8", "replace"))
        elif kind in _TEXTS or part.startswith(_XML):
            left -= len(part)
            if left < 0:
                raise Unreadable(f"isinya lebih besar dari {LARGEST_TEXT // 1_000_000} MB", _SPLIT)
            yield name, _text_of_xml(part)
        elif kind in OFFICE and not is_embedded:
            yield from ((f"{name}/{inner}", text) for inner, text in _of_office(part, is_embedded=True))


def _text_of_xml(xml: bytes) -> str:
    pieces: list[str] = []

    def start(_name: str, _namespace: str, attributes: Mapping[str, str]) -> None:
        # Authors, sheet names, alternative texts. Most attributes are numbers; line feeds separate them.
        pieces.extend(f"\n{value}\n" for value in attributes.values() if len(value) > 3)

    def end(name: str) -> None:
        if name in _BREAKS:
            pieces.append("\n")

    visit_xml(xml, start, end, pieces.append)
    return _EXPONENT.sub(_written_out, "".join(pieces))


def _written_out(number: re.Match[str]) -> str:
    first, rest, power = number[1], number[2], int(number[3])
    return first + rest[:power].ljust(power, "0")


# Formats that are cleaned before they are published.
CLEANED_OFFICE = (".docx", ".xlsx", ".pptx")


def findings_in(path: Path) -> Iterator[AttachmentFinding]:
    """Findings in the file ``path`` that an editor must resolve; none for formats that are not published.

    Raises Unreadable if it cannot be opened.
    """
    ending = path.suffix.casefold()
    if ending in CLEANED_OFFICE:
        yield from find_in_office(read_package(bytes_of_attachment(path)), ending)
    elif ending in PDF:
        with open_pdf(bytes_of_attachment(path)) as pdf:
            try:
                yield from find_in_pdf(pdf)
            except Exception as error:
                # pypdf raises many kinds of exceptions for broken files.
                raise Unreadable(f"susunan PDF-nya rusak ({type(error).__name__})") from None


def keeps_description(path: Path) -> bool:
    """Whether the file ``path`` is a signed PDF, which is published with its metadata. Raises Unreadable."""
    if path.suffix.casefold() not in PDF:
        return False
    with open_pdf(bytes_of_attachment(path)) as pdf:
        return is_signed(pdf) and has_description(pdf)


