"""The text of attachments: pages of a PDF, paragraphs and cells of office files.

A file is what a stranger may have made: sizes are bounded, and XML with a document type, in which
entities could be declared, is not read.
"""

import logging
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

LARGEST_FILE = 30_000_000  # bytes
LARGEST_TEXT = 50_000_000  # bytes of XML in one file, unpacked
MOST_PARTS = 2_000  # XML files in one office file
MOST_PAGES = 500

PDF = (".pdf",)
OFFICE = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp")

# Where people write in them; styles, themes and relations hold no text of theirs.
_FOLDERS = (
    "word/", "xl/sharedStrings", "xl/worksheets/", "xl/comments", "ppt/slides/", "ppt/notesSlides/", "docProps/",
)  # fmt: skip
_OPEN_DOCUMENT = ("content.xml", "meta.xml", "styles.xml")
# Elements after which a text does not go on in one word: paragraphs, cells, line breaks.
_BREAKS = {"p", "c", "si", "row", "tr", "tc", "br", "h", "table-cell", "line-break", "tab", "v"}
_CHUNK = 1 << 16


class Unreadable(ValueError):
    """The text of a file cannot be read; why, in Indonesian."""


def texts_of(path: Path) -> Iterator[tuple[str, str]]:
    """The texts of the file ``path`` as (which part, text); none for other kinds. Raises Unreadable."""
    kind = path.suffix.casefold()
    if kind not in PDF + OFFICE:
        return
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Unreadable(f"lebih besar dari {LARGEST_FILE // 1_000_000} MB")
        data = path.read_bytes()
    except OSError:
        raise Unreadable("berkas tidak bisa dibuka") from None
    yield from _of_pdf(data) if kind in PDF else _of_office(data)


def _of_pdf(data: bytes) -> Iterator[tuple[str, str]]:
    # Loading it costs more than a check of a small portal, and most portals have no PDF.
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("dikunci dengan sandi")
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable(f"lebih dari {MOST_PAGES} halaman")
        for number, page in enumerate(reader.pages, 1):
            yield f"halaman {number}", page.extract_text() or ""
    except Unreadable:
        raise
    except Exception as error:
        # A broken PDF fails in as many ways as there are broken PDFs.
        raise Unreadable(f"PDF rusak ({type(error).__name__})") from None


def _of_office(data: bytes) -> Iterator[tuple[str, str]]:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = sorted(name for name in archive.namelist() if _holds_text(name))
            if len(names) > MOST_PARTS:
                raise Unreadable(f"lebih dari {MOST_PARTS} bagian")
            left = LARGEST_TEXT
            for name in names:
                xml = _unpack(archive, name, left)
                left -= len(xml)
                yield name, _text_of_xml(xml)
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ExpatError, KeyError) as error:
        raise Unreadable(f"berkas rusak atau dikunci ({type(error).__name__})") from None
    except Exception as error:
        # zlib and lzma have errors of their own.
        if type(error).__module__ in ("zlib", "_lzma", "lzma"):
            raise Unreadable("berkas rusak") from None
        raise


def _holds_text(name: str) -> bool:
    return name.endswith(".xml") and (name.startswith(_FOLDERS) or name in _OPEN_DOCUMENT)


def _unpack(archive: ZipFile, name: str, most: int) -> bytes:
    pieces, size = [], 0
    with archive.open(name) as stream:
        # What the archive says of its sizes may be a lie.
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > most:
                raise Unreadable(f"isinya lebih besar dari {LARGEST_TEXT // 1_000_000} MB")
            pieces.append(piece)
    return b"".join(pieces)


def _text_of_xml(xml: bytes) -> str:
    pieces: list[str] = []

    def refuse(*_):
        raise Unreadable("XML dengan tipe dokumen tidak dibaca")

    def end(name: str) -> None:
        if name.rpartition(":")[2] in _BREAKS:
            pieces.append("\n")

    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.CharacterDataHandler = pieces.append
    parser.EndElementHandler = end
    parser.Parse(xml, True)
    return "".join(pieces)
