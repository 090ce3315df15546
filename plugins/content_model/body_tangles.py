"""Find structures of a body whose conversion would explode: unclosed, too deep, too many."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from plugins.content_model.body_code import TAG, VOID_TAGS

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
