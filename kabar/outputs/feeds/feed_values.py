"""What a feed says, whatever the format it is written in.

Addresses are whole, texts are plain unless they are called HTML, moments are aware.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

# All but what XML 1.0, 2.2 allows; and carriage returns, of which no parser hands on one.
_FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed_in_xml(text: str) -> str:
    """``text`` without the characters that no XML file may hold, not even as references."""
    return _FORBIDDEN.sub("", text)


MEDIA = "http://search.yahoo.com/mrss/"  # the namespace of Media RSS, which readers of feeds know in Atom too


def add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """Put an element below ``parent``. A ``__`` in the name of an attribute stands for a colon."""
    cleaned = {key.replace("__", ":"): allowed_in_xml(value) for key, value in attributes.items()}
    child = SubElement(parent, name, cleaned)
    if text:
        child.text = allowed_in_xml(text)
    return child


def as_bytes(root: Element) -> bytes:
    """The whole file in UTF-8, one element a line; equal trees give equal bytes."""
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


# Of a feed without entries: nothing in it ever changed, and the clock may not tell otherwise.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class FeedAuthor:
    """Who wrote something; ``url`` is of their page."""

    name: str
    url: str


@dataclass(frozen=True)
class FeedTopic:
    """A topic by its id and its label."""

    id: str
    label: str


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """One entry. ``id`` is the same wherever the portal stands and whatever the entry's date.

    ``content`` is HTML with whole addresses. ``image`` is the address of its picture, ``image_kind`` its
    media type, ``image_octets`` its size in bytes; empty without one.
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
    """A feed: ``url`` is the page that it follows, ``feed_url`` its own address.

    ``publisher`` stands for the author of entries that name none. ``scheme`` is the address of
    the list that topics are taken from. ``licence`` is a pair of name and address.
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
    """``entries`` from the newest on; of one moment first what was changed last, then by title, then by address."""
    by_title = sorted(entries, key=lambda entry: (entry.title.casefold(), entry.url, entry.id))
    return sorted(by_title, key=lambda entry: (entry.published, entry.updated), reverse=True)


def last_change(entries: Sequence[FeedEntry]) -> datetime:
    """When a feed of ``entries`` last changed."""
    return max((entry.updated for entry in entries), default=NEVER)


