"""Look into a picture: whether it can be opened, and how large it is once unpacked."""

import hashlib
import warnings
from dataclasses import dataclass
from pathlib import Path

from plugins.content_model.svg import svg_size

MOST_PIXELS = 100_000_000  # eight times what a telephone takes; a few bytes of PNG can claim far more

_FORMATS = ("JPEG", "PNG", "WEBP")
_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
_ORIENTATION, _LYING = 0x0112, (5, 6, 7, 8)  # EXIF 2.32, 4.6.5: turned by a quarter


@dataclass(frozen=True)
class PictureFile:
    """A picture: its content path, its size as it is seen, in pixels, and the SHA-256 of its bytes.

    ``kind`` is ``JPEG``, ``PNG``, ``WEBP`` or ``SVG``; an SVG is as large as it says.
    """

    path: str
    width: int
    height: int
    kind: str
    digest: str


def is_of_pixels(path: str) -> bool:
    """Whether ``path`` is that of a picture made of pixels, and not drawn as SVG is; ``ekstra/`` goes out as it is."""
    return path.startswith("gambar/") and path.casefold().endswith(_ENDINGS)


def read_picture(root: Path, path: str) -> PictureFile:
    """The picture ``path`` below ``root``, in which no fault was found. Raises OSError."""
    from PIL import Image

    with Image.open(root / path, formats=_FORMATS) as image:
        width, height = image.size
        if image.getexif().get(_ORIENTATION) in _LYING:
            width, height = height, width
        kind = image.format
    return PictureFile(path, width, height, kind, hashlib.sha256((root / path).read_bytes()).hexdigest())


def is_drawing(path: str) -> bool:
    """Whether ``path`` is that of a picture drawn as SVG."""
    return path.startswith("gambar/") and path.casefold().endswith(".svg")


def read_drawing(root: Path, path: str) -> PictureFile | None:
    """The SVG picture ``path`` below ``root``; None where it tells no size. Raises OSError."""
    data = (root / path).read_bytes()
    size = svg_size(data)
    return PictureFile(path, *size, "SVG", hashlib.sha256(data).hexdigest()) if size else None


def find_picture_fault(file: Path) -> str:
    """Why the picture ``file`` (JPEG, PNG or WebP) may not be published, in Indonesian, or nothing.

    Its head is read, of a PNG every checksum; pixels are not unpacked. Raises OSError where it cannot be opened.
    """
    # Loading it costs more than a check of a small portal, and many portals have drawings only.
    from PIL import Image

    with file.open("rb") as opened, warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Image.open(opened, formats=_FORMATS) as image:
                width, height = image.size
                if width * height > MOST_PIXELS:
                    return _too_large(width, height)
                if getattr(image, "is_animated", False):
                    return "gambar bergerak tidak dipakai; simpan satu gambar saja"
                image.verify()
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            return f"gambar lebih dari {MOST_PIXELS // 1_000_000} juta piksel; kecilkan dulu"
        except (OSError, ValueError, SyntaxError, EOFError, Warning):
            # What Pillow raises for broken files; a picture that it cannot read no browser reads for sure.
            return "gambar rusak atau terpotong; simpan ulang dari aplikasi aslinya"
    return ""


def _too_large(width: int, height: int) -> str:
    size = f"{width:,} × {height:,}".replace(",", ".")
    return f"gambar {size} piksel terlalu besar; kecilkan sampai {MOST_PIXELS // 1_000_000} juta piksel"
