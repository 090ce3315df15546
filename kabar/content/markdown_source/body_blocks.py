"""Block parser for GitHub Flavored Markdown: lists, quotes, code, headings, tables, paragraphs.

The only block parser: the converter builds its tree from its result, and the checks find code with it. Source:
github.github.com/gfm. As in Python-Markdown, three more kinds of blocks include lines below them that are indented by
four spaces: footnotes (``[^1]:``), definitions (``: …``) and admonitions (``!!! catatan``).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

TAB = 4

TEXT = "text"  # a paragraph
OWN = "own"  # a footnote, definition or admonition, with its blank and indented lines
RAW = "raw"  # a placeholder of the converter for HTML or code
TABLE = "table"
HEADING = "heading"
RULE = "rule"
FENCE = "fence"
CODE = "code"
QUOTE = "quote"
LIST = "list"

Line = tuple[int, str]  # offset in the body, and text without the markers of enclosing blocks

_SPECIAL = frozenset(" \t#>-*+_=~`|:![\x020123456789")
_BEGINNING = frozenset("-+*0123456789>#_`~[!\x02")  # first characters of blocks that can interrupt a paragraph
_ITEM = re.compile(r"(?P<indent> {0,3})(?P<marker>[-+*]|(?P<number>\d{1,9})[.)])(?:(?P<gap> +)(?=\S)|(?P<empty> *$))")
_RULE = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
_HEADING = re.compile(r" {0,3}(?P<markers>#{1,6})(?:(?= )|$)(?P<text>.*?)(?: +#*)?$")
_UNDERLINE = re.compile(r" {0,3}(?:(?P<first>=+)|-+) *$")
_FENCE = re.compile(r"(?P<indent> {0,3})(?P<markers>(?P<marker>[`~])(?P=marker){2,})(?P<info>[^\n]*)$")
_QUOTE = re.compile(r" {0,3}> ?")
_DELIMITERS = re.compile(r" {0,3}\|?(?: *:?-+:? *\|)* *(?::?-+:? *)?$")
_PIPE = re.compile(r"\\.|(\|)")
_NOTE = re.compile(r" {0,3}\[\^[^\]\n]*\]:")
_ADMONITION = re.compile(r' {0,3}!!! ?[\w-]+(?: +"[^\n]*?")? *$')
_DEFINITION = re.compile(r" {0,3}: {1,3}(?=\S)")
_PLACEHOLDER = re.compile(r"\s*\x02wzxhzdk:\d+\x03\s*$")
_MARKERS = re.compile(r"(?: *(?:>|(?:[-+*]|\d{1,9}[.)])(?= )))* *")


class _Lazy(str):
    """A lazy continuation line of a paragraph in a quote or item; it cannot make a heading or a table."""


@dataclass(slots=True)
class Block:
    """A block of ``kind`` with its ``lines`` (of code: without indentation and fences).

    A quote has ``children`` and no lines. A list has ``items`` (the blocks of each), ``starts`` (the first line of
    each, with its marker) and ``numbers`` as typed (none for bullets), and is ``tight`` if its items are not
    paragraphs. ``level`` is the level of a heading, from 1. ``fences`` are the fence lines of code, only one if it is
    not closed; ``info`` is the info string.
    """

    kind: str
    lines: Sequence[Line] = ()
    children: "Sequence[Block]" = ()
    items: "Sequence[list[Block]]" = ()
    starts: Sequence[Line] = ()
    numbers: Sequence[int] = ()
    tight: bool = True
    level: int = 0
    fences: Sequence[Line] = ()
    info: str = ""

    def first(self) -> int:
        """The offset of the block in the body."""
        if self.kind == QUOTE:
            return self.children[0].first() if self.children else 0
        return (self.fences or self.starts or self.lines)[0][0]

    def last(self) -> int:
        """The offset of its last line in the body."""
        inner = [block.last() for block in (*self.children[-1:], *(self.items[-1][-1:] if self.items else ()))]
        return max([*inner, *(lines[-1][0] for lines in (self.lines, self.fences, self.starts) if lines)], default=0)


def lines_of(text: str, start: int = 0) -> list[Line]:
    """The lines of ``text``; the first has the offset ``start``."""
    lines = text.split("\n")
    starts = accumulate([len(line) + 1 for line in lines[:-1]], initial=start)
    return list(zip(starts, lines, strict=True))


def find_code(body: str) -> list[tuple[int, int]]:
    """Start and end of each line of code in ``body``, including fences, in order."""
    return [(at, at + len(text)) for at, text in _code_lines(read_blocks(lines_of(body)))]


def walk(blocks: Sequence[Block]) -> Iterator[Block]:
    """``blocks`` and all nested blocks, in the order of the text."""
    for block in blocks:
        yield block
        yield from walk(block.children)
        for item in block.items:
            yield from walk(item)
        if block.kind == OWN:
            yield from walk(read_blocks(content_of_own(block.lines)))


def content_of_own(lines: Sequence[Line]) -> list[Line]:
    """The lines of a footnote, definition or admonition after the first, without their indentation."""
    return [_cut(line, TAB) if line[1].startswith((" ", "\t")) else line for line in lines[1:]]


def _code_lines(blocks: Sequence[Block]) -> Iterator[Line]:
    for block in walk(blocks):
        if block.kind in (CODE, FENCE):
            yield from sorted([*block.fences, *block.lines])


def read_blocks(lines: Sequence[Line]) -> list[Block]:
    """Parse ``lines`` into blocks, with nested blocks."""
    blocks: list[Block] = []
    text: list[Line] = []  # lines of the current paragraph
    at = 0
    while at < len(lines):
        line = lines[at][1]
        if line and line[0] not in _SPECIAL:
            text.append(lines[at])
            at += 1
            continue
        if not line or line.isspace():
            if text:
                blocks.append(Block(TEXT, text))
                text = []
            at += 1
            continue
        line = line.expandtabs(TAB) if "\t" in line else line
        if line.startswith("    "):
            if text:
                text.append(lines[at])
                at += 1
            else:
                at = _read_indented(lines, at, blocks)
            continue
        at = _read_block(lines, at, line, text, blocks)
    _close(text, blocks)
    return blocks


def _close(text: list[Line], blocks: list[Block]) -> None:
    if text:
        blocks.append(Block(TEXT, text[:]))
        text.clear()


def _read_block(lines: Sequence[Line], at: int, line: str, text: list[Line], blocks: list[Block]) -> int:
    """Parse the block that ``line``, number ``at``, starts or continues; returns the number of the line after it."""
    marker = line.lstrip(" ")[0]
    goes_on = bool(text) and not isinstance(lines[at][1], _Lazy)
    if goes_on and marker in "=-" and (under := _UNDERLINE.match(line)) and not _is_row(text[-1][1], line):
        blocks.append(Block(HEADING, text[:], level=1 if under["first"] else 2))
        text.clear()
        return at + 1
    if goes_on and marker in "|:-" and _is_row(text[-1][1], line):
        header = text.pop()
        _close(text, blocks)
        return _read_table(lines, at, header, blocks)
    if marker in "*-_" and _RULE.match(line):
        _close(text, blocks)
        blocks.append(Block(RULE, [lines[at]]))
        return at + 1
    if marker == "#" and (heading := _HEADING.match(line)):
        _close(text, blocks)
        start = lines[at][0] + len(lines[at][1]) - len(lines[at][1].lstrip(" \t#"))
        blocks.append(Block(HEADING, [(start, heading["text"].strip())], level=len(heading["markers"])))
        return at + 1
    if marker in "`~" and (fence := _fence_of(line)):
        _close(text, blocks)
        return _read_fence(lines, at, fence, blocks)
    if marker == ">":
        _close(text, blocks)
        return _read_quote(lines, at, blocks)
    if marker in "-+*0123456789" and (item := _ITEM.match(line)) and (not text or _interrupts(item)):
        _close(text, blocks)
        return _read_list(lines, at, item, blocks)
    if marker in "[!:" and (taken := _own_of(line, text, blocks)):
        if taken is not _DEFINITION:
            _close(text, blocks)
        return _read_own(lines, at, text, taken is not _ADMONITION, blocks)
    if marker == "\x02" and _PLACEHOLDER.match(line):
        _close(text, blocks)
        blocks.append(Block(RAW, [lines[at]]))
        return at + 1
    text.append(lines[at])
    return at + 1


def _interrupts(item: re.Match[str]) -> bool:
    """Whether ``item`` can interrupt a paragraph; a number must be 1, so that "1986." cannot."""
    return item["empty"] is None and int(item["number"] or 1) == 1


def begins_block(line: str) -> bool:
    """Whether ``line`` starts a block that interrupts a paragraph."""
    if not line or line[0] not in _SPECIAL or line.lstrip()[:1] not in _BEGINNING:
        return False
    line = line.expandtabs(TAB)
    if line.startswith("    "):
        return False
    return bool(
        _ITEM.match(line)
        or _QUOTE.match(line)
        or _HEADING.match(line)
        or _RULE.match(line)
        or _fence_of(line)
        or _NOTE.match(line)
        or _ADMONITION.match(line)
        or _PLACEHOLDER.match(line)
    )


def _fence_of(line: str) -> re.Match[str] | None:
    if "```" not in line and "~~~" not in line:
        return None
    fence = _FENCE.match(line)
    return None if fence and fence["marker"] == "`" and "`" in fence["info"] else fence


def _own_of(line: str, text: list[Line], blocks: list[Block]) -> re.Pattern[str] | None:
    for pattern in (_NOTE, _ADMONITION):
        if pattern.match(line):
            return pattern
    # The line above a definition is its term.
    has_term = text or (blocks and blocks[-1].kind in (TEXT, OWN))
    return _DEFINITION if has_term and _DEFINITION.match(line) else None


def _is_row(header: str, delimiters: str) -> bool:
    """Whether ``delimiters`` is the delimiter row of a table with the row ``header``."""
    return (
        "|" in delimiters
        and "-" in delimiters
        and bool(_DELIMITERS.match(delimiters))
        and count_cells(header) == count_cells(delimiters)
    )


def count_cells(row: str) -> int:
    """The number of cells in the table row ``row``."""
    row = row.strip()
    pipes = sum(1 for match in _PIPE.finditer(row) if match[1]) if "\\" in row else row.count("|")
    return pipes + 1 - row.startswith("|") - (len(row) > 1 and row.endswith("|") and not row.endswith("\\|"))


def _read_table(lines: Sequence[Line], at: int, header: Line, blocks: list[Block]) -> int:
    rows = [header, lines[at]]
    at += 1
    for row in lines[at:]:
        if not row[1].strip() or _indent_of(row[1]) >= TAB or begins_block(row[1]):
            break
        rows.append(row)
        at += 1
    blocks.append(Block(TABLE, rows))
    return at


def _read_indented(lines: Sequence[Line], at: int, blocks: list[Block]) -> int:
    code: list[Line] = []
    while at < len(lines):
        text = lines[at][1]
        if text.strip() and not text.expandtabs(TAB).startswith("    "):
            break
        code.append(_cut(lines[at], TAB))
        at += 1
    blocks.append(Block(CODE, _without_blank_end(code)))
    return at


def _read_fence(lines: Sequence[Line], at: int, fence: re.Match[str], blocks: list[Block]) -> int:
    closing = re.compile(rf" {{0,3}}{re.escape(fence['marker'])}{{{len(fence['markers'])},}} *$")
    code: list[Line] = []
    fences = [lines[at]]
    indent = len(fence["indent"])
    at += 1
    while at < len(lines):
        start, text = lines[at]
        at += 1
        if closing.match(text):
            fences.append((start, text))
            break
        blanks = min(indent, len(text) - len(text.lstrip(" ")))
        code.append((start + blanks, text[blanks:]))
    blocks.append(Block(FENCE, code, info=fence["info"].strip(), fences=fences))
    return at


def _read_quote(lines: Sequence[Line], at: int, blocks: list[Block]) -> int:
    inner: list[Line] = []
    in_fence = False
    while at < len(lines):
        start, text = lines[at]
        if marker := _QUOTE.match(text):
            inner.append((start + marker.end(), text[marker.end() :]))
            in_fence ^= bool(_fence_of(inner[-1][1]))
        elif text.strip() and _goes_on(inner[-1][1], in_fence) and not begins_block(text):
            inner.append((start, _Lazy(text)))
        else:
            break
        at += 1
    blocks.append(Block(QUOTE, children=read_blocks(inner)))
    return at


def _goes_on(line: str, in_fence: bool) -> bool:
    """Whether a line without markers or indentation can continue a paragraph that ends with ``line``."""
    if in_fence or not line.strip():
        return False
    markers = _MARKERS.match(line)
    assert markers
    rest = line[markers.end() :]
    return bool(rest) and not (_HEADING.match(rest) or _RULE.match(rest) or _PLACEHOLDER.match(rest))


def _read_list(lines: Sequence[Line], at: int, first: re.Match[str], blocks: list[Block]) -> int:
    starts: list[Line] = []
    numbers: list[int] = []
    items: list[list[Block]] = []
    tight = True
    kind = first["marker"][-1]
    ended_blank = False
    item: re.Match[str] | None = first
    while item and item["marker"][-1] == kind:
        if ended_blank:
            tight = False
        starts.append(lines[at])
        if item["number"]:
            numbers.append(int(item["number"]))
        inner, at, ended_blank = _read_item(lines, at, item)
        items.append(read_blocks(inner))
        if tight and not all(text.strip() for _, text in inner):
            tight = not _is_parted(inner, items[-1])
        line = lines[at][1].expandtabs(TAB) if at < len(lines) else ""
        item = None if _RULE.match(line) else _ITEM.match(line)
    blocks.append(Block(LIST, items=items, starts=starts, numbers=numbers, tight=tight))
    return at


def _read_item(lines: Sequence[Line], at: int, item: re.Match[str]) -> tuple[list[Line], int, bool]:
    """The lines of ``item``, the number of the line after it, and whether a blank line precedes that one."""
    width = item.end("marker") + 1
    if item["gap"] and len(item["gap"]) <= TAB:
        width = item.end("marker") + len(item["gap"])
    inner = [_cut(lines[at], width)]
    in_fence = bool(_fence_of(inner[0][1]))
    blank = not inner[0][1].strip()
    if blank and at + 1 < len(lines) and not lines[at + 1][1].strip():
        # An item can start with at most one blank line.
        return [], at + 1, False
    at += 1
    blank = False
    while at < len(lines):
        text = lines[at][1]
        if not text.strip():
            blank = True
            inner.append((lines[at][0], ""))
        elif _indent_of(text) >= width:
            inner.append(_cut(lines[at], width))
            in_fence ^= bool(_fence_of(inner[-1][1]))
            blank = False
        elif not blank and _goes_on(inner[-1][1], in_fence) and not begins_block(text):
            inner.append((lines[at][0], _Lazy(text)))
        else:
            break
        at += 1
    return _without_blank_end(inner), at, blank


def _is_parted(inner: Sequence[Line], blocks: Sequence[Block]) -> bool:
    """Whether blank lines separate the ``blocks`` of an item, which makes its list loose."""
    blank = [start for start, text in inner if not text.strip()]
    between = [(before.last(), after.first()) for before, after in pairwise(blocks)]
    return any(bisect_left(blank, first) < bisect_left(blank, after) for first, after in between)


def _read_own(lines: Sequence[Line], at: int, text: list[Line], goes_on: bool, blocks: list[Block]) -> int:
    """Parse a footnote, definition or admonition; ``goes_on``: lines below it may continue it without indentation."""
    taken = [*text, lines[at]]
    text.clear()
    at += 1
    while at < len(lines):
        line = lines[at][1]
        if not line.strip():
            after = next((number for number in range(at, len(lines)) if lines[number][1].strip()), len(lines))
            if after == len(lines) or _indent_of(lines[after][1]) < TAB:
                break
        elif _indent_of(line) < TAB and not (goes_on and taken[-1][1].strip() and not begins_block(line)):
            break
        taken.append(lines[at])
        at += 1
    blocks.append(Block(OWN, taken))
    return at


def _indent_of(text: str) -> int:
    text = text.expandtabs(TAB) if "\t" in text else text
    return len(text) - len(text.lstrip(" "))


def _cut(line: Line, width: int) -> Line:
    """``line`` without its first ``width`` columns, with tab stops of four columns."""
    start, text = line
    if "\t" in text[: width + 1]:
        whole = text.expandtabs(TAB)
        kept = text.lstrip(" \t")
        return start + len(text) - len(kept), whole[min(width, len(whole)) :]
    return start + min(width, len(text)), text[width:]


def _without_blank_end(lines: list[Line]) -> list[Line]:
    while lines and not lines[-1][1].strip():
        lines.pop()
    return lines


