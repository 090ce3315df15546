"""Forms of a file that the leak scan searches: its bytes and everything unpacked from them."""

import gzip
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import brotli  # type: ignore[import-untyped]  # has no types

from kabar.content.media.attachments import OFFICE, PDF, texts_of
from kabar.content.media.xml_events import Unreadable
from kabar.content.reading.reading_store import is_cleaned
from kabar.outputs.cleaning.cleaned_files import clean

LARGEST = 200_000_000  # bytes of one unpacked file; larger than any page, picture or attachment

_GZIP, _ZIP, _PNG = b"\x1f\x8b", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n"


def forms_of(path: Path) -> Iterator[bytes]:
    """Yields the bytes of the file ``path``, then those of everything packed in it. Raises OSError."""
    data = path.read_bytes()
    yield data
    if data.startswith(_GZIP):
        yield _gunzipped(data)
    elif data.startswith(_ZIP):
        yield from _unzipped(data)
    elif data.startswith(_PNG):
        yield from _texts_of_png(data)
    if path.suffix == ".br":  # has no magic number
        yield _unbrotlied(data)
    if path.suffix.casefold() in PDF + OFFICE:
        try:
            for part, text in texts_of(path):
                yield f"{part} {text}".encode()
        except Unreadable:
            return  # a withheld attachment: published ones were read before


def forms_of_source(path: Path) -> Iterator[bytes]:
    """Yields the forms of the content file ``path`` and of its published version. Raises OSError."""
    yield from forms_of(path)
    yield from cleaned_form(path.name, path.read_bytes())


def cleaned_form(path: str, data: bytes) -> tuple[bytes, ...]:
    """Returns the bytes in which the file ``path`` is published, if they differ from ``data``. Stores nothing."""
    if not is_cleaned(path):
        return ()
    try:
        cleaned = clean(path, data)
    except Unreadable:
        return ()  # then it is in no output
    return (cleaned,) if cleaned != data else ()


def _gunzipped(data: bytes) -> bytes:
    try:
        with gzip.open(BytesIO(data)) as stream:
            return stream.read(LARGEST)
    except (OSError, EOFError, zlib.error):
        return b""  # not gzip: its bytes are searched anyway


def _unbrotlied(data: bytes) -> bytes:
    try:
        unpacked: bytes = brotli.Decompressor().process(data, output_buffer_limit=LARGEST)
    except brotli.error:
        return b""
    return unpacked


def _unzipped(data: bytes) -> Iterator[bytes]:
    left = LARGEST
    try:
        with ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                with archive.open(name) as stream:
                    part = stream.read(left)
                left -= len(part)
                yield part
    except (BadZipFile, OSError, EOFError, zlib.error, RuntimeError, NotImplementedError):
        return


def _texts_of_png(data: bytes) -> Iterator[bytes]:
    # Chunks (PNG specification): length, type, data, checksum.
    at = len(_PNG)
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        chunk = data[at + 8 : at + 8 + length]
        at += length + 12
        if kind not in (b"zTXt", b"iTXt", b"iCCP"):
            continue
        _, _, packed = chunk.partition(b"\0")
        # iTXt has flags, a language and a translated keyword before its text; zTXt and iCCP one byte.
        for start in (1, *(i + 1 for i, byte in enumerate(packed[:300]) if byte == 0)):
            try:
                yield zlib.decompressobj().decompress(packed[start:], LARGEST)
                break
            except zlib.error:
                continue


