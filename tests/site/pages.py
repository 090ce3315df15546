"""Read pages back with a real HTML parser."""

from pathlib import Path

from lxml import html

Element = html.HtmlElement


def read_page(path: Path) -> Element:
    """The ``html`` element of the page, without comments."""
    return html.document_fromstring(path.read_bytes(), html.HTMLParser(encoding="utf-8", remove_comments=True))


def text_of(element: Element | None) -> str:
    """The text of ``element`` with white space folded."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def with_class(page: Element, name: str) -> list[Element]:
    """The elements of class ``name``."""
    return [element for element in page.iter() if name in (element.get("class") or "").split()]


def links(page: Element) -> dict[str, str]:
    """Every link's address by its text; of two with one text the last."""
    return {text_of(a): a.get("href") for a in page.iter("a")}
