"""Extracts links, directives, headings and problems from a Markdown body without converting it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kabar.content.markdown_source.body_blocks import lines_of, read_blocks
from kabar.content.markdown_source.body_code import BLANK, blank_code, blank_raw_blocks
from kabar.content.markdown_source.body_limits import BodyProblem
from kabar.content.markdown_source.body_links import FoundLink, find_links
from kabar.content.markdown_source.body_losses import (
    find_lost_names,
    find_lost_notes,
    find_lost_words,
    find_removed_tags,
    find_unclosed,
    find_unread,
)
from kabar.content.markdown_source.body_pasted import find_remedies
from kabar.content.markdown_source.directives import (
    BLOCK_NAMES,
    DIRECTIVE,
    NEARLY,
    may_contain_directives,
    read_directive,
    right_form,
)
from kabar.content.parsing.problems import WARNING, BadValue

# Schemes allowed in links, also by the sanitiser.
SCHEMES = ("http", "https", "mailto", "tel")

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_NO_SPACE = re.compile(r"[\x00-\x20]+")
# Starts with a line feed, which is much faster to search than "^".
_ATX_HEADING = re.compile(r"\n *(?P<markers>#{1,6})(?=[ \t]|$)(?P<text>[^\n]*?)#*[ \t]*$", re.MULTILINE)
_SETEXT_UNDERLINE = re.compile(r"^(?:=+|-+)[ \t]*$", re.MULTILINE)
_LITERAL = re.compile(r"<(pre|code|script|style)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_NEAR = 500  # characters after a directive in which the rest of its line and the next line are checked


@dataclass(frozen=True)
class BodyLink:
    """A link, or a picture with its ``alt`` (None if raw HTML has none)."""

    target: str
    line: int
    column: int
    image: bool = False
    alt: str | None = None


@dataclass(frozen=True)
class Directive:
    """A directive of the body; ``alone`` if nothing else is in its paragraph."""

    name: str
    measure: str
    options: tuple[str, ...]
    line: int
    column: int
    alone: bool


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` is 1 for ``#``."""

    level: int
    text: str
    line: int


@dataclass(frozen=True)
class BodyScan:
    """The parts of a body, in the order of the text. Lines (of the file) and columns count from 1."""

    links: tuple[BodyLink, ...] = ()
    directives: tuple[Directive, ...] = ()
    headings: tuple[Heading, ...] = ()
    problems: tuple[BodyProblem, ...] = ()


def scan_body(body: str, first_line: int) -> BodyScan:
    """Scan ``body``, which begins on line ``first_line`` of its file and is within ``body_limits``.

    Ignores code blocks, code spans and escaped characters.
    """
    scanner = _Scanner(body, first_line)
    links = scanner.links()
    directives = scanner.directives()
    for found in find_unclosed(scanner.shown):
        scanner.report(*found)
    for offset, message in scanner.losses():
        scanner.report(offset, message, WARNING)
    for remedy in find_remedies(body, scanner.prose):
        place = (first_line + remedy.line, remedy.column)
        scanner.problems.append(BodyProblem(*place, remedy.message, WARNING))
    return BodyScan(links, directives, scanner.headings(), tuple(sorted(scanner.problems)))


class _Scanner:
    def __init__(self, body: str, first_line: int):
        self.body = body
        self.shown = blank_code(body)
        self.prose = blank_raw_blocks(self.shown)
        self.problems: list[BodyProblem] = []
        self._found: list[FoundLink] = []
        self._first_line = first_line
        self._line_starts: list[int] | None = None

    def place(self, offset: int) -> tuple[int, int]:
        if self._line_starts is None:
            self._line_starts = [start for start, _ in lines_of(self.body)]
        line = bisect_right(self._line_starts, offset)
        return self._first_line + line - 1, offset - self._line_starts[line - 1] + 1

    def report(self, offset: int, message: str, *severity: str) -> None:
        self.problems.append(BodyProblem(*self.place(offset), message, *severity))

    def links(self) -> tuple[BodyLink, ...]:
        self._found = find_links(self.body, self.shown, self.prose)
        links = []
        for found in self._found:
            scheme = _SCHEME.match(_NO_SPACE.sub("", found.target))
            if not found.target:
                self.report(found.start, "alamat kosong; tulis alamatnya di antara tanda kurung ( )")
            elif scheme and scheme[1].lower() not in SCHEMES:
                self.report(
                    found.start,
                    f"alamat '{found.target[:60]}' akan dibuang; yang dipakai: {', '.join(SCHEMES)}",
                    WARNING,
                )
            else:
                alt = found.alt if found.image else None
                links.append(BodyLink(found.target, *self.place(found.start), found.image, alt))
            if found.image and (found.alt is None or not found.text):
                self.report(
                    found.start, "gambar tanpa teks pengganti; tulis isi gambar di antara ![ ], atau sebagai alt"
                )
            elif not found.text:
                self.report(found.start, "tautan tanpa teks akan dibuang; tulis teksnya di antara [ ]", WARNING)
        return tuple(links)

    def directives(self) -> tuple[Directive, ...]:
        if not may_contain_directives(self.shown):
            return ()
        text = _LITERAL.sub(lambda match: " " * len(match[0]), self.shown) if "<" in self.shown else self.shown
        for match in NEARLY.finditer(text):
            right = right_form(match["words"])
            self.report(match.start(), f"'{match[0][:60]}' bukan penanda; maksud Anda '{right}'?")
        return tuple(filter(None, map(self._read, DIRECTIVE.finditer(text))))

    def losses(self) -> Iterator[tuple[int, str]]:
        yield from find_removed_tags(self.shown)
        yield from find_lost_notes(self.prose)
        yield from find_lost_names(self.prose)
        yield from find_unread(self.shown)
        if "```" in self.body or "~~~" in self.body:
            yield from find_lost_words(read_blocks(lines_of(self.body)))

    def _read(self, match: re.Match[str]) -> Directive | None:
        try:
            place = read_directive(match)
        except BadValue as error:
            self.report(match.start(), str(error))
            return None
        start, end = match.span()
        if any((link.start if link.image else link.inner) <= start < link.end for link in self._found):
            self.report(
                start,
                f"penanda '{match[0]}' tidak bisa berada di alamat, judul tautan, atau teks pengganti gambar;"
                " tulis angkanya di dalam kalimat",
            )
            return None
        alone = self._is_alone(start, end)
        if place.name in BLOCK_NAMES and not alone:
            self.report(
                start,
                f"penanda '{match[0]}' menggambar satu blok; tulis di baris tersendiri,"
                " dengan baris kosong di atas dan di bawahnya",
            )
        return Directive(place.name, place.measure, place.options, *self.place(start), alone)

    def _is_alone(self, start: int, end: int) -> bool:
        begin = self.body.rfind("\n", 0, start)
        above = self.body[self.body.rfind("\n", 0, max(begin, 0)) + 1 : max(begin, 0)]
        after, _, below = self.body[end : end + _NEAR].partition("\n")
        return not any(map(str.strip, (above, self.body[begin + 1 : start], after, below.partition("\n")[0])))

    def headings(self) -> tuple[Heading, ...]:
        found: list[tuple[int, int, str]] = []
        if "#" in self.prose:
            for match in _ATX_HEADING.finditer("\n" + self.prose):
                text = self.body[match.start("text") - 1 : match.end("text") - 1]
                found.append((match.start(), len(match["markers"]), text))
        if "\n=" in self.prose or "\n-" in self.prose:
            for match in _SETEXT_UNDERLINE.finditer(self.prose):
                start = self.prose.rfind("\n", 0, max(match.start() - 1, 0)) + 1
                text = self.body[start : match.start()]
                if text.strip() and self.prose[start] != BLANK:
                    found.append((start, 1 if match[0][0] == "=" else 2, text))
        return tuple(Heading(level, text.strip(), self.place(start)[0]) for start, level, text in sorted(found))


