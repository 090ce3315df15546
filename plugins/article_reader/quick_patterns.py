"""Spare Markdown the search for what a text cannot hold.

Its patterns are tried on every text and block, letter by letter; most texts lack the one mark that a pattern needs.
"""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString

_BREAK = "  \n"
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
    "linebreak": _BREAK,
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
# A text without these has nothing for any of the inline patterns, those of emphasis too.
_MARKS = re.compile(rf"[`\\\[<&{{*_{STX}]")


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


class _Plain(AtomicString):
    """A text in which there is nothing to find; Markdown passes over an ``AtomicString``."""


class _SetAside(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            text = element.text
            if type(text) is str and not _MARKS.search(text) and _BREAK not in text:
                element.text = _Plain(text)


class _PutBack(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            if type(element.text) is _Plain:
                element.text = str(element.text)


def quicken(markdown: Markdown) -> Markdown:
    """Let ``markdown`` look for a mark before it tries a pattern; what it converts stays the same."""
    for name, need in _INLINE_NEEDS.items():
        inline = markdown.inlinePatterns[name]
        inline.compiled_re = _QuickPattern(inline.compiled_re, need)
    for name, need in _BLOCK_NEEDS.items():
        block = markdown.parser.blockprocessors[name]
        block.RE = _QuickPattern(block.RE, need)
    # Around Markdown's own "inline", which stands at 20.
    markdown.treeprocessors.register(_SetAside(markdown), "set-aside", 20.5)
    markdown.treeprocessors.register(_PutBack(markdown), "put-back", 19.5)
    return markdown
