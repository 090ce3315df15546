"""Picture files of content: size, digest, published path and format."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from kabar.content.media.svg import svg_size

# Published format by extension; HEIC is converted, since few browsers show it.
_PUBLISHED_AS = {
    ".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".heic": "JPEG", ".heif": "JPEG",
}  # fmt: skip
# File names of content/ cannot contain an @, so that published paths do not clash.
_HEIC = re.compile(r"(gambar/.*)\.(hei[cf])", re.IGNORECASE)
_HEIC_PUBLISHED = re.compile(r"(gambar/.*)@(hei[cf])\.jpg", re.IGNORECASE)


BROKEN = "gambar rusak atau terpotong; simpan ulang dari aplikasi aslinya"


@dataclass(frozen=True)
class PictureFile:
    """A picture: content path, size in pixels as displayed (after rotation), SHA-256 of its bytes.

    ``kind`` is the published format: ``JPEG``, ``PNG``, ``WEBP`` or ``SVG``. The size of an SVG is the declared one.
    """

    path: str
    width: int
    height: int
    kind: str
    digest: str

    @property
    def published_path(self) -> str:
        """Its path in the output."""
        return published_path(self.path)


def is_of_pixels(path: str) -> bool:
    """Whether ``path`` is a raster picture below ``gambar/``; files of ``ekstra/`` are published unchanged."""
    return path.startswith("gambar/") and ending_of(path) in _PUBLISHED_AS


def is_heic(path: str) -> bool:
    """Whether ``path`` is a HEIC or HEIF picture below ``gambar/``."""
    return bool(_HEIC.fullmatch(path))


def published_kind(path: str) -> str:
    """The published format of the raster picture ``path``."""
    return _PUBLISHED_AS[ending_of(path)]


def ending_of(path: str) -> str:
    """The extension of ``path`` in small letters, with its dot, or ""."""
    return "." + path.rpartition(".")[2].casefold() if "." in path else ""


def published_path(path: str) -> str:
    """The path in the output of the content file ``path``: ``gambar/a.heic`` is published as ``gambar/a@heic.jpg``."""
    match = _HEIC.fullmatch(path)
    return f"{match[1]}@{match[2]}.jpg" if match else path


def content_path(published: str) -> str:
    """The inverse of ``published_path``: ``gambar/a.heic`` for ``gambar/a@heic.jpg``."""
    match = _HEIC_PUBLISHED.fullmatch(published)
    return f"{match[1]}.{match[2]}" if match else published


def is_drawing(path: str) -> bool:
    """Whether ``path`` is an SVG picture below ``gambar/``."""
    return path.startswith("gambar/") and path.casefold().endswith(".svg")


def read_drawing(root: Path, path: str) -> PictureFile | None:
    """Read the SVG picture ``path`` below ``root``; None if it declares no size. Raises OSError."""
    data = (root / path).read_bytes()
    size = svg_size(data)
    return PictureFile(path, *size, "SVG", hashlib.sha256(data).hexdigest()) if size else None


