"""Cleans SVG files: removes the data of drawing programs; keeps what is drawn or read by screen readers.

``<title>`` stays, and a ``<desc>`` that ARIA refers to (SVG 2, 5.7 and 5.13).
"""

import re
from collections.abc import Iterator
from xml.parsers.expat import ParserCreate

from kabar.content.media.svg import is_left_out, is_of_editor
from kabar.content.media.xml_events import parse
from kabar.outputs.cleaning.xml_edit import DROP, KEEP, Edit, StartTag, as_utf8, edit_xml

_PLAIN = ("", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace")
_REFERRING = ("aria-describedby", "aria-labelledby", "aria-details")
_OWN_FILE = re.compile(
    r"file:/|\b[A-Za-z]:[\\/]|\\\\\w|(?<![\w./:])/(?:home|Users|Volumes|media|mnt|tmp)/", re.IGNORECASE
)


def clean_svg(data: bytes) -> bytes:
    """The SVG ``data`` without hidden data; the same bytes where there is none. Raises Unreadable."""
    referred, has_selectors = _seen_in(data)

    def decide(element: StartTag) -> Edit:
        if is_left_out(element.name, element.namespace):
            return DROP
        values = {one.written: one.value for one in element.attributes}
        if element.name == "desc" and values.get("id") not in referred:
            return DROP
        changed = dict(_changes(element, has_selectors))
        return Edit(attributes=changed) if changed else KEEP

    return edit_xml(data, decide, drop_comments=True)


def _changes(element: StartTag, has_selectors: bool) -> Iterator[tuple[str, str | None]]:
    for prefix, uri in element.declared.items():
        if prefix and is_of_editor(uri):
            yield f"xmlns:{prefix}", None
    for one in element.attributes:
        # A style sheet may select by any attribute.
        is_data = one.name.startswith("data-") and not has_selectors
        if one.namespace not in _PLAIN or is_data:
            yield one.written, None
        elif one.written == "style":
            if (kept := _plain_style(one.value)) != one.value:
                yield one.written, kept or None
        elif _OWN_FILE.search(one.value):
            yield one.written, None


def _plain_style(style: str) -> str:
    """``style`` without declarations of a drawing program, and those that name local files."""
    kept = [
        one
        for one in style.split(";")
        if not one.strip().startswith("-inkscape-") and not _OWN_FILE.search(one)
    ]
    return style if len(kept) == style.count(";") + 1 else ";".join(kept).strip("; ")


def _seen_in(data: bytes) -> tuple[frozenset[str], bool]:
    """The ids that ARIA refers to, and whether a style sheet has attribute selectors."""
    referred: set[str] = set()
    styles: list[str] = []
    in_style = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal in_style
        in_style = name.rpartition(":")[2] == "style"
        for key in _REFERRING:
            referred.update(attributes.get(key, "").split())

    def text(text: str) -> None:
        if in_style:
            styles.append(text)

    parser = ParserCreate("utf-8")
    parser.StartElementHandler, parser.CharacterDataHandler = start, text
    parse(parser, as_utf8(data))
    return frozenset(referred), "[" in "".join(styles)


