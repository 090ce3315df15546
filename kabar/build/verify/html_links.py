"""Find what an HTML document, a style sheet or an SVG leads to, and the places one can lead to.

Made for the portal's own pages, which our templates and the sanitiser wrote with every quote
and bracket in its place: a scan of the tags, linear in the length of the text.
"""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from html import unescape

# A tag or quote that is not closed runs to the end, as in a browser; and no quantifier is tried
# twice. So nothing is read again, however broken a page is.
_ATTRIBUTES = r"""[^>"']*+(?:(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))[^>"']*+)*+(?:>|\Z)"""
# What is inside these is text, whatever it looks like.
_RAW = "|".join(
    rf"(?i:{name})(?![^\s/>]){_ATTRIBUTES}[^<]*+(?:<(?!(?i:/{name}))[^<]*+)*+"
    for name in ("script", "style", "textarea", "title")
)
# All alternatives begin with one letter that the engine can leap to, and few are tried for most tags.
_TOKEN = re.compile(rf"<(?:(?=[!stST])(?:!--.*?(?:-->|\Z)|{_RAW})|[a-zA-Z][^\s/>]*+{_ATTRIBUTES})", re.DOTALL)
_TAG = re.compile(rf"<([a-zA-Z][^\s/>]*+)({_ATTRIBUTES})")
# Most tags that a page has for itself are of these forms: nothing in them leads on or is led to, but for one address.
_SILENT = r"""(?: (?!(?:id|name|href|src|srcset|imagesrcset|poster|action|data|content)=)[a-z-]++="[^"]*+")*+"""
_PLAIN_LINK = re.compile(rf'<(?:a|link){_SILENT} href="([^"]*+)"{_SILENT}>')
_PLAIN_META = re.compile(r'<meta (?:property|name)="([^"&]*)" content="[^"]*">')
_PLAIN_REST = re.compile(rf"<[a-z][a-z0-9]*+{_SILENT}>")
# A page's tags are mostly those of its neighbours. The longer ones are not: pictures, and scripts with their text.
_LONGEST_KEPT = 300
_KEPT_TAGS = 8192  # about 4 MB
_known_tags: dict[str, tuple[Collection[str], Collection[str]] | None] = {}
_WORTH_READING = re.compile(r"\b(?:id|name|href|src|srcset|imagesrcset|poster|action|data|content)\s*=", re.I)
_ATTRIBUTE = re.compile(r"""([^\s=/>"']++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++)))?""")
_ADDRESSES = {"href", "xlink:href", "src", "poster", "action"}
_PICTURE_METAS = {"og:image", "twitter:image"}

_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_CSS_ADDRESS = re.compile(
    r"""url\(\s*+(?:"([^"]*+)"|'([^']*+)'|([^)"'\s]*+))\s*+\)|@import\s++(?:"([^"]*+)"|'([^']*+)')""",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Links:
    """``targets``: addresses as a browser would take them, in order, each once. ``anchors``: ids."""

    targets: tuple[str, ...]
    anchors: frozenset[str]


def links_text(links: Links) -> str:
    """``links`` as text, of which ``links_from`` makes them again."""
    return json.dumps([list(links.targets), sorted(links.anchors)])


def links_from(text: str) -> Links:
    """What ``links_text`` tells."""
    targets, anchors = json.loads(text)
    return Links(tuple(targets), frozenset(anchors))


def read_links(name: str, data: bytes) -> Links | None:
    """The links and anchors of the file ``name``, whose bytes are ``data``; None where its text is not UTF-8.

    What is no document, drawing or style sheet has none.
    """
    if not name.endswith((".html", ".svg", ".css")):
        return Links((), frozenset())
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return read_css(text) if name.endswith(".css") else read_html(text)


def read_html(text: str) -> Links:
    """The links and anchors of an HTML document, or of an SVG."""
    targets: list[str] = []
    anchors: list[str] = []
    for token in dict.fromkeys(_TOKEN.findall(text)):
        told = _known_tags.get(token, token)
        if told is token:
            told = _read_new_tag(token)
        if told:
            targets += told[0]
            anchors += told[1]
    return Links(tuple(dict.fromkeys(targets)), frozenset(anchors))


def read_css(text: str) -> Links:
    """The pictures, fonts and style sheets that a style sheet asks for."""
    found = _CSS_ADDRESS.finditer(_CSS_COMMENT.sub("", text))
    targets = (next((group for group in match.groups() if group), "") for match in found)
    return Links(tuple(dict.fromkeys(target for target in targets if target)), frozenset())


def _read_tag(token: str) -> tuple[Collection[str], Collection[str]] | None:
    """What the tag that ``token`` begins with leads to, in order, and the places in it; None for neither."""
    if plain := _PLAIN_LINK.fullmatch(token):
        return (unescape(plain[1]).strip(),), ()
    if _PLAIN_REST.fullmatch(token):
        return None
    if (plain := _PLAIN_META.fullmatch(token)) and plain[1] not in _PICTURE_METAS:
        return None
    targets: dict[str, None] = {}
    anchors: list[str] = []
    match = _TAG.match(token)
    if not match or not _WORTH_READING.search(match[2]):
        return None
    tag, values = match[1].lower(), _values_of(match[2])
    for name, value in values.items():
        if name == "id" or (name == "name" and tag == "a"):
            anchors.append(value)
        elif name in _ADDRESSES or (name == "data" and tag == "object"):
            targets[value.strip()] = None
        elif name in ("srcset", "imagesrcset"):
            # A candidate is an address and a descriptor; our addresses hold no comma.
            targets.update((part.split()[0], None) for part in value.split(",") if part.split())
        elif name == "content" and tag == "meta":
            target = _target_of_meta(values)
            if target:
                targets[target] = None
    return (tuple(targets), tuple(anchors)) if targets or anchors else None


def _read_new_tag(token: str) -> tuple[Collection[str], Collection[str]] | None:
    told = _read_tag(token)
    if len(token) <= _LONGEST_KEPT:
        if len(_known_tags) >= _KEPT_TAGS:
            # Those that pages share are back with the next page.
            _known_tags.clear()
        _known_tags[token] = told
    return told


def _target_of_meta(values: dict[str, str]) -> str:
    if values.get("http-equiv", "").lower() == "refresh":
        _, _, rest = values["content"].partition(";")
        name, _, target = rest.strip().partition("=")
        return target.strip(" '\"") if name.strip().lower() == "url" else ""
    if {values.get("property", ""), values.get("name", "")} & _PICTURE_METAS:
        return values["content"].strip()
    return ""


def _values_of(attributes: str) -> dict[str, str]:
    values = {}
    for name, double, single, bare in _ATTRIBUTE.findall(attributes):
        value = double or single or bare
        values.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return values


