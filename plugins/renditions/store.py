"""Renditions that were made, kept by the digest of their picture: none is made twice.

Each file begins with a checksum of the rest; one that does not match is made anew. What no picture of the portal
needs is removed, so that nothing of one that is withdrawn stays.
"""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from plugins.content_model.picture_files import PictureFile
from plugins.renditions.choice import Rendition
from plugins.renditions.drawing import draw_rendition, settings

_SUM = 16  # bytes of the checksum


class RenditionStore:
    """The store in ``folder``, which is made when it is needed."""

    def __init__(self, folder: Path):
        self._folder = folder

    def bytes_of(self, root: Path, picture: PictureFile, rendition: Rendition) -> bytes:
        """The bytes of ``rendition``, from the store or made of the file below ``root``. Raises OSError."""
        key = _key(picture, rendition)
        kept = self._read(key)
        if kept is None:
            kept = draw_rendition(root, picture, rendition)
            self._write(key, kept)
        return kept

    def prune(self, needed: Iterable[tuple[PictureFile, Rendition]]) -> None:
        """Remove what is not ``needed``."""
        names = {_key(picture, rendition) for picture, rendition in needed}
        with suppress(OSError):
            for path in sorted(self._folder.iterdir()):
                if path.name not in names:
                    path.unlink()

    def _read(self, key: str) -> bytes | None:
        try:
            data = (self._folder / key).read_bytes()
        except OSError:
            return None
        return data[_SUM:] if data[:_SUM] == _checksum(data[_SUM:]) else None

    def _write(self, key: str, data: bytes) -> None:
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            aside = self._folder / f"{key}.{os.getpid()}"
            aside.write_bytes(_checksum(data) + data)
            aside.replace(self._folder / key)


def _key(picture: PictureFile, rendition: Rendition) -> str:
    told = repr((picture.digest, rendition.width, rendition.kind, settings()))
    return hashlib.sha256(told.encode()).hexdigest()[:40]


def _checksum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_SUM).digest()
