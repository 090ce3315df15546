"""Parses YAML with the position of each key and value; all scalars stay text.

What YAML would change silently is reported with the corrected line: a value cut off at `` #``, a duplicate key, an
alias, a tag, a tab.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

try:
    from yaml import CBaseLoader as _BaseLoader
except ImportError:  # PyYAML without libyaml; both loaders have the same interface
    from yaml import BaseLoader as _BaseLoader  # type: ignore[assignment]

from kabar.content.parsing.problems import Problem
from kabar.content.parsing.yaml_types import is_null, plain_type
from kabar.text.characters import ODD_SPACE, name_of, within_quotes

_LINE = re.compile(r"(?P<indent> *)(?P<items>(?:- +)*)(?P<rest>.*)")
_KEY = re.compile(r"[^\s:'\"#\[{][^:]*:(?:\s+(?P<value>.*))?")
_STEP = 2  # spaces of indentation of a group below its key


@dataclass(frozen=True)
class ShiftedLine:
    """Line ``number`` (from 0) is indented by ``found`` spaces and should be by ``right``."""

    number: int
    found: int
    right: int


@dataclass
class _Level:
    """``count`` lines that start in one column; ``first`` is the number of the first."""

    column: int
    first: int
    count: int = 1


def find_shifted_line(lines: Sequence[str]) -> ShiftedLine | None:
    """The first line that is neither aligned with its neighbours nor indented by two spaces below an empty key."""
    levels: list[_Level] = []
    opens = False  # whether the previous line may have a group below it
    block: int | None = None  # column of the key of a block scalar
    inside: int | None = None  # column of the text of that block scalar
    until: Callable[[str], bool] | None = None  # recognises the last line of a value in brackets or quotes
    for number, line in enumerate(lines):
        match = _LINE.fullmatch(line)
        assert match
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
            continue  # a continuation of the previous line's text
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
    """A predicate for the last line of a multi-line ``value``; None if the value ends on its first line."""
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


_TAG_OF: dict[type[yaml.Node], str] = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}
_TAGS = frozenset(_TAG_OF.values())
DEEPEST = 12  # levels; the models need five, and the parser's stack overflows near a thousand

Path = tuple[str | int, ...]
_PLAIN = re.compile(r"\w(?:[\w .,()/-]*[\w.)])?")
_HASHTAGS = re.compile(r"#[\w-]+(?:[\s,]+#[\w-]+)*")
_REMARK = re.compile(r"\s+#")
_REMARK_ALONE = re.compile(r"\s+#[^\s#]")
_KEY_LINE = re.compile(r"(?P<lead>\s*(?:- +)?)(?P<key>[^\s:'\"#][^:]*?):\s+(?P<value>\S.*)")


class _Loader(_BaseLoader):
    """Resolves tags by the kind of node alone, without matching values against patterns."""

    def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:
        return _TAG_OF[kind]

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


@dataclass(frozen=True)
class Structure:
    """Parsed YAML: ``value`` consists of dicts, lists and str, ``places`` has line and column of each path in it.

    The place of a path is that of its value's first character; ``keys`` has the places of the keys themselves. Lines
    (of the file) and columns count from 1. ``within_brackets`` are the paths of lists and mappings in flow style,
    ``typed`` those of plain scalars that other readers do not take for text (``yaml_types``). ``null`` is "" here.
    """

    value: dict[str, Any]
    places: dict[Path, tuple[int, int]]
    keys: dict[Path, tuple[int, int]]
    within_brackets: frozenset[Path] = frozenset()
    typed: frozenset[Path] = frozenset()

    def place(self, path: Path) -> tuple[int, int]:
        """Line and column of ``path``, or of its nearest ancestor that is in the file."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))


def read_structure(path: str, text: str, first_line: int) -> tuple[Structure | None, list[Problem]]:
    """Parse ``text``, whose first line is line ``first_line`` of the file ``path``; returns None if it has problems."""
    lines = text.split("\n")
    problems = (
        _find_tabs(path, lines, first_line)
        or _find_odd_spaces(path, lines, first_line)
        or _find_depth(path, lines, first_line)
    )
    if problems:
        return None, problems
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        problem = _find_tight_sign(path, lines, first_line)
        if not problem and (shifted := find_shifted_line(lines)):
            problem = _shift(path, first_line, shifted)
        return None, [problem or _explain(path, lines, first_line, error)]
    except RecursionError:
        return None, [Problem(path, first_line, 1, "", "daftar bersarang terlalu dalam; sederhanakan")]
    reader = _Reader(path, lines, first_line)
    if root is None:
        return Structure({}, {(): (first_line, 1)}, {}), []
    value = reader.read(root, ())
    if not isinstance(value, dict):
        reader.problem(root, "", "keterangan harus berupa baris 'kunci: nilai'")
    if reader.problems:
        return None, reader.problems
    brackets, typed = frozenset(reader.within_brackets), frozenset(reader.typed)
    return Structure(value, reader.places, reader.keys, brackets, typed), []


class _Reader:
    def __init__(self, path: str, lines: list[str], first_line: int):
        self.path, self.lines, self.first_line = path, lines, first_line
        self.places: dict[Path, tuple[int, int]] = {}
        self.keys: dict[Path, tuple[int, int]] = {}
        self.within_brackets: set[Path] = set()
        self.typed: set[Path] = set()
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def problem(self, node: yaml.Node, field: str, message: str) -> None:
        start = node.start_mark
        self.problems.append(
            Problem(self.path, start.line + self.first_line, start.column + 1, field, message)
        )

    def read(self, node: yaml.Node, at: Path) -> Any:
        self.places[at] = (node.start_mark.line + self.first_line, node.start_mark.column + 1)
        if id(node) in self._seen:
            self.problem(node, _name(at), "rujukan '*nama' tidak dipakai di sini; tulis nilainya langsung")
            return ""
        self._seen.add(id(node))
        if self._begins(node) == "&":
            # YAML reads the first word as an anchor and drops it.
            self.problem(node, _name(at), "nilai yang diawali '&' perlu diapit tanda kutip, seperti \"&Batik\"")
            return ""
        if node.tag not in _TAGS:
            self.problem(node, _name(at), f"tanda '{node.tag[:40]}' tidak dipakai di sini; tulis nilainya saja")
            return ""
        if isinstance(node, yaml.ScalarNode):
            self._refuse_cut_text(node, at)
            self._refuse_swallowed_items(node, at)
            if not node.style:
                if is_null(node.value):
                    return ""
                if plain_type(node.value) != "text":
                    self.typed.add(at)
            return node.value
        assert isinstance(node, yaml.CollectionNode)
        if node.flow_style:
            self.within_brackets.add(at)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*at, i)) for i, item in enumerate(node.value)]
        return self._read_mapping(node, at)

    def _begins(self, node: yaml.Node) -> str:
        start = node.start_mark
        return self.lines[start.line][start.column : start.column + 1] if start.line < len(self.lines) else ""

    def _read_mapping(self, node: yaml.CollectionNode, at: Path) -> dict[str, Any]:
        value: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.problem(key_node, "", "kunci harus berupa satu kata seperti 'title'")
                continue
            key = key_node.value
            if key in value:
                first = self.keys[(*at, key)][0]
                self.problem(
                    key_node, key, f"kunci '{key}' ditulis dua kali (lihat baris {first}); hapus salah satu"
                )
                continue
            self.keys[(*at, key)] = (
                key_node.start_mark.line + self.first_line, key_node.start_mark.column + 1,
            )  # fmt: skip
            value[key] = self.read(value_node, (*at, key))
        return value

    def _refuse_cut_text(self, node: yaml.ScalarNode, at: Path) -> None:
        # Plain scalars (style None or '') only: a comment after a quoted or block scalar is intended.
        if node.style:
            return
        end = node.end_mark
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        # After an empty value "# word" is a comment, but "#word" was meant as the value.
        if "#" not in line or not (_REMARK if node.value else _REMARK_ALONE).match(line, end.column):
            return
        whole = f"{node.value}{line[end.column :]}".strip()
        if at == ("tags",) and _HASHTAGS.fullmatch(whole):
            names = ", ".join(word.strip("#,") for word in whole.split())
            self.problem(node, _name(at), f"tanda # tidak dipakai di sini; tulis: {at[-1]}: [{names}]")
            return
        key = next((part for part in reversed(at) if isinstance(part, str)), "")
        right = f"{key}: {quoted(whole)}" if at and at[-1] == key else f"- {quoted(whole)}"
        self.problem(
            node, _name(at), f"teks sesudah ' #' akan hilang; apit nilai dengan tanda kutip, tulis: {right}"
        )

    def _refuse_swallowed_items(self, node: yaml.ScalarNode, at: Path) -> None:
        # YAML reads an item that is not aligned, or has no space after its "-", as text of the item above it.
        if node.style or node.end_mark.line <= node.start_mark.line or not at or not isinstance(at[-1], int):
            return
        for number in range(node.start_mark.line + 1, min(node.end_mark.line + 1, len(self.lines))):
            line = self.lines[number].strip()
            if line.startswith("- "):
                column = self.lines[node.start_mark.line].index("-")
                remedy = f"beri {column} spasi" if column else "hapus spasi"
                message = f"butir ini tidak sejajar dengan butir di atasnya; {remedy} di depan baris ini"
            elif line.startswith("-"):
                message = f"sesudah '-' perlu satu spasi; tulis: - {line[1:]}"
            else:
                continue
            self.problems.append(Problem(self.path, number + self.first_line, 1, _name(at), message))


def _name(at: Path) -> str:
    return ".".join(part for part in at if isinstance(part, str))


def plain_or_quoted(text: str) -> str:
    """``text`` as a YAML scalar that every reader takes for text, quoted only if necessary."""
    return text if _PLAIN.fullmatch(text) and plain_type(text) == "text" else quoted(text)


def safe_plain(text: str) -> str:
    """``text``, which is valid as a plain scalar, in quotes where other readers would not take it for text."""
    return text if plain_type(text) == "text" else quoted(text)


def within_brackets(text: str) -> str:
    """``text`` as a YAML scalar in flow style (in brackets), quoted only if necessary."""
    return quoted(text) if re.search(r"[,\[\]{}]", text) else plain_or_quoted(text)


def quoted(text: str) -> str:
    """``text`` as a quoted YAML scalar on one line."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _find_tabs(path: str, lines: list[str], first_line: int) -> list[Problem]:
    return [
        Problem(
            path, number, line.index("\t") + 1, "",
            "ada karakter tab; ganti dengan dua spasi",
        )
        for number, line in enumerate(lines, first_line)
        if "\t" in line
    ]  # fmt: skip


_STRUCTURE = re.compile(r"\s*(?:-\s+)*(?:[^\s:'\"#][^:]*?:(?:\s+|$))?")


def _find_odd_spaces(path: str, lines: list[str], first_line: int) -> list[Problem]:
    # YAML accepts ASCII spaces only as separators, and other spaces look the same.
    found = []
    for number, line in enumerate(lines, first_line):
        if line.isascii():
            continue
        structure = _STRUCTURE.match(line)
        if structure and (match := ODD_SPACE.search(structure[0])):
            message = f"ada {name_of(match[0])}, yang tampak seperti spasi; ketik ulang spasi di baris ini"
            found.append(Problem(path, number, match.start() + 1, "", message))
    return found


_TIGHT_KEY = re.compile(r"(?P<lead>\s*(?:- +)?)(?P<key>[a-z_]+):(?P<value>(?!//)[^\s].*)")
_TIGHT_ITEM = re.compile(r"\s*-(?P<value>[^\s-].*)")


def _find_tight_sign(path: str, lines: list[str], first_line: int) -> Problem | None:
    """The first key or item without a space after its ":" or "-"."""
    for number, line in enumerate(lines, first_line):
        if match := _TIGHT_KEY.fullmatch(line):
            right = f"{match['lead'].lstrip()}{match['key']}: {match['value']}"
            message = f"sesudah titik dua perlu satu spasi; tulis: {right}"
            return Problem(path, number, match.start("value") + 1, match["key"], message)
        if match := _TIGHT_ITEM.fullmatch(line):
            message = f"sesudah '-' perlu satu spasi; tulis: - {match['value']}"
            return Problem(path, number, match.start("value") + 1, "", message)
    return None


def _shift(path: str, first_line: int, shifted: ShiftedLine) -> Problem:
    remedy = f"beri {shifted.right} spasi" if shifted.right else "hapus spasi"
    message = f"baris ini menjorok {shifted.found} spasi, tidak sejajar dengan yang lain; {remedy} di depan baris ini"
    return Problem(path, shifted.number + first_line, 1, "", message)


def _find_depth(path: str, lines: list[str], first_line: int) -> list[Problem]:
    # Checked before parsing, since deep nesting overflows the parser's stack.
    for number, line in enumerate(lines, first_line):
        if len(line) <= DEEPEST * 4:  # too short for that depth
            continue
        items = re.match(r"(?:- )*", line.strip())
        depth = max(line.count("["), line.count("{"), (items.end() if items else 0) // 2)
        if depth > DEEPEST * 4 or (len(line) - len(line.lstrip())) > DEEPEST * 8:
            return [Problem(path, number, 1, "", "daftar bersarang terlalu dalam; sederhanakan")]
    return []


def _explain(path: str, lines: list[str], first_line: int, error: yaml.YAMLError) -> Problem:
    position = (error.problem_mark or error.context_mark) if isinstance(error, yaml.MarkedYAMLError) else None
    if not isinstance(error, yaml.MarkedYAMLError) or position is None:
        return Problem(path, first_line, 1, "", "keterangan tidak terbaca; periksa tanda baca di awal berkas")
    at = min(position.line, len(lines) - 1)
    found, context = error.problem or "", error.context or ""
    for number in (at, at - 1):
        if number < 0:
            continue
        match = _KEY_LINE.fullmatch(lines[number])
        if match and _needs_quotes(match["value"], found):
            key, value = match["key"], match["value"].strip()
            right = f"{match['lead'].lstrip()}{key}: {quoted(within_quotes(value) or value)}"
            column = len(match["lead"]) + len(key) + 3
            return Problem(
                path, number + first_line, column, key,
                f"nilai ini perlu diapit tanda kutip, tulis: {right}",
            )  # fmt: skip
    line, column = at + first_line, position.column + 1
    if "quoted scalar" in context:
        start = error.context_mark or position
        return Problem(
            path, start.line + first_line, start.column + 1, "",
            "tanda kutip dibuka tetapi tidak ditutup; tutup dengan tanda kutip yang sama",
        )  # fmt: skip
    if "flow" in context:
        return Problem(path, line, column, "", "kurung '[' atau '{' belum ditutup; tutup dengan ']' atau '}'")
    if "could not find expected ':'" in found or "expected ':'" in found:
        return Problem(path, max(line - 1, first_line), 1, "", "baris ini belum berbentuk 'kunci: nilai'")
    if "expected <block end>" in found or "mapping values" in found or "block sequence" in found:
        return Problem(
            path, line, column, "",
            "jorokan baris ini tidak sejajar dengan baris lain; samakan jumlah spasi di depannya",
        )  # fmt: skip
    return Problem(path, line, column, "", "baris ini tidak terbaca sebagai 'kunci: nilai'; periksa tanda bacanya")


def _needs_quotes(value: str, found: str) -> bool:
    if value[0] in "'\"":
        # Text follows the closing quote.
        return value.count(value[0]) > 1 and not value.endswith(value[0])
    if value[0] in "[{|>":
        return False
    return ": " in value or value.endswith(":") or value[0] in "@`%&*!,]}"


