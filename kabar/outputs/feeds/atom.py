"""Atom feeds (RFC 4287; licence link by RFC 4946)."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from kabar.outputs.feeds.feed_values import (
    MEDIA,
    FeedAuthor,
    FeedEntry,
    FeedInfo,
    add,
    allowed_in_xml,
    as_bytes,
    last_change,
)
from kabar.outputs.structured_data.json_ld import iso_moment
from kabar.pages.parts.frame import ATOM


def write_atom(info: FeedInfo, entries: Sequence[FeedEntry]) -> bytes:
    """The feed as Atom 1.0, with ``entries`` in their order."""
    names = {"xmlns": "http://www.w3.org/2005/Atom", "xmlns:media": MEDIA}
    feed = Element("feed", names | {"xml:lang": allowed_in_xml(info.lang)})
    add(feed, "id", info.id)
    add(feed, "title", info.title)
    add(feed, "subtitle", info.description)
    add(feed, "updated", iso_moment(last_change(entries)))
    add(feed, "link", rel="self", type=ATOM, href=info.feed_url)
    add(feed, "link", rel="alternate", type="text/html", hreflang=info.lang, href=info.url)
    _add_author(feed, info.publisher)
    if info.licence:
        name, url = info.licence
        add(feed, "link", rel="license", href=url)
        add(feed, "rights", f"{name}: {url}")
    for entry in entries:
        _add_entry(feed, entry, info)
    return as_bytes(feed)


def _add_entry(feed: Element, entry: FeedEntry, info: FeedInfo) -> None:
    element = add(feed, "entry", xml__lang=entry.lang)
    add(element, "id", entry.id)
    add(element, "title", entry.title)
    add(element, "link", rel="alternate", type="text/html", hreflang=entry.lang, href=entry.url)
    if entry.image_kind:
        octets = str(entry.image_octets)
        add(element, "link", rel="enclosure", type=entry.image_kind, length=octets, href=entry.image)
    add(element, "published", iso_moment(entry.published))
    add(element, "updated", iso_moment(entry.updated))
    for author in entry.authors:
        _add_author(element, author)
    for topic in entry.topics:
        add(element, "category", term=topic.id, scheme=info.scheme, label=topic.label)
    add(element, "summary", entry.summary)
    add(element, "content", entry.content, type="html")
    if entry.image_kind:
        add(element, "media:content", url=entry.image, type=entry.image_kind, medium="image", fileSize=octets)


def _add_author(parent: Element, author: FeedAuthor) -> None:
    element = add(parent, "author")
    add(element, "name", author.name)
    add(element, "uri", author.url)


