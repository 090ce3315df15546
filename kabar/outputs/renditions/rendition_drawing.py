"""Makes renditions of a picture: upright, in sRGB, without metadata."""

import hashlib
import io
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from typing import Any

import PIL
from PIL import Image, ImageOps

from kabar.content.media.picture_files import PictureFile
from kabar.content.media.picture_pixels import unpack
from kabar.content.parsing.problems import BadValue
from kabar.outputs.renditions.rendition_choice import WIDEST, Rendition

# Up to this width in pixels AVIF loses more of its likeness by its speed, and gets a higher quality for it.
_NARROW = 960
# Qualities chosen by eye on photographs of wood, cloth and people, and by SSIM (docs/decisions/0056). One thread:
# deterministic with the same libraries.
_HOW: dict[str, dict[str, Any]] = {
    "AVIF": {"quality": 59, "speed": 9, "max_threads": 1},
    "narrow AVIF": {"quality": 62, "speed": 9, "max_threads": 1},
    "WEBP": {"quality": 76, "method": 4},
    "JPEG": {"quality": 81, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
}
# Crop more at the bottom than at the top, where heads are.
_CENTRE = (0.5, 1 / 3)
# Raise it when the same file gives other pixels: stored renditions are then made again.
_UNPACKING = 3


def draw_renditions(data: bytes, wanted: Sequence[tuple[PictureFile, Rendition]]) -> list[bytes]:
    """The bytes of each rendition ``wanted`` of the picture whose file is ``data``. Raises BadValue."""
    # Decode once for all of them.
    image = _unpacked(data, wanted[0][0])
    return [_drawn(image, picture, rendition) for picture, rendition in wanted]


def settings() -> str:
    """What else the bytes depend on: our settings and the libraries."""
    return repr((_HOW, _NARROW, WIDEST, _UNPACKING, PIL.__version__, _heif_version()))


@lru_cache(maxsize=1)
def _heif_version() -> str:
    # By package metadata: importing it takes long, and few portals have pictures that need it.
    return version("pillow-heif")


def _unpacked(data: bytes, file: PictureFile) -> Image.Image:
    if hashlib.sha256(data).hexdigest() != file.digest:
        # Its renditions would be stored under the digest of another file.
        raise BadValue(f"{file.path} berubah saat portal dibangun; ulangi perintahnya")
    picture = unpack(file.path, data, WIDEST)
    if picture.width > WIDEST:
        height = max(1, round(picture.height * WIDEST / picture.width))
        picture = picture.resize((WIDEST, height), Image.Resampling.LANCZOS)
    return picture


def _drawn(image: Image.Image, picture: PictureFile, rendition: Rendition) -> bytes:
    if rendition.height:
        image = ImageOps.fit(image, (rendition.width, rendition.height), Image.Resampling.LANCZOS, centering=_CENTRE)
    elif rendition.width < image.width:
        height = max(1, round(image.height * rendition.width / image.width))
        image = image.resize((rendition.width, height), Image.Resampling.LANCZOS)
    if rendition.kind == "WEBP" and picture.kind == "PNG":
        return min(_save(image, "WEBP", lossless=True), _save(image, "WEBP"), key=len)
    return _save(image, rendition.kind)


def _save(picture: Image.Image, kind: str, **more: Any) -> bytes:
    if kind == "JPEG" and picture.mode not in ("RGB", "L"):
        picture = picture.convert("RGB")
    elif kind == "AVIF" and picture.mode in ("L", "LA"):
        picture = picture.convert("RGB" if picture.mode == "L" else "RGBA")
    how = _HOW["narrow AVIF" if kind == "AVIF" and picture.width <= _NARROW else kind]
    written = io.BytesIO()
    picture.save(written, kind, **how, **more)
    return written.getvalue()


