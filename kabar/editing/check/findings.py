"""Findings of editorial checks, and the texts in which they are searched."""

import re
from dataclasses import dataclass
from pathlib import Path

from kabar.content.markdown_source.body_code import blank_code
from kabar.content.models.article import Article, WarningName
from kabar.content.models.model import FieldPath
from kabar.content.parsing.problems import WARNING
from kabar.content.reading.folders import WORDS_FILE


@dataclass(frozen=True)
class Finding:
    """A warning about ``text``, at a field or, if ``at`` is a number, at that offset of the body.

    A finding with the ``severity`` of an error cannot be accepted.
    """

    warning: WarningName
    at: FieldPath | int
    text: str
    message: str
    severity: str = WARNING


def is_accepted(finding: Finding, article: Article) -> bool:
    """Whether the article accepts this warning, with a reason."""
    return finding.severity == WARNING and article.accepts(finding.warning, finding.text)


# Addresses, directives, tags of HTML.
_UNREAD = re.compile(r"\]\([^)\n]*\)|\{\{[^}\n]*\}\}|https?://\S+|<[^>\n]*>")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*(?:\n(?![ \t]*\n)[^\"\n]*)*\"|^[ \t]*>.*$", re.MULTILINE)


def prose_of(body: str) -> str:
    """``body`` with spaces for code, addresses, directives and tags."""
    return _UNREAD.sub(_blank, blank_code(body))


def without_quotations(text: str) -> str:
    """``text`` with spaces for quotations."""
    return _QUOTED.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def read_word_list(root: Path) -> frozenset[str]:
    """The words of ``kamus.txt``; empty if the file is missing."""
    path = root / WORDS_FILE
    text = path.read_text("utf-8-sig", errors="replace") if path.is_file() else ""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return frozenset(line for line in lines if line)
