"""What a camera wrote of a picture that decides how it is shown: nothing else of it is read."""

import warnings
from collections.abc import Callable
from typing import TypeVar

from PIL import Image
from PIL.ExifTags import IFD, Base

V = TypeVar("V")

_COLOUR_SPACE, _SRGB = 0xA001, 1  # EXIF 2.32, 4.6.5
_ADOBE_RGB = "R03"  # DCF 2.0 (2010), 4.5.1: the interoperability index of its optional colour space


def orientation_of(image: Image.Image) -> int:
    """How ``image`` lies, 1 to 8 (EXIF 2.32, 4.6.5); 1 where nothing says so."""
    return _read(image, lambda exif: exif.get(Base.Orientation, 1), 1)


def is_adobe_rgb(image: Image.Image) -> bool:
    """Whether the colours of ``image`` are said to be those of Adobe RGB (1998)."""

    def says_so(exif: Image.Exif) -> bool:
        index = exif.get_ifd(IFD.Interop).get(Base.InteropIndex)
        return str(index).rstrip("\0") == _ADOBE_RGB and exif.get_ifd(IFD.Exif).get(_COLOUR_SPACE) != _SRGB

    return _read(image, says_so, False)


def _read(image: Image.Image, find: Callable[[Image.Exif], V], otherwise: V) -> V:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return find(image.getexif())
        except Exception:
            # Pillow lists no exceptions for broken EXIF; browsers, too, show such a picture as if it had none.
            return otherwise
