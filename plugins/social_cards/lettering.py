"""The letters of cards: Source Serif Pro (SIL OFL 1.1), and what can be written with them."""

import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO

from PIL import ImageFont

REGULAR, BOLD = "Regular", "Semibold"
_PACKAGE = "font_source_serif_pro"
_NOWHERE = "\uffff"  # no character: a font answers with its box for what it lacks
# Marks that join letters, unseen characters, and what is for private use: they ask for more than a letter in a row.
_UNWRITABLE = ("M", "C")


@lru_cache(maxsize=64)
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """Letters of ``size`` pixels."""
    # BASIC: Raqm would place letters by what else is installed on this machine.
    return ImageFont.truetype(BytesIO(_font_file(weight)), size, layout_engine=ImageFont.Layout.BASIC)


def width_of(text: str, weight: str, size: int) -> float:
    """How far ``text`` reaches, in pixels."""
    return font(weight, size).getlength(text)


def composed(text: str) -> str:
    """``text`` with letters and their accents as one character, as fonts hold them."""
    return unicodedata.normalize("NFC", text)


def can_write(text: str) -> bool:
    """Whether the letters hold every character of ``text`` (``composed``)."""
    return all(_has(character) for character in text)


@cache
def _has(character: str) -> bool:
    if character == " ":
        return True
    if unicodedata.category(character).startswith(_UNWRITABLE):
        return False
    return all(_shape(weight, character) != _shape(weight, _NOWHERE) for weight in (REGULAR, BOLD))


def _shape(weight: str, character: str) -> tuple:
    mask = font(weight, 48).getmask(character)
    return mask.size, bytes(mask)


@cache
def _font_file(weight: str) -> bytes:
    return (files(_PACKAGE) / "files" / f"SourceSerifPro-{weight}.ttf").read_bytes()
