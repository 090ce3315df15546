"""Headings of a body: levels from h2 without a gap, and a table of contents on demand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from plugins.article_reader.html_tree import Element
from plugins.article_reader.sanitiser import HEADINGS

_FIRST_LEVEL = 2  # h1 is the entry's own headline
_LAST_LEVEL = 6
_MARKER = "[TOC]"
_LABEL = "Daftar isi"


@dataclass
class _Entry:
    heading: Element | None
    entries: list["_Entry"] = field(default_factory=list)


def find_headings(elements: Iterable[Element]) -> list[Element]:
    """The headings among ``elements``, in their order."""
    return [element for element in elements if element.tag in HEADINGS]


def level_headings(headings: list[Element]) -> None:
    """Give ``headings`` levels from 2 on, each at most one deeper than the one before.

    What was deeper stays deeper, as far as there are levels.
    """
    above: list[int] = []
    for heading in headings:
        level = int(heading.tag[1])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        heading.tag = f"h{min(_FIRST_LEVEL - 1 + len(above), _LAST_LEVEL)}"


def place_contents(root: Element, headings: list[Element]) -> None:
    """Put a table of contents where a paragraph says ``[TOC]``: at the first, once.

    ``headings`` have their levels and ids. Further markers go, and all go without a heading.
    """
    contents = [_draw_contents(headings)] if headings else []
    for parent in [root, *root.elements()]:
        if not any(map(_is_marker, parent.children)):
            continue
        children: list[Element | str] = []
        for child in parent.children:
            if _is_marker(child):
                children += contents
                contents = []
            else:
                children.append(child)
        parent.children = children


def _is_marker(child: Element | str) -> bool:
    return isinstance(child, Element) and child.tag == "p" and child.children == [_MARKER]


def _draw_contents(headings: list[Element]) -> Element:
    top = _Entry(None)
    branch = [top]
    for heading in headings:
        entry = _Entry(heading)
        del branch[int(heading.tag[1]) - _FIRST_LEVEL + 1 :]
        branch[-1].entries.append(entry)
        branch.append(entry)
    title = Element("p", {"class": "toc-title"}, [_LABEL])
    return Element("nav", {"class": "toc", "aria-label": _LABEL}, [title, _draw_list(top.entries)])


def _draw_list(entries: list[_Entry]) -> Element:
    items: list[Element | str] = []
    for entry in entries:
        words = escape(entry.heading.text().strip(), quote=False)
        link = Element("a", {"href": f"#{entry.heading.attributes['id']}"}, [words])
        below = [_draw_list(entry.entries)] if entry.entries else []
        items.append(Element("li", {}, [link, *below]))
    return Element("ul", {}, items)
