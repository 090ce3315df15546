"""Teach Markdown to leave ``{{ … }}``, ``{% … %}`` and escaped marks as they were typed.

``GUARD`` stands after a character that is meant literally: no later step makes a directive, a
curly quote or a dash of it. It is taken out when the body is written.
"""

import re
from html import escape

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import EscapeInlineProcessor, InlineProcessor

from plugins.content_model.directives import DIRECTIVE

GUARD = "\ue002"  # private use: no text of an editor has it

_GUARDED = re.compile(r"[\\{\"'.-]")
# Anything that the reader would see as "{", before the browser decodes it.
_BRACE_REFERENCE = re.compile(r"&(?:#0*123|#[xX]0*7[bB]|lbrace|lcub)(?:;|\b)")


class DirectiveSyntax(Extension):
    """Keeps braces away from the other extensions; what is a directive is decided later."""

    def extendMarkdown(self, md: Markdown):  # noqa: N802 (Markdown's name)
        md.inlinePatterns.register(_GuardingEscape(r"\\(.)", md), "escape", 180)
        # After inline HTML (90), so that attributes keep their text.
        md.inlinePatterns.register(_Braces(_BRACES, md), "braces", 86)


# One line each; an opening alone is kept too, or attribute lists would take it for theirs.
_BRACES = r"\{\{[^{}\n\x02]{0,500}\}\}|\{%[^\n\x02]{0,200}?%\}|\{(?=[{%])"


class _GuardingEscape(EscapeInlineProcessor):
    def handleMatch(self, m, data):  # noqa: N802
        text, start, end = super().handleMatch(m, data)
        if text and _GUARDED.match(m[1]):
            text += GUARD
        return text, start, end


class _Braces(InlineProcessor):
    def handleMatch(self, m, data):  # noqa: N802
        text = m[0]
        if not DIRECTIVE.fullmatch(text):
            text = _GUARDED.sub(lambda mark: mark[0] + GUARD, text)
        return self.md.htmlStash.store(escape(text, quote=False)), m.start(), m.end()


def guard_references(html: str) -> str:
    """``html`` whose braces written as character references stay literal."""
    return _BRACE_REFERENCE.sub("{" + GUARD, html) if "&" in html else html
