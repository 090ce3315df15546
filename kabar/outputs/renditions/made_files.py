"""Store of generated files, keyed by a digest of their inputs.

Each file begins with a checksum of its name and data; one that does not match is made again. Files that no page needs
are removed, so that nothing withdrawn stays on disk.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SUM = 16  # bytes of the checksum

Maker = Callable[[bytes, Sequence[Any]], list[bytes]]


@dataclass(frozen=True)
class MadeFile:
    """A file that a pure function makes: ``make(source(), settings)`` gives the bytes for each of ``settings``.

    ``setting`` is that of this file. The ``repr`` of ``inputs`` covers all that its bytes depend on.
    """

    inputs: object
    make: Maker
    source: Callable[[], bytes]
    setting: Any

    def bytes(self) -> bytes:
        """Make its bytes, without a store."""
        (data,) = self.make(self.source(), [self.setting])
        return data


class FileStore:
    """The store in ``folder``, which is created when needed; with None it stores nothing."""

    def __init__(self, folder: Path | None):
        self._folder = folder

    def bytes_of(self, file: MadeFile) -> bytes:
        """The bytes of ``file`` from the store; makes and stores them if they are missing."""
        kept = self._read(_name_of(file.inputs))
        if kept is None:
            kept = file.bytes()
            self.keep(file, kept)
        return kept

    def keep(self, file: MadeFile, data: bytes) -> bool:
        """Store ``data`` as the bytes of ``file``; returns whether that succeeded."""
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
        """The ``files`` that are missing in the store, each once; none without a folder. Does not verify checksums."""
        if not self._folder:
            return []
        kept = set(self._names())
        lacking = {name: file for file in files if (name := _name_of(file.inputs)) not in kept}
        return list(lacking.values())

    def prune(self, needed: Iterable[object]) -> None:
        """Remove all files but those of the inputs ``needed`` (``MadeFile.inputs``)."""
        if not self._folder:
            return
        names = {_name_of(inputs) for inputs in needed}
        for name in self._names():
            if name not in names:
                # What cannot be removed must not keep the rest: the files may hold texts that are withdrawn.
                with suppress(OSError):
                    (self._folder / name).unlink()

    def _names(self) -> list[str]:
        # No Path objects: each build lists the whole store.
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
    # With the name: a file that was renamed to another's name does not match.
    return hashlib.blake2b(name.encode() + data, digest_size=_SUM).digest()


