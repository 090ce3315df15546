"""Set a text in a box: as large as fits, in lines of about one length; no word is lost."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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


Measure = Callable[[str, int], float]  # how wide a text is in a size, in pixels

_STEP = 8  # pixels by which lines are made narrower while there are no more of them


@dataclass(frozen=True)
class Box:
    """Where a text is set, in pixels; ``leading`` is the height of a line by the size of its letters."""

    width: int
    height: int
    leading: float


def fit(text: str, measure: Measure, box: Box, sizes: Sequence[int]) -> tuple[int, list[str]]:
    """The first of ``sizes``, which stand largest first, in which ``text`` fits, and its lines; else the last.

    A word is broken only where it is wider than the box in the last size.
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


