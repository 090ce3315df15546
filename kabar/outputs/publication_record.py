"""Publication record ``terbit.json``: what a portal has published, to compare the next publication with.

It is published with the site, and lists only what is public, sorted, one entry per line. In a large portal the articles
of each year are in a separate part, ``terbit-2019.json``, so that a new article rewrites one part; ``terbit.json`` has
the names and digests of the parts, and all entries that belong to no year.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kabar.content.library import Library
from kabar.content.reading.summary import ArticleSummary, moment_of

FILE = "terbit.json"
VERSION, VERSION_WITH_PARTS = 2, 3
_READABLE = (1, VERSION, VERSION_WITH_PARTS)
# Articles in one file: about 500 kB, eight years with an article each working day. Published addresses stay in the
# record, so a portal with parts does not go back to one file.
MOST_IN_ONE = 2000
WITHDRAWN = "withdrawn"
# Names come from an untrusted file: no path traversal.
_PART = re.compile(r"terbit-[0-9]{4}\.json")
# Returns the text of a part by name; None where it does not exist. May raise OSError.
ReadPart = Callable[[str], str | None]
# Shared encoder: creating one for each line is slower than encoding.
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class UnreadableRecord(ValueError):
    """A record cannot be read; the reason, in Indonesian."""


@dataclass(frozen=True)
class Published:
    """The entry of a published page; ``address`` has outer slashes.

    ``first_published`` and ``changed`` are ISO 8601 with offset, empty for pages without dates. ``event`` are status,
    start and end of a training, empty for others. ``paragraphs`` are digests of the body's paragraphs in their order,
    none for a withdrawn article. ``corrections`` are kind and moment (ISO 8601) of the visible ones, oldest first.
    ``corrections`` and ``is_withdrawn`` are None in a record of version 1, which lacks them.
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


@dataclass(frozen=True)
class RecordPart:
    """The part of a record in the file ``name``: the articles of ``folders``, those of one year.

    ``fingerprint`` is a digest of the content of these articles.
    """

    name: str
    folders: tuple[str, ...]
    fingerprint: bytes


def record_parts(library: Library, most: int = MOST_IN_ONE) -> list[RecordPart]:
    """The parts of the record of ``library``, by year; none for at most ``most`` articles."""
    if len(library.articles) <= most:
        return []
    by_year: dict[str, list[str]] = defaultdict(list)
    for folder in sorted(library.index):
        by_year[folder.rpartition("/")[2]].append(folder)
    return [
        RecordPart(f"terbit-{year}.json", tuple(folders), _fingerprint(library, folders))
        for year, folders in sorted(by_year.items())
    ]


def write_record(library: Library, digests: Mapping[str, str] | None = None) -> bytes:
    """The record of all public pages of ``library`` except topics, which are in ``topik.json``.

    ``digests`` are the SHA-256 (hexadecimal) of its parts by name. Without them this file has all entries.
    """
    lines = [] if digests else _lines(library, library.index)
    for documents in (library.organisations, library.people, library.figures, library.static_pages):
        lines += [_ENCODE({"address": one.page_url}) for one in documents.values()]
    portal = {"name": library.portal.name, "SITEURL": library.portal.SITEURL.rstrip("/")}
    head = {"version": VERSION_WITH_PARTS if digests else VERSION, "portal": portal}
    if digests:
        head["parts"] = [{"file": name, "sha256": digest} for name, digest in sorted(digests.items())]
    return _as_bytes(head, lines)


def write_part(library: Library, part: RecordPart) -> bytes:
    """The file of ``part``."""
    return _as_bytes({"version": VERSION_WITH_PARTS}, _lines(library, part.folders))


def digest_of_part(text: bytes) -> str:
    """The digest in ``terbit.json`` of a part with the content ``text``."""
    return hashlib.sha256(text).hexdigest()


def read_record(text: str, read_part: ReadPart) -> PublicationRecord:
    """Parse a record of this or an older version, with its parts. Raises UnreadableRecord."""
    if not text.strip():
        raise UnreadableRecord("isinya kosong")
    try:
        value = json.loads(text)
        if value["version"] not in _READABLE:
            raise UnreadableRecord(f"versi {value['version']} tidak dikenal")
        is_first, has_parts = value["version"] == 1, value["version"] == VERSION_WITH_PARTS
        parts = [_read_part(one["file"], one["sha256"], read_part) for one in value["parts"]] if has_parts else []
        entries = [_from_json(one, is_first) for one in chain(value["entries"], *parts)]
        name, siteurl = ("", "") if is_first else (value["portal"]["name"], value["portal"]["SITEURL"])
        if not (isinstance(name, str) and isinstance(siteurl, str)):
            raise TypeError
    except UnreadableRecord:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UnreadableRecord("isinya bukan daftar terbit portal ini") from None
    return PublicationRecord({entry.address: entry for entry in entries}, name, siteurl)


def read_record_in(file: Path) -> PublicationRecord:
    """Read the record in ``file``, with its parts in the same folder.

    Raises UnreadableRecord, OSError and UnicodeDecodeError.
    """
    return read_record(file.read_text("utf-8"), parts_beside(file))


def parts_beside(file: Path) -> ReadPart:
    """A reader of the parts of the record in ``file``, which are in the same folder."""

    def read_part(name: str) -> str | None:
        try:
            return file.with_name(name).read_text("utf-8")
        except FileNotFoundError:
            return None

    return read_part


def _read_part(name: str, digest: str, read_part: ReadPart) -> list[Mapping[str, Any]]:
    if not _PART.fullmatch(name):
        raise ValueError
    try:
        text = read_part(name)
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableRecord(f"bagiannya {name} tidak terbaca: {error}") from None
    if text is None:
        raise UnreadableRecord(f"bagiannya {name} tidak ada")
    if digest_of_part(text.encode()) != digest:
        raise UnreadableRecord(f"bagiannya {name} tidak utuh, atau dari terbitan lain")
    entries: list[Mapping[str, Any]] = json.loads(text)["entries"]
    return entries


def _fingerprint(library: Library, folders: Iterable[str]) -> bytes:
    data = b"".join(folder.encode() + b"".join(library.index[folder].values) for folder in folders)
    return hashlib.blake2b(data, digest_size=16).digest()


def _as_bytes(head: Mapping[str, Any], lines: Iterable[str]) -> bytes:
    text = ",\n".join(sorted(lines))
    return f'{_ENCODE(head)[:-1]},"entries":[\n{text}\n]}}\n'.encode()


def _lines(library: Library, folders: Iterable[str]) -> list[str]:
    zone, summaries, index = library.portal.zone, library.summaries, library.index
    return [_line(summaries[path], zone) for folder in folders for path in index[folder].paths]


def _line(summary: ArticleSummary, zone: ZoneInfo) -> str:
    # Fast path: addresses, moments and digests need no JSON escapes, and an archive has a hundred thousand lines.
    first = _moment(summary.date, zone)
    changed = first if summary.changed == summary.date else _moment(summary.changed, zone)
    event = ""
    if summary.event:
        event = ',"event":' + _ENCODE(dict(zip(("status", "start", "end"), summary.event, strict=True)))
    paragraphs = ""
    if summary.paragraphs:
        paragraphs = ',"paragraphs":["' + summary.paragraphs.replace(" ", '","') + '"]'
    status = f',"status":"{WITHDRAWN}"' if summary.status == WITHDRAWN else ""
    if summary.corrections:
        corrections = [{"kind": kind, "date": _moment(moment, zone)} for kind, moment in summary.corrections]
        status += ',"corrections":' + _ENCODE(corrections)
    begin = f'{{"address":"/{summary.path[:-3]}/","first_published":"{first}","modified":"{changed}"'
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


