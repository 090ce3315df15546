"""Headings, table of contents, tables, footnotes and pictures of a body."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from markdown.extensions.footnotes import FootnoteExtension

from kabar.markdown.html_tree import Element
from kabar.markdown.sanitiser import HEADINGS

_FIRST_LEVEL = 2  # h1 is the headline of the article
_LAST_LEVEL = 6
_MARKER = "[TOC]"
_LABEL = "Daftar isi"


@dataclass
class _Entry:
    heading: Element
    entries: list["_Entry"] = field(default_factory=list)


def find_headings(elements: Iterable[Element]) -> list[Element]:
    """The headings among ``elements``, in the same order."""
    return [element for element in elements if element.tag in HEADINGS]


def level_headings(headings: list[Element]) -> None:
    """Renumber ``headings`` from level 2, without gaps; nesting is kept down to level 6."""
    above: list[int] = []
    for heading in headings:
        level = int(heading.tag[1])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        heading.tag = f"h{min(_FIRST_LEVEL - 1 + len(above), _LAST_LEVEL)}"


def place_contents(root: Element, headings: list[Element]) -> None:
    """Replace the first paragraph ``[TOC]`` by a table of contents of ``headings``, which have levels and ids.

    Further markers are removed; without headings all are.
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
    top: list[_Entry] = []
    branch = [top]  # the list of entries at each level
    for heading in headings:
        entry = _Entry(heading)
        del branch[int(heading.tag[1]) - _FIRST_LEVEL + 1 :]
        branch[-1].append(entry)
        branch.append(entry.entries)
    title = Element("p", {"class": "toc-title"}, [_LABEL])
    return Element("nav", {"class": "toc", "aria-label": _LABEL}, [title, _draw_list(top)])


def _draw_list(entries: list[_Entry]) -> Element:
    items: list[Element | str] = []
    for entry in entries:
        text = escape(entry.heading.text().strip(), quote=False)
        link = Element("a", {"href": f"#{entry.heading.attributes['id']}"}, [text])
        below = [_draw_list(entry.entries)] if entry.entries else []
        items.append(Element("li", {}, [link, *below]))
    return Element("ul", {}, items)


_TABLE_LABEL = "Tabel"
_ALIGNED = {"center": "cell-center", "right": "cell-end"}


def draw_tables(root: Element, elements: Sequence[Element]) -> None:
    """Wrap each table in a scrollable, focusable region; ``elements`` are those below ``root``.

    Several tables get numbered labels: the names of landmark regions must be unique.
    """
    tables = [element for element in elements if element.tag == "table"]
    labels = iter([_TABLE_LABEL] if len(tables) == 1 else [f"{_TABLE_LABEL} {n}" for n in range(1, len(tables) + 1)])
    for parent in [root, *elements]:
        for at, child in enumerate(parent.children):
            if not isinstance(child, str) and child.tag == "table":
                _set_cell_attributes(child)
                region = {"class": "table-scroll", "tabindex": "0", "role": "region", "aria-label": next(labels)}
                parent.children[at] = Element("div", region, [child])


def _set_cell_attributes(table: Element) -> None:
    for part in table.children:
        if isinstance(part, str):
            continue
        scope = "col" if part.tag == "thead" else "row"
        for cell in part.elements():
            if cell.tag not in ("th", "td"):
                continue
            if cell.attributes and (aligned := _ALIGNED.get(cell.attributes.pop("align", ""))):
                cell.attributes["class"] = aligned
            if cell.tag == "th" and not cell.text().strip() and not any(cell.elements()):
                # An empty corner cell is no header.
                cell.tag = "td"
                cell.attributes.pop("scope", None)
            elif cell.tag == "th":
                cell.attributes.setdefault("scope", scope)


BACKLINK_TITLE = "Kembali ke teks (catatan {})"
_NOTES_LABEL = "Catatan kaki"


class Notes(FootnoteExtension):
    """Markdown's footnotes; the first of two with the same id counts, as on GitHub."""

    def setFootnote(self, id: str, text: str) -> None:  # noqa: N802 (Markdown's name)
        """Store ``text`` of the note ``id``."""
        self.footnotes.setdefault(id, text)


def draw_notes(root: Element) -> None:
    """Set DPUB-ARIA roles and labels on footnotes, references and backlinks, in place.

    A note without a reference loses its backlink; several backlinks of one note are numbered.
    """
    elements = list(root.elements())
    ids = {element.attributes["id"] for element in elements if "id" in element.attributes}
    backlinks: dict[str, list[Element]] = {}  # by title
    for element in elements:
        if element.has_class("footnote"):
            element.attributes |= {"role": "doc-endnotes", "aria-label": _NOTES_LABEL}
        elif element.has_class("footnote-ref"):
            element.attributes |= {"role": "doc-noteref"}
        element.children = [child for child in element.children if not _is_dead_backlink(child, ids)]
        for child in element.children:
            if not isinstance(child, str) and child.has_class("footnote-backref"):
                backlinks.setdefault(child.attributes.get("title", ""), []).append(child)
    for title, links in backlinks.items():
        for number, link in enumerate(links, 1):
            name = title.removesuffix(")") + f", rujukan {number})" if len(links) > 1 else title
            link.attributes |= {"role": "doc-backlink", "title": name, "aria-label": name}


def _is_dead_backlink(child: Element | str, ids: set[str]) -> bool:
    if isinstance(child, str) or not child.has_class("footnote-backref"):
        return False
    return child.attributes.get("href", "").removeprefix("#") not in ids


def draw_pictures(elements: Iterable[Element]) -> None:
    """Set lazy loading on the pictures among ``elements``; one with a title, alone in a paragraph, becomes a figure.

    Its title becomes the caption. A link around the picture stays.
    """
    for element in elements:
        if element.tag == "img":
            element.attributes |= {"loading": "lazy", "decoding": "async"}
        elif element.tag == "p":
            _caption(element)


def _caption(paragraph: Element) -> None:
    only = paragraph.only_child()
    if only is None:
        return
    picture = only.only_child() if only.tag == "a" else only
    if picture is not None and picture.tag == "img" and picture.attributes.get("title", "").strip():
        caption = Element("figcaption", {}, [escape(picture.attributes.pop("title"), quote=False)])
        paragraph.tag = "figure"
        paragraph.children = [only, caption]
