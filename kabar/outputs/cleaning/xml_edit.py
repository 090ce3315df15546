"""Edits XML in place: removes elements, attributes and comments, sets attributes; all other bytes stay."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers.expat import ParserCreate
from xml.sax.saxutils import quoteattr

from kabar.content.media.xml_events import Unreadable, parse

_NAME = re.compile(rb"<[^\s/>]+")
_ATTRIBUTE = re.compile(rb"\s+([^\s=]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_TAG_END = re.compile(rb"\s*/?>")
_DECLARATION = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"'][^>]*\?>")


@dataclass(frozen=True)
class Attribute:
    """An attribute: name as written (``w:val``), local name, namespace, value. Not a namespace declaration."""

    written: str
    name: str
    namespace: str
    value: str


@dataclass(frozen=True)
class StartTag:
    """A start tag. ``prefix`` is that of its name, with colon; ``declared`` are its namespaces by prefix."""

    name: str
    namespace: str
    prefix: str
    attributes: tuple[Attribute, ...]
    declared: Mapping[str, str]


@dataclass(frozen=True)
class Edit:
    """What to do with an element.

    ``drop``: remove it with its content; with ``within``, also the nearest ancestor of this name. ``attributes``: new
    values by written name, None removes one.
    """

    drop: bool = False
    within: str = ""
    attributes: Mapping[str, str | None] = field(default_factory=dict)


KEEP = Edit()
DROP = Edit(drop=True)


@dataclass
class _Open:
    name: str
    start: int
    drop: bool


def edit_xml(xml: bytes, decide: Callable[[StartTag], Edit], *, drop_comments: bool = False) -> bytes:
    """Apply the edits that ``decide`` returns for each element, in UTF-8. Skips elements below a dropped one.

    ``drop_comments`` removes comments and processing instructions. Raises Unreadable.
    """
    xml = as_utf8(xml)
    cuts = _Cuts(xml, decide, drop_comments)
    parser = ParserCreate("utf-8", " ")
    parser.namespace_prefixes = True
    parser.StartNamespaceDeclHandler = cuts.declare
    parser.StartElementHandler = lambda name, attributes: cuts.start(parser.CurrentByteIndex, name, attributes)
    parser.EndElementHandler = lambda _name: cuts.end(parser.CurrentByteIndex)
    parser.CommentHandler = lambda _text: cuts.other(parser.CurrentByteIndex, b"-->")
    parser.ProcessingInstructionHandler = lambda *_: cuts.other(parser.CurrentByteIndex, b"?>")
    parser.EntityDeclHandler = _refuse_entity
    parse(parser, xml)
    return cuts.applied()


def as_utf8(xml: bytes) -> bytes:
    """``xml`` in UTF-8; the same bytes where it is UTF-8 already. Raises Unreadable."""
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif (declared := _DECLARATION.match(xml.removeprefix(b"\xef\xbb\xbf"))) is None:
        return xml
    else:
        encoding = declared[1].decode().casefold()
    if encoding in ("utf-8", "utf8", "us-ascii"):
        return xml
    try:
        text = xml.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise Unreadable("XML dengan pengodean yang tidak dikenal") from None
    return re.sub(r"\A(<\?xml[^>]*?)\s+encoding\s*=\s*[\"'][^\"']*[\"']", r"\1", text).encode()


def _refuse_entity(*_: object) -> None:
    # The content of an entity has no position in the file.
    raise Unreadable("XML dengan entitas tidak dibaca")


class _Cuts:
    """Collects the replacements in ``xml``: (start, end, new bytes)."""

    def __init__(self, xml: bytes, decide: Callable[[StartTag], Edit], drop_comments: bool):
        self._xml = xml
        self._decide = decide
        self._drop_comments = drop_comments
        self._cuts: list[tuple[int, int, bytes]] = []
        self._open: list[_Open] = []
        self._declared: dict[str, str] = {}
        self._dropped = 0  # open elements that are dropped

    def declare(self, prefix: str | None, uri: str | None) -> None:
        self._declared[prefix or ""] = uri or ""

    def start(self, at: int, name: str, attributes: dict[str, str]) -> None:
        namespace, local, prefix = _parts(name)
        edit, declared = KEEP, self._declared
        self._declared = {}
        if not self._dropped:
            given = tuple(_attribute(key, value) for key, value in attributes.items())
            edit = self._decide(StartTag(local, namespace, f"{prefix}:" if prefix else "", given, declared))
        self._open.append(_Open(local, at, edit.drop))
        self._dropped += edit.drop
        if edit.within:
            around = next((one for one in reversed(self._open[:-1]) if one.name == edit.within), None)
            if around and not around.drop:
                around.drop = True
                self._dropped += 1
        if edit.attributes and not edit.drop:
            self._change_attributes(at, edit.attributes)

    def end(self, at: int) -> None:
        one = self._open.pop()
        if one.drop:
            self._dropped -= 1
            end, is_empty = _end_of_tag(self._xml, one.start)
            if not is_empty:
                end = self._xml.index(b">", at) + 1
            self._cuts.append((one.start, end, b""))

    def other(self, at: int, end: bytes) -> None:
        if self._drop_comments:
            self._cuts.append((at, self._xml.index(end, at) + len(end), b""))

    def applied(self) -> bytes:
        pieces, done = [], 0
        # Cuts within a dropped piece come after it, and are skipped.
        for start, end, new in sorted(self._cuts, key=lambda cut: (cut[0], -cut[1])):
            if start >= done:
                pieces += [self._xml[done:start], new]
                done = end
        return b"".join([*pieces, self._xml[done:]])

    def _change_attributes(self, at: int, wanted: Mapping[str, str | None]) -> None:
        missing = {name: value for name, value in wanted.items() if value is not None}
        place = _end_of_name(self._xml, at)
        while match := _ATTRIBUTE.match(self._xml, place):
            name = match[1].decode()
            if name in wanted:
                value = wanted[name]
                missing.pop(name, None)
                self._cuts.append((match.start(), match.end(), b"" if value is None else _written(name, value)))
            place = match.end()
        if missing:
            self._cuts.append((place, place, b"".join(_written(name, value) for name, value in missing.items())))


def _end_of_name(xml: bytes, at: int) -> int:
    name = _NAME.match(xml, at)
    assert name is not None, "expat reports the start of a tag"
    return name.end()


def _end_of_tag(xml: bytes, at: int) -> tuple[int, bool]:
    place = _end_of_name(xml, at)
    while match := _ATTRIBUTE.match(xml, place):
        place = match.end()
    closing = _TAG_END.match(xml, place)
    assert closing is not None, "expat has parsed the tag"
    return closing.end(), closing[0].endswith(b"/>")


def _parts(name: str) -> tuple[str, str, str]:
    """Namespace, local name and prefix of a name from expat: up to three words."""
    words = name.split(" ")
    if len(words) == 1:
        return "", words[0], ""
    return words[0], words[1], words[2] if len(words) > 2 else ""


def _attribute(key: str, value: str) -> Attribute:
    namespace, name, prefix = _parts(key)
    return Attribute(f"{prefix}:{name}" if prefix else name, name, namespace, value)


def _written(name: str, value: str) -> bytes:
    return f" {name}={quoteattr(value)}".encode()


