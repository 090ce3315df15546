"""HTML sanitiser: an allowlist of the tags, attributes and URL schemes that prose needs."""

import nh3

from kabar.content.markdown_source.body_scan import SCHEMES

_LISTS = ("dd", "dl", "dt", "li", "ol", "ul")
_TABLES = ("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr")
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PROSE = ("blockquote", "details", "div", "figcaption", "figure", "hr", "p", "pre", "summary")
BLOCKS = frozenset((*_LISTS, *_TABLES, *HEADINGS, *_PROSE))

_TEXT_LEVEL = ("abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "strong")
PHRASES = frozenset((*_TEXT_LEVEL, "a", "bdi", "br", "img", "span", "sub", "sup", "u", "var", "wbr"))

ADMONITIONS = ("catatan", "info", "tips", "penting", "peringatan")

# Removed with their content, which is no prose.
_REMOVED_WITH_CONTENT = frozenset(
    (
        *("script", "style", "template", "noscript", "noembed", "noframes", "title", "xmp", "plaintext"),
        *("iframe", "object", "embed", "applet", "svg", "math", "video", "audio", "canvas"),
        *("textarea", "select", "button"),
    )
)
_ALIGNMENTS = {"align": {"left", "center", "right"}}

_cleaner = nh3.Cleaner(
    tags=set(BLOCKS | PHRASES),
    clean_content_tags=set(_REMOVED_WITH_CONTENT),
    attributes={
        "*": {"id", "lang", "title"},
        "a": {"href"},
        "img": {"src", "alt", "width", "height"},
        "ol": {"start"},
        "details": {"open"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
    },
    tag_attribute_values={"td": _ALIGNMENTS, "th": _ALIGNMENTS},
    allowed_classes={
        "div": {"admonition", "footnote", *ADMONITIONS},
        "p": {"admonition-title"},
        "a": {"footnote-ref", "footnote-backref"},
    },
    url_schemes=set(SCHEMES),
    link_rel=None,
)


def sanitise(html: str) -> str:
    """``html`` without scripts, styles, frames, forms, event handlers and unknown schemes.

    The result is well-formed for any input. Idempotent.
    """
    return _cleaner.clean(html)
