"""Mend the nesting of raw HTML, so that a body keeps to HTML's content models.

Markdown's own output needs none of it; what an editor writes or pastes may. Text is never lost:
a tag that cannot stand where it is gives way to its content. Source: HTML Standard, 3.2.5.
"""

from collections.abc import Iterator
from html import escape

from plugins.article_reader.attributes import mend_attributes
from plugins.article_reader.html_tree import Element
from plugins.article_reader.sanitiser import BLOCKS, HEADINGS, PHRASES
from plugins.article_reader.structures import MENDERS

_TRANSPARENT = frozenset(("a", "del", "ins"))
# Flow elements in which prose has only phrases.
_HOLD_PHRASES = frozenset(["p", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "summary", "caption"])
# Phrases that hold nothing but phrases.
_ONLY_PHRASES = PHRASES - _TRANSPARENT
_NEED_ELEMENTS = frozenset(("ul", "ol", "dl", "table", "figure"))
_MAY_GIVE_WAY = _ONLY_PHRASES | _NEED_ELEMENTS | HEADINGS | {"a"}
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
    tag = element.tag
    children: list[Element | str] = []
    holds_elements = False
    for child in element.children:
        if type(child) is str:
            children.append(child)
            continue
        holds_elements = True
        if child.attributes or child.tag == "img":
            mend_attributes(child)
        if child.children or child.tag in MENDERS:
            mend(child)
        if child.tag in _PARENTS and tag not in _PARENTS[child.tag]:
            child.tag = "div"
        if child.tag in _MAY_GIVE_WAY:
            children += _in_place(child)
        else:
            children.append(child)
    if holds_elements and tag in _HOLD_PHRASES:
        children = list(_phrases(children))
    element.children = children
    if tag in MENDERS:
        MENDERS[tag](element)


def _in_place(element: Element) -> list[Element | str]:
    """What ``element`` leaves at its place: itself, or its content."""
    tag = element.tag
    if tag in _ONLY_PHRASES and any(map(_is_block, element.children)):
        return element.children
    if tag == "a":
        href = element.attributes.get("href")
        below = {one.tag for one in element.elements()}
        bare = "img" not in below and not element.text().strip()
        nested = "a" in below or "details" in below
        return element.children if href is None or bare or nested else [element]
    if tag == "img" and not element.attributes.get("src"):
        return [escape(element.attributes["alt"])]
    if tag in _NEED_ELEMENTS and not any(element.elements()):
        return element.children if element.text().strip() else []
    if tag in HEADINGS and not element.text().strip():
        return element.children
    return [element]


def _is_block(child: Element | str) -> bool:
    if type(child) is str:
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
