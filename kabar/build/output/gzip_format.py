"""Reproducible gzip (RFC 1952): the same bytes on every system and Python version."""

import struct
import zlib

# mtime 0, best compression, operating system unknown. Python's ``gzip`` writes the system (3.11: Unix).
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


def gzipped(data: bytes) -> bytes:
    """Compresses ``data`` to one gzip member without time and file name."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return _HEADER + deflate.compress(data) + deflate.flush() + struct.pack("<II", zlib.crc32(data), len(data) % 2**32)


