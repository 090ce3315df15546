"""The structure of HTML: what a reader sees of a body, without what our pages and GitHub's dress it in."""

import re

import cmarkgfm
import lxml.html
from cmarkgfm.cmark import Options

from kabar.content.markdown_source.directives import Html
from kabar.markdown.conversion import Converter
from tests.kabar.markdown.converting import as_it_is

CONVERTER = Converter(as_it_is)

Tree = tuple  # (tag, attributes that matter, children); a text is a child

_SET = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "--", "—": "---", "…": "...", "\u00a0": " "})
_KEPT = {"a": ("href",), "img": ("src", "alt"), "ol": ("start",)}
_UNWRAPPED = ("tbody", "section", "span")


def github(source: str) -> list[Tree | str]:
    """The structure that GitHub reads in ``source``."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return _structure(cmarkgfm.github_flavored_markdown_to_html(source, options))


def ours(source: str) -> list[Tree | str]:
    """The structure that our readers see of ``source``; a figure's place is left out."""
    return _structure("".join(part.html for part in CONVERTER.convert(source) if isinstance(part, Html)))


def _structure(html: str) -> list[Tree | str]:
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    return _children(root, False)


def _children(element, literal: bool) -> list[Tree | str]:
    found: list[Tree | str] = []
    _add_text(found, element.text, literal)
    for child in element:
        if isinstance(child.tag, str):
            _add(found, child, literal)
        _add_text(found, child.tail, literal)
    if len(found) > 1 and found[0].__class__ is str and found[0].strip() in ("☐", "☑") and found[1][0] == "p":
        # GitHub puts the box of a task before its paragraph.
        first = found.pop(0)
        found[0][-1][0] = f"{first.strip()} {found[0][-1][0]}"
    return [one.strip() if isinstance(one, str) and not literal else one for one in found if one != " "]


def _add(found: list[Tree | str], element, literal: bool) -> None:
    tag = element.tag
    if tag == "input":
        _add_text(found, "☑" if "checked" in element.attrib else "☐", literal)
        return
    children = _children(element, literal or tag == "pre")
    if tag == "hr" and element.getparent().get("class") == "footnote":
        return
    if tag in _UNWRAPPED or element.get("class") in ("table-scroll", "footnote"):
        found.extend(children)
        return
    if tag == "th" and not children:
        tag = "td"
    if re.fullmatch("h[1-6]", tag):
        tag = "h"
    if tag in ("tr", "h") and not "".join(element.itertext()).strip():
        return
    kept = (re.sub("^#.*", "#", element.get(name, "")) for name in _KEPT.get(tag, ()))
    found.append((tag, *kept, children))


def _add_text(found: list[Tree | str], text: str | None, literal: bool) -> None:
    if not text:
        return
    if found and isinstance(found[-1], str):
        text = found.pop() + text
    found.append(text if literal else re.sub(r"\s+", " ", text.translate(_SET)))
