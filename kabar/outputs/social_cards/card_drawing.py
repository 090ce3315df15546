"""Draws social cards: texts of an article beside the kawung cloth of the portal's own picture."""

import hashlib
import io
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import PIL
from PIL import Image, ImageColor, ImageDraw, features

from kabar.content.library import Library
from kabar.outputs.renditions.made_files import FileStore, MadeFile
from kabar.outputs.social_cards.card import SIZE, SocialCard, card_name, card_of, has_card, known_headline
from kabar.outputs.social_cards.card_text import BOLD, REGULAR, TextBox, can_write, composed, fit, font, width_of

# Those of the light scheme (theme/static/css/tokens.css). A card with ``colours`` of its own has those in their places.
CLOTH, INK, QUIET, SOGAN, ACCENT = "#f5f0e6", "#261b13", "#66574a", "#6b4226", "#a31c31"

# Layout in pixels from the left and from the top.
_LEFT, _RIGHT = 72, 848
_BAR = (_LEFT, 62, _LEFT + 72, 68)
_BADGES, _BADGE_HEIGHT, _BADGE_SIZE, _BADGE_MARGIN = 30, 44, 28, 16  # instead of the bar
_HEAD, _HEAD_SIZE, _GAP = 114, 34, 20  # the baseline of the first line
_TITLE, _PORTAL = 142, 530  # the top edges of two boxes
_TITLE_HEIGHT, _LEADING = 346, 1.16
_PORTAL_BOX = TextBox(_RIGHT - _LEFT, 48, _LEADING)
_FACTS_END, _FACTS_BOX, _ABOVE_FACTS = 518, TextBox(_RIGHT - _LEFT, 104, 1.25), 16
_TITLE_SIZES = (80, 74, 68, 62, 57, 52, 48, 44, 40, 37, 34, 31, 28)
_PORTAL_SIZES = (34, 30, 26, 22, 18, 15)
_FACT_SIZES = (34, 32, 30, 28, 26, 24, 22, 20)

# Three columns of the portal's picture, with the red seed, are moved to the right edge.
_COLUMNS, _COLUMNS_AT = (800, 0, 1100, 600), (900, 0)

# Palette: first the colours of the cloth, then the shades between it and each ink.
_INKS = (INK, QUIET, SOGAN, ACCENT)
_COLOURS_OF_CLOTH, _SHADES = 24, 8


def draw_card(card: SocialCard, cloth: bytes) -> bytes:
    """The PNG of ``card``; ``cloth`` is the file of the portal's own picture (theme/static/img/og.png).

    It is that picture itself where the font lacks a character. Raises OSError if ``cloth`` is not a picture.
    """
    if not is_written(card):
        return _save(_numbered(_opened(cloth)))
    image = _ground(cloth, card.colours or (CLOTH, *_INKS)).copy()
    title, section, date, portal = (composed(text) for text in (card.title, card.section, card.date, card.portal))
    if card.badges:
        _draw_badges(image, [composed(badge) for badge in card.badges], card.is_off)
    else:
        image.paste(_number(ACCENT, _SHADES), _BAR)
    _write(image, section, ACCENT, BOLD, _HEAD_SIZE, (_LEFT, _HEAD))
    after = _LEFT + round(width_of(section, BOLD, _HEAD_SIZE)) + _GAP
    _write(image, date, QUIET, REGULAR, _HEAD_SIZE, (after, _HEAD))
    if card.is_off:
        end = after + round(width_of(date, REGULAR, _HEAD_SIZE))
        image.paste(_number(ACCENT, _SHADES), (after, _HEAD - 12, end, _HEAD - 9))
    height = _TITLE_HEIGHT
    if card.facts:
        height = _write_facts(image, [composed(fact) for fact in card.facts]) - _ABOVE_FACTS - _TITLE
    _set(image, title, INK, _TITLE, TextBox(_RIGHT - _LEFT, height, _LEADING), _TITLE_SIZES)
    _set(image, portal, SOGAN, _PORTAL, _PORTAL_BOX, _PORTAL_SIZES)
    return _save(image)


def draw_cards(cloth: bytes, cards: Sequence[SocialCard]) -> list[bytes]:
    """The PNG of each of ``cards`` (``draw_card``)."""
    return [draw_card(card, cloth) for card in cards]


def is_written(card: SocialCard) -> bool:
    """Whether the font has all characters of its texts; it lacks other scripts and emoji."""
    return all(can_write(composed(text)) for text in card.words)


@lru_cache(maxsize=1)
def code() -> str:
    """A digest of what else the bytes of a card depend on: our code and the libraries."""
    sources = (path.read_text("utf-8") for path in sorted(Path(__file__).parent.glob("*.py")))
    described = repr((*sources, PIL.__version__, features.version("freetype2")))
    # A digest, since it is hashed again for each card.
    return hashlib.sha256(described.encode()).hexdigest()


def _draw_badges(image: Image.Image, badges: list[str], is_off: bool) -> None:
    left, colour = _LEFT, ACCENT if is_off else SOGAN
    for badge in badges:
        right = left + round(width_of(badge, BOLD, _BADGE_SIZE)) + 2 * _BADGE_MARGIN
        image.paste(_number(colour, _SHADES), (left, _BADGES, right, _BADGES + _BADGE_HEIGHT))
        foot = (left + _BADGE_MARGIN, _BADGES + _BADGE_HEIGHT - 13)
        _write(image, badge, colour, BOLD, _BADGE_SIZE, foot, is_reversed=True)
        left = right + _GAP


def _write_facts(image: Image.Image, facts: list[str]) -> int:
    """Write each fact on lines of its own, the first in bold, ending above the portal's name; returns the top edge."""
    weighted, leading = list(zip(facts, (BOLD, *[REGULAR] * (len(facts) - 1)), strict=True)), _FACTS_BOX.leading
    for size in _FACT_SIZES:
        lines = [(line, weight) for fact, weight in weighted for line in _lines_of(fact, weight, size)]
        if len(lines) * size * leading <= _FACTS_BOX.height:
            break
    else:
        most = int(_FACTS_BOX.height / (size * leading)) // len(facts)
        lines = [(line, weight) for fact, weight in weighted for line in _first_lines(fact, weight, size, most)]
    top = _FACTS_END - round(len(lines) * size * leading)
    for number, (line, weight) in enumerate(lines, 1):
        foot = top + round(number * size * leading) - size // 4
        _write(image, line, INK if weight == BOLD else QUIET, weight, size, (_LEFT, foot))
    return top


def _lines_of(text: str, weight: str, size: int) -> list[str]:
    return fit(text, lambda part, size: width_of(part, weight, size), _FACTS_BOX, (size,))[1]


def _first_lines(text: str, weight: str, size: int, most: int) -> list[str]:
    """The lines of ``text``, shortened with an ellipsis where it needs more than ``most``."""
    lines = _lines_of(text, weight, size)
    if len(lines) <= most:
        return lines

    def lines_of_first(letters: int) -> list[str]:
        return _lines_of(text[:letters].rstrip() + "…", weight, size)

    after = bisect(range(len(text)), most, key=lambda letters: len(lines_of_first(letters)))
    return lines_of_first(after - 1)


def _set(image: Image.Image, text: str, ink: str, top: int, box: TextBox, sizes: tuple[int, ...]) -> None:
    size, lines = fit(text, lambda part, size: width_of(part, BOLD, size), box, sizes)
    for number, line in enumerate(lines):
        _write(image, line, ink, BOLD, size, (_LEFT, top + size + round(number * size * box.leading)))


def _write(
    image: Image.Image, line: str, ink: str, weight: str, size: int, foot: tuple[int, int], is_reversed: bool = False
) -> None:
    """Write ``line`` with its baseline starting at ``foot``, in ``ink`` on cloth, or reversed."""
    letters = font(weight, size)
    left, top, right, bottom = map(int, letters.getbbox(line, anchor="ls"))
    mask = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(mask).text((-left, -top), line, 255, letters, "ls")
    levels = [(value * _SHADES + 127) // 255 for value in range(256)]
    shades = mask.point([_number(ink, _SHADES - level if is_reversed else level) for level in levels])
    image.paste(shades, (foot[0] + left, foot[1] + top), mask.point([0] + [255] * 255))


def _number(ink: str, shade: int) -> int:
    """The palette index of the colour ``shade`` of ``_SHADES`` steps from the cloth to ``ink``."""
    return _COLOURS_OF_CLOTH + _INKS.index(ink) * (_SHADES + 1) + shade


@lru_cache(maxsize=1)
def _ground(cloth: bytes, inks: tuple[str, ...]) -> Image.Image:
    image = _opened(cloth)
    columns = image.crop(_COLUMNS)
    image.paste(inks[0], (0, 0, SIZE[0], _COLUMNS[3]))
    image.paste(columns, _COLUMNS_AT)
    numbered = _numbered(image)
    colours = (numbered.getpalette() or [])[: _COLOURS_OF_CLOTH * 3]
    colours += [0] * (_COLOURS_OF_CLOTH * 3 - len(colours))
    light = ImageColor.getrgb(inks[0])
    for ink in map(ImageColor.getrgb, inks[1:]):
        for shade in range(_SHADES + 1):
            colours += [round(a + (b - a) * shade / _SHADES) for a, b in zip(light, ink, strict=True)]
    numbered.putpalette(colours)
    return numbered


def _numbered(image: Image.Image) -> Image.Image:
    return image.quantize(_COLOURS_OF_CLOTH, dither=Image.Dither.NONE)


def _opened(cloth: bytes) -> Image.Image:
    with Image.open(io.BytesIO(cloth)) as opened:
        return opened.convert("RGB")


def _save(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "PNG", compress_level=6)
    return written.getvalue()


def plan_cards(
    library: Library, cloth: bytes, store: FileStore
) -> Iterator[tuple[str, MadeFile, Callable[[], dict[str, Any]]]]:
    """Each card as (output file, how it is made, its inputs); removes other cards from ``store``.

    ``cloth`` is the file of the portal's own picture.
    """
    ground = hashlib.sha256(cloth).hexdigest()
    headline = cache(partial(known_headline, library))  # many stories use the same measure
    cards = {card_name(one): card_of(one, library, headline) for one in library.articles.values() if has_card(one)}
    store.prune((card, ground, code()) for card in cards.values())
    source = partial(bytes, cloth)
    for name, card in cards.items():
        inputs = card, ground, code()
        yield name, MadeFile(inputs, draw_cards, source, card), partial(dict, kartu=inputs)


