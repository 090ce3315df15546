"""Writes a body: its tree as HTML, split where a component draws a figure."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from xml.etree.ElementTree import Element as XmlElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import EscapeInlineProcessor, InlineProcessor

from kabar.content.markdown_source.directives import BLOCK_NAMES, DIRECTIVE, Body, FigurePlace, Html, read_directive
from kabar.content.parsing.problems import BadValue
from kabar.markdown.html_tree import VOID, Element, open_tag
from kabar.markdown.sanitiser import PHRASES

GUARD = "\ue002"  # private use: never in an editor's text

_GUARDED = re.compile(r"[\\{\"'.-]")
# Character references of "{".
_BRACE_REFERENCE = re.compile(r"&(?:#0*123|#[xX]0*7[bB]|lbrace|lcub)(?:;|\b)")


class DirectiveSyntax(Extension):
    """Protects braces from the other extensions; directives are parsed later."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's name)
        md.inlinePatterns.register(_GuardingEscape(r"\\(.)", md), "escape", 180)
        # After inline HTML (90), so that attributes keep their text.
        md.inlinePatterns.register(_Braces(_BRACES, md), "braces", 86)


# On one line. An opening brace alone is matched too, or it would start an attribute list.
_BRACES = r"\{\{[^{}\n\x02]{0,500}\}\}|\{%[^\n\x02]{0,200}?%\}|\{(?=[{%])"


_Match = tuple[XmlElement | str | None, int | None, int | None]


class _GuardingEscape(EscapeInlineProcessor):
    # The stubs let only InlineProcessor itself differ from Pattern.
    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: N802
        text, start, end = super().handleMatch(m, data)
        if isinstance(text, str) and text and _GUARDED.match(m[1]):
            text += GUARD
        return text, start, end


class _Braces(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: N802
        text = m[0]
        if not DIRECTIVE.fullmatch(text):
            text = _GUARDED.sub(lambda match: match[0] + GUARD, text)
        return self.md.htmlStash.store(escape(text, quote=False)), m.start(), m.end()


def guard_references(html: str) -> str:
    """``html`` with a guard behind each brace that was a character reference: it stays literal."""
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
    """The parts below ``root``, without guards; directives become ``FigurePlace``.

    Raises BadValue for an invalid directive, and for one that draws a block but is not alone in its paragraph.
    """
    parts: list[Html | FigurePlace] = []
    html: list[str] = []
    pieces: list[str | FigurePlace] = []
    _write(root, "", False, pieces)
    for piece in pieces:
        if isinstance(piece, str):
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
    """Append the content of ``element`` to ``pieces``.

    ``around`` is the tag of the nearest ancestor that contains text only, or empty.
    """
    for child in element.children:
        if isinstance(child, str):
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
    if not isinstance(only, str) or "{{" not in only:
        return None
    match = DIRECTIVE.fullmatch(only.strip())
    place = read_directive(match) if match else None
    return place if place and place.name in BLOCK_NAMES else None
