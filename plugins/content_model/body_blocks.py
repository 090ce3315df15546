"""Find indented code among the indented text of lists, quotes, notes and admonitions.

Four blanks begin code, unless an item, note, definition or admonition above takes them for its
own. Followed is Python-Markdown, in which blocks are parted by blank lines.
"""

import re

_TAB = 4
# What takes the indented blocks after it for its content.
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d+\.) +")
_CONTAINER = re.compile(r" {0,3}(?:\[\^[^\]]*\]:|: {1,3}|!!! ?[\w-])")
# Said to Markdown, not to the reader: nothing stands between what is above and below it.
_DEFINITION = re.compile(r" {0,3}\*?\[[^\]]*\]:")
_QUOTE = re.compile(r" {0,3}> ?")
_ALONE = re.compile(r" {0,3}(?:#|(?:[-_*] {0,2}){3,}$|=+ *$|-+ *$|\*?\[[^\]]*\]: *\S)")

Line = tuple[int, str]  # where it starts in the body, and its text


def find_indented_code(body: str) -> list[tuple[int, int]]:
    """Start and end of each line of indented code in ``body``, in their order."""
    lines: list[Line] = []
    at = 0
    for text in body.split("\n"):
        lines.append((at, text))
        at += len(text) + 1
    found: list[tuple[int, int]] = []
    _find(lines, found)
    return sorted(found)


def _find(lines: list[Line], found: list[tuple[int, int]]) -> None:
    taken = 0  # levels of indentation that items above take for theirs
    begins = True  # whether a block begins here
    in_list = False  # whether this block began with an item
    code = 0  # the level of the code that we are in, or 0
    at = 0
    while at < len(lines):
        start, text = lines[at]
        text = text.expandtabs(_TAB)
        level = (len(text) - len(text.lstrip(" "))) // _TAB
        if not text.strip():
            begins, code = True, 0
        elif (code and level >= code) or (begins and level > taken):
            code = code or taken + 1
            begins = False
            found.append((start, start + len(lines[at][1])))
        elif _QUOTE.match(text, min(level, taken) * _TAB) and (begins or code):
            at = _enter_quote(lines, at, min(level, taken), found)
            begins, code = True, 0
            taken = min(level, taken)
            continue
        else:
            begins = begins or bool(code)
            level = min(level, taken)
            rest = text[level * _TAB :]
            in_list = bool(_ITEM.match(rest)) if begins else in_list
            taken = _levels_after(rest, level, taken, begins, in_list)
            begins, code = bool(_ALONE.match(rest)), 0
        at += 1


def _levels_after(rest: str, level: int, taken: int, begins: bool, in_list: bool) -> int:
    """How many levels are taken once a line is read: ``rest``, after ``level`` of them."""
    item = (in_list and _ITEM.match(rest)) or _CONTAINER.match(rest)
    if not item:
        return level if begins and not _DEFINITION.match(rest) else taken
    deeper = level + 1
    while item := _ITEM.match(rest, item.end()):
        deeper += 1
    return deeper


def _enter_quote(lines: list[Line], at: int, level: int, found: list[tuple[int, int]]) -> int:
    """Find code in the quote that begins at line ``at``; the number of the line after it."""
    inner: list[Line] = []
    while at < len(lines) and lines[at][1].strip():
        start, text = lines[at]
        marker = _QUOTE.match(text, level * _TAB)
        cut = marker.end() if marker else 0
        inner.append((start + cut, text[cut:]))
        at += 1
    _find(inner, found)
    return at
