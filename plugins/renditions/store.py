"""Renditions that were made, kept by the digest of their picture."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from plugins.content_model.picture_files import PictureFile
from plugins.renditions.choice import Rendition
from plugins.renditions.drawing import draw_rendition, settings
from plugins.renditions.kept_files import KeptFiles


class RenditionStore:
    """The store in ``folder``, which is made when it is needed."""

    def __init__(self, folder: Path):
        self._kept = KeptFiles(folder)

    def bytes_of(self, root: Path, picture: PictureFile, rendition: Rendition) -> bytes:
        """The bytes of ``rendition``, from the store or made of the file below ``root``. Raises OSError."""
        return self._kept.bytes_of(_told(picture, rendition), partial(draw_rendition, root, picture, rendition))

    def prune(self, needed: Iterable[tuple[PictureFile, Rendition]]) -> None:
        """Remove what is not ``needed``."""
        self._kept.prune(_told(picture, rendition) for picture, rendition in needed)


def _told(picture: PictureFile, rendition: Rendition) -> tuple:
    size = (rendition.width, rendition.height) if rendition.height else (rendition.width,)
    return picture.digest, *size, rendition.kind, settings()
