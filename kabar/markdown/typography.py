"""Curly quotes, dashes and ellipses in prose, by Indonesian habit (PUEBI: “…”, ‘…’); dates that no line breaks."""

import re

from kabar.content.parsing.moments import MONTHS
from kabar.markdown.figure_places import GUARD
from kabar.markdown.html_tree import Element
from kabar.markdown.sanitiser import BLOCKS

_LITERAL = frozenset(("code", "kbd", "pre", "samp", "var"))
_MARKS = re.compile(
    r"(?P<quote>[\"'])(?!" + GUARD + r")"
    r"|(?<!-)-{2,3}(?![-" + GUARD + r"])"
    r"|(?<!\.)\.{3}(?![." + GUARD + r"])"
)
# A day's last digit is enough; \d, which means digits of all scripts, is five times slower to find.
_DATE = re.compile(rf"[0-9]\s(?:{'|'.join(MONTHS)})(?:\s[0-9]{{4}})?(?!\w)")
# After these, or at the start of a block, a quote opens.
_OPENS_AFTER = re.compile(r"[\s(\[{“‘/–—-]")
# "tahun '80-an", "Juni '07": what is left out before is marked by an apostrophe.
_YEAR = re.compile(r"\d{2}(?P<decade>-an|s)?(?!\w)")
_BEFORE_QUOTE = re.compile(r'(.)"', re.DOTALL)
_CLOSES = re.compile(r"(?<=\S)'(?!\w)")
_CURLY = {('"', True): "“", ('"', False): "”", ("'", True): "‘", ("'", False): "’"}
_SIGNS = {"--": "–", "---": "—", "...": "…"}


def set_type(root: Element) -> None:
    """Set the marks in the text below ``root``, in place; code stays as it is."""
    _set_below(root, "")


def _set_below(element: Element, before: str) -> str:
    """Set the text below ``element``; ``before`` is the character before it, also what comes back."""
    children = element.children
    for at, child in enumerate(children):
        if type(child) is str:
            children[at] = child = _DATE.sub(_held, child)
            # What most texts have none of is found faster than any pattern is tried.
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


def _held(date: re.Match) -> str:
    return "\u00a0".join(date[0].split())


def _set_text(text: str, before: str) -> str:
    def replace(match: re.Match) -> str:
        mark = match["quote"]
        if not mark:
            return _SIGNS[match[0]]
        previous = text[: match.start()].rstrip(GUARD)[-1:] or before
        opens = not previous or bool(_OPENS_AFTER.match(previous)) or (previous in "\"'" and opened[0])
        if mark == "'" and opens and _is_year(text, match.end()):
            opens = False
        elif mark == '"' and previous.isdigit() and _is_inch(text, match.end(), quoted[0]):
            return mark
        if mark == '"':
            quoted[0] = opens
        opened[0] = opens
        return _CURLY[mark, opens]

    opened, quoted = [False], [False]
    return _MARKS.sub(replace, text)


def _is_year(text: str, at: int) -> bool:
    """Whether the apostrophe before ``at`` stands for a century: digits follow, and no mark that closes a quotation."""
    year = _YEAR.match(text, at)
    return bool(year) and (bool(year["decade"]) or not _CLOSES.search(text, year.end()))


def _is_inch(text: str, at: int, quoted: bool) -> bool:
    """Whether the mark before ``at``, behind a digit, measures: it closes no quotation, or the next mark does."""
    return not quoted or next(
        (not _OPENS_AFTER.match(before) for before in _BEFORE_QUOTE.findall(text, at) if not before.isdigit()), False
    )


