"""``terbit.json``: what a portal has published, for the next publication to be held against.

It travels with the site itself. It holds what is shown and nothing else, sorted, one entry on a line.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plugins.content_model.gist import Gist, moment_of
from plugins.content_model.library import Library

FILE = "terbit.json"
VERSION = 1


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
    entries = sorted(_entries(library), key=lambda one: one.address)
    # One writer for all: to make one for each line costs more than to write it.
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    lines = ",\n".join([encode(_as_json(entry)) for entry in entries])
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


def _entries(library: Library) -> Iterator[Published]:
    for path in library.articles:
        yield _published(library.gists[path], library)
    for documents in (library.organisations, library.people, library.figures, library.static_pages):
        yield from (Published(document.page_url) for document in documents.values())


def _published(gist: Gist, library: Library) -> Published:
    zone = library.portal.zone
    first = moment_of(gist.date).astimezone(zone).isoformat()
    return Published(
        address=f"/{gist.path.removesuffix('.md')}/",
        first_published=first,
        changed=first if gist.changed == gist.date else moment_of(gist.changed).astimezone(zone).isoformat(),
        event=gist.event,
        paragraphs=gist.paragraphs,
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
