"""Cut a piece out of a text whose lines may end in any way."""

import re


def cut(text: str, start: int, end: int) -> str:
    """``text`` without ``text[start:end]``, and without its line where nothing else stands on it.

    A comment behind the piece is the editor's and stays.
    """
    line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    following = next_line(text, end)
    if text[line_start:start].strip() or text[end:following].strip():
        return text[:start] + text[end:following].lstrip(" ") + text[following:]
    return text[:line_start] + text[following:]


def next_line(text: str, at: int) -> int:
    """Where the line after the one of ``at`` begins."""
    return re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?").match(text, at).end()
