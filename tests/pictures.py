"""Real pictures of a few pixels, and files put together byte by byte."""

import io
import struct
import zlib
from random import Random

import pillow_heif
from PIL import Image, PngImagePlugin


def png(text: str = "") -> bytes:
    """A PNG of one pixel; ``text`` lies in it as a comment."""
    info = PngImagePlugin.PngInfo()
    if text:
        info.add_text("Comment", text)
    out = io.BytesIO()
    Image.new("L", (1, 1)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def png_of(width: int, depth: int, colour_type: int, row: bytes, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG of one ``row`` of ``width`` pixels as the PNG specification has them, with ``chunks`` before them."""
    header = struct.pack(">IIBBBBB", width, 1, depth, colour_type, 0, 0, 0)
    parts = [(b"IHDR", header), *chunks, (b"IDAT", zlib.compress(b"\0" + row)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )


def photo(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Something like a photograph: made-up, and no plain surface."""
    small = Image.frombytes("RGB", (24, 16), Random(1).randbytes(24 * 16 * 3))
    return small.resize((width, height), Image.Resampling.BICUBIC).convert(mode)


def saved(picture: Image.Image, kind: str, **more) -> bytes:
    """The file that Pillow writes of ``picture``."""
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def heic(picture: Image.Image, **more) -> bytes:
    """``picture`` as a telephone of Apple's would write it."""
    out = io.BytesIO()
    # Quarters of the colours would blur them: 444 keeps what a test looks at.
    pillow_heif.from_pillow(picture).save(out, **{"quality": 90, "chroma": 444, **more})
    return out.getvalue()


def exif(orientation: int = 1, **tags: str) -> Image.Exif:
    """What a camera writes, with a place and a name; ``tags`` by their names as Pillow has them."""
    written = Image.Exif()
    written[0x0112] = orientation
    written[0x010F] = tags.get("Make", "Kamera Karangan")
    written.get_ifd(0x8825)[1] = "S"
    return written
