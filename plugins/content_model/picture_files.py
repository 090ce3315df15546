"""Look into a picture: whether it can be opened, and how large it is once unpacked."""

import warnings
from pathlib import Path

MOST_PIXELS = 100_000_000  # eight times what a telephone takes; a few bytes of PNG can claim far more

_FORMATS = ("JPEG", "PNG", "WEBP")


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
