"""RSS feeds (RSS 2.0, with elements of Atom, Dublin Core, the content module and Media RSS)."""

from collections.abc import Sequence
from email.utils import format_datetime
from xml.etree.ElementTree import Element

from kabar.outputs.feeds.feed_values import MEDIA, FeedEntry, FeedInfo, add, as_bytes, last_change
from kabar.outputs.structured_data.json_ld import iso_moment, whole_minutes
from kabar.pages.parts.frame import RSS

_NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": MEDIA,
}


def write_rss(info: FeedInfo, entries: Sequence[FeedEntry]) -> bytes:
    """The feed as RSS 2.0, with ``entries`` in their order."""
    rss = Element("rss", {"version": "2.0", **_NAMESPACES})
    channel = add(rss, "channel")
    add(channel, "title", info.title)
    add(channel, "link", info.url)
    add(channel, "description", info.description)
    add(channel, "language", info.lang)
    if info.licence:
        add(channel, "copyright", ": ".join(info.licence))
    add(channel, "lastBuildDate", format_datetime(whole_minutes(last_change(entries))))
    add(channel, "atom:link", rel="self", type=RSS, href=info.feed_url)
    for entry in entries:
        _add_item(channel, entry, info)
    return as_bytes(rss)


def _add_item(channel: Element, entry: FeedEntry, info: FeedInfo) -> None:
    item = add(channel, "item")
    add(item, "title", entry.title)
    add(item, "link", entry.url)
    add(item, "guid", entry.id, isPermaLink="false")
    add(item, "pubDate", format_datetime(whole_minutes(entry.published)))
    # RSS has no element for a change after publication, such as a correction.
    add(item, "atom:updated", iso_moment(entry.updated))
    add(item, "dc:language", entry.lang)
    for author in entry.authors or (info.publisher,):
        add(item, "dc:creator", author.name)
    for topic in entry.topics:
        add(item, "category", topic.label, domain=info.scheme)
    add(item, "description", entry.summary)
    add(item, "content:encoded", entry.content)
    if entry.image_kind:
        octets = str(entry.image_octets)
        add(item, "enclosure", url=entry.image, length=octets, type=entry.image_kind)
        add(item, "media:content", url=entry.image, type=entry.image_kind, medium="image", fileSize=octets)


