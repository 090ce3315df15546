"""Limits that keep the conversion of a body fast: size, nesting, unclosed and repeated structures."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kabar.content.markdown_source.body_code import TAG, VOID_TAGS, blank_code
from kabar.content.parsing.problems import ERROR
from kabar.text.characters import UNSEEN_IN_BODY, WORD_BULLET, is_printable

_REFERENCE = re.compile(r"&#(?:[xX](?P<hex>[0-9A-Fa-f]{1,8})|(?P<decimal>\d{1,9}));?")


def find_unseen(body: str) -> Iterator[tuple[int, str]]:
    """The first character of ``body`` that is not allowed in a body, as (offset, message)."""
    if match := _search(body):
        line = body[match.start() :].partition("\n")[0]
        if WORD_BULLET.match(line):
            yield match.start(), f"tanda poin dari Word tidak tampil bagi pembaca; tulis: {WORD_BULLET.sub('- ', line)}"
            return
        yield (
            match.start(),
            f"ada karakter U+{ord(match[0]):04X} yang tidak tampil bagi pembaca; hapus, lalu ketik ulang bagian itu",
        )


def find_unseen_references(text: str) -> Iterator[tuple[int, str]]:
    """The first character reference (``&#x202E;``) in ``text`` to a character that is not allowed in a body."""
    for match in _REFERENCE.finditer(text) if "&#" in text else ():
        if _is_unseen(match):
            yield match.start(), f"'{match[0]}' bukan karakter yang bisa tampil; hapus"
            return


def drop_unseen(text: str) -> str:
    """``text`` without characters that are not allowed in a body, and without references to them."""
    text = UNSEEN_IN_BODY.sub("", text) if _search(text) else text
    return _REFERENCE.sub(lambda match: "" if _is_unseen(match) else match[0], text) if "&#" in text else text


def _search(text: str) -> re.Match[str] | None:
    return None if is_printable(text) else UNSEEN_IN_BODY.search(text)


def _is_unseen(reference: re.Match[str]) -> bool:
    code = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])
    if 0x80 <= code < 0xA0:
        return False  # HTML maps these to the characters of Windows-1252: &#150; is a dash.
    return code > 0x10FFFF or 0xD800 <= code < 0xE000 or bool(UNSEEN_IN_BODY.match(chr(code)))


DEEPEST_TAGS = 50  # nested or unclosed HTML tags
DEEPEST_BRACKETS = 20  # nested brackets
MOST_UNCLOSED = 100  # unclosed "[", "(", "<": for each, the whole rest of the text is searched
MOST_HEADINGS = 1_000
MOST_BREAKS_IN_BLOCK = 100  # headings, rules, definitions without a blank line: each parses the rest of the block again
MOST_NOTES = 1_000  # footnotes and references to them
MOST_DEFINITIONS = 100  # of each kind: abbreviations, admonitions, link definitions over two lines
MOST_ABBREVIATED = 5_000  # occurrences of abbreviations in the text
MOST_COLUMNS = 200  # "|" in a line
MOST_CELLS = 20_000  # rows times columns, of all tables: short rows are filled up

_BLOCK_END = re.compile(r"\n[ \t]*\n")
_BRACKET = re.compile(r"[\[\]()]|\n[ \t]*\n")
_ANGLE = re.compile(r"<[a-zA-Z/!?]")
_COMPLETE = re.compile(r"<!--.*?-->|<[^<>\s]+>", re.DOTALL)
_HEADING = re.compile(r"^(?:#|=+[ \t]*$|-+[ \t]*$)", re.MULTILINE)
_BREAK = re.compile(r"^(?:#|=+[ \t]*$|[ \t]{0,3}[-_*](?:[ \t]{0,2}[-_*])+[ \t]*$|-[ \t]*$| {0,3}: )", re.MULTILINE)
_SEPARATOR = re.compile(r"^[ \t|]*[:-][-|: \t]*$", re.MULTILINE)
_DEFINITIONS = (
    (re.compile(r"^\*\[", re.MULTILINE), "singkatan '*[…]:'"),
    (re.compile(r"^[ \t]*!!! ?[\w-]", re.MULTILINE), "kotak '!!!'"),
    (re.compile(r"\]:[ \t]*$", re.MULTILINE), "alamat rujukan di baris terpisah"),
)
_ABBREVIATION = re.compile(r"^\*\[([^\]\n]+)\]", re.MULTILINE)
# Python-Markdown's placeholders are numbered; an abbreviation of digits would match in them.
_NUMBERED_ABBREVIATION = re.compile(r"^\*\[[\W\d_]*\]", re.MULTILINE)

Found = tuple[int, str]  # offset in the body, message with remedy


def find_excesses(text: str) -> Iterator[Found]:
    """Structures of ``text`` (code blanked) that exceed the limits."""
    if text.count("[") > DEEPEST_BRACKETS or text.count("(") > MOST_UNCLOSED:
        yield from _find_open_brackets(text)
    if "<" in text:
        yield from _find_open_tags(text)
    if "|" in text:
        yield from _find_wide_tables(text)
    if text.count("\n") > MOST_BREAKS_IN_BLOCK:
        yield from _find_many_headings(text)
    if text.count("[^") > MOST_NOTES:
        yield text.find("[^"), f"lebih dari {with_dots(MOST_NOTES)} catatan kaki dan rujukannya; kurangi"
    if "*[" in text or "!!!" in text or "]:" in text:
        yield from _find_many_definitions(text)


def _find_open_brackets(text: str) -> Iterator[Found]:
    left: dict[str, list[int]] = {"[": [], "(": []}  # offsets of unclosed brackets
    opened: dict[str, list[list[int]]] = {"[": [], "(": []}  # offset, and number of levels closed within
    for match in _BRACKET.finditer(text):
        marker = match[0]
        if marker in opened:
            opened[marker].append([match.start(), 0])
        elif marker in "])":
            stack = opened["[" if marker == "]" else "("]
            if not stack:
                continue
            place, within = stack.pop()
            if stack:
                stack[-1][1] = max(stack[-1][1], within + 1)
            if marker == "]" and within >= DEEPEST_BRACKETS:
                yield place, f"'[' bersarang lebih dari {DEEPEST_BRACKETS} tingkat; sederhanakan tautannya"
                return
        else:
            for kind, stack in opened.items():
                left[kind] += [place for place, _ in stack]
                stack.clear()
    for kind, end in (("[", "]"), ("(", ")")):
        places = left[kind] + [place for place, _ in opened[kind]]
        if len(places) > MOST_UNCLOSED:
            remedy = f"tutup, atau tulis \\{kind}"
            yield places[MOST_UNCLOSED], f"lebih dari {MOST_UNCLOSED} '{kind}' tanpa '{end}'; {remedy}"


def _find_open_tags(text: str) -> Iterator[Found]:
    if len(_ANGLE.findall(text)) > MOST_UNCLOSED:
        stray = _ANGLE.findall(_COMPLETE.sub("", TAG.sub("", text)))
        if len(stray) > MOST_UNCLOSED:
            yield text.find(stray[0]), f"lebih dari {MOST_UNCLOSED} '<' tanpa '>'; tulis &lt; untuk kurang dari"
            return
    opened: list[str] = []
    lost = 0
    for match in TAG.finditer(text):
        tag = match["tag"].lower()
        if tag in VOID_TAGS or match["attributes"].endswith("/"):
            continue
        if not match["close"]:
            opened.append(tag)
        elif tag in opened:
            while opened.pop() != tag:
                pass
        else:
            lost += 1
        if len(opened) > DEEPEST_TAGS or lost > MOST_UNCLOSED:
            yield match.start(), f"lebih dari {DEEPEST_TAGS} tag HTML bersarang atau tanpa pasangan; pasangkan tagnya"
            return


def _find_wide_tables(text: str) -> Iterator[Found]:
    if text.count("|") > MOST_COLUMNS:
        start = 0
        for line in text.split("\n"):
            if line.count("|") > MOST_COLUMNS:
                yield start, f"lebih dari {MOST_COLUMNS} '|' dalam satu baris; kurangi kolom tabel"
                return
            start += len(line) + 1
    if text.count("|") * text.count("\n") <= MOST_CELLS:
        return
    cells = 0
    for match in _SEPARATOR.finditer(text):
        end = _BLOCK_END.search(text, match.end())
        rows = text.count("\n", match.end(), end.start() if end else len(text))
        cells += (match[0].count("|") + 1) * rows
        if cells > MOST_CELLS:
            yield match.start(), f"tabel-tabel lebih dari {with_dots(MOST_CELLS)} sel; pecah menjadi beberapa tulisan"
            return


def _find_many_headings(text: str) -> Iterator[Found]:
    headings = [match.start() for match in _HEADING.finditer(text)]
    if len(headings) > MOST_HEADINGS:
        yield headings[MOST_HEADINGS], f"lebih dari {with_dots(MOST_HEADINGS)} judul; pecah menjadi beberapa tulisan"
    breaks = [match.start() for match in _BREAK.finditer(text)]
    if len(breaks) > MOST_BREAKS_IN_BLOCK:
        ends = [match.start() for match in _BLOCK_END.finditer(text)]
        blocks = [bisect_left(ends, place) for place in breaks]
        for first, block in enumerate(blocks[:-MOST_BREAKS_IN_BLOCK]):
            if block == blocks[first + MOST_BREAKS_IN_BLOCK]:
                yield (
                    breaks[first],
                    f"lebih dari {MOST_BREAKS_IN_BLOCK} judul, garis, atau definisi tanpa baris kosong; sisipkan",
                )
                return


def _find_many_definitions(text: str) -> Iterator[Found]:
    for pattern, name in _DEFINITIONS:
        places = [match.start() for match in pattern.finditer(text)]
        if len(places) > MOST_DEFINITIONS:
            yield places[MOST_DEFINITIONS], f"lebih dari {MOST_DEFINITIONS} {name}; kurangi"
    words = {match[1] for match in _ABBREVIATION.finditer(text)}
    if words and len(text) > MOST_ABBREVIATED:
        uses = len(re.findall(r"\b(?:" + "|".join(map(re.escape, sorted(words))) + r")\b", text))
        if uses > MOST_ABBREVIATED:
            yield text.find("*["), f"singkatan terpakai lebih dari {with_dots(MOST_ABBREVIATED)} kali; hapus sebagian"
    if match := _NUMBERED_ABBREVIATION.search(text):
        yield match.start(), "singkatan '*[…]:' harus memuat huruf; tulis seperti *[IKM]: industri kecil dan menengah"


def with_dots(number: int) -> str:
    """``number`` with the Indonesian thousands separator: 20.000."""
    return f"{number:,}".replace(",", ".")


# After each inline marker found, the whole line or paragraph is searched again.
LONGEST_LINE = 20_000  # characters: some 3,000 words
LONGEST_BLOCK = 50_000  # characters without a blank line: a table of 500 rows
MOST_LINES = 30_000  # short and long lines take the same time
MOST_SIGNS = 50_000  # matches of _SIGN in the whole body
LONGEST_RUN = 1_000  # repetitions of one character, as in rules and padded tables
MOST_BACKTICKS = 20  # in a row; each length is searched for separately
DEEPEST_MARKERS = 10  # quote and list markers at the start of a line: each is a recursion
DEEPEST_INDENT = 20  # levels of four spaces before such a marker
MOST_OPEN_FENCES = 20  # for each, the whole rest of the body is searched
MOST_COMMENTS = 200  # "<!--"; likewise

_SIGN = re.compile(r"[*_`\[\]<>&\\{}|]")
_LONG_LINE = re.compile(rf"^[^\n]{{{LONGEST_LINE + 1}}}", re.MULTILINE)
_RUN_CHARACTERS = " \t-=_*~#>.!|&\\{}<+:"
_FENCE = re.compile(r"^(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
# Starts with a line feed, which is much faster to search than "^".
_MARKERS = re.compile(r"\n(?P<indent>[ \t]*)(?P<markers>(?:>[ \t]?|(?:[-*+]|\d{1,9}\.)[ \t]+)+)")
_ONE_MARKER = re.compile(r">|[-*+]|\d+\.")
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*)+|(?:\*[ \t]*)+|(?:_[ \t]*)+)$", re.MULTILINE)


@dataclass(frozen=True, order=True)
class BodyProblem:
    """A problem in a body: line and column in the file, from 1; message as in ``Problem``."""

    line: int
    column: int
    message: str
    severity: str = ERROR


def find_body_problems(body: str, first_line: int) -> list[BodyProblem]:
    """Problems that prevent ``body``, which begins on line ``first_line`` of its file, from being converted."""
    found = [*find_unseen(body), *_find_oversize(body)]
    if not found:
        # Only after the size checks, since blanking code is a search itself.
        text = blank_code(body)
        found = [*find_unseen_references(text), *find_excesses(text)]
    return [
        BodyProblem(first_line + body.count("\n", 0, offset), offset - body.rfind("\n", 0, offset), message)
        for offset, message in sorted(found)
    ]


def _find_oversize(body: str) -> Iterator[Found]:
    if len(body) > LONGEST_LINE and (match := _LONG_LINE.search(body)):
        yield match.start(), f"baris lebih dari {with_dots(LONGEST_LINE)} karakter; pecah menjadi beberapa paragraf"
    if len(body) > LONGEST_BLOCK:
        yield from _find_long_block(body)
    if body.count("\n") >= MOST_LINES:
        yield 0, f"isi lebih dari {with_dots(MOST_LINES)} baris; pecah menjadi beberapa tulisan"
    if len(body) > MOST_SIGNS and (count := len(_SIGN.findall(body))) > MOST_SIGNS:
        yield 0, f"ada {with_dots(count)} tanda Markdown atau HTML, paling banyak {with_dots(MOST_SIGNS)}; pecah isinya"
    if len(body) > LONGEST_RUN:
        yield from _find_runs(body)
    if (at := body.find("`" * (MOST_BACKTICKS + 1))) >= 0:
        yield at, f"'`' lebih dari {MOST_BACKTICKS} kali berturut-turut; pakai paling banyak {MOST_BACKTICKS}"
    if body.count("<!--") > MOST_COMMENTS:
        yield body.find("<!--"), f"lebih dari {MOST_COMMENTS} komentar '<!--'; hapus komentarnya"
    if body.count("```") + body.count("~~~") > MOST_OPEN_FENCES:
        yield from _find_open_fences(body)
    yield from _find_deep_markers(body)


def _find_long_block(body: str) -> Iterator[Found]:
    start = 0
    for end in [*(match.start() for match in _BLOCK_END.finditer(body)), len(body)]:
        if end - start > LONGEST_BLOCK:
            yield start, f"lebih dari {with_dots(LONGEST_BLOCK)} karakter tanpa baris kosong; sisipkan baris kosong"
            return
        start = end


def _find_runs(body: str) -> Iterator[Found]:
    for character in _RUN_CHARACTERS:
        # Fast checks first: short strings are found faster, single characters fastest.
        if character not in body or character * 40 not in body:
            continue
        if (at := body.find(character * (LONGEST_RUN + 1))) >= 0:
            yield at, f"'{character}' lebih dari {with_dots(LONGEST_RUN)} kali berturut-turut; hapus kelebihannya"


def _find_open_fences(body: str) -> Iterator[Found]:
    fences = list(_FENCE.finditer(body))
    closing: dict[str, list[int]] = {}
    for match in fences:
        if not match[2].strip():
            closing.setdefault(match[1], []).append(match.start())
    end = still_open = 0
    for match in fences:
        if match.start() < end:
            continue
        places = closing.get(match[1], [])
        at = bisect_left(places, match.end())
        if at < len(places):
            end = places[at] + 1
        else:
            still_open += 1
    if still_open > MOST_OPEN_FENCES:
        yield fences[0].start(), f"{still_open} blok kode tidak ditutup; tutup dengan tanda yang sama di baris sendiri"


def _find_deep_markers(body: str) -> Iterator[Found]:
    for match in _MARKERS.finditer("\n" + body):
        markers, indent = match["markers"], match["indent"]
        deep = len(markers) > DEEPEST_MARKERS and len(_ONE_MARKER.findall(markers)) > DEEPEST_MARKERS
        far = len(indent) > DEEPEST_INDENT and len(indent.expandtabs(4)) > 4 * DEEPEST_INDENT
        start = match.start()
        if (deep or far) and not _RULE.match(body, start):
            yield (
                start,
                f"kutipan atau daftar bersarang lebih dari {DEEPEST_MARKERS} tanda atau {DEEPEST_INDENT} tingkat;"
                " sederhanakan",
            )
            return


