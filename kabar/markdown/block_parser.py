"""Block parser that gives Python-Markdown the blocks that GitHub sees (``body_blocks``).

Paragraphs, tables, footnotes, definitions and admonitions stay with Python-Markdown's processors.
"""

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import ClassVar
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString

from kabar.content.markdown_source.body_blocks import (
    CODE,
    FENCE,
    HEADING,
    LIST,
    QUOTE,
    RULE,
    TABLE,
    Block,
    lines_of,
    read_blocks,
    walk,
)

# Python-Markdown's own processors of these blocks.
_REPLACED = ("indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote")
_BLANK_LINES = re.compile(r"\n(?: *\n)+")
_TASK = re.compile(r"\[([ xX])\] +(?=\S)")
_BOXES = {" ": "☐", "x": "☑", "X": "☑"}


class GithubBlocks(Extension):
    """Reads blocks, fenced code among them, as GitHub does."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's name)
        parser = _Parser(md)
        parser.blockprocessors = md.parser.blockprocessors
        for processor in parser.blockprocessors:
            processor.parser = parser
        for name in _REPLACED:
            parser.blockprocessors.deregister(name)
        md.parser = parser
        # Before raw HTML is parsed: HTML in fenced code is text.
        md.preprocessors.register(_Fences(md), "fenced_code_block", 25)


class _Parser(BlockParser):
    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802 (Markdown's name)
        lines = lines_of("\n\n".join(blocks))
        blocks.clear()
        self._add(parent, read_blocks(lines))

    def _add(self, parent: Element, blocks: Sequence[Block]) -> None:
        left: list[str] = []  # blocks for Python-Markdown's processors
        for block in blocks:
            if block.kind == TABLE:
                left.append("\n".join([_bordered(text) for _, text in block.lines]))
                continue
            add = self._ADDED.get(block.kind)
            if add is None:
                left += _BLANK_LINES.split("\n".join([text for _, text in block.lines]))
                continue
            super().parseBlocks(parent, left)
            add(self, parent, block)
        super().parseBlocks(parent, left)

    def _add_heading(self, parent: Element, block: Block) -> None:
        heading = SubElement(parent, f"h{block.level}")
        heading.text = "\n".join([text for _, text in block.lines]).strip()

    def _add_rule(self, parent: Element, block: Block) -> None:
        SubElement(parent, "hr")

    def _add_code(self, parent: Element, block: Block) -> None:
        code = SubElement(SubElement(parent, "pre"), "code")
        code.text = AtomicString(escape("".join([f"{text}\n" for _, text in block.lines]), quote=False))

    def _add_quote(self, parent: Element, block: Block) -> None:
        self._add_below(SubElement(parent, "blockquote"), block.children, "blockquote")

    def _add_list(self, parent: Element, block: Block) -> None:
        attributes = {"start": str(block.numbers[0])} if block.numbers[:1] not in ([], [1]) else {}
        element = SubElement(parent, "ol" if block.numbers else "ul", attributes)
        for item in block.items:
            self._add_below(SubElement(element, "li"), _with_box(item), "list" if block.tight else "looselist")

    def _add_below(self, parent: Element, blocks: Sequence[Block], state: str) -> None:
        self.state.set(state)
        self._add(parent, blocks)
        self.state.reset()

    _ADDED: ClassVar[dict[str, Callable[["_Parser", Element, Block], None]]] = {
        HEADING: _add_heading,
        RULE: _add_rule,
        CODE: _add_code,
        QUOTE: _add_quote,
        LIST: _add_list,
    }


def _bordered(row: str) -> str:
    """``row`` of a table with "|" at both ends: Python-Markdown requires the same in all rows."""
    row = row.strip()
    start = "" if row.startswith("|") else "| "
    end = "" if row.endswith("|") and not row.endswith("\\|") and len(row) > 1 else " |"
    return f"{start}{row}{end}"


def _with_box(item: list[Block]) -> list[Block]:
    """``item`` of a task list with a box in the place of ``[ ]`` or ``[x]``."""
    if item and item[0].lines and (task := _TASK.match(item[0].lines[0][1])):
        start, text = item[0].lines[0]
        item[0].lines = [(start, f"{_BOXES[task[1]]} {text[task.end() :]}"), *item[0].lines[1:]]
    return item


class _Fences(Preprocessor):
    """Stashes fenced code."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        pieces: list[str] = []
        at = 0
        for block in walk(read_blocks(lines_of(text))):
            if block.kind != FENCE:
                continue
            code = "".join([f"{line}\n" for _, line in block.lines])
            if len(block.fences) == 1:
                code = f"{code.rstrip()}\n"
            first = block.fences[0]
            start = first[0] + len(first[1]) - len(first[1].lstrip(" "))
            last = max([block.fences[-1], *block.lines[-1:]])
            pieces += text[at:start], self.md.htmlStash.store(f"<pre><code>{escape(code, quote=False)}</code></pre>")
            at = last[0] + len(last[1])
        return "".join([*pieces, text[at:]]).split("\n")
