"""What was made, kept by a key that tells all that it was made from: nothing is made twice.

Each file begins with a checksum of its name and of the rest; one that does not match is made anew. What no page needs
is removed, so that nothing of what is withdrawn stays.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SUM = 16  # bytes of the checksum


@dataclass(frozen=True)
class MadeFile:
    """A file that a pure function makes: ``make(source(), settings)`` gives the bytes for each of ``settings``.

    ``setting`` is that of this file. ``told`` tells by ``repr`` all that its bytes depend on.
    """

    inputs: object
    make: Callable[[bytes, Sequence[Any]], list[bytes]]
    source: Callable[[], bytes]
    setting: Any

    def bytes(self) -> bytes:
        """What it holds, made here."""
        (data,) = self.make(self.source(), [self.setting])
        return data


class KeptFiles:
    """The store in ``folder``, which is made when it is needed; without one nothing is kept."""

    def __init__(self, folder: Path | None):
        self._folder = folder

    def bytes_of(self, file: MadeFile) -> bytes:
        """What ``file`` holds: from the store where it was made before, else made here and kept."""
        kept = self._read(_name_of(file.inputs))
        if kept is None:
            kept = file.bytes()
            self.keep(file, kept)
        return kept

    def keep(self, file: MadeFile, data: bytes) -> bool:
        """Keep ``data`` as what ``file`` holds, and tell whether that could be done."""
        if not self._folder:
            return False
        name = _name_of(file.inputs)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            aside = self._folder / f"{name}.{os.getpid()}"
            aside.write_bytes(_checksum(name, data) + data)
            aside.replace(self._folder / name)
        except OSError:
            return False
        return True

    def lacks(self, files: Iterable[MadeFile]) -> list[MadeFile]:
        """Those of ``files`` that are not kept but could be, each once; whether what is kept is whole is seen later."""
        if not self._folder:
            return []
        kept = set(self._names())
        lacking = {name: file for file in files if (name := _name_of(file.inputs)) not in kept}
        return list(lacking.values())

    def prune(self, needed: Iterable[object]) -> None:
        """Remove what is not ``needed``, as ``MadeFile.told`` tells of it."""
        names = {_name_of(inputs) for inputs in needed}
        with suppress(OSError):
            for name in self._names():
                if name not in names:
                    (self._folder / name).unlink()

    def _names(self) -> list[str]:
        # Names alone: each build looks through all that is kept.
        try:
            return os.listdir(self._folder) if self._folder else []  # noqa: PTH208
        except OSError:
            return []

    def _read(self, name: str) -> bytes | None:
        if not self._folder:
            return None
        try:
            data = (self._folder / name).read_bytes()
        except OSError:
            return None
        return data[_SUM:] if data[:_SUM] == _checksum(name, data[_SUM:]) else None


def _name_of(inputs: object) -> str:
    return hashlib.sha256(repr(inputs).encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _checksum(name: str, data: bytes) -> bytes:
    # With its name: a picture that took the place of another is none of it.
    return hashlib.blake2b(name.encode() + data, digest_size=_SUM).digest()


