"""Spare Markdown the search for what a text cannot hold.

Its patterns and processors are tried on every text, block and tree, letter by letter; most lack the one mark that each
of them needs. What is converted stays the same.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import ETX, STX, AtomicString, Processor

_BREAK = "  \n"
# What must stand in a text for the pattern of this name to match in it; of several marks, one.
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
    "backslash-break": "\\\n",
    "autolink": "<",
    "automail": "<",
    "linebreak": _BREAK,
    "html": "<",
    "braces": "{",
    "entity": "&",
    "magic-link": ("://", "www."),
    "magic-mail": "@",
    "tildes": "~~~",
    "delimiter": ("*", "_", "~"),
}
# What must stand in a block for the processor of this name to take it.
_BLOCK_NEEDS = {
    "markdown_block": STX,
    "table": "|",
    "deflist": ":",
    "footnote": "[^",
    "abbr": "*[",
    "reference": "]:",
}
# Whether a source holds anything for the processor of this name.
_SOURCE_NEEDS = {
    "normalize_whitespace": lambda text: any(mark in text for mark in (STX, ETX, "\r", "\t", "\n ")),
    "fenced_code_block": lambda text: "```" in text or "~~~" in text,
    "html_block": lambda text: "<" in text or "&" in text,
    # No attribute list begins after a parenthesis, where "{filename}" stands.
    "attr_list": lambda text: not all(before.endswith("(") for before in text.split("{")[:-1]),
    "unescape": lambda text: "\\" in text,
}
# A line that begins with no letter or figure may begin another kind of block.
_ODD_LINE = re.compile(r"\n(?:[\W_]|$)")


class _Source(Preprocessor):
    """Keeps the source for those that ask what is in it."""

    text = ""

    def run(self, lines: list[str]) -> list[str]:
        self.text = "\n".join(lines)
        return lines


class _Needing:
    """``processor``, which only runs where the source holds what it ``needs``; ``otherwise`` is what it gives else."""

    def __init__(self, processor: Processor, source: _Source, needs: Callable[[str], bool], otherwise: Callable):
        self._processor = processor
        self._source = source
        self._needs = needs
        self._otherwise = otherwise

    def __getattr__(self, name: str):
        return getattr(self._processor, name)

    def run(self, given: list[str] | Element) -> list[str] | Element | None:
        return self._processor.run(given) if self._needs(self._source.text) else self._otherwise(given)


class _PlainParagraph(ParagraphProcessor):
    """Takes what can only be a paragraph, before anybody else looks at it."""

    def test(self, parent: Element, block: str) -> bool:
        return block[:1].isalpha() and ("\n" not in block or not ("|" in block or _ODD_LINE.search(block)))


class _QuickInline(InlineProcessor):
    """Markdown's own, but that it passes over patterns whose mark is not there."""

    def __init__(self, markdown: Markdown):
        super().__init__(markdown)
        # Nobody adds patterns any more: a list is indexed faster than a registry.
        self.inlinePatterns = list(markdown.inlinePatterns)
        self._needs = [_INLINE_NEEDS.get(name, "") for name, _ in markdown.inlinePatterns._priority]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 (its names)
        if isinstance(data, AtomicString):
            return data
        at, start = patternIndex, 0
        while at < len(self._needs):
            matched = False
            need = self._needs[at]
            if need in data if type(need) is str else any(mark in data for mark in need):
                data, matched, start = self._InlineProcessor__applyPattern(self.inlinePatterns[at], data, at, start)
            if not matched:
                at, start = at + 1, 0
        return data


class _Plain(AtomicString):
    """A text in which there is nothing to find; Markdown passes over an ``AtomicString``."""


class _SetAside(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            text = element.text
            if type(text) is str and not _is_marked(text):
                element.text = _Plain(text)


class _PutBack(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            if type(element.text) is _Plain:
                element.text = str(element.text)


def _is_marked(text: str) -> bool:
    """Whether ``text`` has something for any of the inline patterns, those of emphasis too."""
    # One after the other: a single letter is found much faster than one of many.
    return (
        "*" in text or "[" in text or "_" in text or "<" in text or "&" in text or "`" in text or "\\" in text
        or "{" in text or "@" in text or "~" in text or "://" in text or "www." in text or STX in text or _BREAK in text
    )  # fmt: skip


def quicken(markdown: Markdown) -> Markdown:
    """Let ``markdown`` look for a mark before it tries anything; what it converts stays the same.

    No pattern and no processor may be registered afterwards.
    """
    markdown.is_block_level = lru_cache(256)(markdown.is_block_level)
    for name, need in _BLOCK_NEEDS.items():
        block = markdown.parser.blockprocessors[name]
        block.test = _needing(need, block.test)
    markdown.parser.blockprocessors.register(_PlainParagraph(markdown.parser), "plain-paragraph", 1000)
    markdown.parser.blockprocessors = list(markdown.parser.blockprocessors)
    source = _Source(markdown)
    for registry in (markdown.preprocessors, markdown.treeprocessors):
        for name, priority in list(registry._priority):
            if needs := _SOURCE_NEEDS.get(name):
                otherwise = _OTHERWISE.get(name, _as_given)
                registry.register(_Needing(registry[name], source, needs, otherwise), name, priority)
    markdown.preprocessors.register(source, "source", 1000)
    # Around Markdown's own "inline", which stands at 20.
    markdown.treeprocessors.register(_SetAside(markdown), "set-aside", 20.5)
    markdown.treeprocessors.register(_QuickInline(markdown), "inline", 20)
    markdown.treeprocessors.register(_PutBack(markdown), "put-back", 19.5)
    return markdown


def _needing(need: str, test: Callable[[Element, str], bool]) -> Callable[[Element, str], bool]:
    return lambda parent, block: need in block and test(parent, block)


def _as_given(given: list[str] | Element) -> list[str] | Element:
    return given


def _with_end(lines: list[str]) -> list[str]:
    # Blank lines at the end, as Markdown itself adds them.
    return [*lines, "", ""]


_OTHERWISE = {"normalize_whitespace": _with_end}


