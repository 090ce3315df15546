"""Mend the nesting of raw HTML, so that a body keeps to HTML's content models.

Markdown's own output needs none of it; what an editor writes or pastes may. Text is never lost:
a tag that cannot stand where it is gives way to its content. Source: HTML Standard, 3.2.5.
"""

import re
from collections.abc import Iterator
from html import escape

from kabar.markdown.html_tree import Element
from kabar.markdown.sanitiser import BLOCKS, HEADINGS, PHRASES

_COUNT = re.compile(r"[0-9]{1,4}")
_SPAN = re.compile(r"[1-9][0-9]{0,2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FORMS = {
    "width": _COUNT,
    "height": _COUNT,
    "start": _COUNT,
    "colspan": _SPAN,
    "rowspan": _SPAN,
    "lang": _LANGUAGE,
    "scope": re.compile("row|col"),
    "open": re.compile(".*", re.DOTALL),
}


def mend_attributes(element: Element) -> None:
    """Mend the attributes of ``element``, in place."""
    attributes = element.attributes
    if not attributes and element.tag != "img":
        return
    for name, form in _FORMS.items():
        if name in attributes and not form.fullmatch(attributes[name]):
            del attributes[name]
    if "open" in attributes:
        attributes["open"] = ""
    if element.tag == "img":
        attributes.setdefault("alt", "")


_TABLE_ORDER = ("caption", "thead", "tbody", "tr", "tfoot")


def _mend_list(element: Element) -> None:
    """Only items in a list: blanks stay, other content becomes an item."""
    element.children = [
        child if _tag(child) == "li" or _is_blank(child) else Element("li", {}, [child]) for child in element.children
    ]


def _mend_terms(element: Element) -> None:
    """Terms with their definitions, in turn; what is no such list becomes plain blocks."""
    order = "".join(_tag(child)[-1:] if _tag(child) in ("dt", "dd") else "x" for child in _solid(element))
    if not re.fullmatch(r"(t+d+)+", order):
        element.tag = "div"
        for child in element.children:
            if _tag(child) in ("dt", "dd"):
                child.tag = "div"
    else:
        element.children = [child for child in element.children if not isinstance(child, str)]


def _mend_figure(element: Element) -> None:
    """At most one caption, first or last."""
    solid = _solid(element)
    captions = [child for child in solid if _tag(child) == "figcaption"]
    if len(captions) > 1 or (captions and captions[0] not in (solid[0], solid[-1])):
        for caption in captions:
            caption.tag = "div"


def _mend_details(element: Element) -> None:
    """One summary, first."""
    summaries = [child for child in element.children if _tag(child) == "summary"]
    for other in summaries[1:]:
        other.tag = "div"
    first = summaries[0] if summaries else Element("summary", {}, ["Rincian"])
    element.children = [first, *(child for child in element.children if child is not first)]


def _mend_table(element: Element) -> None:
    """Its parts in their order, one caption, no empty row."""
    parts = [child for child in element.children if _tag(child) in _TABLE_ORDER]
    for part in parts:
        part.children = [c for c in part.children if _tag(c) != "tr" or any(c.elements())]
    captions = [part for part in parts if part.tag == "caption"]
    parts = [part for part in parts if part.tag != "caption" or part is captions[0]]
    for tag in ("thead", "tfoot"):
        for other in [part for part in parts if part.tag == tag][1:]:
            other.tag = "tbody"
    element.children = sorted(parts, key=lambda part: _TABLE_ORDER.index(part.tag))


MENDERS = {
    "ul": _mend_list,
    "ol": _mend_list,
    "dl": _mend_terms,
    "figure": _mend_figure,
    "details": _mend_details,
    "table": _mend_table,
}


def _tag(child: Element | str) -> str:
    return "" if isinstance(child, str) else child.tag


def _solid(element: Element) -> list[Element | str]:
    return [child for child in element.children if not _is_blank(child)]


def _is_blank(child: Element | str) -> bool:
    return isinstance(child, str) and not child.strip(" \n\t\r\f")  # A no-break space is text.


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


