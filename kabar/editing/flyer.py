"""Draws the flyer of a training as PNG; text is scaled so that nothing overlaps or leaves the page."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import segno
from PIL import Image, ImageDraw, ImageFont
from unidecode import unidecode

from kabar.agenda.message import Essentials

WIDTH, HEIGHT = 1080, 1350
MARGIN = 72
TOP, FOOT = 150, 1030  # limits of the text: the kawung band above, the QR code below
LABELS = 250  # width of the column of labels
_SIZES = tuple(range(100, 56, -4))  # per cent of the sizes below: the first that fits; rows stay above 20 pixels
_TITLE, _NOTICE, _ROW = 66, 40, 34
_MORE = "… (selengkapnya lewat kode di bawah)"


@dataclass(frozen=True)
class FlyerLine:
    """A line of text: its upper left corner and size in pixels, and its part of the flyer."""

    text: str
    x: int
    y: int
    size: int
    part: str

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of the line, its leading included."""
        return self.x, self.y, self.x + text_width(self.text, self.size), self.y + height_of(self.size)


def set_words(essentials: Essentials) -> tuple[FlyerLine, ...]:
    """The lines of the notice, the title and the rows, at the largest size that fits.

    Text that is too long even at the smallest size ends with a hint to the QR code.
    """
    for percent in _SIZES:
        lines = tuple(_lines(essentials, percent))
        if not lines or lines[-1].box[3] <= FOOT:
            return lines
    fitting = [line for line in lines if line.box[3] <= FOOT - height_of(lines[-1].size)]
    last = fitting[-1]
    return (*fitting, FlyerLine(drawable(_MORE), MARGIN, last.box[3], last.size, "row"))


def _lines(essentials: Essentials, percent: int) -> Iterator[FlyerLine]:
    y, room = TOP, WIDTH - 2 * MARGIN
    for text, size, part in ((essentials.notice, _NOTICE, "notice"), (essentials.title, _TITLE, "title")):
        for words in wrap(text, size * percent // 100, room) if text else ():
            yield (line := FlyerLine(words, MARGIN, y, size * percent // 100, part))
            y = line.box[3]
        y += 12 if text else 0
    y += 12
    size = _ROW * percent // 100
    for label, text in essentials.rows:
        lines = wrap(text, size, room - LABELS)
        if lines:
            yield FlyerLine(drawable(label), MARGIN, y, size, "label")
        for words in lines:
            yield (line := FlyerLine(words, MARGIN + LABELS, y, size, "row"))
            y = line.box[3]
        y += size // 4


def wrap(text: str, size: int, room: int) -> list[str]:
    """``text`` in lines of at most ``room`` pixels; longer words are split."""
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
    """``text`` in characters that the font has, so that no empty boxes are drawn: é becomes e, – becomes -."""
    return " ".join("".join(sign if _is_drawn(sign) else _spelt(sign) for sign in text).split())


def _spelt(sign: str) -> str:
    return "".join(letter for letter in unidecode(sign) if letter == " " or _is_drawn(letter))


@cache
def _is_drawn(sign: str) -> bool:
    drawn = font(40)
    return sign.isprintable() and (sign == " " or bytes(drawn.getmask(sign)) != bytes(drawn.getmask("\U0010ffff")))


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """Pillow's own font (Aileron, CC0), so that the flyer is the same on every machine."""
    loaded = ImageFont.load_default(size)
    assert isinstance(loaded, ImageFont.FreeTypeFont)  # with a size it is never a bitmap font
    return loaded


def text_width(text: str, size: int) -> int:
    """The width of ``text`` in pixels."""
    return int(font(size).getlength(text) + 0.999)


def height_of(size: int) -> int:
    """The line height in pixels."""
    return size * 5 // 4


# The light colours of theme/static/css/tokens.css.
CLOTH, INK, QUIET, RULE = "#f5f0e6", "#261b13", "#66574a", "#8c6a49"
SOGAN, ACCENT, INDIGO = "#6b4226", "#a31c31", "#253e7a"
_COLOURS = {"title": INK, "notice": ACCENT, "label": QUIET, "row": INK}

QUIET_ZONE = 4  # modules around a code (ISO/IEC 18004, 5.3.8)
CODE_ROOM = 252
CODE_TOP = 1054
_BAND = 96  # pixels: height of the kawung pattern at the top
_FINER = 4
_SEED = ((0.52, 0.48), (0.54, 0.28), (0.68, 0.1), (0.94, 0.06), (0.92, 0.32), (0.74, 0.46))


def draw_flyer(essentials: Essentials, portal: str) -> bytes:
    """The flyer as PNG, reproducible on one platform with the same packages. ``portal`` is the portal's name."""
    image = Image.new("RGB", (WIDTH, HEIGHT), CLOTH)
    draw = ImageDraw.Draw(image)
    image.paste(_kawung(), (0, 0))
    for line in set_words(essentials):
        # The font has one weight: an outline makes it bold.
        draw.text((line.x, line.y), line.text, _COLOURS[line.part], font(line.size), stroke_width=_weight(line))
    draw.line(((MARGIN, CODE_TOP - 12), (WIDTH - MARGIN, CODE_TOP - 12)), RULE, 2)
    _code(draw, essentials.address)
    _foot(draw, essentials.address, portal)
    draw.rectangle((0, HEIGHT - 28, WIDTH, HEIGHT), INDIGO)
    file = io.BytesIO()
    image.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def code_of(address: str) -> segno.QRCode:
    """The QR code of ``address``; level M tolerates a loss of 15 per cent."""
    return segno.make_qr(address, error="m", boost_error=False)


def code_place(address: str) -> tuple[int, int, int]:
    """Left and top of the first module of the QR code, and the size of a module, in pixels."""
    modules = int(code_of(address).symbol_size(border=0)[0])
    scale = CODE_ROOM // (modules + 2 * QUIET_ZONE)
    return MARGIN + QUIET_ZONE * scale, CODE_TOP + QUIET_ZONE * scale, scale


def _weight(line: FlyerLine) -> int:
    return 1 if line.part in ("title", "notice") else 0


def _code(draw: ImageDraw.ImageDraw, address: str) -> None:
    left, top, scale = code_place(address)
    matrix = code_of(address).matrix
    end = len(matrix) * scale + 2 * QUIET_ZONE * scale
    draw.rectangle((MARGIN, CODE_TOP, MARGIN + end - 1, CODE_TOP + end - 1), "#ffffff")
    for row, modules in enumerate(matrix):
        for column, dark in enumerate(modules):
            if dark:
                x, y = left + column * scale, top + row * scale
                draw.rectangle((x, y, x + scale - 1, y + scale - 1), "#000000")


def _foot(draw: ImageDraw.ImageDraw, address: str, portal: str) -> None:
    left = MARGIN + CODE_ROOM + 36
    y = CODE_TOP + 16
    parts = (("Keterangan lengkap dan terbaru:", 30, QUIET), (address, 30, INDIGO), (portal, 34, SOGAN))
    for text, size, colour in parts:
        for words in wrap(text, size, WIDTH - MARGIN - left)[:3]:
            draw.text((left, y), drawable(words), colour, font(size))
            y += height_of(size)
        y += 12


def _kawung() -> Image.Image:
    # Drawn larger and scaled down, for smooth edges.
    band, tile = Image.new("RGB", (WIDTH * _FINER, _BAND * _FINER), CLOTH), _BAND * _FINER
    draw = ImageDraw.Draw(band)
    for column in range(-(-WIDTH // _BAND)):
        for mirror_x, mirror_y in ((0, 0), (1, 0), (0, 1), (1, 1)):
            new = column == 8 and not mirror_x and not mirror_y
            points = [
                ((column + (1 - x if mirror_x else x)) * tile, (1 - y if mirror_y else y) * tile) for x, y in _SEED
            ]
            draw.polygon(points, ACCENT if new else SOGAN)
    return band.resize((WIDTH, _BAND), Image.Resampling.BOX)
