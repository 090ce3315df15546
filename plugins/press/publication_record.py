"""``terbit.json``: what a portal has published, for the next publication to be held against.

It travels with the site itself. It holds what is shown and nothing else, sorted, one entry on a line.
"""

import json
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from plugins.content_model.gist import Gist, moment_of
from plugins.content_model.library import Library

FILE = "terbit.json"
VERSION = 2
_READABLE = (1, VERSION)
WITHDRAWN = "withdrawn"
_BETWEEN = ",\n"
# One writer for all: to make one for each line costs more than to write it.
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class UnreadableRecord(ValueError):
    """A record is not one of ours; why, in Indonesian."""


@dataclass(frozen=True)
class Published:
    """What is kept of an entry with a page; ``address`` has outer slashes.

    ``first_published`` and ``changed`` are ISO 8601 with offset, empty for what has no date of its own.
    ``event`` are status, start and end of a training, empty for others. ``paragraphs`` are digests of the body's
    paragraphs in their order, none for a withdrawn entry. ``corrections`` are kind and moment (ISO 8601) of those that
    are shown, oldest first. A record of version 1 tells neither ``corrections`` nor ``is_withdrawn``: None.
    """

    address: str
    first_published: str = ""
    changed: str = ""
    event: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    corrections: tuple[tuple[str, str], ...] | None = None
    is_withdrawn: bool | None = None


@dataclass(frozen=True)
class PublicationRecord:
    """``entries`` by address; ``name`` and ``siteurl`` of the portal, empty in a record of version 1."""

    entries: Mapping[str, Published]
    name: str = ""
    siteurl: str = ""


def write_record(library: Library, last: str = "", same: Collection[str] = ()) -> bytes:
    """The record of all that ``library`` shows, topics aside: ``topik.json`` keeps those.

    ``last`` is the record of the last build, ``same`` the names of folders whose entries are as they were then: their
    lines are taken over.
    """
    zone, before = library.portal.zone, last.split(_BETWEEN) if same else []
    parts = []
    for name, folder in library.index.items():
        lines = _lines_below(name, before) if name in same else []
        if len(lines) != len(folder.paths):
            lines = [_line(library.gists[path], zone) for path in sorted(folder.paths)]
        parts.append((f"/{name}/", _BETWEEN.join(lines)))
    for documents in (library.organisations, library.people, library.figures, library.static_pages):
        parts += [(one.page_url, _ENCODE({"address": one.page_url})) for one in documents.values()]
    text = _BETWEEN.join([part for _, part in sorted(parts)])
    portal = _ENCODE({"name": library.portal.name, "SITEURL": library.portal.SITEURL.rstrip("/")})
    return f'{{"version":{VERSION},"portal":{portal},"entries":[\n{text}\n]}}\n'.encode()


def _lines_below(folder: str, lines: Sequence[str]) -> Sequence[str]:
    """The lines of a record about entries in ``folder``; they stand together, since all are sorted."""
    # The first and the last line have the brackets around all of them; no entry of a folder can be next to these.
    begin = f'{{"address":"/{folder}/'
    first = bisect_left(lines, begin, 1, len(lines) - 1)
    return lines[first : bisect_left(lines, f"{begin}\U0010ffff", first, len(lines) - 1)]


def read_record(text: str) -> PublicationRecord:
    """Read a record of this version or an older one. Raises UnreadableRecord."""
    if not text.strip():
        raise UnreadableRecord("isinya kosong")
    try:
        value = json.loads(text)
        if value["version"] not in _READABLE:
            raise UnreadableRecord(f"versi {value['version']} tidak dikenal")
        is_first = value["version"] == 1
        entries = [_from_json(one, is_first) for one in value["entries"]]
        name, siteurl = ("", "") if is_first else (value["portal"]["name"], value["portal"]["SITEURL"])
        if not (isinstance(name, str) and isinstance(siteurl, str)):
            raise TypeError
    except UnreadableRecord:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UnreadableRecord("isinya bukan daftar terbit portal ini") from None
    return PublicationRecord({entry.address: entry for entry in entries}, name, siteurl)


def _line(gist: Gist, zone: ZoneInfo) -> str:
    # Put together as text: addresses, moments and digests have no letter that JSON would write otherwise, and an
    # archive has a hundred thousand of them.
    first = _moment(gist.date, zone)
    changed = first if gist.changed == gist.date else _moment(gist.changed, zone)
    event = ""
    if gist.event:
        event = ',"event":' + _ENCODE(dict(zip(("status", "start", "end"), gist.event, strict=True)))
    paragraphs = ""
    if gist.paragraphs:
        paragraphs = ',"paragraphs":["' + '","'.join(gist.paragraphs) + '"]'
    status = f',"status":"{WITHDRAWN}"' if gist.status == WITHDRAWN else ""
    if gist.corrections:
        corrections = [{"kind": kind, "date": _moment(moment, zone)} for kind, moment in gist.corrections]
        status += ',"corrections":' + _ENCODE(corrections)
    begin = f'{{"address":"/{gist.path[:-3]}/","first_published":"{first}","modified":"{changed}"'
    return f"{begin}{status}{event}{paragraphs}}}"


def _moment(count: int, zone: ZoneInfo) -> str:
    return moment_of(count).astimezone(zone).isoformat()


def _from_json(value: Mapping[str, Any], is_first: bool) -> Published:
    event = value.get("event") or {}
    corrections = () if is_first else tuple((one["kind"], one["date"]) for one in value.get("corrections", ()))
    entry = Published(
        address=value["address"],
        first_published=value.get("first_published", ""),
        changed=value.get("modified", ""),
        event=tuple(event[key] for key in ("status", "start", "end")) if event else (),
        paragraphs=tuple(value.get("paragraphs", ())),
        corrections=None if is_first else corrections,
        is_withdrawn=None if is_first else value.get("status") == WITHDRAWN,
    )
    texts = (entry.address, entry.first_published, entry.changed, *entry.event, *entry.paragraphs)
    texts += tuple(text for one in corrections for text in one)
    if not all(isinstance(text, str) for text in texts) or not entry.address.startswith("/"):
        raise TypeError
    return entry
