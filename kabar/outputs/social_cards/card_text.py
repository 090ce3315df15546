"""Text layout: fits a whole text into a box, as large as possible, in balanced lines."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO

from PIL import ImageFont

REGULAR, BOLD = "Regular", "Semibold"
_PACKAGE = "font_source_serif_pro"
_NOWHERE = "\uffff"  # not a character: fonts draw their placeholder box for it
# Combining marks, control and private-use characters: they need text shaping.
_UNWRITABLE = ("M", "C")


@lru_cache(maxsize=64)
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """The font in ``size`` pixels."""
    # BASIC: the layout of Raqm depends on the libraries installed on the machine.
    return ImageFont.truetype(BytesIO(_font_file(weight)), size, layout_engine=ImageFont.Layout.BASIC)


def width_of(text: str, weight: str, size: int) -> float:
    """The width of ``text``, in pixels."""
    return font(weight, size).getlength(text)


def composed(text: str) -> str:
    """``text`` in NFC: accented letters as one character, as fonts have them."""
    return unicodedata.normalize("NFC", text)


def can_write(text: str) -> bool:
    """Whether the font has every character of ``text`` (in NFC)."""
    return all(_has(character) for character in text)


@cache
def _has(character: str) -> bool:
    if character == " ":
        return True
    if unicodedata.category(character).startswith(_UNWRITABLE):
        return False
    return all(_shape(weight, character) != _shape(weight, _NOWHERE) for weight in (REGULAR, BOLD))


def _shape(weight: str, character: str) -> tuple[tuple[int, int], bytes]:
    mask = font(weight, 48).getmask(character)
    return mask.size, bytes(mask)


@cache
def _font_file(weight: str) -> bytes:
    return (files(_PACKAGE) / "files" / f"SourceSerifPro-{weight}.ttf").read_bytes()


Measure = Callable[[str, int], float]  # the width in pixels of a text in a font size

_STEP = 8  # pixels by which lines are narrowed while their number stays


@dataclass(frozen=True)
class TextBox:
    """A box for text, in pixels; ``leading`` is the line height relative to the font size."""

    width: int
    height: int
    leading: float


def fit(text: str, measure: Measure, box: TextBox, sizes: Sequence[int]) -> tuple[int, list[str]]:
    """The first of ``sizes`` (largest first) in which ``text`` fits, or else the last, and the lines.

    Breaks a word only where it is wider than the box in the last size.
    """
    for size in sizes[:-1]:
        words = [(word, measure(word, size)) for word in text.split()]
        if all(width <= box.width for _, width in words):
            lines = _balanced(words, measure(" ", size), box.width)
            if len(lines) * size * box.leading <= box.height:
                return size, lines
    size = sizes[-1]
    pieces = [piece for word in text.split() for piece in _pieces(word, measure, box.width, size)]
    return size, _balanced([(piece, measure(piece, size)) for piece in pieces], measure(" ", size), box.width)


def _balanced(words: list[tuple[str, float]], space: float, width: int) -> list[str]:
    lines = _wrap(words, space, width)
    widest = max((one for _, one in words), default=0)
    for narrower in range(width - _STEP, int(widest), -_STEP):
        found = _wrap(words, space, narrower)
        if len(found) > len(lines):
            break
        lines = found
    return lines


def _wrap(words: list[tuple[str, float]], space: float, width: int) -> list[str]:
    lines: list[list[str]] = []
    at = float(width)
    for word, wide in words:
        at += space + wide
        if at > width:
            lines.append([])
            at = wide
        lines[-1].append(word)
    return [" ".join(line) for line in lines]


def _pieces(word: str, measure: Measure, width: int, size: int) -> Iterator[str]:
    piece = ""
    for character in word:
        if piece and measure(piece + character, size) > width:
            yield piece
            piece = ""
        piece += character
    yield piece


