"""Set words into the flyer: where each line stands, and how large, so that nothing overlaps or leaves the sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from PIL import ImageFont
from unidecode import unidecode

from plugins.announcements.essentials import Essentials

WIDTH, HEIGHT = 1080, 1350
MARGIN = 72
TOP, FOOT = 150, 1030  # words stand between the cloth above and the code below
LABELS = 250  # width of the column of labels
_SIZES = tuple(range(100, 56, -4))  # per cent of the sizes below, the first that fits; rows stay above 20 pixels
_TITLE, _NOTICE, _ROW = 66, 40, 34
_MORE = "… (selengkapnya lewat kode di bawah)"


@dataclass(frozen=True)
class Line:
    """A line of words: its left upper corner and size in pixels, and its part of the flyer."""

    text: str
    x: int
    y: int
    size: int
    part: str

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of the line, its leading included."""
        return self.x, self.y, self.x + text_width(self.text, self.size), self.y + height_of(self.size)


def set_words(essentials: Essentials) -> tuple[Line, ...]:
    """The lines of the notice, the title and the rows, as large as there is room for.

    What is too long even at the smallest size ends with a hint to the code.
    """
    for percent in _SIZES:
        lines = tuple(_lines(essentials, percent))
        if not lines or lines[-1].box[3] <= FOOT:
            return lines
    fitting = [line for line in lines if line.box[3] <= FOOT - height_of(lines[-1].size)]
    last = fitting[-1]
    return (*fitting, Line(drawable(_MORE), MARGIN, last.box[3], last.size, "row"))


def _lines(essentials: Essentials, percent: int) -> Iterator[Line]:
    y, room = TOP, WIDTH - 2 * MARGIN
    for text, size, part in ((essentials.notice, _NOTICE, "notice"), (essentials.title, _TITLE, "title")):
        for words in wrap(text, size * percent // 100, room) if text else ():
            yield (line := Line(words, MARGIN, y, size * percent // 100, part))
            y = line.box[3]
        y += 12 if text else 0
    y += 12
    size = _ROW * percent // 100
    for label, text in essentials.rows:
        lines = wrap(text, size, room - LABELS)
        if lines:
            yield Line(drawable(label), MARGIN, y, size, "label")
        for words in lines:
            yield (line := Line(words, MARGIN + LABELS, y, size, "row"))
            y = line.box[3]
        y += size // 4


def wrap(text: str, size: int, room: int) -> list[str]:
    """``text`` in lines of at most ``room`` pixels; a word that is longer is cut."""
    lines: list[str] = []
    for word in _cut(drawable(text).split(), size, room):
        if lines and text_width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _cut(words: Sequence[str], size: int, room: int) -> Iterator[str]:
    for word in words:
        while text_width(word, size) > room:
            at = next(at for at in range(len(word), 0, -1) if text_width(word[:at], size) <= room)
            yield word[:at]
            word = word[at:]
        yield word


def drawable(text: str) -> str:
    """``text`` in letters that the font has, so that no empty boxes are drawn: é becomes e, – becomes -."""
    return " ".join("".join(sign if _is_drawn(sign) else _spelt(sign) for sign in text).split())


def _spelt(sign: str) -> str:
    return "".join(letter for letter in unidecode(sign) if letter == " " or _is_drawn(letter))


@cache
def _is_drawn(sign: str) -> bool:
    drawn = font(40)
    return sign.isprintable() and (sign == " " or bytes(drawn.getmask(sign)) != bytes(drawn.getmask("\U0010ffff")))


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The font that Pillow brings (Aileron, CC0), so that the flyer is the same on every machine."""
    return ImageFont.load_default(size)


def text_width(text: str, size: int) -> int:
    """Pixels that ``text`` is wide."""
    return int(font(size).getlength(text) + 0.999)


def height_of(size: int) -> int:
    """Pixels from one line to the next."""
    return size * 5 // 4
