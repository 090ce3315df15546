"""Make a script smaller: without comments and white space that mean nothing. Names stay as they are written."""

import re

import rjsmin

# What rjsmin would take spaces from that mean something, and how to write it instead.
_LOSES = (
    # It takes the stroke for a division.
    (re.compile(r"=>\s*/(?![/*])"), "a pattern right after => would lose its spaces; put it into a constant"),
    # It takes the inner one's mark for the end of the outer one.
    (re.compile(r"\$\{[^}`]*`"), "a template within a template would lose its spaces; put it into a constant"),
)


def minified(name: str, text: str) -> str:
    """``text`` of the script ``name``. Raises ValueError, with the line, for what could come to mean something else."""
    for pattern, remedy in _LOSES:
        if found := pattern.search(text):
            line = text.count("\n", 0, found.start()) + 1
            raise ValueError(f"{name}:{line}: {remedy}")
    return rjsmin.jsmin(text)
