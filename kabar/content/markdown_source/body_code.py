"""Blanks out code, comments, escaped characters and raw HTML in a Markdown body.

Each blanked character is replaced by ``BLANK`` (line feeds stay), so that offsets do not change. Order: code blocks,
comments, code spans.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kabar.content.markdown_source.body_blocks import find_code

BLANK = "\x00"

_BLOCK_COMMENT = re.compile(r"^ {0,3}<!--.*?--!?>", re.MULTILINE | re.DOTALL)
_INLINE_COMMENT = re.compile(r"<!--(?:(?!-->|\n[ \t]*\n).)*-->", re.DOTALL)
_DEEP = re.compile(r"^(?:[ >]*(?: {4}| {0,3}\t)|[ \t]*[-*+:][ \t]{5})", re.MULTILINE)

_ESCAPE = r"\\[!-/:-@\[-`{-~]"
_SPAN_START = re.compile(_ESCAPE + r"|``*")
_TICKS = re.compile("`+")
# A code span ends before a blank line and before the next list item.
_SPAN_LIMIT = re.compile(r"\n[ \t>]*(?:\n|(?:[-*+]|\d+[.)])[ \t])")

_RAW_BLOCK = re.compile(
    r"^ {0,3}<(?:address|article|aside|blockquote|details|div|dl|fieldset|figcaption|figure|footer|form"
    r"|h[1-6]|header|hgroup|main|menu|nav|ol|p|pre|section|table|ul|canvas|colgroup|dd|body|dt|group|html"
    r"|iframe|li|legend|math|map|noscript|output|object|option|progress|script|style|summary|tbody|td"
    r"|textarea|tfoot|th|thead|tr|video|center)(?=[\s/>])",
    re.MULTILINE | re.IGNORECASE,
)
TAG = re.compile(
    # Values have no "<" or ">", so that each match attempt ends at the next tag, even if a quote is not closed.
    r"<(?P<close>/?)(?P<tag>[a-zA-Z][^\s/>`\"'<]*+)(?P<attributes>(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*+)>"
)
VOID_TAGS = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
MARKDOWN_INSIDE = re.compile(r"\smarkdown(?:\s|=|/|$)", re.IGNORECASE)


@lru_cache(maxsize=1)  # body_limits and body_scan process the same body one after the other
def blank_code(body: str) -> str:
    """``body`` with code, comments and escaped characters blanked; raw HTML stays."""
    text = body
    if "```" in text or "~~~" in text or (("    " in text or "\t" in text) and _DEEP.search(text)):
        text = _blank_all(text, find_code(text))
    if "<!--" in text:
        text = _blank_all(text, (match.span() for match in _BLOCK_COMMENT.finditer(text)))
    if "`" in text or "\\" in text:
        raw = find_raw_blocks(text)
        text = _blank_all(text, _find_spans(text, raw))
    if "<!--" in text:
        text = _blank_all(text, (match.span() for match in _INLINE_COMMENT.finditer(text)))
    return text


def blank_raw_blocks(text: str) -> str:
    """``text`` with raw HTML blocks blanked, but for those in which Markdown is parsed."""
    return _blank_all(text, find_raw_blocks(text)) if "<" in text else text


def find_raw_blocks(text: str) -> list[tuple[int, int]]:
    """Start and end of each block of raw HTML; an unclosed one extends to the end of the text."""
    found = []
    end = 0
    while match := _RAW_BLOCK.search(text, end):
        start = match.start()
        end = _find_raw_end(text, start)
        if end < 0:
            end = match.end()
        else:
            found.append((start, end))
    return found


def _find_raw_end(text: str, start: int) -> int:
    """The end of the raw block at ``start``; -1 if Markdown is parsed in it."""
    open_tags: list[str] = []
    for match in TAG.finditer(text, start):
        tag = match["tag"].lower()
        if not open_tags and not match["close"] and MARKDOWN_INSIDE.search(match["attributes"]):
            return -1
        if match["attributes"].endswith("/"):
            pass
        elif not match["close"]:
            open_tags.append(tag)
        elif tag in open_tags:
            while open_tags.pop() != tag:
                pass
        if not open_tags:
            return match.end()
    return len(text)


def _find_spans(text: str, raw: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Start and end of each code span and escaped character outside the blocks ``raw``."""
    blocks = iter([*raw, (len(text), len(text))])
    raw_start, raw_end = next(blocks)
    at = 0
    limit = -1
    while match := _SPAN_START.search(text, at):
        start, at = match.span()
        while start >= raw_end and raw_end < len(text):
            raw_start, raw_end = next(blocks)
        if start >= raw_start:
            at = raw_end
        elif text[start] == "\\":
            yield start, at
        else:
            if limit < at:
                boundary = _SPAN_LIMIT.search(text, at)
                limit = boundary.start() if boundary else len(text)
            if end := _find_ticks(text, at, limit, at - start):
                yield start, end
                at = end


def _find_ticks(text: str, at: int, limit: int, length: int) -> int:
    """The end of the code span opened by ``length`` backticks before ``at``, or 0."""
    runs = (match.end() for match in _TICKS.finditer(text, at, limit) if match.end() - match.start() == length)
    return next(runs, 0)


def _blank_all(text: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces += text[at:start], _blank(text[start:end])
        at = end
    return "".join([*pieces, text[at:]]) if pieces else text


def _blank(text: str) -> str:
    return "\n".join(BLANK * len(line) for line in text.split("\n"))


# HTML Standard, "Elements", and obsolete elements that old texts contain.
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
_FAR = 1_000  # characters before an address that are searched
_IN_ANGLES = re.compile(r"<[^<>\n]*>")


def is_html(tag: re.Match[str]) -> bool:
    """Whether a match of ``TAG`` is an HTML element with valid attributes: with a value, or boolean ones."""
    return tag["tag"].lower() in _ELEMENTS and bool(_ATTRIBUTES.fullmatch(tag["attributes"]))


def find_plain_angles(shown: str) -> Iterator[int]:
    """Offsets of each "<" in ``shown`` (code and comments blanked) that starts neither an HTML tag nor an address."""
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
    """Whether the "<" at ``at`` starts the target of a link."""
    start = max(shown.rfind("\n", 0, at), at - _FAR) + 1
    return any(match.end() == at for match in _TARGET.finditer(shown, start, at + 1))


