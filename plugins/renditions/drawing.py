"""Make a rendition of a picture: turned upright, in sRGB, without anything that was written into the file."""

import io
from functools import lru_cache
from pathlib import Path

import PIL
from PIL import Image, ImageCms, ImageOps

from plugins.content_model.picture_files import PictureFile
from plugins.renditions.choice import WIDEST, Rendition

# By eye on photographs of wood, cloth and people. One thread: the same bytes on any machine with the same libraries.
_HOW = {
    "AVIF": {"quality": 58, "speed": 6, "max_threads": 1},
    "WEBP": {"quality": 76, "method": 4},
    "JPEG": {"quality": 80, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
}
_PLAIN_MODES = ("RGB", "RGBA", "L", "LA")


def draw_rendition(root: Path, picture: PictureFile, rendition: Rendition) -> bytes:
    """The bytes of ``rendition`` of ``picture``, whose file lies below ``root``. Raises OSError."""
    image = _upright(root / picture.path, picture.digest)
    if rendition.width < image.width:
        height = max(1, round(image.height * rendition.width / image.width))
        image = image.resize((rendition.width, height), Image.Resampling.LANCZOS)
    if rendition.kind == "WEBP" and picture.kind == "PNG":
        return min(_save(image, "WEBP", lossless=True), _save(image, "WEBP"), key=len)
    return _save(image, rendition.kind)


def settings() -> str:
    """What else the bytes depend on: how they are made, and by which library."""
    return repr((_HOW, WIDEST, PIL.__version__))


# Its renditions are made one after the other: it is unpacked once for all of them.
@lru_cache(maxsize=1)
def _upright(file: Path, _digest: str) -> Image.Image:
    with Image.open(file) as opened:
        profile = opened.info.get("icc_profile")
        # A JPEG of a camera is unpacked at half or a quarter of its size, where that is enough.
        opened.draft(None, (WIDEST, WIDEST))
        picture = ImageOps.exif_transpose(opened)
        picture = _in_srgb(picture, profile)
    picture.info.clear()
    if picture.width > WIDEST:
        height = max(1, round(picture.height * WIDEST / picture.width))
        picture = picture.resize((WIDEST, height), Image.Resampling.LANCZOS)
    return picture


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if picture.mode == "P" or "transparency" in picture.info:
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that cannot be read says nothing
    return picture if picture.mode in _PLAIN_MODES else picture.convert("RGB")


def _save(picture: Image.Image, kind: str, **more) -> bytes:
    if kind == "JPEG" and picture.mode not in ("RGB", "L"):
        picture = picture.convert("RGB")
    elif kind == "AVIF" and picture.mode in ("L", "LA"):
        picture = picture.convert("RGB" if picture.mode == "L" else "RGBA")
    written = io.BytesIO()
    picture.save(written, kind, **_HOW[kind], **more)
    return written.getvalue()
