"""Feed data independent of the format, and XML helpers.

Addresses are absolute, texts are plain unless documented as HTML, moments are aware.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

# What XML 1.0, 2.2 does not allow, and carriage returns, which parsers normalise.
_FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed_in_xml(text: str) -> str:
    """``text`` without the characters that are not allowed in XML, also not as references."""
    return _FORBIDDEN.sub("", text)


MEDIA = "http://search.yahoo.com/mrss/"  # the namespace of Media RSS, which feed readers support in Atom too


def add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """Append an element to ``parent``. ``__`` in the name of an attribute stands for a colon."""
    cleaned = {key.replace("__", ":"): allowed_in_xml(value) for key, value in attributes.items()}
    child = SubElement(parent, name, cleaned)
    if text:
        child.text = allowed_in_xml(text)
    return child


def as_bytes(root: Element) -> bytes:
    """The XML file in UTF-8, indented; deterministic."""
    indent(root)
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


# Last change of a feed without entries: a constant, not the clock.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class FeedAuthor:
    """An author; ``url`` is that of the profile page."""

    name: str
    url: str


@dataclass(frozen=True)
class FeedTopic:
    """A topic: id and label."""

    id: str
    label: str


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """An entry. ``id`` depends neither on the portal's host nor on the date.

    ``content`` is HTML with absolute addresses. ``image`` is the address of its picture, ``image_kind`` its media type,
    ``image_octets`` its size in bytes; empty or 0 without one.
    """

    id: str
    url: str
    title: str
    summary: str
    content: str
    published: datetime
    updated: datetime
    lang: str = "id"
    authors: tuple[FeedAuthor, ...] = ()
    topics: tuple[FeedTopic, ...] = ()
    image: str = ""
    image_kind: str = ""
    image_octets: int = 0


@dataclass(frozen=True, kw_only=True)
class FeedInfo:
    """A feed: ``url`` is the page that it belongs to, ``feed_url`` its own address.

    ``publisher`` is the author of entries without authors. ``scheme`` is the address of the vocabulary of topics.
    ``licence`` is a pair of name and address.
    """

    id: str
    title: str
    description: str
    url: str
    feed_url: str
    publisher: FeedAuthor
    scheme: str
    lang: str = "id"
    licence: tuple[str, str] | None = None


def newest_first(entries: Iterable[FeedEntry]) -> list[FeedEntry]:
    """``entries`` sorted newest first, then by last change (newest first), title and address."""
    by_title = sorted(entries, key=lambda entry: (entry.title.casefold(), entry.url, entry.id))
    return sorted(by_title, key=lambda entry: (entry.published, entry.updated), reverse=True)


def last_change(entries: Sequence[FeedEntry]) -> datetime:
    """When a feed with ``entries`` last changed."""
    return max((entry.updated for entry in entries), default=NEVER)


