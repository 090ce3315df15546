"""Element tree of sanitised HTML: parse, walk, write."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape

from kabar.content.parsing.problems import BadValue

DEEPEST = 100  # levels: far more than prose needs, far below Python's recursion limit
VOID = frozenset(("br", "hr", "img", "wbr"))

# The form in which nh3 writes every tag: lower case, attributes in double quotes, no "<" in text.
_TAG_WITH_ATTRIBUTES = re.compile(r'([a-z][a-z0-9]*)((?: [^\s=<>"]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([^\s=<>"]+)="([^"]*)"')


@dataclass(slots=True)
class Element:
    """A tag with its attributes (plain text) and children; a ``str`` child is text, escaped."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def elements(self) -> Iterator["Element"]:
        """All elements below this one, in document order."""
        ahead = [child for child in self.children if not isinstance(child, str)]
        ahead.reverse()
        while ahead:
            element = ahead.pop()
            yield element
            below = [child for child in element.children if not isinstance(child, str)]
            if below:
                below.reverse()
                ahead += below

    def text(self) -> str:
        """The plain text below this element."""
        return unescape(self._escaped_text())

    def _escaped_text(self) -> str:
        return "".join([child if isinstance(child, str) else child._escaped_text() for child in self.children])

    def has_class(self, name: str) -> bool:
        """Whether ``class`` contains ``name``."""
        return name in self.attributes.get("class", "").split()

    def only_child(self) -> "Element | None":
        """The only child, if it is an element and all else is whitespace."""
        found = [child for child in self.children if not isinstance(child, str) or child.strip()]
        return found[0] if len(found) == 1 and not isinstance(found[0], str) else None


def read_tree(html: str) -> Element:
    """Parse ``html`` as nh3 writes it; the root has no tag.

    Raises BadValue if tags nest deeper than ``DEEPEST``.
    """
    root = Element("", {}, [])
    open_elements = [root]
    children = root.children
    text, *pieces = html.replace("&nbsp;", "\u00a0").split("<")
    if text:
        children.append(text)
    for piece in pieces:
        tag, _, text = piece.partition(">")
        if tag[0] == "/":
            open_elements.pop()
            children = open_elements[-1].children
        else:
            attributes = {}
            if " " in tag:
                match = _TAG_WITH_ATTRIBUTES.match(piece)
                assert match, piece
                tag, text = match[1], piece[match.end() :]
                attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[2])}
            element = Element(tag, attributes, [])
            children.append(element)
            if tag not in VOID:
                open_elements.append(element)
                children = element.children
                if len(open_elements) > DEEPEST:
                    raise BadValue(f"isi bersarang lebih dari {DEEPEST} tingkat; sederhanakan susunannya")
        if text:
            children.append(text)
    return root


def open_tag(element: Element) -> str:
    """The start tag of ``element``."""
    if not element.attributes:
        return f"<{element.tag}>"
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attributes.items())
    return f"<{element.tag}{attributes}>"
