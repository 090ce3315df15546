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

from kabar.outputs.renditions.shared_store import SharedStore

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
    """The store in ``folder``, which is created when needed; with None it stores nothing.

    ``shared`` is a store of several machines, which ``fetch`` reads and ``share`` writes.
    """

    def __init__(self, folder: Path | None, shared: SharedStore | None = None):
        self._folder = folder
        self._shared = shared

    def bytes_of(self, file: MadeFile) -> bytes:
        """The bytes of ``file`` from the store; makes and stores them if they are missing."""
        kept = self._read(_name_of(file.inputs))
        if kept is None:
            kept = file.bytes()
            self.keep(file, kept)
        return kept

    def keep(self, file: MadeFile, data: bytes) -> bool:
        """Store ``data`` as the bytes of ``file``; returns whether that succeeded."""
        name = _name_of(file.inputs)
        return self._write(name, _checksum(name, data) + data)

    def fetch(self, files: Iterable[MadeFile]) -> list[MadeFile]:
        """Copy those of ``files`` that are intact in the shared store; returns the others."""
        return [file for file in files if not self._is_fetched(_name_of(file.inputs))]

    def share(self, file: MadeFile, data: bytes) -> None:
        """Write ``data``, the bytes of ``file``, to the shared store."""
        if self._shared:
            name = _name_of(file.inputs)
            self._shared.write(name, _checksum(name, data) + data)

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

    def _is_fetched(self, name: str) -> bool:
        data = self._shared.read(name) if self._shared else None
        if self._shared is None or data is None or not _is_intact(name, data) or not self._write(name, data):
            return False
        self._shared.read_count += 1
        return True

    def _write(self, name: str, data: bytes) -> bool:
        if not self._folder:
            return False
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            aside = self._folder / f"{name}.{os.getpid()}"
            aside.write_bytes(data)
            aside.replace(self._folder / name)
        except OSError:
            return False
        return True

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
        return data[_SUM:] if _is_intact(name, data) else None


def _name_of(inputs: object) -> str:
    return hashlib.sha256(repr(inputs).encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _is_intact(name: str, data: bytes) -> bool:
    """Whether the stored ``data`` begins with the checksum of the rest."""
    return data[:_SUM] == _checksum(name, data[_SUM:])


def _checksum(name: str, data: bytes) -> bytes:
    # With the name: a file that was renamed to another's name does not match.
    return hashlib.blake2b(name.encode() + data, digest_size=_SUM).digest()


