"""Mend lists, figures, tables and details of raw HTML: the right children, in the right order."""

import re

from plugins.article_reader.html_tree import Element

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
