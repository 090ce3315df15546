"""Spare Markdown the search for what a text cannot hold.

Its patterns are tried on every text and block, letter by letter; most texts lack the one mark that a pattern needs.
"""

import re
from collections.abc import Iterable

from markdown import Markdown

# What must stand in a text for the pattern of this name to match in it.
_INLINE_NEEDS = {
    "backtick": "`",
    "escape": "\\",
    "footnote": "[^",
    "reference": "[",
    "link": "[",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "braces": "{",
    "entity": "&",
}
_BLOCK_NEEDS = {
    "admonition": "!!!",
    "hashheader": "#",
    "deflist": ":",
    "quote": ">",
    "footnote": "[^",
    "abbr": "*[",
    "reference": "]:",
}


class _QuickPattern:
    """``pattern``, which is only tried on a text that holds ``need``."""

    def __init__(self, pattern: re.Pattern, need: str):
        self._pattern = pattern
        self._need = need

    def __getattr__(self, name: str):
        return getattr(self._pattern, name)

    def search(self, text: str, *places: int) -> re.Match | None:
        return self._pattern.search(text, *places) if self._need in text else None

    def finditer(self, text: str, *places: int) -> Iterable[re.Match]:
        return self._pattern.finditer(text, *places) if self._need in text else ()


def quicken(markdown: Markdown) -> Markdown:
    """Let ``markdown`` look for a mark before it tries a pattern; what it converts stays the same."""
    for name, need in _INLINE_NEEDS.items():
        inline = markdown.inlinePatterns[name]
        inline.compiled_re = _QuickPattern(inline.compiled_re, need)
    for name, need in _BLOCK_NEEDS.items():
        block = markdown.parser.blockprocessors[name]
        block.RE = _QuickPattern(block.RE, need)
    return markdown
