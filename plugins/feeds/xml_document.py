"""Build XML that every parser takes, from any text."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

# All but what XML 1.0, 2.2 allows; and carriage returns, of which no parser hands on one.
_FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed_in_xml(text: str) -> str:
    """``text`` without the characters that no XML file may hold, not even as references."""
    return _FORBIDDEN.sub("", text)


MEDIA = "http://search.yahoo.com/mrss/"  # the namespace of Media RSS, which readers of feeds know in Atom too


def add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """Put an element below ``parent``. A ``__`` in the name of an attribute stands for a colon."""
    cleaned = {key.replace("__", ":"): allowed_in_xml(value) for key, value in attributes.items()}
    child = SubElement(parent, name, cleaned)
    if text:
        child.text = allowed_in_xml(text)
    return child


def as_bytes(root: Element) -> bytes:
    """The whole file in UTF-8, one element a line; equal trees give equal bytes."""
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
