"""Pictures of a body: fetched when near, and figures with a caption where they stand alone."""

from collections.abc import Iterable
from html import escape

from plugins.article_reader.html_tree import Element


def draw_pictures(elements: Iterable[Element]) -> None:
    """Mark every picture among ``elements`` for late loading; one alone in a paragraph, titled, becomes a figure.

    Its title becomes the caption. A link around the picture stays around it.
    """
    for element in elements:
        if element.tag == "img":
            element.attributes |= {"loading": "lazy", "decoding": "async"}
        elif element.tag == "p":
            _caption(element)


def _caption(paragraph: Element) -> None:
    only = paragraph.only_child()
    picture = only.only_child() if only is not None and only.tag == "a" else only
    if picture is not None and picture.tag == "img" and picture.attributes.get("title", "").strip():
        caption = Element("figcaption", {}, [escape(picture.attributes.pop("title"), quote=False)])
        paragraph.tag = "figure"
        paragraph.children = [only, caption]
