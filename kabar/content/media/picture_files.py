"""A picture of content: what is known of it, and which of the portal's addresses it gets."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from kabar.content.media.svg import svg_size

# What stands at the address of a picture with this ending; HEIC is shown by few browsers.
_PUBLISHED_AS = {
    ".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".heic": "JPEG", ".heif": "JPEG",
}  # fmt: skip
# No file of content/ can have an @ in its name: no two addresses can be the same.
_HEIC = re.compile(r"(gambar/.*)\.(hei[cf])", re.IGNORECASE)
_HEIC_PUBLISHED = re.compile(r"(gambar/.*)@(hei[cf])\.jpg", re.IGNORECASE)


BROKEN = "gambar rusak atau terpotong; simpan ulang dari aplikasi aslinya"


@dataclass(frozen=True)
class PictureFile:
    """A picture: its content path, its size as it is seen, in pixels, and the SHA-256 of its bytes.

    ``kind`` is the format of what is published at its address: ``JPEG``, ``PNG``, ``WEBP`` or ``SVG``; an SVG is as
    large as it says.
    """

    path: str
    width: int
    height: int
    kind: str
    digest: str

    @property
    def published_path(self) -> str:
        """Where it is published below the output."""
        return published_path(self.path)


def is_of_pixels(path: str) -> bool:
    """Whether ``path`` is that of a picture made of pixels, and not drawn as SVG is; ``ekstra/`` goes out as it is."""
    return path.startswith("gambar/") and ending_of(path) in _PUBLISHED_AS


def is_heic(path: str) -> bool:
    """Whether ``path`` is that of a picture as newer telephones write it."""
    return bool(_HEIC.fullmatch(path))


def published_kind(path: str) -> str:
    """The format of what is published of the picture of pixels ``path``."""
    return _PUBLISHED_AS[ending_of(path)]


def ending_of(path: str) -> str:
    """The ending of ``path`` in small letters, with its dot; empty where there is none."""
    return "." + path.rpartition(".")[2].casefold() if "." in path else ""


def published_path(path: str) -> str:
    """Where the file ``path`` of content is published below the output: ``gambar/a.heic`` as ``gambar/a@heic.jpg``."""
    match = _HEIC.fullmatch(path)
    return f"{match[1]}@{match[2]}.jpg" if match else path


def content_path(published: str) -> str:
    """The content path of the file that is published as ``published``: ``gambar/a.heic`` of ``gambar/a@heic.jpg``."""
    match = _HEIC_PUBLISHED.fullmatch(published)
    return f"{match[1]}.{match[2]}" if match else published


def is_drawing(path: str) -> bool:
    """Whether ``path`` is that of a picture drawn as SVG."""
    return path.startswith("gambar/") and path.casefold().endswith(".svg")


def read_drawing(root: Path, path: str) -> PictureFile | None:
    """The SVG picture ``path`` below ``root``; None where it tells no size. Raises OSError."""
    data = (root / path).read_bytes()
    size = svg_size(data)
    return PictureFile(path, *size, "SVG", hashlib.sha256(data).hexdigest()) if size else None


