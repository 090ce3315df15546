"""How wide a text is at most, in em, whichever of the theme's fonts a reader has.

Widths are those of Liberation Sans (which has Arial's), and a tenth more, since others are wider;
a test measures them in a browser.
"""

from functools import cache

_NARROW, _SLIM, _BROAD = set("ijl.,:;'|!"), set(" \u00a0ftrI()[]-/"), set("mwMWOQ@%—")
_MARGIN = 1.12


@cache
def text_width(text: str, bold: bool = False) -> float:
    """In em."""
    width = sum(_width(letter) for letter in text) * _MARGIN
    return width * 1.08 if bold else width


def _width(letter: str) -> float:
    if letter in _NARROW:
        return 0.28
    if letter in _SLIM:
        return 0.34
    if letter in _BROAD:
        return 0.9
    # Letters of wide scripts are as wide as they are high.
    if ord(letter) > 0x2E80:
        return 1.0
    return 0.73 if letter.isupper() else 0.58
