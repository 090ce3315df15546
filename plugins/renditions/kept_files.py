"""What was drawn, kept by a key that tells all that it was drawn from: nothing is drawn twice.

Each file begins with a checksum of its name and of the rest; one that does not match is made anew. What no page needs
is removed, so that nothing of what is withdrawn stays.
"""

import hashlib
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

_SUM = 16  # bytes of the checksum


class KeptFiles:
    """The store in ``folder``, which is made when it is needed."""

    def __init__(self, folder: Path):
        self._folder = folder

    def bytes_of(self, told: object, draw: Callable[[], bytes]) -> bytes:
        """What ``draw`` gives, from the store where it was drawn before from what ``told`` tells by ``repr``."""
        name = _name_of(told)
        kept = self._read(name)
        if kept is None:
            kept = draw()
            self._write(name, kept)
        return kept

    def prune(self, needed: Iterable[object]) -> None:
        """Remove what is not ``needed``."""
        names = {_name_of(told) for told in needed}
        with suppress(OSError):
            # Names alone: each build looks through all that is kept.
            for name in os.listdir(self._folder):  # noqa: PTH208
                if name not in names:
                    (self._folder / name).unlink()

    def _read(self, name: str) -> bytes | None:
        try:
            data = (self._folder / name).read_bytes()
        except OSError:
            return None
        return data[_SUM:] if data[:_SUM] == _checksum(name, data[_SUM:]) else None

    def _write(self, name: str, data: bytes) -> None:
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            aside = self._folder / f"{name}.{os.getpid()}"
            aside.write_bytes(_checksum(name, data) + data)
            aside.replace(self._folder / name)


def _name_of(told: object) -> str:
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _checksum(name: str, data: bytes) -> bytes:
    # With its name: a picture that took the place of another is none of it.
    return hashlib.blake2b(name.encode() + data, digest_size=_SUM).digest()
