"""Removes metadata from JPEG and PNG files, without decoding pixels."""

import struct
from collections.abc import Iterator

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_APP0, _APP2, _APP14, _SOS, _EOI, _RST0, _RST7 = 0xE0, 0xE2, 0xEE, 0xDA, 0xD9, 0xD0, 0xD7
_APP1, _APP15, _COMMENT = 0xE1, 0xEF, 0xFE
_ORIENTATION = 0x0112
# Texts, the time of the last change, EXIF (PNG 3rd edition, 11.3).
_PNG_METADATA = (b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf")


def without_metadata(data: bytes) -> bytes:
    """The picture ``data`` without metadata other than colour profile and orientation.

    The same bytes where there is none, where the file is damaged, and for any other format.
    """
    try:
        if data.startswith(_JPEG):
            return b"".join(_jpeg_without(data))
        if data.startswith(_PNG):
            return b"".join(_png_without(data))
    except (struct.error, IndexError):
        pass  # truncated: browsers show what they can, as before
    return data


def _jpeg_without(data: bytes) -> Iterator[bytes]:
    # ITU-T T.81, annex B: segments of marker, length and content, until the first scan.
    yield data[:2]
    at = 2
    while True:
        while data[at] == 0xFF and data[at + 1] == 0xFF:
            at += 1
        if data[at] != 0xFF:
            raise IndexError(at)
        marker = data[at + 1]
        if marker == _SOS:
            yield _until_end(data, at)
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        segment = data[at : at + 2 + length]
        if len(segment) < length + 2:
            raise IndexError(at)
        at += 2 + length
        if marker == _APP1 and segment[4:10] == b"Exif\0\0":
            yield _turned(segment[10:])
        elif _is_kept(marker, segment[4:]):
            yield segment


def _until_end(data: bytes, at: int) -> bytes:
    """From the scan at ``at`` to the end of the picture: phones append other pictures and videos."""
    end = at
    while True:
        marker = data[end + 1]
        if marker == _EOI:
            return data[at : end + 2]
        (length,) = struct.unpack_from(">H", data, end + 2)
        end += 2 + length
        # Entropy-coded data: until the next marker that is neither a stuffed byte nor a restart (B.1.1.5).
        while data[end] != 0xFF or data[end + 1] == 0 or _RST0 <= data[end + 1] <= _RST7:
            end = data.find(b"\xff", end + 1)
            if end < 0 or end + 1 >= len(data):
                return data[at:]
        while data[end + 1] == 0xFF:
            end += 1


def _is_kept(marker: int, content: bytes) -> bool:
    if not (_APP0 <= marker <= _APP15 or marker == _COMMENT):
        return True
    return (
        (marker == _APP0 and content.startswith(b"JFIF\0"))
        or (marker == _APP2 and content.startswith(b"ICC_PROFILE\0"))
        or (marker == _APP14 and content.startswith(b"Adobe"))
    )


def _turned(exif: bytes) -> bytes:
    """An EXIF segment with the orientation only; empty for the default orientation."""
    byte_order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if byte_order is None:
        return b""
    (first,) = struct.unpack_from(f"{byte_order}I", exif, 4)
    (count,) = struct.unpack_from(f"{byte_order}H", exif, first)
    for number in range(count):
        tag, _kind, _number, value = struct.unpack_from(f"{byte_order}HHIH", exif, first + 2 + 12 * number)
        if tag == _ORIENTATION and 2 <= value <= 8:
            content = b"Exif\0\0" + b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
            return struct.pack(">BBH", 0xFF, _APP1, len(content) + 2) + content
    return b""


def _png_without(data: bytes) -> Iterator[bytes]:
    yield data[: len(_PNG)]
    at = len(_PNG)
    while True:
        (length,) = struct.unpack_from(">I", data, at)
        chunk = data[at : at + 12 + length]
        if len(chunk) < 12 + length:
            raise IndexError(at)
        kind = chunk[4:8]
        at += 12 + length
        if kind not in _PNG_METADATA:
            yield chunk
        if kind == b"IEND":
            return


