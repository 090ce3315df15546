"""Make a script smaller: without comments and white space that mean nothing. Names stay as they are written."""

import re

import rjsmin

# rjsmin takes the stroke for a division and the pattern's spaces for needless.
_PATTERN_AFTER_ARROW = re.compile(r"=>\s*/(?![/*])")


def minified(name: str, text: str) -> str:
    """``text`` of the script ``name``. Raises ValueError, with the line, for what could come to mean something else."""
    if found := _PATTERN_AFTER_ARROW.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise ValueError(f"{name}:{line}: a pattern right after => would lose its spaces; put it into a constant")
    return rjsmin.jsmin(text)
