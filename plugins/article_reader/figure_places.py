"""Write a body: its tree as HTML, cut where a component draws a figure."""

from collections.abc import Iterator

from plugins.article_reader.directive_syntax import GUARD
from plugins.article_reader.html_tree import Element, close_tag, open_tag
from plugins.article_reader.sanitiser import PHRASES
from plugins.content_model.body_parts import Body, FigurePlace, Html
from plugins.content_model.directives import BLOCK_NAMES, DIRECTIVE, read_directive
from plugins.content_model.problems import BadValue

_CODE = ("code", "pre")
_TEXT_ONLY = PHRASES | frozenset(["p", "h2", "h3", "h4", "h5", "h6", "dt", "th", "summary", "caption", "figcaption"])


def refuse_in_attributes(root: Element) -> None:
    """Raise BadValue for a directive in an address, title or alternative text below ``root``."""
    for element in root.elements():
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
    for piece in _pieces(root, "", False):
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
    if text.strip():
        parts.append(Html(text))


def _pieces(element: Element, around: str, in_code: bool) -> Iterator[str | FigurePlace]:
    """``around`` names the nearest element around whose content is text only, if any."""
    for child in element.children:
        if isinstance(child, str):
            yield from [child] if in_code else _cut(child, around, element)
        elif child.tag == "p" and (block := _block_alone(child)):
            yield block
        else:
            yield open_tag(child)
            inner = child.tag if child.tag in _TEXT_ONLY else around
            yield from _pieces(child, inner, in_code or child.tag in _CODE)
            yield close_tag(child)


def _cut(text: str, around: str, parent: Element) -> Iterator[str | FigurePlace]:
    if "{{" not in text:
        yield text
        return
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
    if len(paragraph.children) != 1 or not isinstance(paragraph.children[0], str):
        return None
    match = DIRECTIVE.fullmatch(paragraph.children[0].strip())
    place = read_directive(match) if match else None
    return place if place and place.name in BLOCK_NAMES else None
