"""Edits single values of a front matter; all other bytes of the file stay the same.

Each function returns the edited file, parsed again. It raises Refused if the result is not as expected, in an
unsupported style of YAML.
"""

import re
from collections.abc import Mapping, Sequence

import yaml

from kabar.content.parsing.yaml_structure import safe_plain
from kabar.editing.files.file_changes import Refused
from kabar.editing.files.front_text import FrontText, Plain, plain_mapping, read_front_text


def cut(text: str, start: int, end: int) -> str:
    """``text`` without ``text[start:end]``, and without its line if nothing else is on it.

    A comment behind the piece stays.
    """
    line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    following = next_line(text, end)
    if text[line_start:start].strip() or text[end:following].strip():
        return text[:start] + text[end:following].lstrip(" ") + text[following:]
    return text[:line_start] + text[following:]


_REST_OF_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")


def next_line(text: str, at: int) -> int:
    """The offset of the line after the one of ``at``."""
    rest = _REST_OF_LINE.match(text, at)
    assert rest  # it matches any text
    return rest.end()


def checked(front: FrontText, key: str, text: str, expected: dict[str, Plain]) -> FrontText:
    """Parse ``text``, which is ``front`` after an edit of ``key``.

    Raises Refused if its value is not ``expected``: an unsupported style of YAML.
    """
    line, column = front.place(front.value(key) or front.root)
    try:
        edited = read_front_text(front.path, text)
        right = _tidy(plain_mapping(edited.root)) == _tidy(expected)
    except Refused:
        right = False
    if not right:
        raise Refused(
            f"{front.path}:{line}:{column}: {key}: tulisan di sini tidak dapat disunting sendiri;"
            " ubah dengan tangan menjadi daftar biasa, lalu ulangi"
        )
    return edited


def _tidy(value: dict[str, Plain]) -> dict[str, Plain]:
    # Block scalars end with a line end; keys without a value count as absent.
    tidied = {key: _bare(given) for key, given in value.items()}
    return {key: given for key, given in tidied.items() if given not in ("", [])}


def _bare(value: Plain) -> Plain:
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return value.strip() if isinstance(value, str) else value


_BLOCK_SCALAR = re.compile(r"(?P<head>[^\r\n]*[\r\n]\s*)(?P<content>\S.*)", re.DOTALL)


def replace_value(front: FrontText, key: str, number: int, new: str) -> FrontText:
    """Replace value ``number`` of ``key`` (0 if it is not a list) by ``new``, with the same quotes."""
    node = front.items(key)[number]
    start, end = front.span(node)
    written = _like(node, front.text[start:end], new)
    expected = plain_mapping(front.root)
    if isinstance(values := expected[key], list):
        values[number] = new
    else:
        expected[key] = new
    return checked(front, key, front.text[:start] + written + front.text[end:], expected)


def drop_value(front: FrontText, key: str, number: int) -> FrontText:
    """Remove value ``number`` of ``key``, and the key too if it was the only one.

    Comments stay. So does a key whose list is in brackets or at the indent of the key, since ``append_value`` fills
    such a key: removing a value that it added restores the file.
    """
    node, name = front.value(key), front.key(key)
    assert node and name, key
    item = front.items(key)[number]
    only, expected = len(front.items(key)) == 1, plain_mapping(front.root)
    if isinstance(values := expected[key], list):
        del values[number]
    else:
        expected[key] = ""
    if isinstance(node, yaml.SequenceNode) and node.flow_style:
        start, end = _in_brackets(front, front.items(key), number)
        return checked(front, key, front.text[:start] + front.text[end:], expected)
    start, end = front.span(item)
    text = front.text
    if isinstance(node, yaml.SequenceNode):
        start = text.rindex("-", front.start, start)
        text = cut(text, start, end)
        if only and node.start_mark.column > name.start_mark.column:
            text = _cut_key(front, text, name)
    else:
        text = cut(text, front.span(name)[0], end)
    return checked(front, key, text, expected)


def append_value(front: FrontText, key: str, new: str) -> FrontText:
    """Append ``new`` to the list ``key``, which is added if it is missing."""
    node, name, items, text = front.value(key), front.key(key), front.items(key), front.text
    expected = plain_mapping(front.root)
    expected[key] = [*expected.get(key, []), new]
    if node is None or name is None:
        return _add_lines(front, key, (f"{key}:", f"  - {safe_plain(new)}"), expected)
    if isinstance(node, yaml.SequenceNode) and node.flow_style:
        at = front.span(items[-1])[1] if items else front.span(node)[0] + 1
        text = text[:at] + (", " if items else "") + safe_plain(new) + text[at:]
    else:
        last = items[-1] if items else name
        indent = (node if items else name).start_mark.column
        at = next_line(text, front.span(last)[1])
        text = f"{text[:at]}{' ' * indent}- {safe_plain(new)}{front.line_end}{text[at:]}"
    return checked(front, key, text, expected)


def append_groups(front: FrontText, key: str, groups: Sequence[Mapping[str, str]]) -> FrontText:
    """Append ``groups`` to the list ``key``, which must be a list of lines; their values are YAML."""
    node, items, text = front.value(key), front.items(key), front.text
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not items:
        line, column = front.place(node or front.root)
        raise Refused(f"{front.path}:{line}:{column}: {key}: tulis dulu sebagai daftar biasa, diawali '- '")
    indent = " " * node.start_mark.column
    at = next_line(text, front.span(items[-1])[1])
    gap = "" if text[:at].endswith(("\n", "\r")) else front.line_end
    lines = [
        f"{indent}{'  ' if number else '- '}{name}: {one}"
        for group in groups
        for number, (name, one) in enumerate(group.items())
    ]
    added = "".join(f"{line}{front.line_end}" for line in lines)
    expected = plain_mapping(front.root)
    expected[key] = [*expected[key], *(plain_mapping(_mapping_of(group)) for group in groups)]
    return checked(front, key, f"{text[:at]}{gap}{added}{text[at:]}", expected)


def _mapping_of(group: Mapping[str, str]) -> yaml.MappingNode:
    node = yaml.compose("".join(f"{name}: {one}\n" for name, one in group.items()), Loader=yaml.BaseLoader)
    assert isinstance(node, yaml.MappingNode)
    return node


def set_value(front: FrontText, key: str, new: str) -> FrontText:
    """Write ``key: new``, at the end of the front matter if the key is missing."""
    if front.items(key):
        return replace_value(front, key, 0, new)
    expected = plain_mapping(front.root) | {key: new}
    name = front.key(key)
    if name is None:
        return _add_lines(front, key, (f"{key}: {safe_plain(new)}",), expected)
    colon = front.text.index(":", front.span(name)[1]) + 1
    return checked(front, key, f"{front.text[:colon]} {safe_plain(new)}{front.text[colon:]}", expected)


def _like(node: yaml.Node, written: str, new: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        return safe_plain(new)
    if node.style in ("'", '"'):
        return f"{node.style}{new}{node.style}"
    if node.style in ("|", ">") and (block := _BLOCK_SCALAR.fullmatch(written)):
        return block["head"] + new
    return safe_plain(new)


def _in_brackets(front: FrontText, items: list[yaml.Node], number: int) -> tuple[int, int]:
    # The comma before the last item is removed with it; a comma after it stays.
    start, end = front.span(items[number])
    previous = front.span(items[number - 1])[1] if number else start
    if number == len(items) - 1 and number and re.fullmatch(r"\s*,\s*", front.text[previous:start]):
        return previous, end
    comma = re.compile(r"\s*,[ ]*").match(front.text, end)
    return start, comma.end() if comma else end


def _cut_key(front: FrontText, text: str, name: yaml.Node) -> str:
    start, end = front.span(name)
    return cut(text, start, text.index(":", end) + 1)


def _add_lines(front: FrontText, key: str, lines: tuple[str, ...], expected: dict[str, Plain]) -> FrontText:
    indent = " " * front.root.start_mark.column
    added = "".join(f"{indent}{line}{front.line_end}" for line in lines)
    return checked(front, key, front.text[: front.end] + added + front.text[front.end :], expected)
