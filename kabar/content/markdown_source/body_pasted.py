"""Corrects text pasted from WhatsApp, Word, Excel and PDF to Markdown, line by line.

Only where a structure is clearly intended that GitHub would not recognise either. ``make check`` reports the corrected
lines, ``make rapikan`` writes them; this module changes no files.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kabar.content.markdown_source.body_blocks import CODE, LIST, TABLE, TEXT, Block, count_cells, lines_of, read_blocks
from kabar.content.markdown_source.body_code import BLANK

_WIDEST = 60  # characters of a line; a shorter one was broken on purpose, a longer one probably wrapped
_NEXT = ", dan di baris berikutnya: "

_BULLET = re.compile("[•●○◦▪▫■□‣⁃∙·][ \t\u00a0]*(?=\\S)")
_DASH = re.compile("(?:[–—][ \t\u00a0]+|-(?=[^\\W\\d_]))(?=\\S)")
_HARD_SPACED_MARKER = re.compile("(?P<marker>[-*+]|\\d{1,9}[.)])[ ]*\u00a0[ \u00a0]*(?=\\S)")
_LETTER = re.compile(r"(?:\((?P<inside>[a-z]|\d{1,2})\)|(?P<letter>[A-Za-z])[.)])[ \t]+(?=\S)")
_CLOSE_NUMBER = re.compile(r"(?P<marker>\d{1,2}[.)])(?=[^\W\d_])")
_NUMBER = re.compile(r"(?P<number>\d{1,9})[.)] +(?=\S)")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])\s+\S")
_TABBED_MARKER = re.compile(r"(?:[-*+–—•·o]|\(?\w{1,2}[.)])\t")
_CLOSE_HEADING = re.compile(r"^(?P<markers>#{2,6})(?=[^\s#])")
_SPACED_TARGET = re.compile(r"(?P<before>\]\()(?P<to>(?:https?://|/|\{)[^\s()<>\"']+(?: +[^\s()<>\"']+)+)\)")
# Also matches a pair without spaces, so that the next match does not start at its closing marker.
_STRONG = re.compile(r"(?<![\w*\\])\*\*\s*(?P<text>[^\s*](?:[^*\n]*[^\s*])?)\s*\*\*(?![\w*])")
_STRONG_CLOSE = re.compile(r"(?<![\w*\\])(?P<whole>\*\*[^\s*][^*\n]*[^\w\s*]\*\*)(?=\w)")
_APART = re.compile(r"(?<!\\)\[(?P<text>[^\[\]\n]+)\][ \u00a0]+\((?P<to>(?:https?://|mailto:|tel:|/|\{)[^\s()]*)\)")
_APART_WWW = re.compile(r"(?<!\\)\[(?P<text>[^\[\]\n]+)\][ \u00a0]+\((?P<to>www\.[^\s()]+)\)")
_STARRED = re.compile(r"\*(?P<text>[^\s*](?:[^*]*[^\s*])?)\*(?P<end>[:.,;]?)")
_STARRED_WORD = re.compile(r"(?<![\w*\\])\*(?P<text>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])")
_LABEL = re.compile(r"[^\W\d_][\w /()&.*-]{1,30}? ?: ?\S")
_HYPHENED = re.compile(r"(?P<part>[^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+[^\s\w]*")
_DEFINES = re.compile(r"\*?\[[^\]]*\]:|\{|!!!|\x00|<|\{\{|\[TOC\]")
_ENDED = re.compile(r"(?:\\| {2,}|<br ?/?>)$")
_DELIMITER = re.compile(r"\|?(?: *:?-+:? *\|)* *(?::?-+:? *)?$")
_BEGINS = re.compile(r"[\"'“‘(*_]*[^\W_a-z]|[^\w\s\"'“‘(*_\[{<!]")  # the start of a line after an intended break
_PICTOGRAPH = re.compile("[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")


@dataclass(frozen=True, order=True)
class LineRemedy:
    """A line of a body (from 0), ``what`` is wrong with it, and the lines that replace it (``right``)."""

    line: int
    column: int
    what: str
    right: tuple[str, ...]
    cut: bool = False  # only the indentation is removed
    moved: bool = False  # only a blank line is added above
    indent: str = ""  # indentation of the original line

    @property
    def message(self) -> str:
        """The message for the editor, in Indonesian."""
        above = "sisipkan baris kosong sebelum baris ini"
        if self.moved:
            return f"{self.what}; {above}"
        if self.cut:
            return f"{self.what}; hapus spasi di awal baris ini"
        before = "" if self.right[0] else f"{above}, lalu "
        written = _NEXT.join(line.removeprefix(self.indent) for line in self.right if line)
        return f"{self.what}; {before}tulis: {written}"


def find_remedies(body: str, prose: str) -> list[LineRemedy]:
    """The corrections for ``body``, in the order of its lines; ``prose`` is ``body`` with code and HTML blanked."""
    return _PastedBody(body, prose).remedies()


def tidied(body: str, prose: str) -> str:
    """``body`` with all corrections applied."""
    lines = body.split("\n")
    for remedy in reversed(find_remedies(body, prose)):
        lines[remedy.line : remedy.line + 1] = remedy.right
    return "\n".join(lines)


class _PastedBody:
    """The lines of a body and their corrections."""

    def __init__(self, body: str, prose: str):
        self._body, self._prose = body, prose
        self._old = body.split("\n")
        self._new = list(self._old)
        self._what: dict[int, str] = {}
        self._above: set[int] = set()  # lines that need a blank line above them
        self._below: dict[int, str] = {}  # lines to add below a line
        self._cut: set[int] = set()
        self._lines = lines_of(prose)
        self._starts = [*(start for start, _ in self._lines), len(prose) + 1]

    def remedies(self) -> list[LineRemedy]:
        self._mend_within_lines()
        self._look_into(read_blocks(self._lines), False)
        if BLANK in self._prose and ("    " in self._body or "\t" in self._body):
            self._mend_code()
        return [self._remedy(line) for line in sorted(self._what)]

    def _remedy(self, line: int) -> LineRemedy:
        right = [self._new[line], *([self._below[line]] if line in self._below else ())]
        old = self._old[line]
        column = len(old) - len(old.lstrip()) + 1
        above = ("",) if line in self._above else ()
        moved = bool(above) and self._new[line] == old
        indent = old[: column - 1]
        return LineRemedy(line, column, self._what[line], (*above, *right), line in self._cut, moved, indent)

    def _write(self, line: int, text: str, what: str) -> None:
        self._new[line] = text
        self._what.setdefault(line, what)

    def _part_from_above(self, line: int, what: str) -> None:
        self._above.add(line)
        self._what.setdefault(line, what)

    # Within a line

    def _mend_within_lines(self) -> None:
        rules = [rule for rule in _LINE_RULES if rule.needed in self._prose]
        for number in self._lines_with({rule.needed for rule in rules}):
            text, shown = self._new[number], self._prose[self._starts[number] : self._starts[number + 1] - 1]
            for rule in rules:
                if rule.needed in shown and (rule.needed != "**" or _is_odd(shown)):
                    was = text
                    shown, text = rule.apply(shown, text)
                    if text != was:
                        self._what.setdefault(number, rule.what)
            self._new[number] = text

    def _lines_with(self, texts: Collection[str]) -> list[int]:
        """The numbers of the lines that contain one of ``texts``."""
        lines: set[int] = set()
        for text in texts:
            at = self._prose.find(text)
            while at >= 0:
                line, _ = self._line_of(at)
                lines.add(line)
                at = self._prose.find(text, self._starts[line + 1])
        return sorted(lines)

    # Blocks

    def _look_into(self, blocks: Sequence[Block], in_item: bool) -> None:
        for block in blocks:
            if block.kind == TEXT:
                # Fast path: most paragraphs are a single line that starts with a letter, and need no correction.
                if len(block.lines) > 1 or not block.lines[0][1][:1].isalpha():
                    self._mend_text(block, in_item)
                continue
            if block.kind == LIST:
                self._mend_numbers(block)
            elif block.kind == TABLE:
                self._mend_table(block)
            self._look_into(block.children, in_item)
            for item in block.items:
                self._look_into(item, True)

    def _line_of(self, offset: int) -> tuple[int, int]:
        """Line and column of ``offset``, both from 0."""
        line = bisect_right(self._starts, offset) - 1
        return line, offset - self._starts[line]

    def _mend_text(self, block: Block, in_item: bool) -> None:
        if _DEFINES.match(block.lines[0][1].lstrip()):
            return
        first, _ = self._line_of(block.lines[0][0])
        numbers = range(first, first + len(block.lines))
        columns = [start - self._starts[line] for line, (start, _) in zip(numbers, block.lines, strict=True)]
        texts = [self._new[line][column:] for line, column in zip(numbers, columns, strict=True)]
        if not in_item and _is_wrapped(texts):
            return
        prefixes = [self._old[line][:column] for line, column in zip(numbers, columns, strict=True)]
        margin = " " * columns[0] if in_item and prefixes[0].strip(" >") else prefixes[0]
        plain = _Paragraph(texts, [len(prefix) < len(prefixes[0]) for prefix in prefixes])
        for at, (right, what) in sorted(plain.mended(in_item).items()):
            prefix = margin if plain.is_lazy[at] and at not in plain.parted else prefixes[at]
            self._write(numbers[at], prefix + right, what)
            if at in plain.below:
                self._below[numbers[at]] = (prefix if at else margin) + plain.below[at]
        for at, what in plain.parted.items():
            self._part_from_above(numbers[at], what)

    def _mend_numbers(self, block: Block) -> None:
        if not block.numbers or len(set(block.numbers)) == 1:
            return
        for at, ((start, _), number) in enumerate(zip(block.starts, block.numbers, strict=True)):
            shown = block.numbers[0] + at
            if number == shown:
                continue
            line, column = self._line_of(start)
            text = self._new[line]
            digits = re.compile(r"\s*\d+").match(text, column)
            assert digits
            end = digits.end()
            if abs(number - shown) > 20:
                self._write(line, f"{text[:end]}\\{text[end:]}", f"nomor {number} akan tampil sebagai {shown}")
                if line and self._old[line - 1].strip():
                    self._part_from_above(line, "")
                return
            right = text[:end].rstrip("0123456789") + str(shown)
            self._write(line, right + text[end:], f"nomor {number} akan tampil sebagai {shown}")

    def _mend_table(self, block: Block) -> None:
        head = count_cells(block.lines[0][1])
        widest = max(count_cells(text) for _, text in block.lines[2:]) if block.lines[2:] else 0
        if widest <= head:
            return
        for (start, _), cell in zip(block.lines[:2], ("  |", " --- |"), strict=True):
            line, _ = self._line_of(start)
            row = self._new[line].rstrip()
            row = row if row.endswith("|") else f"{row} |"
            what = f"ada baris tabel dengan {widest} sel, kepalanya {head}: sel yang lebih tidak tampil"
            self._write(line, row + cell * (widest - head), what)

    def _mend_code(self) -> None:
        blocks = read_blocks(lines_of(self._body))
        for block in blocks:
            if block.kind != CODE:
                continue
            for start, text in block.lines:
                line, _ = self._line_of(start)
                if text.strip():
                    self._write(line, text.strip(), "baris yang diawali empat spasi atau tab akan tampil sebagai kode")
                    self._cut.add(line)


class _Paragraph:
    """The lines of a paragraph and their corrections; ``is_lazy`` is true for lines indented less than the first."""

    def __init__(self, texts: list[str], is_lazy: list[bool]):
        self.texts, self.is_lazy = texts, is_lazy
        self.parted: dict[int, str] = {}
        self.below: dict[int, str] = {}
        self._right: dict[int, tuple[str, str]] = {}

    def mended(self, in_item: bool) -> dict[int, tuple[str, str]]:
        """The corrected lines by number, each with what is wrong."""
        if self._is_tabbed():
            self._make_table()
        elif len(self.texts) > 1 and (rows := self._rows()):
            self._mend_rows(*rows)
        else:
            self._join_words()
            items = self._make_items()
            self._break_lines(items, in_item)
        return self._right

    def _write(self, at: int, right: str, what: str) -> None:
        if right != self.texts[at]:
            self._right[at] = (right, self._right[at][1] if at in self._right else what)
            self.texts[at] = right

    # Tables

    def _is_tabbed(self) -> bool:
        counts = {text.strip(" ").count("\t") for text in self.texts}
        return len(self.texts) > 1 and len(counts) == 1 and counts != {0} and not _TABBED_MARKER.match(self.texts[0])

    def _make_table(self) -> None:
        for at, text in enumerate(self.texts):
            cells = [cell.strip().replace("|", "\\|") for cell in text.strip(" ").split("\t")]
            self._write(at, f"| {' | '.join(cells)} |", "baris dengan tab dari Excel tidak menjadi tabel")
        self.below[0] = f"|{' --- |' * count_cells(self.texts[0])}"

    def _rows(self) -> tuple[int, int] | None:
        """The range (start, stop) of the lines that look like table rows, or None."""
        counts = [count_cells(text) + text.startswith("|") if "|" in text else 1 for text in self.texts]
        first = next((at for at, count in enumerate(counts) if count > 1), len(counts))
        end = next((at for at in range(first, len(counts)) if counts[at] < 2), len(counts))
        return (first, end) if end - first > 1 else None

    def _mend_rows(self, first: int, end: int) -> None:
        what = "tabel ini tidak terbaca sebagai tabel"
        columns = count_cells(self.texts[first])
        delimiters = f"|{' --- |' * columns}"
        if not _DELIMITER.match(self.texts[first + 1].strip()):
            # The line itself does not change; the delimiter row is added below it.
            self._right[first] = (self.texts[first], what)
            self.below[first] = delimiters
        elif count_cells(self.texts[first + 1]) != columns:
            self._write(first + 1, delimiters, what)
        elif first:
            self.parted[first] = what

    # Words

    def _join_words(self) -> None:
        for at in range(len(self.texts) - 1):
            hyphened = _HYPHENED.search(self.texts[at])
            rest = _FIRST_WORD.match(self.texts[at + 1].lstrip())
            if not hyphened or not rest or not rest[0][0].islower():
                continue
            letters = re.match(r"\w+", rest[0])
            doubled = letters is not None and letters[0].startswith(hyphened["part"].lower())
            word = hyphened["part"] + ("-" if doubled else "") + rest[0]
            after = self.texts[at + 1].lstrip()[rest.end() :].lstrip()
            if after:
                what = "kata yang terpotong akan tampil dengan tanda hubung dan spasi"
                self._write(at, self.texts[at][: hyphened.start()] + word, what)
                self._write(at + 1, after, what)

    # Lists

    def _make_items(self) -> set[int]:
        """Correct list markers; returns the numbers of the lines that are items."""
        if all(text[:2].isalpha() for text in self.texts):
            return set()  # no list marker starts with two letters
        items = {at for at, text in enumerate(self.texts) if _ITEM.match(text)}
        dashes = {at: dash for at, text in enumerate(self.texts) if (dash := _DASH.match(text))}
        letters = self._letters()
        for at, text in enumerate(self.texts):
            if bullet := _BULLET.match(text):
                self._write(at, f"- {text[bullet.end() :]}", f"'{text[0]}' bukan tanda poin")
            elif at in dashes and len(dashes) > 1:
                right = f"- {text[dashes[at].end() :]}"
                self._write(at, right, "garis pada awal baris bukan tanda poin" if text[0] != "-" else _NO_GAP)
            elif hard := _HARD_SPACED_MARKER.match(text):
                self._write(at, f"{hard['marker']} {text[hard.end() :]}", "spasi khusus sesudah tanda daftar")
            elif at in letters:
                marker, number = letters[at]
                self._write(at, f"{number}. {text[marker.end() :]}", f"'{marker[0].strip()}' bukan nomor daftar")
            elif (close := _CLOSE_NUMBER.match(text)) and not text[close.end() :].startswith(("co", "id")):
                self._write(at, f"{close['marker']} {text[close.end() :]}", _NO_GAP)
            else:
                continue
            items.add(at)
        self._part_numbers(items)
        return items

    def _letters(self) -> dict[int, tuple[re.Match[str], int]]:
        """The lines of runs a., b., … or (1), (2), …, each with its marker and number."""
        found: dict[int, tuple[re.Match[str], int]] = {}
        run: list[tuple[int, re.Match[str]]] = []
        for at, text in [*enumerate(self.texts), (len(self.texts), "")]:
            marker = _LETTER.match(text)
            if marker and _rank(marker) == len(run) + 1:
                run.append((at, marker))
            elif marker or not text:
                if len(run) > 1:
                    found |= {place: (one, number) for number, (place, one) in enumerate(run, 1)}
                run = [(at, marker)] if marker and _rank(marker) == 1 else []
        return found

    def _part_numbers(self, items: set[int]) -> None:
        """Add a blank line above a list that starts with another number than 1."""
        for at in sorted(items):
            number = _NUMBER.match(self.texts[at])
            if number and at and at - 1 not in items and int(number["number"]) != 1:
                after = _NUMBER.match(self.texts[at + 1]) if at + 1 in items else None
                if after and int(after["number"]) == int(number["number"]) + 1:
                    self.parted[at] = "daftar yang tidak dimulai dari 1 menyambung ke baris di atasnya"
                else:
                    items.discard(at)

    # Lines

    def _break_lines(self, items: set[int], in_item: bool) -> None:
        groups: list[list[int]] = [[]]
        for at, text in enumerate(self.texts):
            if at in items or (at and at - 1 in items) or at in self.parted:
                groups.append([])
            if at not in items:
                groups[-1].append(at)
            if _ENDED.search(text):
                groups.append([])
        for group in groups:
            lazy = [at for at in group if self.is_lazy[at] and at]
            if in_item and lazy and self._is_meant([lazy[0] - 1, lazy[0]]):
                self.parted[lazy[0]] = "baris ini akan masuk ke butir di atasnya"
                group = group[group.index(lazy[0]) :]
            if len(group) > 1 and self._is_meant(group):
                for at in group[:-1]:
                    self._write(at, _broken(_bold(self.texts[at])), "baris ini akan disambung dengan baris berikutnya")
                self._write(group[-1], _bold(self.texts[group[-1]]), _BOLD)
            elif len(self.texts) == 1 and _STARRED.fullmatch(self.texts[0].strip()):
                self._write(0, _bold(self.texts[0]), _BOLD)

    def _is_meant(self, group: list[int]) -> bool:
        """Whether the line breaks of ``group`` are intended, not the result of wrapping."""
        texts = [self.texts[at].strip() for at in group]
        if any(_PICTOGRAPH.match(text) for text in texts) or sum(map(bool, map(_LABEL.match, texts))) > 1:
            return max(map(len, texts)) <= 2 * _WIDEST
        return all(_fits(text, after) and _BEGINS.match(after) for text, after in pairwise(texts))


def _is_wrapped(texts: Sequence[str]) -> bool:
    """Whether ``texts`` are clearly a wrapped paragraph; a fast check for the common case."""
    if len(texts) < 2 or _fits(texts[0].strip(), texts[1].strip()) or not all(text[:2].isalpha() for text in texts):
        return False
    whole = "\n".join(texts)
    return whole.count(":") < 2 and not any(marker in whole for marker in ("|", "\t", "-\n", "\\\n", "  \n", ">\n"))


def _fits(text: str, after: str) -> bool:
    """Whether the first word of the line ``after`` would have fit on the line ``text``."""
    return len(text) + 1 + len(after.split(" ", 1)[0]) <= _WIDEST


_NO_GAP = "tanda daftar tanpa spasi tidak menjadi daftar"
_BOLD = "satu bintang menjadi huruf miring, dua menjadi huruf tebal"


def _rank(marker: re.Match[str]) -> int:
    sign = marker["inside"] or marker["letter"].lower()
    return int(sign) if sign.isdigit() else ord(sign) - ord("a") + 1


def _broken(line: str) -> str:
    """``line`` with a backslash for a hard line break, after a space if it ends with an address."""
    last = line.rsplit(" ", 1)[-1]
    return f"{line} \\" if "://" in last or last.startswith("www.") else f"{line}\\"


def _bold(text: str) -> str:
    return _STARRED_WORD.sub(r"**\g<text>**", text)


@dataclass(frozen=True)
class _LineRule:
    """A replacement within a line: of ``pattern`` by ``right``, with groups as ``<name>``.

    Lines without the text ``needed`` are skipped.
    """

    needed: str
    pattern: re.Pattern[str]
    right: str
    what: str

    def apply(self, shown: str, text: str) -> tuple[str, str]:
        """Replace in ``text`` where ``shown``, the same line with its code blanked, matches; returns both."""
        for match in reversed(list(self.pattern.finditer(shown))):
            start, end = match.span()
            text = text[:start] + self._filled(match, text) + text[end:]
            shown = shown[:start] + self._filled(match, shown) + shown[end:]
        return shown, text

    def _filled(self, match: re.Match[str], line: str) -> str:
        return _GROUP.sub(lambda name: line[slice(*match.span(name[1]))], self.right)


def _is_odd(line: str) -> bool:
    """Whether text between two ``**`` starts or ends with a space, or is directly followed by a word."""
    parts = line.split("**")
    return any(
        inside[:1].isspace() or inside[-1:].isspace() or (after[:1].isalnum() and not inside[-1:].isalnum())
        for inside, after in zip(parts[1::2], parts[2::2], strict=False)
    )


_GROUP = re.compile("<([a-z]+)>")
_WITHIN = "spasi di dalam tanda tebal atau miring"
_LINE_RULES = (
    _LineRule("**", _STRONG, "**<text>**", _WITHIN),
    _LineRule("**", _STRONG_CLOSE, "<whole> ", "tanda tebal menempel pada kata sesudahnya"),
    _LineRule("](", _SPACED_TARGET, "<before><<to>>)", "alamat berisi spasi"),
    _LineRule("] (", _APART, "[<text>](<to>)", "tautan terpisah dari alamatnya"),
    _LineRule("]\u00a0(", _APART, "[<text>](<to>)", "tautan terpisah dari alamatnya"),
    _LineRule("(www.", _APART_WWW, "[<text>](https://<to>)", "tautan terpisah dari alamatnya"),
    _LineRule("##", _CLOSE_HEADING, "<markers> ", "tanda judul tanpa spasi tidak menjadi judul"),
)


