"""Write a body: its tree as HTML, cut where a component draws a figure."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import EscapeInlineProcessor, InlineProcessor

from kabar.content.markdown_source.directives import BLOCK_NAMES, DIRECTIVE, Body, FigurePlace, Html, read_directive
from kabar.content.parsing.problems import BadValue
from kabar.markdown.html_tree import VOID, Element, open_tag
from kabar.markdown.sanitiser import PHRASES

GUARD = "\ue002"  # private use: no text of an editor has it

_GUARDED = re.compile(r"[\\{\"'.-]")
# Anything that the reader would see as "{", before the browser decodes it.
_BRACE_REFERENCE = re.compile(r"&(?:#0*123|#[xX]0*7[bB]|lbrace|lcub)(?:;|\b)")


class DirectiveSyntax(Extension):
    """Keeps braces away from the other extensions; what is a directive is decided later."""

    def extendMarkdown(self, md: Markdown):  # noqa: N802 (Markdown's name)
        md.inlinePatterns.register(_GuardingEscape(r"\\(.)", md), "escape", 180)
        # After inline HTML (90), so that attributes keep their text.
        md.inlinePatterns.register(_Braces(_BRACES, md), "braces", 86)


# One line each; an opening alone is kept too, or attribute lists would take it for theirs.
_BRACES = r"\{\{[^{}\n\x02]{0,500}\}\}|\{%[^\n\x02]{0,200}?%\}|\{(?=[{%])"


class _GuardingEscape(EscapeInlineProcessor):
    def handleMatch(self, m, data):  # noqa: N802
        text, start, end = super().handleMatch(m, data)
        if text and _GUARDED.match(m[1]):
            text += GUARD
        return text, start, end


class _Braces(InlineProcessor):
    def handleMatch(self, m, data):  # noqa: N802
        text = m[0]
        if not DIRECTIVE.fullmatch(text):
            text = _GUARDED.sub(lambda mark: mark[0] + GUARD, text)
        return self.md.htmlStash.store(escape(text, quote=False)), m.start(), m.end()


def guard_references(html: str) -> str:
    """``html`` whose braces written as character references stay literal."""
    return _BRACE_REFERENCE.sub("{" + GUARD, html) if "&" in html else html


_CODE = ("code", "pre")
_TEXT_ONLY = PHRASES | frozenset(["p", "h2", "h3", "h4", "h5", "h6", "dt", "th", "summary", "caption", "figcaption"])


def refuse_in_attributes(elements: Iterable[Element]) -> None:
    """Raise BadValue for a directive in an address, title or alternative text of ``elements``."""
    for element in elements:
        for value in element.attributes.values():
            if match := DIRECTIVE.search(value):
                raise BadValue(
                    f"penanda '{match[0]}' tidak bisa berada di alamat, judul tautan, atau teks pengganti gambar;"
                    " tulis angkanya di dalam kalimat"
                )


def write_body(root: Element) -> Body:
    """The parts below ``root`` in their order, without guards; directives become ``FigurePlace``.

    Raises BadValue for a directive that cannot be read, or that draws a block and does not stand
    alone.
    """
    parts: list[Html | FigurePlace] = []
    html: list[str] = []
    pieces: list[str | FigurePlace] = []
    _write(root, "", False, pieces)
    for piece in pieces:
        if type(piece) is str:
            html.append(piece)
            continue
        _flush(html, parts)
        parts.append(piece)
    _flush(html, parts)
    return tuple(parts)


def _flush(html: list[str], parts: list[Html | FigurePlace]) -> None:
    text = "".join(html).replace(GUARD, "")
    html.clear()
    if text and not text.isspace():
        parts.append(Html(text))


def _write(element: Element, around: str, in_code: bool, pieces: list[str | FigurePlace]) -> None:
    """Add what stands in ``element`` to ``pieces``.

    ``around`` names the nearest element around whose content is text only, if any.
    """
    for child in element.children:
        if type(child) is str:
            if "{{" in child and not in_code:
                pieces += _cut(child, around)
            else:
                pieces.append(child)
            continue
        tag = child.tag
        if tag == "p" and (block := _block_alone(child)):
            pieces.append(block)
            continue
        pieces.append(open_tag(child))
        if child.children:
            _write(child, tag if tag in _TEXT_ONLY else around, in_code or tag in _CODE, pieces)
        if tag not in VOID:
            pieces.append(f"</{tag}>")


def _cut(text: str, around: str) -> Iterator[str | FigurePlace]:
    end = 0
    for match in DIRECTIVE.finditer(text):
        place = read_directive(match)
        if place.name in BLOCK_NAMES and (around or text.strip() != match[0]):
            raise BadValue(
                f"penanda '{match[0]}' menggambar satu blok; tulis di baris tersendiri,"
                " dengan baris kosong di atas dan di bawahnya"
            )
        yield text[end : match.start()]
        yield place
        end = match.end()
    yield text[end:]


def _block_alone(paragraph: Element) -> FigurePlace | None:
    only = paragraph.children[0] if len(paragraph.children) == 1 else ""
    if type(only) is not str or "{{" not in only:
        return None
    match = DIRECTIVE.fullmatch(only.strip())
    place = read_directive(match) if match else None
    return place if place and place.name in BLOCK_NAMES else None


