"""Footnotes of a body, told to screen readers."""

from plugins.article_reader.html_tree import Element

BACKLINK_TITLE = "Kembali ke teks (catatan {})"
_LABEL = "Catatan kaki"


def draw_notes(root: Element) -> None:
    """Name the notes, their references and the ways back (DPUB-ARIA roles), in place.

    A note that nothing refers to keeps its text and loses the way back.
    """
    ids = {element.attributes["id"] for element in root.elements() if "id" in element.attributes}
    for element in list(root.elements()):
        if element.has_class("footnote"):
            element.attributes |= {"role": "doc-endnotes", "aria-label": _LABEL}
        elif element.has_class("footnote-ref"):
            element.attributes |= {"role": "doc-noteref"}
        element.children = [child for child in element.children if not _leads_nowhere(child, ids)]


def _leads_nowhere(child: Element | str, ids: set[str]) -> bool:
    if isinstance(child, str) or not child.has_class("footnote-backref"):
        return False
    child.attributes |= {"role": "doc-backlink", "aria-label": child.attributes.get("title", "")}
    return child.attributes.get("href", "").removeprefix("#") not in ids
