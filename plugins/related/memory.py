"""Whom each entry found nearest to it, kept from one build to the next.

What an entry finds depends on itself and on the entries before it in time. Each is kept under a digest of all
these: as far as they are the same, nothing is ranked again. Digests and numbers alone are kept, no word of an
entry. What cannot be read, or was not written by this code, is ranked anew.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

# Tenths of likeness in topics and in words (both negative), seconds apart, place of the entry that was found.
Found = Sequence[tuple[int, int, float, int]]
Row = tuple[str, Found]


class RankMemory:
    """The rows in ``file``, in the order of the entries that may be shown: digest, and what it found."""

    def __init__(self, file: Path):
        self._file = file

    def recall(self) -> list[Row]:
        """What was kept; nothing where it is missing or damaged."""
        try:
            checksum, _, told = self._file.read_bytes().partition(b"\n")
            if checksum != _checksum(told):
                return []
            return [(key, found) for key, found in json.loads(told)]
        except (OSError, ValueError):
            return []

    def keep(self, rows: Iterable[Row]) -> None:
        """Keep ``rows`` for the next build; where there is no room for them, it ranks again."""
        told = json.dumps(list(rows), separators=(",", ":")).encode()
        aside = self._file.with_suffix(".baru")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(_checksum(told) + b"\n" + told)
            aside.replace(self._file)


def code_digest() -> bytes:
    """A digest of the code that ranks."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.digest()


def _checksum(told: bytes) -> bytes:
    return hashlib.blake2b(told, digest_size=16).hexdigest().encode()
