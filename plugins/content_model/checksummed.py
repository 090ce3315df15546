"""Files behind a checksum: what is read is what was written under this name, or nothing."""

import hashlib
from pathlib import Path

_SIZE = 16  # bytes of the checksum, which come first


def write_checksummed(file: Path, data: bytes) -> None:
    """Write ``data`` to ``file`` in one step; its folder is made where it is missing. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f"{file.name}.baru")
    aside.write_bytes(_checksum(file, data) + data)
    aside.replace(file)


def read_checksummed(file: Path) -> bytes | None:
    """What was written to ``file``; None where it is missing or damaged."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    return data[_SIZE:] if data[:_SIZE] == _checksum(file, data[_SIZE:]) else None


def _checksum(file: Path, data: bytes) -> bytes:
    # With its name: a file that took the place of another is none of ours.
    return hashlib.blake2b(file.name.encode("utf-8", "surrogateescape") + b"\0" + data, digest_size=_SIZE).digest()
