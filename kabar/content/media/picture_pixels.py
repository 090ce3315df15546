"""Decodes raster pictures: dimensions, integrity, upright sRGB pixels."""

import hashlib
import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PIL import Image

from kabar.content.media.picture_colours import in_srgb, orientation_of
from kabar.content.media.picture_files import BROKEN, PictureFile, is_heic, published_kind
from kabar.content.parsing.problems import BadValue

if TYPE_CHECKING:
    from pillow_heif import HeifFile

MOST_PIXELS = 100_000_000  # eight times a phone's photo; a few bytes of PNG can declare far more

_ROTATED = (5, 6, 7, 8)  # EXIF 2.32, 4.6.5: by a quarter turn
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
_MOVING = (
    "gambar bergerak tidak dipakai; simpan satu gambar saja: buka dengan Paint, lalu pilih File > Simpan sebagai >"
    " Gambar PNG"
)
_CLEAR_HEIC = (
    "gambar HEIC dengan latar tembus pandang tidak dipakai; di ponsel atau aplikasi foto, ekspor sebagai PNG"
)


def read_picture(path: str, data: bytes) -> PictureFile:
    """Describe the picture ``path`` with the content ``data`` from its header. Raises BadValue."""
    with _faults_as_bad_values():
        if is_heic(path):
            width, height = _open_heif(data).size
        else:
            with _open(path, data) as image:
                width, height = image.size
                if orientation_of(image) in _ROTATED:
                    width, height = height, width
    return PictureFile(path, width, height, published_kind(path), hashlib.sha256(data).hexdigest())


def check_pixels(path: str, data: bytes) -> None:
    """Raise BadValue if the picture ``path`` with the content ``data`` cannot be decoded or has unknown colours."""
    with _faults_as_bad_values():
        if not is_heic(path):
            with _open(path, data) as image:
                image.verify()  # for PNG, all checksums
        # The colour check does not depend on the pixels, so that one pixel is enough.
        _unpacked(path, data, 1, lambda image: image.crop((0, 0, 1, 1)))


def is_whole(data: bytes) -> bool:
    """Whether ``data`` is a picture that browsers show and whose first frame can be decoded."""
    try:
        with _faults_as_bad_values(), Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
            _check_size(*image.size)
            image.load()
    except BadValue:
        return False
    return True


def unpack(path: str, data: bytes, least: int) -> Image.Image:
    """Decode the picture ``path`` with the content ``data``: upright, in sRGB, in mode L, LA, RGB or RGBA, no metadata.

    A JPEG may be scaled down, but not to a width below ``least`` pixels. Raises BadValue.
    """
    with _faults_as_bad_values():
        picture = _unpacked(path, data, least, lambda image: image)
    picture.info.clear()
    return picture


def _unpacked(path: str, data: bytes, least: int, part: Callable[[Image.Image], Image.Image]) -> Image.Image:
    if is_heic(path):
        # libheif returns upright pixels; the EXIF orientation must not be applied again (HEIF, 6.5.10).
        heif = _open_heif(data)
        size = heif.size
        image = heif.to_pillow()
        if image.size != size:
            raise BadValue(BROKEN)
        return in_srgb(part(image), data)
    with _open(path, data) as image:
        orientation = orientation_of(image)
        # Decode a JPEG at half or a quarter of its size if that is wide enough.
        image.draft(None, (1, least) if orientation in _ROTATED else (least, 1))
        image.load()
        turn = _UPRIGHT.get(orientation)
        shown = part(image)
        return in_srgb(shown if turn is None else shown.transpose(turn), data)


def _open(path: str, data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data), formats=(published_kind(path),))
    _check_size(*image.size)
    # MPO has several pictures, too, but the others are depth maps or previews: use the first one.
    if image.format in ("PNG", "WEBP") and getattr(image, "is_animated", False):
        raise BadValue(_MOVING)
    return image


def _open_heif(data: bytes) -> "HeifFile":
    # Imported lazily: few portals have HEIC pictures, and loading it takes as long as loading Pillow.
    from pillow_heif import open_heif

    heif = open_heif(io.BytesIO(data))
    _check_size(*heif.size)
    if heif.has_alpha:
        raise BadValue(_CLEAR_HEIC)
    return heif


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        size = f"{width:,} × {height:,}".replace(",", ".")
        raise BadValue(
            f"gambar {size} piksel terlalu besar; kecilkan sampai {MOST_PIXELS // 1_000_000} juta piksel"
        )


@contextmanager
def _faults_as_bad_values() -> Iterator[None]:
    """Turn exceptions of decoders into BadValue."""
    with warnings.catch_warnings():
        # Pillow warns of many pixels, which are checked here, and of broken metadata, which is not used.
        warnings.simplefilter("ignore")
        try:
            yield
        except (BadValue, MemoryError):
            raise
        except Image.DecompressionBombError:
            raise BadValue(f"gambar lebih dari {MOST_PIXELS // 1_000_000} juta piksel; kecilkan dulu") from None
        except Exception:
            # Pillow and libheif do not document which exceptions broken files raise.
            raise BadValue(BROKEN) from None


