"""Characters that nobody sees in a text but that change what is shown, or deceive: the one list of them."""

import re

# But tab and line end. None comes from a keyboard, and some end a line where no editor shows one.
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
# Private use, in which we keep marks of our own, and what is no character at all.
_NO_CHARACTERS = "".join(chr(plane << 16 | end) for plane in range(15) for end in (0xFFFE, 0xFFFF))
_NO_LETTERS = f"\ue000-\uf8ff\ufdd0-\ufdef\U000f0000-\U0010ffff{_NO_CHARACTERS}"
_OVERRIDES = "\u202d\u202e"  # they turn the text around them
# Prose of other scripts may need these, and a line may want a soft hyphen; in a title or an address they can only
# make two that look alike. Joiners (U+200C, U+200D) are in emoji of several people, and stay.
_WITHOUT_WIDTH = "\u00ad\u115f\u1160\u180e\u200b\u2060-\u206f\ufeff"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e"

CONTROL = re.compile(f"[{_CONTROL}]")
"""What no file may hold."""

UNSEEN_IN_BODY = re.compile(f"[{_CONTROL}{_OVERRIDES}{_NO_LETTERS}]")
"""What no body may hold."""

UNSEEN_IN_VALUE = re.compile(f"[{_CONTROL}{_DIRECTIONS}{_NO_LETTERS}{_WITHOUT_WIDTH}]")
"""What no value of a front matter may hold: all that no body may, and more."""

# The bullets of Word's fonts Symbol and Wingdings: no characters elsewhere.
WORD_BULLET = re.compile("^[ \t]*[\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc][ \t\u00a0]*", re.MULTILINE)


def is_printable(text: str) -> bool:
    """Whether Python calls all of ``text`` printable, but its tabs and line ends: then it holds none of these.

    That is known ten times as fast as a pattern is tried.
    """
    return text.replace("\n", "").replace("\t", "").isprintable()


def find_control(text: str) -> re.Match | None:
    """The first character of the text of a file that no file may hold."""
    return None if is_printable(text) else CONTROL.search(text)


def find_in_value(value: str) -> str:
    """The first character of ``value`` that no value may hold; empty where there is none."""
    # Most values are so plain that no pattern need be tried: that costs ten times as much.
    if value.isascii() and value.isprintable():
        return ""
    found = UNSEEN_IN_VALUE.search(value)
    return found[0] if found else ""


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


