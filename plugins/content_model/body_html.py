"""Tell HTML in a body from what only stands between "<" and ">": that is text, and is shown as it was typed."""

import re
from collections.abc import Iterator

from plugins.content_model.body_code import TAG

# HTML Standard, "Elements", with the obsolete ones that old texts still hold.
_ELEMENTS = frozenset(
    (
        *("a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base", "basefont"),
        *("bdi", "bdo", "big", "blink", "blockquote", "body", "br", "button", "canvas", "caption", "center", "cite"),
        *("code", "col", "colgroup", "data", "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl"),
        *("dt", "em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "frame", "frameset"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "img", "input"),
        *("ins", "kbd", "label", "legend", "li", "link", "main", "map", "mark", "marquee", "math", "menu", "meta"),
        *("meter", "nav", "nobr", "noembed", "noframes", "noscript", "object", "ol", "optgroup", "option", "output"),
        *("p", "param", "picture", "plaintext", "pre", "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp"),
        *("script", "search", "section", "select", "slot", "small", "source", "span", "strike", "strong", "style"),
        *("sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead"),
        *("time", "title", "tr", "track", "tt", "u", "ul", "var", "video", "wbr", "xmp"),
    )
)
_FLAGS = (
    "allowfullscreen|async|autofocus|autoplay|checked|compact|controls|default|defer|disabled|download|formnovalidate"
    "|hidden|inert|ismap|itemscope|loop|markdown|multiple|muted|nomodule|noshade|novalidate|nowrap|open|playsinline"
    "|readonly|required|reversed|selected"
)
_ATTRIBUTES = re.compile(
    r"(?:\s+(?:[a-z_:@][\w:.-]*\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+)|(?:" + _FLAGS + r")(?=[\s/]|$)))*\s*/?",
    re.IGNORECASE,
)
AUTOLINK = re.compile(r"<(?P<address>(?:https?://|mailto:|tel:)[^\s<>]*)>", re.IGNORECASE)
_MAIL = re.compile(r"<[^<>\s!@]+@[^<>\s@]+>")
_TARGET = re.compile(r"(?:\]\(\s*|^ {0,3}\[(?!\^)[^\[\]\n]*\]:\s*)(?=<)", re.MULTILINE)
_FAR = 1_000  # characters of a line before an address
_IN_ANGLES = re.compile(r"<[^<>\n]*>")


def is_html(tag: re.Match) -> bool:
    """Whether a match of ``TAG`` is a tag of HTML, all of whose attributes have values or are flags."""
    return tag["tag"].lower() in _ELEMENTS and bool(_ATTRIBUTES.fullmatch(tag["attributes"]))


def find_plain_angles(shown: str) -> Iterator[int]:
    """Where a "<" of ``shown`` begins neither HTML nor an address; ``shown`` has its code and comments blanked."""
    at = shown.find("<")
    while at >= 0:
        found = TAG.match(shown, at)
        found = found if found and is_html(found) else AUTOLINK.match(shown, at) or _MAIL.match(shown, at)
        if not found and _is_target(shown, at):
            found = _IN_ANGLES.match(shown, at)
        if not found:
            yield at
        at = shown.find("<", found.end() if found else at + 1)


def _is_target(shown: str, at: int) -> bool:
    """Whether the "<" at ``at`` begins the address of a link."""
    start = max(shown.rfind("\n", 0, at), at - _FAR) + 1
    return any(match.end() == at for match in _TARGET.finditer(shown, start, at + 1))
