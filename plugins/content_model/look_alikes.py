"""Characters that look like others, as word processors put them: spaces that are no space, curly quotes."""

import re

from plugins.content_model.unseen_characters import UNSEEN_IN_VALUE

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
ODD_SPACE = re.compile(f"[{_SPACES}]")

# What the text as a whole may be put in; the first of each pair opens.
_PAIRS = ("\u201c\u201d", "\u201e\u201c", "\u201e\u201d", "\u00ab\u00bb", "\u2018\u2019", '\u201d\u201d', '""', "''")
_NAMES = {
    "\u00a0": "spasi tak terputus", "\u202f": "spasi sempit tak terputus", "\u3000": "spasi lebar",
    "\u200b": "spasi tanpa lebar", "\u00ad": "tanda hubung lunak", "\ufeff": "tanda urutan bita",
    "\u200e": "penanda arah", "\u200f": "penanda arah",
}  # fmt: skip


def plain_characters(text: str) -> str:
    """``text`` with spaces of the keyboard, without hidden characters and without quotes around all of it."""
    plain = UNSEEN_IN_VALUE.sub("", ODD_SPACE.sub(" ", text)).strip()
    return within_quotes(plain) or plain


def within_quotes(text: str) -> str:
    """What stands between curly quotes around the whole of ``text``; empty where there are none."""
    for pair in _PAIRS:
        inside = text[1:-1]
        if len(text) > 2 and text[0] == pair[0] and text[-1] == pair[1] and not set(pair) & set(inside):
            return inside.strip()
    return ""


def name_of(character: str) -> str:
    """``"spasi tak terputus (U+00A0)"``."""
    kind = "spasi lain" if ODD_SPACE.match(character) else "karakter tersembunyi"
    return f"{_NAMES.get(character, kind)} (U+{ord(character):04X})"
