"""Edit single values of a front matter; every other byte of the file stays as it is.

Each function gives the file back as it stands after the edit, read anew. An edit that did not do
exactly what it should, in a style of YAML that nobody foresaw, is refused and never handed on.
"""

import re

import yaml

from kabar.editing.files.file_changes import Refused
from kabar.editing.files.front_text import FrontText, plain, read_front_text


def cut(text: str, start: int, end: int) -> str:
    """``text`` without ``text[start:end]``, and without its line where nothing else stands on it.

    A comment behind the piece is the editor's and stays.
    """
    line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    following = next_line(text, end)
    if text[line_start:start].strip() or text[end:following].strip():
        return text[:start] + text[end:following].lstrip(" ") + text[following:]
    return text[:line_start] + text[following:]


def next_line(text: str, at: int) -> int:
    """Where the line after the one of ``at`` begins."""
    return re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?").match(text, at).end()


def checked(front: FrontText, key: str, text: str, expected: dict) -> FrontText:
    """``text``, which is ``front`` after an edit of ``key``, read anew; raises Refused.

    Refused when it does not hold ``expected``: a style of YAML that nobody foresaw.
    """
    line, column = front.place(front.value(key) or front.root)
    try:
        edited = read_front_text(front.path, text)
        right = _tidy(plain(edited.root)) == _tidy(expected)
    except Refused:
        right = False
    if not right:
        raise Refused(
            f"{front.path}:{line}:{column}: {key}: tulisan di sini tidak dapat disunting sendiri;"
            " ubah dengan tangan menjadi daftar biasa, lalu ulangi"
        )
    return edited


def _tidy(value: dict) -> dict:
    # Block scalars end with a line end of their own; keys without a value are as good as absent.
    tidied = {key: _bare(given) for key, given in value.items()}
    return {key: given for key, given in tidied.items() if given not in ("", [])}


def _bare(value):
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return value.strip() if isinstance(value, str) else value


_BLOCK_SCALAR = re.compile(r"(?P<head>[^\r\n]*[\r\n]\s*)(?P<content>\S.*)", re.DOTALL)


def replace_value(front: FrontText, key: str, number: int, new: str) -> FrontText:
    """Write ``new`` for value ``number`` of ``key`` (0 where it is no list), quoted as it was."""
    node = front.items(key)[number]
    start, end = front.span(node)
    written = _like(node, front.text[start:end], new)
    expected = plain(front.root)
    if isinstance(expected[key], list):
        expected[key][number] = new
    else:
        expected[key] = new
    return checked(front, key, front.text[:start] + written + front.text[end:], expected)


def drop_value(front: FrontText, key: str, number: int) -> FrontText:
    """Take value ``number`` out of ``key``, and the key too where it was the only one.

    Comments stay. So does a key whose list stands in brackets or at the key's own indent: this is
    how ``append_value`` fills such a key, and what is taken back leaves no trace.
    """
    node, item = front.value(key), front.items(key)[number]
    only, expected = len(front.items(key)) == 1, plain(front.root)
    if isinstance(expected[key], list):
        del expected[key][number]
    else:
        expected[key] = ""
    if isinstance(node, yaml.SequenceNode) and node.flow_style:
        start, end = _in_brackets(front, front.items(key), number)
        return checked(front, key, front.text[:start] + front.text[end:], expected)
    start, end = front.span(item)
    name = front.key(key)
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
    """Add ``new`` at the end of the list ``key``, which is made where it is not there."""
    node, items, text = front.value(key), front.items(key), front.text
    expected = plain(front.root)
    expected[key] = [*expected.get(key, ()), new]
    if node is None:
        return _add_lines(front, key, (f"{key}:", f"  - {new}"), expected)
    if isinstance(node, yaml.SequenceNode) and node.flow_style:
        at = front.span(items[-1])[1] if items else front.span(node)[0] + 1
        text = text[:at] + (f", {new}" if items else new) + text[at:]
    else:
        last = items[-1] if items else front.key(key)
        indent = node.start_mark.column if items else front.key(key).start_mark.column
        at = next_line(text, front.span(last)[1])
        text = f"{text[:at]}{' ' * indent}- {new}{front.line_end}{text[at:]}"
    return checked(front, key, text, expected)


def set_value(front: FrontText, key: str, new: str) -> FrontText:
    """Write ``key: new``, at the end of the front matter where the key is not there."""
    if front.items(key):
        return replace_value(front, key, 0, new)
    expected = plain(front.root) | {key: new}
    if front.key(key) is None:
        return _add_lines(front, key, (f"{key}: {new}",), expected)
    colon = front.text.index(":", front.span(front.key(key))[1]) + 1
    return checked(front, key, f"{front.text[:colon]} {new}{front.text[colon:]}", expected)


def _like(node: yaml.ScalarNode, written: str, new: str) -> str:
    if node.style in ("'", '"'):
        return f"{node.style}{new}{node.style}"
    if node.style in ("|", ">") and (block := _BLOCK_SCALAR.fullmatch(written)):
        return block["head"] + new
    return new


def _in_brackets(front: FrontText, items: list[yaml.Node], number: int) -> tuple[int, int]:
    # The comma before the last item goes with it, so that a comma after it stays as it was.
    start, end = front.span(items[number])
    previous = front.span(items[number - 1])[1] if number else start
    if number == len(items) - 1 and number and re.fullmatch(r"\s*,\s*", front.text[previous:start]):
        return previous, end
    comma = re.compile(r"\s*,[ ]*").match(front.text, end)
    return start, comma.end() if comma else end


def _cut_key(front: FrontText, text: str, name: yaml.Node) -> str:
    start, end = front.span(name)
    return cut(text, start, text.index(":", end) + 1)


def _add_lines(front: FrontText, key: str, lines: tuple[str, ...], expected: dict) -> FrontText:
    indent = " " * front.root.start_mark.column
    added = "".join(f"{indent}{line}{front.line_end}" for line in lines)
    return checked(front, key, front.text[: front.end] + added + front.text[front.end :], expected)


