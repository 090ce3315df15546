"""Read what stands within a line as GitHub does: emphasis, deletions, bare addresses, line breaks, escapes."""

import re
from string import punctuation
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ReferenceProcessor
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.inlinepatterns import (
    BACKTICK_RE,
    AutolinkInlineProcessor,
    BacktickInlineProcessor,
    SimpleTextInlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.preprocessors import Preprocessor
from pymdownx.betterem import BetterEmExtension
from pymdownx.delimiterprocessor import Delimiter
from pymdownx.magiclink import MagiclinkExtension, MagiclinkPattern

from kabar.content.markdown_source.body_code import AUTOLINK, blank_code, find_plain_angles

_ATTRIBUTE = r"""(?:[#.][\w:-]+|[\w:-]+=(?:"[^"}\n]*"|'[^'}\n]*'|[^\s"'}]+))"""
_ATTRIBUTES = rf"\{{:?[ ]*({_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE})*)[ ]*\}}"


# Python-Markdown's own, without line ends; its labels might end with a backslash, too.
_ABBREVIATION = re.compile(r"^[*]\[(?P<abbr>[^\\\]\n]*)\] ?: *(?P<title>.*)$", re.MULTILINE)
_DEFINITION = re.compile(ReferenceProcessor.RE.pattern.replace(r"([^\[\]]*)", r"([^\[\]\n]*(?<!\\))"), re.MULTILINE)
_TICKS = re.compile("`+")
_LABEL = re.compile(r"\[([^\]]*)\]")  # right behind the text


class GithubInlines(Extension):
    """Registers the patterns; those of pymdown-extensions do most of the work."""

    def extendMarkdown(self, md: Markdown):  # noqa: N802 (Markdown's name)
        BetterEmExtension(smart_enable="underscore").extendMarkdown(md)
        # One tilde or two, no more.
        md.inlinePatterns["delimiter"].add(Delimiter("~", "del,del"))
        md.inlinePatterns.register(SimpleTextInlineProcessor(r"(~{3,})"), "tildes", 61)
        md.inlinePatterns.register(_CodeSpans(BACKTICK_RE), "backtick", 190)
        for name in ("reference", "image_reference"):
            md.inlinePatterns[name].RE_LINK = _LABEL
        MagiclinkExtension().extendMarkdown(md)
        magic = _BareAddress(md.inlinePatterns["magic-link"].pattern, md)
        magic.config = md.inlinePatterns["magic-link"].config
        md.inlinePatterns.register(magic, "magic-link", 85)
        md.inlinePatterns.register(AutolinkInlineProcessor(f"(?i){AUTOLINK.pattern}", md), "autolink", 120)
        # Before escapes, of which it would be one.
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash-break", 185)
        md.ESCAPED_CHARS = list(dict.fromkeys([*md.ESCAPED_CHARS, *punctuation]))
        md.parser.blockprocessors["reference"].RE = _DEFINITION
        md.preprocessors.register(_PlainAngles(md), "plain-angles", 22)


class Abbreviations(AbbrExtension):
    """Abbreviations, each on one line."""

    def extendMarkdown(self, md: Markdown):  # noqa: N802 (Markdown's name)
        super().extendMarkdown(md)
        md.parser.blockprocessors["abbr"].RE = _ABBREVIATION


class Attributes(Extension):
    """Attribute lists, where all words in the braces are attributes: other braces are text."""

    def extendMarkdown(self, md: Markdown):  # noqa: N802 (Markdown's name)
        md.treeprocessors.register(_Attributes(md), "attr_list", 8)


class _Attributes(AttrListTreeprocessor):
    HEADER_RE = re.compile(rf"[ ]+{_ATTRIBUTES}[ ]*$")
    BLOCK_RE = re.compile(rf"\n[ ]*{_ATTRIBUTES}[ ]*$")
    INLINE_RE = re.compile(rf"^{_ATTRIBUTES}")


class _CodeSpans(BacktickInlineProcessor):
    def find_code_spans(self, start: int, text: str) -> tuple[int, int | None]:
        """Where the code begins and ends: between runs of equal length."""
        opening = _TICKS.match(text, start)
        ends = (run.start() for run in _TICKS.finditer(text, opening.end()) if len(run[0]) == len(opening[0]))
        return opening.end(), next(ends, None)


class _BareAddress(MagiclinkPattern):
    def handleMatch(self, m, data):  # noqa: N802 (its name)
        if m["www"] and (m["www"] != "www." or data[m.start() - 1 : m.start()] in tuple("\"'[")):
            return None, None, None
        link, start, end = super().handleMatch(m, data)
        return (link, start, end) if link is not None and _can_be_read(link) else (None, None, None)


def _can_be_read(link: Element) -> bool:
    try:
        return urlsplit(link.get("href")).scheme in ("http", "https")
    except ValueError:
        return False


class _PlainAngles(Preprocessor):
    """Writes a "<" that begins no HTML as a reference, so that what stands after it is not lost."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if "<" not in text:
            return lines
        pieces: list[str] = []
        at = 0
        for place in find_plain_angles(blank_code(text)):
            pieces += text[at:place], "&lt;"
            at = place + 1
        return "".join([*pieces, text[at:]]).split("\n")


