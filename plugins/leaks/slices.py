"""Pieces of the bytes of a file by which it would be known again, whole or inside another."""

import re
import struct
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

_SLICE = 48  # bytes
_LEAST_VARIED = 16  # different bytes in a slice; less is padding, which all files of a kind share
_MOST_FILES = 3  # of an archive

_ZIP = b"PK\x03\x04"
_NAME_LENGTHS, _HEADER = 26, 30  # of what stands before each file of an archive (APPNOTE 4.3.7)
# What office programs write alike into every document of the same template.
_OF_PROGRAM = re.compile(
    r"\[Content_Types\]|_rels/|docProps/|/theme/|/(styles|settings|webSettings|fontTable|numbering|stylesWithEffects"
    r"|tableStyles|presProps|viewProps)\.xml|/slide(Layouts|Masters)/|/notesMasters/|/printerSettings/"
)


def slices_of(data: bytes) -> Iterator[bytes]:
    """At most three pieces of the file ``data``, or of each of the largest files in it where it is an archive."""
    for start, end in _files_in(data) if data.startswith(_ZIP) else [(0, len(data))]:
        for quarter in (1, 2, 3):
            first = start + (end - start) * quarter // 4
            piece = data[first : min(first + _SLICE, end)]
            if len(piece) == _SLICE and len(set(piece)) >= _LEAST_VARIED:
                yield piece


def _files_in(archive: bytes) -> list[tuple[int, int]]:
    """Where the largest files of ``archive`` begin and end, packed, but for those that say nothing of their own."""
    try:
        with ZipFile(BytesIO(archive)) as opened:
            own = [one for one in opened.infolist() if not _OF_PROGRAM.search(one.filename)]
        places = []
        for one in sorted(own, key=lambda one: (-one.compress_size, one.filename))[:_MOST_FILES]:
            lengths = struct.unpack_from("<HH", archive, one.header_offset + _NAME_LENGTHS)
            start = one.header_offset + _HEADER + sum(lengths)
            places.append((start, start + one.compress_size))
    except (BadZipFile, ValueError, struct.error):
        return [(0, len(archive))]
    return places
