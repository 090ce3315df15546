"""The flyer of a training: 1080 × 1350 pixels, to print on a page or to send, with a code that leads to its page."""

import io

import segno
from PIL import Image, ImageDraw

from plugins.announcements.essentials import Essentials
from plugins.announcements.layout import HEIGHT, MARGIN, WIDTH, Line, drawable, font, height_of, set_words, wrap

# theme/static/css/tokens.css, the light ones.
CLOTH, INK, QUIET, RULE = "#f5f0e6", "#261b13", "#66574a", "#8c6a49"
SOGAN, ACCENT, INDIGO = "#6b4226", "#a31c31", "#253e7a"
_COLOURS = {"title": INK, "notice": ACCENT, "label": QUIET, "row": INK}

QUIET_ZONE = 4  # modules around a code (ISO/IEC 18004, 5.3.8)
CODE_ROOM = 252
CODE_TOP = 1054
_BAND = 96  # the cloth of kawung at the top
_FINER = 4
_SEED = ((0.52, 0.48), (0.54, 0.28), (0.68, 0.1), (0.94, 0.06), (0.92, 0.32), (0.74, 0.46))


def draw_flyer(essentials: Essentials, portal: str) -> bytes:
    """The flyer as PNG, the same bytes on one platform and lock. ``portal`` is the portal's name."""
    image = Image.new("RGB", (WIDTH, HEIGHT), CLOTH)
    draw = ImageDraw.Draw(image)
    image.paste(_kawung(), (0, 0))
    for line in set_words(essentials):
        # Pillow's font has one weight: the outline makes the bold.
        draw.text((line.x, line.y), line.text, _COLOURS[line.part], font(line.size), stroke_width=_weight(line))
    draw.line(((MARGIN, CODE_TOP - 12), (WIDTH - MARGIN, CODE_TOP - 12)), RULE, 2)
    _code(draw, essentials.address)
    _foot(draw, essentials.address, portal)
    draw.rectangle((0, HEIGHT - 28, WIDTH, HEIGHT), INDIGO)
    file = io.BytesIO()
    image.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def code_of(address: str) -> segno.QRCode:
    """The code of ``address``; level M keeps it readable with 15 per cent of it lost."""
    return segno.make_qr(address, error="m", boost_error=False)


def code_place(address: str) -> tuple[int, int, int]:
    """Left and top of its first module, and the pixels of one."""
    modules = code_of(address).symbol_size(border=0)[0]
    scale = CODE_ROOM // (modules + 2 * QUIET_ZONE)
    return MARGIN + QUIET_ZONE * scale, CODE_TOP + QUIET_ZONE * scale, scale


def _weight(line: Line) -> int:
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
    # Drawn larger and made smaller, so that the seeds have smooth edges.
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
