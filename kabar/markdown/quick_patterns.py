"""Fast path of Python-Markdown: skips patterns and processors whose marker a text does not contain.

Python-Markdown tries each of them on every text, block and tree. The result stays the same.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import ETX, STX, AtomicString, Registry

_BREAK = "  \n"
# The marker that a text must contain for the pattern of this name to match; of several, any one.
_INLINE_NEEDS: dict[str, str | tuple[str, ...]] = {
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
# The marker that a block must contain for the processor of this name to accept it.
_BLOCK_NEEDS = {
    "markdown_block": STX,
    "table": "|",
    "deflist": ":",
    "footnote": "[^",
    "abbr": "*[",
    "reference": "]:",
}
# Whether the processor of this name has anything to do for a source.
_LINE_NEEDS: dict[str, Callable[[str], bool]] = {
    "normalize_whitespace": lambda text: any(marker in text for marker in (STX, ETX, "\r", "\t", "\n ")),
    "fenced_code_block": lambda text: "```" in text or "~~~" in text,
    "html_block": lambda text: "<" in text or "&" in text,
}
_TREE_NEEDS: dict[str, Callable[[str], bool]] = {
    # No attribute list begins after a parenthesis; "{filename}" does.
    "attr_list": lambda text: not all(before.endswith("(") for before in text.split("{")[:-1]),
    "unescape": lambda text: "\\" in text,
}
# A line that does not begin with a letter or digit may begin another kind of block.
_ODD_LINE = re.compile(r"\n(?:[\W_]|$)")


_T = TypeVar("_T")


def _names_and_priorities(registry: Registry[_T]) -> list[tuple[str, float]]:
    """The names and priorities in ``registry``, of which its public interface returns only the items."""
    return [(item.name, item.priority) for item in registry._priority]  # type: ignore[attr-defined]


class _Source(Preprocessor):
    """Remembers the source for the conditional processors."""

    text = ""

    def run(self, lines: list[str]) -> list[str]:
        self.text = "\n".join(lines)
        return lines


class _ConditionalPreprocessor(Preprocessor):
    """Runs ``processor`` only if the source fulfils ``needs``, else adds ``ending`` to the lines."""

    def __init__(self, processor: Preprocessor, source: _Source, needs: Callable[[str], bool], ending: tuple[str, ...]):
        super().__init__(processor.md)
        self._processor = processor
        self._source = source
        self._needs = needs
        self._ending = ending

    def run(self, lines: list[str]) -> list[str]:
        return self._processor.run(lines) if self._needs(self._source.text) else [*lines, *self._ending]


class _ConditionalTreeprocessor(Treeprocessor):
    """Runs ``processor`` only if the source fulfils ``needs``."""

    def __init__(self, processor: Treeprocessor, source: _Source, needs: Callable[[str], bool]):
        super().__init__(processor.md)
        self._processor = processor
        self._source = source
        self._needs = needs

    def __getattr__(self, name: str) -> object:  # Python-Markdown reads ``RE`` of "unescape"
        return getattr(self._processor, name)

    def run(self, root: Element) -> Element | None:
        return self._processor.run(root) if self._needs(self._source.text) else None


class _PlainParagraph(ParagraphProcessor):
    """Accepts blocks that can only be paragraphs, before any other processor."""

    def test(self, parent: Element, block: str) -> bool:
        return block[:1].isalpha() and ("\n" not in block or not ("|" in block or _ODD_LINE.search(block)))


class _QuickInline(InlineProcessor):
    """Markdown's inline processor, which skips patterns whose marker a text does not contain."""

    def __init__(self, markdown: Markdown):
        super().__init__(markdown)
        # A list is indexed faster than a registry.
        self._patterns = list(markdown.inlinePatterns)
        self._needs = [_INLINE_NEEDS.get(name, "") for name, _ in _names_and_priorities(markdown.inlinePatterns)]

    # Overrides a private method of Markdown's class.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        at, start = patternIndex, 0
        while at < len(self._needs):
            matched = False
            need = self._needs[at]
            if need in data if isinstance(need, str) else any(marker in data for marker in need):
                data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]  # private
                    self._patterns[at], data, at, start
                )
            if not matched:
                at, start = at + 1, 0
        return data


class _Plain(AtomicString):
    """A text without markers; Markdown skips an ``AtomicString``."""


class _SetAside(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            text = element.text
            if type(text) is str and not _has_marker(text):
                element.text = _Plain(text)


class _PutBack(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            if type(element.text) is _Plain:
                element.text = str(element.text)


def _has_marker(text: str) -> bool:
    """Whether ``text`` contains a marker of any inline pattern, emphasis included."""
    # One after the other: searching for one character is much faster than for one of many.
    return (
        "*" in text or "[" in text or "_" in text or "<" in text or "&" in text or "`" in text or "\\" in text
        or "{" in text or "@" in text or "~" in text or "://" in text or "www." in text or STX in text or _BREAK in text
    )  # fmt: skip


def quicken(markdown: Markdown) -> Markdown:
    """Make ``markdown`` search for markers before it tries patterns; the output stays the same.

    No pattern and no processor may be registered afterwards.
    """
    markdown.is_block_level = lru_cache(256)(markdown.is_block_level)  # type: ignore[method-assign]  # of one instance
    for name, need in _BLOCK_NEEDS.items():
        block = markdown.parser.blockprocessors[name]
        block.test = _needing(need, block.test)  # type: ignore[method-assign,assignment]  # of one instance
    markdown.parser.blockprocessors.register(_PlainParagraph(markdown.parser), "plain-paragraph", 1000)
    # A list is iterated faster than a registry.
    markdown.parser.blockprocessors = list(markdown.parser.blockprocessors)  # type: ignore[assignment]
    source = _Source(markdown)
    lines, trees = markdown.preprocessors, markdown.treeprocessors
    for name, priority in _names_and_priorities(lines):
        if needs := _LINE_NEEDS.get(name):
            ending = _ENDINGS.get(name, ())
            lines.register(_ConditionalPreprocessor(lines[name], source, needs, ending), name, priority)
    for name, priority in _names_and_priorities(trees):
        if needs := _TREE_NEEDS.get(name):
            trees.register(_ConditionalTreeprocessor(trees[name], source, needs), name, priority)
    markdown.preprocessors.register(source, "source", 1000)
    # Around Markdown's own "inline", which has priority 20.
    markdown.treeprocessors.register(_SetAside(markdown), "set-aside", 20.5)
    markdown.treeprocessors.register(_QuickInline(markdown), "inline", 20)
    markdown.treeprocessors.register(_PutBack(markdown), "put-back", 19.5)
    return markdown


def _needing(need: str, test: Callable[[Element, str], bool]) -> Callable[[Element, str], bool]:
    return lambda parent, block: need in block and test(parent, block)


# Lines that a skipped preprocessor would still have added.
_ENDINGS = {"normalize_whitespace": ("", "")}
