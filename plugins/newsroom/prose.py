"""The prose of a body, each character at its own place: what is not read as prose is blank."""

import re

from plugins.content_model.body_code import blank_code

# Addresses, directives, tags of HTML.
_UNREAD = re.compile(r"\]\([^)\n]*\)|\{\{[^}\n]*\}\}|https?://\S+|<[^>\n]*>")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*(?:\n(?![ \t]*\n)[^\"\n]*)*\"|^[ \t]*>.*$", re.MULTILINE)


def prose_of(body: str) -> str:
    """``body`` without code, addresses, directives and tags; of the same length."""
    return _UNREAD.sub(_blank, blank_code(body))


def without_quotations(text: str) -> str:
    """``text`` without what somebody else said; of the same length."""
    return _QUOTED.sub(_blank, text)


def _blank(match: re.Match) -> str:
    return re.sub(r"[^\n]", " ", match[0])
