"""Footnotes of a body, told to screen readers."""

from markdown.extensions.footnotes import FootnoteExtension

from plugins.article_reader.html_tree import Element

BACKLINK_TITLE = "Kembali ke teks (catatan {})"
_LABEL = "Catatan kaki"


class Notes(FootnoteExtension):
    """Markdown's footnotes; of two with one name the first counts, as it does for GitHub."""

    def setFootnote(self, id: str, text: str) -> None:  # noqa: N802 (its name)
        """Keep ``text`` for the note ``id``."""
        self.footnotes.setdefault(id, text)


def draw_notes(root: Element) -> None:
    """Name the notes, their references and the ways back (DPUB-ARIA roles), in place.

    A note that nothing refers to keeps its text and loses the way back; of several ways back each has its number.
    """
    elements = list(root.elements())
    ids = {element.attributes["id"] for element in elements if "id" in element.attributes}
    ways: dict[str, list[Element]] = {}
    for element in elements:
        if element.has_class("footnote"):
            element.attributes |= {"role": "doc-endnotes", "aria-label": _LABEL}
        elif element.has_class("footnote-ref"):
            element.attributes |= {"role": "doc-noteref"}
        element.children = [child for child in element.children if not _leads_nowhere(child, ids)]
        for child in element.children:
            if not isinstance(child, str) and child.has_class("footnote-backref"):
                ways.setdefault(child.attributes.get("title", ""), []).append(child)
    for title, links in ways.items():
        for number, link in enumerate(links, 1):
            name = title.removesuffix(")") + f", rujukan {number})" if len(links) > 1 else title
            link.attributes |= {"role": "doc-backlink", "title": name, "aria-label": name}


def _leads_nowhere(child: Element | str, ids: set[str]) -> bool:
    if isinstance(child, str) or not child.has_class("footnote-backref"):
        return False
    return child.attributes.get("href", "").removeprefix("#") not in ids
