"""A small tree of sanitised HTML: read it, walk it, write it back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape

from plugins.content_model.problems import BadValue

DEEPEST = 100  # levels: far more than prose has, far less than Python's stack
VOID = frozenset(("br", "hr", "img", "wbr"))

# The sanitiser writes every tag in this one form: lower case, attributes in double quotes.
_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [^\s=<>"]+="[^"]*")*)>|[^<]+')
_ATTRIBUTE = re.compile(r' ([^\s=<>"]+)="([^"]*)"')


@dataclass(slots=True)
class Element:
    """A tag with its attributes (plain text) and children; a ``str`` child is text, escaped."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def elements(self) -> Iterator["Element"]:
        """All elements below this one, in the order of the text."""
        ahead = [child for child in self.children if type(child) is not str]
        ahead.reverse()
        while ahead:
            element = ahead.pop()
            yield element
            below = [child for child in element.children if type(child) is not str]
            if below:
                below.reverse()
                ahead += below

    def text(self) -> str:
        """The plain text below this element."""
        return unescape("".join(self._texts()))

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._texts()

    def has_class(self, name: str) -> bool:
        """Whether ``name`` is one of its classes."""
        return name in self.attributes.get("class", "").split()

    def only_child(self) -> "Element | None":
        """Its one child element, where there is nothing else but blanks."""
        found = [child for child in self.children if not isinstance(child, str) or child.strip()]
        return found[0] if len(found) == 1 and isinstance(found[0], Element) else None


def read_tree(html: str) -> Element:
    """The tree of ``html`` as nh3 writes it, below an element without a tag.

    Raises BadValue where tags nest deeper than ``DEEPEST``.
    """
    root = Element("")
    open_elements = [root]
    for match in _TOKEN.finditer(html.replace("&nbsp;", "\u00a0")):
        closes, tag, attributes = match.groups()
        if tag is None:
            open_elements[-1].children.append(match[0])
        elif closes:
            open_elements.pop()
        else:
            element = Element(tag, {k: unescape(v) for k, v in _ATTRIBUTE.findall(attributes)})
            open_elements[-1].children.append(element)
            if tag not in VOID:
                open_elements.append(element)
            if len(open_elements) > DEEPEST:
                raise BadValue(f"isi bersarang lebih dari {DEEPEST} tingkat; sederhanakan susunannya")
    return root


def open_tag(element: Element) -> str:
    """The start tag of ``element``."""
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attributes.items())
    return f"<{element.tag}{attributes}>"


def close_tag(element: Element) -> str:
    """The end tag of ``element``; nothing for one that has none."""
    return "" if element.tag in VOID else f"</{element.tag}>"
