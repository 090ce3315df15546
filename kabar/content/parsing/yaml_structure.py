"""Read YAML for its structure only: every scalar stays text, every key keeps its place.

What YAML would change in silence is refused with the line shown right: a value cut at `` #``,
a key given twice, an alias, a tag, a tab.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import yaml

from kabar.content.parsing.problems import Problem
from kabar.text.characters import ODD_SPACE, name_of, within_quotes

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


_TAG_OF = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}
_TAGS = frozenset(_TAG_OF.values())
DEEPEST = 12  # levels: the model needs five; a parser's stack gives out near a thousand

Path = tuple[str | int, ...]
_PLAIN = re.compile(r"\w(?:[\w .,()/-]*[\w.)])?")
_HASHTAGS = re.compile(r"#[\w-]+(?:[\s,]+#[\w-]+)*")
_REMARK = re.compile(r"\s+#")
_REMARK_ALONE = re.compile(r"\s+#[^\s#]")
_KEY_LINE = re.compile(r"(?P<lead>\s*(?:- +)?)(?P<key>[^\s:'\"#][^:]*?):\s+(?P<value>\S.*)")


class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
    """Where no tag is written, the kind alone decides: nothing is searched for what a value looks like."""

    def resolve(self, kind, value, implicit):
        return _TAG_OF[kind]

    def descend_resolver(self, current_node, current_index):
        pass

    def ascend_resolver(self):
        pass


@dataclass(frozen=True)
class Structure:
    """``value`` holds dicts, lists and text. ``places`` tells line and column of each path in it.

    For a key of a mapping the place is that of its value's first character; ``keys`` tells the
    place of the key itself. Lines and columns count from 1, lines those of the file. ``within_brackets`` are
    the paths of lists and groups that are written on one line, in brackets.
    """

    value: dict
    places: dict[Path, tuple[int, int]]
    keys: dict[Path, tuple[int, int]]
    within_brackets: frozenset[Path] = frozenset()

    def place(self, path: Path) -> tuple[int, int]:
        """Where ``path``, or the nearest thing around it that is written down, stands."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))


def read_structure(path: str, text: str, first_line: int) -> tuple[Structure | None, list[Problem]]:
    """Read ``text``, whose first line is line ``first_line`` of the file ``path``."""
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
    return Structure(value, reader.places, reader.keys, frozenset(reader.within_brackets)), []


class _Reader:
    def __init__(self, path: str, lines: list[str], first_line: int):
        self.path, self.lines, self.first_line = path, lines, first_line
        self.places: dict[Path, tuple[int, int]] = {}
        self.keys: dict[Path, tuple[int, int]] = {}
        self.within_brackets: set[Path] = set()
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def problem(self, node, field: str, message: str):
        mark = node.start_mark
        self.problems.append(
            Problem(self.path, mark.line + self.first_line, mark.column + 1, field, message)
        )

    def read(self, node, at: Path):
        self.places[at] = (node.start_mark.line + self.first_line, node.start_mark.column + 1)
        if id(node) in self._seen:
            self.problem(node, _name(at), "rujukan '*nama' tidak dipakai di sini; tulis nilainya langsung")
            return ""
        self._seen.add(id(node))
        if self._begins(node) == "&":
            # YAML takes the first word for a name of its own and drops it.
            self.problem(node, _name(at), "nilai yang diawali '&' perlu diapit tanda kutip, seperti \"&Batik\"")
            return ""
        if node.tag not in _TAGS:
            self.problem(node, _name(at), f"tanda '{node.tag[:40]}' tidak dipakai di sini; tulis nilainya saja")
            return ""
        if isinstance(node, yaml.ScalarNode):
            self._refuse_cut_text(node, at)
            self._refuse_swallowed_items(node, at)
            return node.value
        if node.flow_style:
            self.within_brackets.add(at)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*at, i)) for i, item in enumerate(node.value)]
        return self._read_mapping(node, at)

    def _begins(self, node) -> str:
        mark = node.start_mark
        return self.lines[mark.line][mark.column : mark.column + 1] if mark.line < len(self.lines) else ""

    def _read_mapping(self, node, at: Path) -> dict:
        value = {}
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

    def _refuse_cut_text(self, node, at: Path):
        # Style is None or '' for a plain scalar; quoted and block ones say what they mean.
        if node.style:
            return
        mark = node.end_mark
        line = self.lines[mark.line] if mark.line < len(self.lines) else ""
        # Behind an empty value "# word" is a remark about it, but "#word" was meant to be the value.
        if "#" not in line or not (_REMARK if node.value else _REMARK_ALONE).match(line, mark.column):
            return
        whole = f"{node.value}{line[mark.column :]}".strip()
        if at == ("tags",) and _HASHTAGS.fullmatch(whole):
            names = ", ".join(word.strip("#,") for word in whole.split())
            self.problem(node, _name(at), f"tanda # tidak dipakai di sini; tulis: {at[-1]}: [{names}]")
            return
        key = next((part for part in reversed(at) if isinstance(part, str)), "")
        right = f"{key}: {quoted(whole)}" if at and at[-1] == key else f"- {quoted(whole)}"
        self.problem(
            node, _name(at), f"teks sesudah ' #' akan hilang; apit nilai dengan tanda kutip, tulis: {right}"
        )


    def _refuse_swallowed_items(self, node, at: Path):
        # An item in a column of its own, or without a space, goes on with the text of the one above it.
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
    """``text`` as a YAML scalar: bare where it can only be read as what is written."""
    return text if _PLAIN.fullmatch(text) else quoted(text)


def within_brackets(text: str) -> str:
    """``text`` as a YAML scalar among others on one line, in brackets."""
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
    # Where YAML wants a space it takes no other sign for one, and both look alike.
    found = []
    for number, line in enumerate(lines, first_line):
        if not line.isascii() and (match := ODD_SPACE.search(_STRUCTURE.match(line)[0])):
            message = f"ada {name_of(match[0])}, yang tampak seperti spasi; ketik ulang spasi di baris ini"
            found.append(Problem(path, number, match.start() + 1, "", message))
    return found


_TIGHT_KEY = re.compile(r"(?P<lead>\s*(?:- +)?)(?P<key>[a-z_]+):(?P<value>(?!//)[^\s].*)")
_TIGHT_ITEM = re.compile(r"\s*-(?P<value>[^\s-].*)")


def _find_tight_sign(path: str, lines: list[str], first_line: int) -> Problem | None:
    """The first key or item that is not read as one, since no space stands behind its sign."""
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
    # Counted before parsing: brackets in a row or an indent this deep cost a parser its stack.
    for number, line in enumerate(lines, first_line):
        if len(line) <= DEEPEST * 4:  # has no room for it
            continue
        depth = max(line.count("["), line.count("{"), len(re.match(r"(?:- )*", line.strip())[0]) // 2)
        if depth > DEEPEST * 4 or (len(line) - len(line.lstrip())) > DEEPEST * 8:
            return [Problem(path, number, 1, "", "daftar bersarang terlalu dalam; sederhanakan")]
    return []


def _explain(path: str, lines: list[str], first_line: int, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return Problem(path, first_line, 1, "", "keterangan tidak terbaca; periksa tanda baca di awal berkas")
    at = min(mark.line, len(lines) - 1)
    found = str(getattr(error, "problem", "") or "")
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
    line, column = at + first_line, mark.column + 1
    if "quoted scalar" in str(getattr(error, "context", "") or ""):
        context = error.context_mark
        return Problem(
            path, context.line + first_line, context.column + 1, "",
            "tanda kutip dibuka tetapi tidak ditutup; tutup dengan tanda kutip yang sama",
        )  # fmt: skip
    if "flow" in str(getattr(error, "context", "") or ""):
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
        # Text goes on behind what YAML takes for all of the value.
        return value.count(value[0]) > 1 and not value.endswith(value[0])
    if value[0] in "[{|>":
        return False
    return ": " in value or value.endswith(":") or value[0] in "@`%&*!,]}"


