"""Source lines of problems."""

import unicodedata
from functools import lru_cache
from pathlib import Path

WIDEST = 100  # characters shown of a line; of a longer one those around the column
_CUT = "…"
_TEXTS = (".md", ".yaml", ".txt")


class SourceLines:
    """Reads lines of the files below ``root``; unreadable files and other types of files have none."""

    def __init__(self, root: Path):
        self._lines_of = lru_cache(maxsize=8)(lambda path: _lines_of(root / path))

    def line(self, path: str, number: int) -> str:
        """Line ``number``, from 1, of the file ``path``; "" if it does not exist."""
        lines = self._lines_of(path)
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def find(self, path: str, place: tuple[int, int], text: str, end: int) -> tuple[int, int]:
        """The line and column of ``text`` in the value that begins at ``place``, before the line ``end``.

        The value may have several lines. Returns ``place`` if the text is not found.
        """
        first = text.split()[:1] if len(text) > WIDEST else text.split()
        wanted = " ".join(first).casefold()
        number, column = place
        while wanted and number < end:
            line = self.line(path, number)
            at = line.casefold().find(wanted, column - 1)
            if at >= 0:
                return number, at + 1
            number, column = number + 1, 1
            if self.line(path, number)[:1].strip():  # the next key
                break
        return place


def with_caret(line: str, column: int) -> tuple[str, str]:
    """``line`` as shown, and a second line with ``^`` under its ``column`` (from 1).

    A wide character takes two columns, a combining one none.
    """
    at = min(max(column - 1, 0), len(line))
    start = max(0, at - WIDEST // 2) if len(line) > WIDEST else 0
    shown = line[start : start + WIDEST]
    before = f"{_CUT if start else ''}{line[start:at]}"
    end = _CUT if start + WIDEST < len(line) else ""
    return f"{_CUT if start else ''}{_visible(shown)}{end}", "".join(map(_blank, before)) + "^"


def _blank(character: str) -> str:
    if character == "\t":
        return character
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return ""
    return "  " if unicodedata.east_asian_width(character) in "WF" else " "


def _visible(text: str) -> str:
    # A terminal would interpret control characters.
    return "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") and c != "\t" else c for c in text)


def _lines_of(path: Path) -> list[str]:
    if path.suffix.casefold() not in _TEXTS:
        return []
    try:
        data = path.read_bytes()
    except OSError:
        return []
    text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
