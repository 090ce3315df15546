"""Indonesian typography (PUEBI): curly quotes (“…”, ‘…’), dashes, ellipses; non-breaking spaces in dates."""

import re

from kabar.content.parsing.moments import MONTHS
from kabar.markdown.figure_places import GUARD
from kabar.markdown.html_tree import Element
from kabar.markdown.sanitiser import BLOCKS

_LITERAL = frozenset(("code", "kbd", "pre", "samp", "var"))
_SIGN = re.compile(
    r"(?P<quote>[\"'])(?!" + GUARD + r")"
    r"|(?<!-)-{2,3}(?![-" + GUARD + r"])"
    r"|(?<!\.)\.{3}(?![." + GUARD + r"])"
)
# The day's last digit is enough; \d, which matches digits of all scripts, is five times slower.
_DATE = re.compile(rf"[0-9]\s(?:{'|'.join(MONTHS)})(?:\s[0-9]{{4}})?(?!\w)")
# A quote opens after these, and at the start of a block.
_OPENS_AFTER = re.compile(r"[\s(\[{“‘/–—-]")
# "tahun '80-an", "Juni '07": an apostrophe for the omitted century.
_YEAR = re.compile(r"\d{2}(?P<decade>-an|s)?(?!\w)")
_BEFORE_QUOTE = re.compile(r'(.)"', re.DOTALL)
_CLOSES = re.compile(r"(?<=\S)'(?!\w)")
_CURLY = {('"', True): "“", ('"', False): "”", ("'", True): "‘", ("'", False): "’"}
_SIGNS = {"--": "–", "---": "—", "...": "…"}


def set_type(root: Element) -> None:
    """Replace quotes, dashes and ellipses in the text below ``root``, in place; code stays as it is."""
    _set_below(root, "")


def _set_below(element: Element, before: str) -> str:
    """Set the text below ``element``, which follows the character ``before``; returns its own last character."""
    children = element.children
    for at, child in enumerate(children):
        if isinstance(child, str):
            children[at] = child = _DATE.sub(_unbroken, child)
            # Most texts have none of these; the search is faster than the pattern.
            if '"' in child or "'" in child or "--" in child or "..." in child:
                children[at] = _set_text(child, before)
            before = child.rstrip(GUARD)[-1:] or before
        elif child.tag in BLOCKS or child.tag == "br":
            if child.children:
                _set_below(child, "")
            before = ""
        elif child.tag in _LITERAL or child.tag == "img":
            before = child.text()[-1:] or "x"
        else:
            before = _set_below(child, before)
    return before


def _unbroken(date: re.Match[str]) -> str:
    return "\u00a0".join(date[0].split())


def _set_text(text: str, before: str) -> str:
    def replace(match: re.Match[str]) -> str:
        quote: str | None = match["quote"]
        if not quote:
            return _SIGNS[match[0]]
        previous = text[: match.start()].rstrip(GUARD)[-1:] or before
        opens = not previous or bool(_OPENS_AFTER.match(previous)) or (previous in "\"'" and opened[0])
        if quote == "'" and opens and _is_year(text, match.end()):
            opens = False
        elif quote == '"' and previous.isdigit() and _is_inch(text, match.end(), quoted[0]):
            return quote
        if quote == '"':
            quoted[0] = opens
        opened[0] = opens
        return _CURLY[quote, opens]

    opened, quoted = [False], [False]
    return _SIGN.sub(replace, text)


def _is_year(text: str, at: int) -> bool:
    """Whether the apostrophe before ``at`` replaces a century: digits follow, and no quote that closes a quotation."""
    year = _YEAR.match(text, at)
    return year is not None and (bool(year["decade"]) or not _CLOSES.search(text, year.end()))


def _is_inch(text: str, at: int, quoted: bool) -> bool:
    """Whether the quote before ``at``, after a digit, means inches: no quotation is open, or the next quote ends it."""
    return not quoted or next(
        (not _OPENS_AFTER.match(before) for before in _BEFORE_QUOTE.findall(text, at) if not before.isdigit()), False
    )
