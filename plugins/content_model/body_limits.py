"""Refuse bodies that no converter should be given: unseen characters, and structures that explode.

Python-Markdown's time grows with the square of some patterns, so each of those has a limit far
above what prose needs. Any body within them, of up to a megabyte, converts within seconds:
``tests/content_model/test_body_limits.py`` keeps patterns that did not. The limits stand here and
in ``body_tangles``.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.content_model.body_characters import find_unseen, find_unseen_references
from plugins.content_model.body_code import blank_code
from plugins.content_model.body_tangles import Found, find_tangles, with_dots
from plugins.content_model.problems import ERROR

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
_BLOCK_END = re.compile(r"\n[ \t]*\n")


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
    for end in [*(match.start() for match in _BLOCK_END.finditer(body)), len(body)]:
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
