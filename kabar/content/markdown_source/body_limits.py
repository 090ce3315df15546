"""Find structures of a body whose conversion would explode: unclosed, too deep, too many."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kabar.content.markdown_source.body_code import TAG, VOID_TAGS, blank_code
from kabar.content.parsing.problems import ERROR
from kabar.text.characters import UNSEEN_IN_BODY, WORD_BULLET, is_printable

_REFERENCE = re.compile(r"&#(?:[xX](?P<hex>[0-9A-Fa-f]{1,8})|(?P<decimal>\d{1,9}));?")


def find_unseen(body: str) -> Iterator[tuple[int, str]]:
    """The first such character of ``body``: where it is, and what to do."""
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
    """The first character reference of ``text`` (``&#x202E;``) that stands for one."""
    for match in _REFERENCE.finditer(text) if "&#" in text else ():
        if _is_unseen(match):
            yield match.start(), f"'{match[0]}' bukan karakter yang bisa tampil; hapus"
            return


def drop_unseen(text: str) -> str:
    """``text`` without such characters, and without references to them."""
    text = UNSEEN_IN_BODY.sub("", text) if _search(text) else text
    return _REFERENCE.sub(lambda match: "" if _is_unseen(match) else match[0], text) if "&#" in text else text


def _search(text: str) -> re.Match | None:
    return None if is_printable(text) else UNSEEN_IN_BODY.search(text)


def _is_unseen(reference: re.Match) -> bool:
    code = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])
    if 0x80 <= code < 0xA0:
        return False  # HTML reads these as the signs that Windows had there: &#150; is a dash.
    return code > 0x10FFFF or 0xD800 <= code < 0xE000 or bool(UNSEEN_IN_BODY.match(chr(code)))


DEEPEST_TAGS = 50  # HTML tags within each other, or never closed
DEEPEST_BRACKETS = 20  # links within each other's text
MOST_UNCLOSED = 100  # "[", "(", "<" without their end: each is searched for to the end
MOST_HEADINGS = 1_000
MOST_BREAKS_IN_BLOCK = 100  # headings, rules, definitions without a blank line: the rest is read again for each
MOST_NOTES = 1_000  # footnotes, and references to them
MOST_DEFINITIONS = 100  # abbreviations, admonitions, link definitions broken over two lines: of each kind
MOST_ABBREVIATED = 5_000  # places in the text where an abbreviation stands
MOST_COLUMNS = 200  # "|" in a line
MOST_CELLS = 20_000  # rows times columns, of all tables: a short row is filled up

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
# Markdown numbers what it puts aside; an abbreviation of digits would be found in those numbers.
_NUMBERED_ABBREVIATION = re.compile(r"^\*\[[\W\d_]*\]", re.MULTILINE)

Found = tuple[int, str]  # where in the body, and what is wrong with how to mend it


def find_tangles(text: str) -> Iterator[Found]:
    """The structures of ``text`` beyond the limits; code in it is already blanked."""
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
    left: dict[str, list[int]] = {"[": [], "(": []}  # places of those never closed
    opened: dict[str, list[list[int]]] = {"[": [], "(": []}  # place, and levels closed within
    for match in _BRACKET.finditer(text):
        mark = match[0]
        if mark in opened:
            opened[mark].append([match.start(), 0])
        elif mark in "])":
            stack = opened["[" if mark == "]" else "("]
            if not stack:
                continue
            place, within = stack.pop()
            if stack:
                stack[-1][1] = max(stack[-1][1], within + 1)
            if mark == "]" and within >= DEEPEST_BRACKETS:
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
    """``number`` with Indonesian thousands: 20.000."""
    return f"{number:,}".replace(",", ".")


# Inline marks are looked for in a whole line or paragraph, again after each one found.
LONGEST_LINE = 20_000  # characters: some 3,000 words
LONGEST_BLOCK = 50_000  # characters without a blank line: a table of 500 rows
MOST_LINES = 30_000  # a line costs the same whether it holds a word or ten
MOST_MARKS = 50_000  # of the characters in _MARK, in the whole body
LONGEST_RUN = 1_000  # of one character: rules and padded tables, no more
MOST_BACKTICKS = 20  # in a row; each length begins a search of its own
DEEPEST_MARKERS = 10  # quote and list marks that begin one line: each is a recursion
DEEPEST_INDENT = 20  # levels of four blanks before such a mark
MOST_OPEN_FENCES = 20  # each is searched for to the end of the body
MOST_COMMENTS = 200  # "<!--", likewise

_MARK = re.compile(r"[*_`\[\]<>&\\{}|]")
_LONG_LINE = re.compile(rf"^[^\n]{{{LONGEST_LINE + 1}}}", re.MULTILINE)
_RUN_CHARACTERS = " \t-=_*~#>.!|&\\{}<+:"
_FENCE = re.compile(r"^(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
# Of a line, with the end of the one before: that is found much faster than the beginning of a line.
_MARKERS = re.compile(r"\n(?P<indent>[ \t]*)(?P<marks>(?:>[ \t]?|(?:[-*+]|\d{1,9}\.)[ \t]+)+)")
_ONE_MARKER = re.compile(r">|[-*+]|\d+\.")
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*)+|(?:\*[ \t]*)+|(?:_[ \t]*)+)$", re.MULTILINE)
_BODY_LIMITS_BLOCK_END = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, order=True)
class BodyProblem:
    """One thing to mend in a body: line and column of the file, from 1; message as in ``Problem``."""

    line: int
    column: int
    message: str
    severity: str = ERROR


def find_body_problems(body: str, first_line: int) -> list[BodyProblem]:
    """What keeps ``body``, which begins on line ``first_line`` of its file, from being converted."""
    found = [*find_unseen(body), *_find_oversize(body)]
    if not found:
        # Only now: blanking code is itself a search, for bodies of a bearable size.
        text = blank_code(body)
        found = [*find_unseen_references(text), *find_tangles(text)]
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
    if len(body) > MOST_MARKS and (marks := len(_MARK.findall(body))) > MOST_MARKS:
        yield 0, f"ada {with_dots(marks)} tanda Markdown atau HTML, paling banyak {with_dots(MOST_MARKS)}; pecah isinya"
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
    for end in [*(match.start() for match in _BODY_LIMITS_BLOCK_END.finditer(body)), len(body)]:
        if end - start > LONGEST_BLOCK:
            yield start, f"lebih dari {with_dots(LONGEST_BLOCK)} karakter tanpa baris kosong; sisipkan baris kosong"
            return
        start = end


def _find_runs(body: str) -> Iterator[Found]:
    for character in _RUN_CHARACTERS:
        # A short string is looked for much faster, one character even more.
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
        marks, indent = match["marks"], match["indent"]
        deep = len(marks) > DEEPEST_MARKERS and len(_ONE_MARKER.findall(marks)) > DEEPEST_MARKERS
        far = len(indent) > DEEPEST_INDENT and len(indent.expandtabs(4)) > 4 * DEEPEST_INDENT
        start = match.start()
        if (deep or far) and not _RULE.match(body, start):
            yield (
                start,
                f"kutipan atau daftar bersarang lebih dari {DEEPEST_MARKERS} tanda atau {DEEPEST_INDENT} tingkat;"
                " sederhanakan",
            )
            return


