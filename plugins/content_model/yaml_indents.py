"""Find the line of a front matter that stands in the wrong column, where YAML only says that something is wrong."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_LINE = re.compile(r"(?P<indent> *)(?P<items>(?:- +)*)(?P<rest>.*)")
_KEY = re.compile(r"[^\s:'\"#\[{][^:]*:(?:\s+(?P<value>.*))?")
_STEP = 2  # spaces by which a group stands deeper than its key


@dataclass(frozen=True)
class ShiftedLine:
    """Line ``number`` (from 0) begins after ``found`` spaces, and should after ``right``."""

    number: int
    found: int
    right: int


@dataclass
class _Level:
    """Lines of one column: ``first`` is the first of them, ``count`` how many there are."""

    column: int
    first: int
    count: int = 1


def find_shifted_line(lines: Sequence[str]) -> ShiftedLine | None:
    """The first line that stands neither with its neighbours nor two spaces deeper than a key without a value."""
    levels: list[_Level] = []
    opens = False  # whether the line before may have a group below it
    block: int | None = None  # the column of the key of a text of several lines
    inside: int | None = None  # and of that text
    until: Callable[[str], bool] | None = None  # what ends a value in brackets or quotes that goes on
    for number, line in enumerate(lines):
        match = _LINE.fullmatch(line)
        if not line.strip() or match["rest"].startswith("#"):
            continue
        indent = len(match["indent"])
        if until and until(line):
            until = None
            continue
        if until:
            continue
        if block is not None and indent > block:
            inside = indent if inside is None else inside
            if indent >= inside:
                continue
            return ShiftedLine(number, indent, block)
        block = inside = None
        key = _KEY.fullmatch(match["rest"])
        if not key and not match["items"]:
            continue  # the text of the line before goes on
        if shifted := _place(levels, number, indent, opens, bool(match["items"])):
            return shifted
        inner = indent + len(match["items"])
        if match["items"] and key:
            levels.append(_Level(inner, number))
        value = (key["value"] or "").split(" #")[0].strip() if key else match["rest"]
        opens = key is not None and not value
        if key and re.fullmatch(r"[|>][-+\d]*", value):
            block = inner
        until = _goes_on(value)
    return None


def _goes_on(value: str) -> Callable[[str], bool] | None:
    """Whether a line ends ``value``, as a function; None where the value ends on its own line."""
    if value[:1] in ("'", '"') and not (len(value) > 1 and value.endswith(value[0])):
        quote = value[0]
        return lambda line: line.rstrip().endswith(quote)
    if value[:1] in ("[", "{") and value.count("[") + value.count("{") > value.count("]") + value.count("}"):
        return lambda line: line.rstrip().endswith(("]", "}"))
    return None


def _place(levels: list[_Level], number: int, indent: int, opens: bool, is_item: bool) -> ShiftedLine | None:
    if not levels:
        levels.append(_Level(indent, number))
        return ShiftedLine(number, indent, 0) if indent else None
    top = levels[-1]
    if indent > top.column:
        if not opens:
            return ShiftedLine(number, indent, top.column)
        levels.append(_Level(indent, number))
        return None
    while levels and levels[-1].column > indent:
        top = levels.pop()
    if levels and levels[-1].column == indent:
        levels[-1].count += 1
        return None
    above = levels[-1].column if levels else 0
    if indent == above + _STEP and top.count == 1:
        return ShiftedLine(top.first, top.column, indent)
    return ShiftedLine(number, indent, top.column if indent - above >= _STEP / 2 else above)
