"""Keep of a body's HTML only what prose needs; all else goes, however it is disguised."""

import nh3

BLOCKS = frozenset(
    "blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary"
    " table caption thead tbody tfoot tr th td ul".split()
)
PHRASES = frozenset(
    "a abbr b bdi br cite code del em i img ins kbd mark q s samp small span strong sub sup u var wbr".split()
)
URL_SCHEMES = frozenset(("http", "https", "mailto", "tel"))
ADMONITIONS = ("catatan", "info", "tips", "penting", "peringatan")

# Their content is no text to read: it goes with the tag.
_REMOVED_WHOLE = frozenset(
    "script style iframe object embed applet noscript noembed noframes template textarea select button"
    " svg math title xmp video audio canvas plaintext".split()
)
_ALIGNMENTS = {"align": {"left", "center", "right"}}

_cleaner = nh3.Cleaner(
    tags=set(BLOCKS | PHRASES),
    clean_content_tags=set(_REMOVED_WHOLE),
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
    url_schemes=set(URL_SCHEMES),
    link_rel=None,
)


def sanitise(html: str) -> str:
    """``html`` without scripts, styles, frames, forms, event handlers and unknown schemes.

    Well-formed whatever it was; the same again when sanitised again.
    """
    return _cleaner.clean(html)
