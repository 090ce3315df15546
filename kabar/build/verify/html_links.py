"""Links and anchors of HTML documents, style sheets and SVG files.

Written for the portal's own pages, whose quotes and brackets are complete because our templates and the sanitiser wrote
them: a scan of the tags, linear in the length of the text.
"""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from html import unescape

# An unclosed tag or quote runs to the end, as in a browser. Quantifiers are possessive: there is no backtracking,
# however broken a page is.
_ATTRIBUTES = r"""[^>"']*+(?:(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))[^>"']*+)*+(?:>|\Z)"""
# The content of these elements is text.
_RAW = "|".join(
    rf"(?i:{name})(?![^\s/>]){_ATTRIBUTES}[^<]*+(?:<(?!(?i:/{name}))[^<]*+)*+"
    for name in ("script", "style", "textarea", "title")
)
# All alternatives begin with one character that the engine can search for, and few are tried for most tags.
_TOKEN = re.compile(rf"<(?:(?=[!stST])(?:!--.*?(?:-->|\Z)|{_RAW})|[a-zA-Z][^\s/>]*+{_ATTRIBUTES})", re.DOTALL)
_TAG = re.compile(rf"<([a-zA-Z][^\s/>]*+)({_ATTRIBUTES})")
# Fast path: most tags have one of these forms, with at most one address and no anchor.
_SILENT = r"""(?: (?!(?:id|name|href|src|srcset|imagesrcset|poster|action|data|content)=)[a-z-]++="[^"]*+")*+"""
_PLAIN_LINK = re.compile(rf'<(?:a|link){_SILENT} href="([^"]*+)"{_SILENT}>')
_PLAIN_META = re.compile(r'<meta (?:property|name)="([^"&]*)" content="[^"]*">')
_PLAIN_REST = re.compile(rf"<[a-z][a-z0-9]*+{_SILENT}>")
# Tags are cached because most of them repeat from page to page; longer ones (pictures, scripts with text) do not.
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
    """``targets``: addresses as a browser resolves them, in order, without duplicates. ``anchors``: ids."""

    targets: tuple[str, ...]
    anchors: frozenset[str]


def links_text(links: Links) -> str:
    """Encodes ``links`` as text for ``links_from``."""
    return json.dumps([list(links.targets), sorted(links.anchors)])


def links_from(text: str) -> Links:
    """Decodes the text of ``links_text``."""
    targets, anchors = json.loads(text)
    return Links(tuple(targets), frozenset(anchors))


def read_links(name: str, data: bytes) -> Links | None:
    """Returns the links and anchors of the file ``name`` with the bytes ``data``; None when its text is not UTF-8.

    Files that are not HTML, SVG or CSS have none.
    """
    if not name.endswith((".html", ".svg", ".css")):
        return Links((), frozenset())
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return read_css(text) if name.endswith(".css") else read_html(text)


def read_html(text: str) -> Links:
    """Returns the links and anchors of an HTML document or SVG."""
    targets: list[str] = []
    anchors: list[str] = []
    for token in dict.fromkeys(_TOKEN.findall(text)):
        found = _known_tags.get(token, token)
        if found is token:
            found = _read_new_tag(token)
        if found:
            targets += found[0]
            anchors += found[1]
    return Links(tuple(dict.fromkeys(targets)), frozenset(anchors))


def read_css(text: str) -> Links:
    """Returns the images, fonts and style sheets that a style sheet refers to."""
    found = _CSS_ADDRESS.finditer(_CSS_COMMENT.sub("", text))
    targets = (next((group for group in match.groups() if group), "") for match in found)
    return Links(tuple(dict.fromkeys(target for target in targets if target)), frozenset())


def _read_tag(token: str) -> tuple[Collection[str], Collection[str]] | None:
    """Returns the targets, in order, and the anchors of the tag that ``token`` begins with; None for neither."""
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
            # A candidate is an address and a descriptor; our addresses contain no comma.
            targets.update((part.split()[0], None) for part in value.split(",") if part.split())
        elif name == "content" and tag == "meta":
            target = _target_of_meta(values)
            if target:
                targets[target] = None
    return (tuple(targets), tuple(anchors)) if targets or anchors else None


def _read_new_tag(token: str) -> tuple[Collection[str], Collection[str]] | None:
    found = _read_tag(token)
    if len(token) <= _LONGEST_KEPT:
        if len(_known_tags) >= _KEPT_TAGS:
            # Tags that pages share are cached again with the next page.
            _known_tags.clear()
        _known_tags[token] = found
    return found


def _target_of_meta(values: dict[str, str]) -> str:
    if values.get("http-equiv", "").lower() == "refresh":
        _, _, rest = values["content"].partition(";")
        name, _, target = rest.strip().partition("=")
        return target.strip(" '\"") if name.strip().lower() == "url" else ""
    if {values.get("property", ""), values.get("name", "")} & _PICTURE_METAS:
        return values["content"].strip()
    return ""


def _values_of(attributes: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(attributes):
        value = double or single or bare
        values.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return values


