"""JSON feeds (JSON Feed 1.1)."""

import json
from collections.abc import Sequence
from typing import Any

from kabar.outputs.feeds.feed_values import FeedAuthor, FeedEntry, FeedInfo, allowed_in_xml
from kabar.outputs.structured_data.json_ld import iso_moment

VERSION = "https://jsonfeed.org/version/1.1"


def write_json_feed(info: FeedInfo, entries: Sequence[FeedEntry]) -> bytes:
    """The feed as JSON Feed 1.1 in UTF-8, with ``entries`` in their order."""
    feed = {
        "version": VERSION,
        "title": info.title,
        "home_page_url": info.url,
        "feed_url": info.feed_url,
        "description": info.description,
        "language": info.lang,
        "authors": [_author(info.publisher)],
        # The format has no licence; names that begin with "_" are for extensions.
        **({"_licence": dict(zip(("name", "url"), info.licence, strict=True))} if info.licence else {}),
        "items": [_item(entry) for entry in entries],
    }
    return json.dumps(_cleaned(feed), ensure_ascii=False, indent=1).encode() + b"\n"


def _item(entry: FeedEntry) -> dict[str, Any]:
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content,
        "image": entry.image,
        "date_published": iso_moment(entry.published),
        "date_modified": iso_moment(entry.updated),
        "language": entry.lang,
        "authors": [_author(author) for author in entry.authors],
        "tags": [topic.label for topic in entry.topics],
    }
    return {name: value for name, value in item.items() if value or name == "content_html"}


def _author(author: FeedAuthor) -> dict[str, str]:
    return {"name": author.name, "url": author.url}


def _cleaned(value: Any) -> Any:
    # The same text as in the XML formats.
    if isinstance(value, str):
        return allowed_in_xml(value)
    if isinstance(value, dict):
        return {name: _cleaned(inner) for name, inner in value.items()}
    return [_cleaned(inner) for inner in value]


