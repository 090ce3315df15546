"""Digests of files that are reused from an earlier build, to detect damage."""

import hashlib
import os
import stat

from kabar.build.output.spare_tree import FILE_MODE

SIZE = 16  # bytes of a digest

_PLAIN_FILE = stat.S_IFREG | FILE_MODE
_CHUNK = 1 << 20  # bytes


def digest_of(data: bytes) -> bytes:
    """Returns the digest of the bytes of a file."""
    return hashlib.blake2b(data, digest_size=SIZE).digest()


def digest_of_file(file: str) -> bytes | None:
    """Returns the digest of ``file``; None when it is not a regular file with our mode, or not readable."""
    digest = hashlib.blake2b(digest_size=SIZE)
    try:
        # os.open, not open(): faster for thousands of small files.
        opened = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            status = os.fstat(opened)
            if status.st_mode != _PLAIN_FILE:
                return None
            left = status.st_size
            while left:
                data = os.read(opened, min(left, _CHUNK))
                if not data:
                    return None
                digest.update(data)
                left -= len(data)
        finally:
            os.close(opened)
    except OSError:
        return None
    return digest.digest()
