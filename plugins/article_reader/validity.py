"""Mend the nesting of raw HTML, so that a body keeps to HTML's content models.

Markdown's own output needs none of it; what an editor writes or pastes may. Text is never lost:
a tag that cannot stand where it is gives way to its content. Source: HTML Standard, 3.2.5.
"""

from collections.abc import Iterator
from html import escape

from plugins.article_reader.attributes import mend_attributes
from plugins.article_reader.html_tree import Element
from plugins.article_reader.sanitiser import BLOCKS, PHRASES
from plugins.article_reader.structures import MENDERS

_TRANSPARENT = frozenset(("a", "del", "ins"))
# Flow elements in which prose has only phrases.
_HOLD_PHRASES = frozenset(["p", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "summary", "caption"])
# Elements that mean something only under their own parent; elsewhere they are plain blocks.
_PARENTS = {
    "li": ("ul", "ol"),
    "dt": ("dl",),
    "dd": ("dl",),
    "figcaption": ("figure",),
    "summary": ("details",),
}


def mend(element: Element) -> None:
    """Mend what stands below ``element``, in place."""
    children: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str):
            children.append(child)
            continue
        mend_attributes(child)
        mend(child)
        if child.tag in _PARENTS and element.tag not in _PARENTS[child.tag]:
            child.tag = "div"
        children.extend(_in_place(child))
    if element.tag in _HOLD_PHRASES:
        children = list(_phrases(children))
    element.children = children
    if mender := MENDERS.get(element.tag):
        mender(element)


def _in_place(element: Element) -> list[Element | str]:
    """What ``element`` leaves at its place: itself, or its content."""
    holds_block = any(_is_block(child) for child in element.children)
    if element.tag in PHRASES - _TRANSPARENT and holds_block:
        return element.children
    if element.tag == "a":
        href = element.attributes.get("href")
        bare = not element.text().strip() and not any(e.tag == "img" for e in element.elements())
        nested = any(e.tag in ("a", "details") for e in element.elements())
        return element.children if href is None or bare or nested else [element]
    if element.tag == "img" and not element.attributes.get("src"):
        return [escape(element.attributes["alt"])]
    if element.tag in ("ul", "ol", "dl", "table", "figure") and not any(element.elements()):
        return element.children if element.text().strip() else []
    if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6") and not element.text().strip():
        return element.children
    return [element]


def _is_block(child: Element | str) -> bool:
    if isinstance(child, str):
        return False
    return child.tag in BLOCKS or (child.tag in _TRANSPARENT and any(map(_is_block, child.children)))


def _phrases(children: list[Element | str]) -> Iterator[Element | str]:
    for child in children:
        if not _is_block(child):
            yield child
        elif child.tag in _TRANSPARENT:
            child.children = list(_phrases(child.children))
            yield child
        else:
            yield from _phrases(child.children)
            yield " "
