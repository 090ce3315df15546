"""``terbit.json``: what a portal has published, for the next publication to be held against.

It travels with the site itself. It holds what is shown and nothing else, sorted, one entry on a line.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plugins.content_model.article import Article
from plugins.content_model.bimtek import Bimtek
from plugins.content_model.library import Library
from plugins.content_model.model import Document

FILE = "terbit.json"
VERSION = 1

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


class UnreadableRecord(ValueError):
    """A record is not one of ours; why, in Indonesian."""


@dataclass(frozen=True)
class Published:
    """What is kept of an entry with a page; ``address`` has outer slashes.

    ``first_published`` and ``changed`` are ISO 8601 with offset, empty for what has no date of its own.
    ``event`` are status, start and end of a training, empty for others. ``paragraphs`` are digests of the body's
    paragraphs in their order, none for a withdrawn entry.
    """

    address: str
    first_published: str = ""
    changed: str = ""
    event: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()


def write_record(library: Library) -> bytes:
    """The record of all that ``library`` shows, topics aside: ``topik.json`` keeps those."""
    entries = sorted((_published(document, library) for document in _documents(library)), key=lambda one: one.address)
    lines = ",\n".join(json.dumps(_as_json(entry), ensure_ascii=False, separators=(",", ":")) for entry in entries)
    return f'{{"version":{VERSION},"entries":[\n{lines}\n]}}\n'.encode()


def read_record(text: str) -> dict[str, Published]:
    """The entries of a record by address. Raises UnreadableRecord."""
    try:
        value = json.loads(text)
        if value["version"] != VERSION:
            raise UnreadableRecord(f"versi {value['version']} tidak dikenal")
        entries = [_from_json(one) for one in value["entries"]]
    except UnreadableRecord:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UnreadableRecord("isinya bukan daftar terbit portal ini") from None
    return {entry.address: entry for entry in entries}


def paragraphs_of(body: str) -> tuple[str, ...]:
    """A digest of each paragraph of ``body``: eight hexadecimal digits; wrapping of lines does not count."""
    texts = (" ".join(part.split()) for part in _BLANK_LINES.split(body))
    return tuple(hashlib.sha256(text.encode()).hexdigest()[:8] for text in texts if text)


def _documents(library: Library) -> Iterator[Document]:
    yield from library.articles.values()
    for documents in (library.organisations, library.people, library.figures, library.static_pages):
        yield from documents.values()


def _published(document: Document, library: Library) -> Published:
    address = library.destinations.pages[document.path]
    if not isinstance(document, Article):
        return Published(address)
    zone = library.portal.zone
    event = ()
    if isinstance(document, Bimtek):
        event = (document.event_status, document.start.isoformat(), document.end.isoformat())
    return Published(
        address=address,
        first_published=document.date.astimezone(zone).isoformat(),
        changed=document.changed.astimezone(zone).isoformat(),
        event=event,
        paragraphs=() if document.withdrawn else paragraphs_of(document.body),
    )


def _as_json(entry: Published) -> dict[str, Any]:
    names = {"address": entry.address, "first_published": entry.first_published, "modified": entry.changed}
    status, start, end = entry.event or ("", "", "")
    event = {"status": status, "start": start, "end": end} if status else None
    return {key: value for key, value in (names | {"event": event, "paragraphs": entry.paragraphs}).items() if value}


def _from_json(value: Mapping[str, Any]) -> Published:
    event = value.get("event") or {}
    entry = Published(
        address=value["address"],
        first_published=value.get("first_published", ""),
        changed=value.get("modified", ""),
        event=tuple(event[key] for key in ("status", "start", "end")) if event else (),
        paragraphs=tuple(value.get("paragraphs", ())),
    )
    texts = (entry.address, entry.first_published, entry.changed, *entry.event, *entry.paragraphs)
    if not all(isinstance(text, str) for text in texts) or not entry.address.startswith("/"):
        raise TypeError
    return entry
