"""Inline syntax as on GitHub: emphasis, deletions, bare addresses, line breaks, escapes."""

import re
from string import punctuation
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ReferenceProcessor
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrBlockprocessor, AbbrExtension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.inlinepatterns import (
    BACKTICK_RE,
    IMAGE_REFERENCE_RE,
    REFERENCE_RE,
    AutolinkInlineProcessor,
    BacktickInlineProcessor,
    ImageReferenceInlineProcessor,
    ReferenceInlineProcessor,
    SimpleTextInlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.preprocessors import Preprocessor
from pymdownx.betterem import BetterEmExtension  # type: ignore[import-untyped]  # has no types
from pymdownx.delimiterprocessor import Delimiter, DelimiterProcessor  # type: ignore[import-untyped]  # has no types
from pymdownx.magiclink import MagiclinkExtension, MagiclinkPattern  # type: ignore[import-untyped]  # has no types

from kabar.content.markdown_source.body_code import AUTOLINK, blank_code, find_plain_angles

_ATTRIBUTE = r"""(?:[#.][\w:-]+|[\w:-]+=(?:"[^"}\n]*"|'[^'}\n]*'|[^\s"'}]+))"""
_ATTRIBUTES = rf"\{{:?[ ]*({_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE})*)[ ]*\}}"


# Python-Markdown's patterns, limited to one line; its own labels may also end with a backslash.
_ABBREVIATION = re.compile(r"^[*]\[(?P<abbr>[^\\\]\n]*)\] ?: *(?P<title>.*)$", re.MULTILINE)
_DEFINITION = re.compile(ReferenceProcessor.RE.pattern.replace(r"([^\[\]]*)", r"([^\[\]\n]*(?<!\\))"), re.MULTILINE)
_TICKS = re.compile("`+")
_LABEL = re.compile(r"\[([^\]]*)\]")  # directly after the text


class GithubInlines(Extension):
    """Registers the patterns, most of them from pymdown-extensions."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's name)
        BetterEmExtension(smart_enable="underscore").extendMarkdown(md)
        # One tilde or two, no more.
        emphasis = md.inlinePatterns["delimiter"]
        assert isinstance(emphasis, DelimiterProcessor)
        emphasis.add(Delimiter("~", "del,del"))
        md.inlinePatterns.register(SimpleTextInlineProcessor(r"(~{3,})"), "tildes", 61)
        md.inlinePatterns.register(_CodeSpans(BACKTICK_RE), "backtick", 190)
        # At Python-Markdown's own priorities.
        md.inlinePatterns.register(_Reference(REFERENCE_RE, md), "reference", 170)
        md.inlinePatterns.register(_ImageReference(IMAGE_REFERENCE_RE, md), "image_reference", 140)
        MagiclinkExtension().extendMarkdown(md)
        magic_link = md.inlinePatterns["magic-link"]
        assert isinstance(magic_link, MagiclinkPattern)
        bare_address = _BareAddress(magic_link.pattern, md)
        bare_address.config = magic_link.config
        md.inlinePatterns.register(bare_address, "magic-link", 85)
        md.inlinePatterns.register(AutolinkInlineProcessor(f"(?i){AUTOLINK.pattern}", md), "autolink", 120)
        # Before escapes, whose pattern matches it too.
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash-break", 185)
        md.ESCAPED_CHARS = list(dict.fromkeys([*md.ESCAPED_CHARS, *punctuation]))
        md.parser.blockprocessors.register(_Definition(md.parser), "reference", 15)  # Python-Markdown's priority
        md.preprocessors.register(_PlainAngles(md), "plain-angles", 22)


class _Reference(ReferenceInlineProcessor):
    RE_LINK = _LABEL


class _ImageReference(ImageReferenceInlineProcessor):
    RE_LINK = _LABEL


class _Definition(ReferenceProcessor):
    RE = _DEFINITION


class Abbreviations(AbbrExtension):
    """Abbreviations, each on one line."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's name)
        super().extendMarkdown(md)
        whole = md.parser.blockprocessors["abbr"]
        assert isinstance(whole, AbbrBlockprocessor)
        md.parser.blockprocessors.register(_Abbreviation(md.parser, whole.abbrs), "abbr", 16)  # as in AbbrExtension


class _Abbreviation(AbbrBlockprocessor):
    RE = _ABBREVIATION


class Attributes(Extension):
    """Attribute lists. Braces that contain anything but attributes are text."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's name)
        md.treeprocessors.register(_Attributes(md), "attr_list", 8)


class _Attributes(AttrListTreeprocessor):
    # Final in the stubs; the library reads them from the instance.
    HEADER_RE = re.compile(rf"[ ]+{_ATTRIBUTES}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{_ATTRIBUTES}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{_ATTRIBUTES}")  # type: ignore[misc]


class _CodeSpans(BacktickInlineProcessor):
    # The return type is the library's; the stub says ``tuple[int, int] | None``.
    def find_code_spans(self, start: int, text: str) -> tuple[int, int | None]:  # type: ignore[override]
        """The start and end of the code that begins at ``start``: between runs of backticks of equal length."""
        opening = _TICKS.match(text, start)
        assert opening
        ends = (run.start() for run in _TICKS.finditer(text, opening.end()) if len(run[0]) == len(opening[0]))
        return opening.end(), next(ends, None)


class _BareAddress(MagiclinkPattern):  # type: ignore[misc]  # has no types
    def handleMatch(  # noqa: N802 (Markdown's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        if m["www"] and (m["www"] != "www." or data[m.start() - 1 : m.start()] in tuple("\"'[")):
            return None, None, None
        link, start, end = super().handleMatch(m, data)
        return (link, start, end) if link is not None and _can_be_read(link) else (None, None, None)


def _can_be_read(link: Element) -> bool:
    try:
        return urlsplit(link.get("href", "")).scheme in ("http", "https")
    except ValueError:
        return False


class _PlainAngles(Preprocessor):
    """Escapes a "<" that begins no HTML, so that the text after it is not lost."""

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
