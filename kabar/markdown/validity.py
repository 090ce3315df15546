"""Repairs the nesting of raw HTML, so that a body conforms to HTML's content models.

Markdown's own output is valid; HTML that an editor writes or pastes may not be. Text is never lost: a tag that is not
allowed in its place is replaced by its content. Source: HTML Standard, 3.2.5.
"""

import re
from collections.abc import Callable, Iterator
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
    """Remove invalid attributes of ``element`` and add required ones, in place."""
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


_TABLE_PARTS = ("caption", "thead", "tbody", "tr", "tfoot")


def _mend_list(element: Element) -> None:
    """Wrap content of a list that is neither an item nor whitespace in an item."""
    element.children = [
        child if _tag(child) == "li" or _is_blank(child) else Element("li", {}, [child]) for child in element.children
    ]


def _mend_terms(element: Element) -> None:
    """Turn a list that is not terms, each with definitions, into plain blocks; else remove its whitespace."""
    kinds = "".join(_tag(child)[-1:] if _tag(child) in ("dt", "dd") else "x" for child in _solid(element))
    children = [child for child in element.children if not isinstance(child, str)]
    if not re.fullmatch(r"(t+d+)+", kinds):
        element.tag = "div"
        for child in children:
            if child.tag in ("dt", "dd"):
                child.tag = "div"
    else:
        element.children = [*children]


def _mend_figure(element: Element) -> None:
    """Allow at most one caption, first or last."""
    solid = _solid(element)
    captions = _with_tag(element, "figcaption")
    if len(captions) > 1 or (captions and captions[0] not in (solid[0], solid[-1])):
        for caption in captions:
            caption.tag = "div"


def _mend_details(element: Element) -> None:
    """Put exactly one summary first."""
    summaries = _with_tag(element, "summary")
    for other in summaries[1:]:
        other.tag = "div"
    first = summaries[0] if summaries else Element("summary", {}, ["Rincian"])
    element.children = [first, *(child for child in element.children if child is not first)]


def _mend_table(element: Element) -> None:
    """Sort the parts of a table; keep one caption and no empty row."""
    parts = _with_tag(element, *_TABLE_PARTS)
    for part in parts:
        rows = part.children
        part.children = [row for row in rows if isinstance(row, str) or row.tag != "tr" or any(row.elements())]
    captions = [part for part in parts if part.tag == "caption"]
    parts = [part for part in parts if part.tag != "caption" or part is captions[0]]
    for tag in ("thead", "tfoot"):
        for other in [part for part in parts if part.tag == tag][1:]:
            other.tag = "tbody"
    parts.sort(key=lambda part: _TABLE_PARTS.index(part.tag))
    element.children = list(parts)


MENDERS: dict[str, Callable[[Element], None]] = {
    "ul": _mend_list,
    "ol": _mend_list,
    "dl": _mend_terms,
    "figure": _mend_figure,
    "details": _mend_details,
    "table": _mend_table,
}


def _tag(child: Element | str) -> str:
    return "" if isinstance(child, str) else child.tag


def _with_tag(element: Element, *tags: str) -> list[Element]:
    return [child for child in element.children if not isinstance(child, str) and child.tag in tags]


def _solid(element: Element) -> list[Element | str]:
    return [child for child in element.children if not _is_blank(child)]


def _is_blank(child: Element | str) -> bool:
    return isinstance(child, str) and not child.strip(" \n\t\r\f")  # A no-break space is text.


_TRANSPARENT = frozenset(("a", "del", "ins"))
# Block elements that contain only phrasing content.
_PHRASING_BLOCKS = frozenset(["p", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "summary", "caption"])
# Phrasing elements that contain only phrasing content.
_ONLY_PHRASES = PHRASES - _TRANSPARENT
_NEED_ELEMENTS = frozenset(("ul", "ol", "dl", "table", "figure"))
_MAY_GIVE_WAY = _ONLY_PHRASES | _NEED_ELEMENTS | HEADINGS | {"a"}
# Elements that are allowed only in these parents; elsewhere they become plain blocks.
_PARENTS = {
    "li": ("ul", "ol"),
    "dt": ("dl",),
    "dd": ("dl",),
    "figcaption": ("figure",),
    "summary": ("details",),
}


def mend(element: Element) -> None:
    """Repair the content of ``element``, in place."""
    tag = element.tag
    children: list[Element | str] = []
    has_elements = False
    for child in element.children:
        if isinstance(child, str):
            children.append(child)
            continue
        has_elements = True
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
    if has_elements and tag in _PHRASING_BLOCKS:
        children = list(_phrases(children))
    element.children = children
    if tag in MENDERS:
        MENDERS[tag](element)


def _in_place(element: Element) -> list[Element | str]:
    """``element``, or its content if it is invalid."""
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
    if isinstance(child, str):
        return False
    return child.tag in BLOCKS or (child.tag in _TRANSPARENT and any(map(_is_block, child.children)))


def _phrases(children: list[Element | str]) -> Iterator[Element | str]:
    for child in children:
        if isinstance(child, str) or not _is_block(child):
            yield child
        elif child.tag in _TRANSPARENT:
            child.children = list(_phrases(child.children))
            yield child
        else:
            yield from _phrases(child.children)
            yield " "
