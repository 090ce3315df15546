"""Set a text in a box: as large as fits, in lines of about one length; no word is lost."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

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
