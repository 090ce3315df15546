"""Stand-ins: what a template writes where only the editor knows the value, marked to be replaced."""

import re
from collections.abc import Iterator

MARK = "GANTI:"  # begins a comment above a value, or a paragraph of the body

_MARKED = re.compile(rf"^[ \t]*(?:# *)?{MARK}", re.MULTILINE)
MESSAGE = "masih contoh dari templat; ganti isi di bawah tanda ini, lalu hapus barisnya"


def find_stand_ins(text: str) -> Iterator[tuple[int, int]]:
    """Line and column, from 1, of each mark that still stands in the file ``text``."""
    if MARK not in text:
        return
    for match in _MARKED.finditer(text):
        start = match.end() - len(MARK)
        line = text.count("\n", 0, start) + 1
        yield line, start - text.rfind("\n", 0, start)
