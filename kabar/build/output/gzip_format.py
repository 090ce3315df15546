"""Compress as gzip does, to the same bytes whatever made the interpreter: RFC 1952."""

import struct
import zlib

# No time, the slowest and best compression, a system that is not told. Python's own ``gzip`` tells it: 3.11 as Unix.
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


def gzipped(data: bytes) -> bytes:
    """``data`` as one gzip member, which holds neither a time nor a name."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return _HEADER + deflate.compress(data) + deflate.flush() + struct.pack("<II", zlib.crc32(data), len(data) % 2**32)


