"""Reads RSS (0.91 to 2.0, 1.0) and Atom files as archives."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import escape, unescape
from pathlib import Path
from zoneinfo import ZoneInfo

from kabar.command import Stopped
from kabar.importing.archives.imported_post import CATEGORY, HTML, Archive, ImportedPost, NoteKind, Term
from kabar.importing.archives.xml_stream import XmlNode, root_name, stream_nodes

_LEVELS = {"rss": 3, "rdf:RDF": 2, "atom:feed": 2}
_ENTRIES = ("item", "atom:entry")


def read_feeds(paths: list[Path], zone: ZoneInfo) -> Archive:
    """Read the feeds in the files ``paths`` once, as one archive; ``zone`` is that of dates without offset.

    An entry that stands in several files is read from the first. Raises Stopped.
    """
    archive = Archive(paths[0].name, lambda: _entries(paths, zone))
    for path in paths:
        for node in stream_nodes(path, _level_of(path)):
            if node.name not in _ENTRIES:
                _read_about(node, archive)
    archive.outline = [post.without_text() for post in _entries(paths, zone)]
    archive.authors = {post.author: post.author for post in archive.outline if post.author}
    return archive


def _level_of(path: Path) -> int:
    root = root_name(path)
    if root not in _LEVELS:
        raise Stopped(f"{path}: bukan umpan RSS atau Atom (unsur pertamanya <{root}>); periksa berkasnya")
    return _LEVELS[root]


def _read_about(node: XmlNode, archive: Archive) -> None:
    if node.name == "channel":  # RSS 1.0
        for child in node.children:
            _read_about(child, archive)
    elif node.name in ("title", "atom:title"):
        archive.title = archive.title or unescape(node.text.strip())
    elif node.name == "link":
        archive.url = archive.url or node.text.strip()
    elif node.name == "atom:link" and node.attributes.get("rel", "alternate") == "alternate":
        archive.url = archive.url or node.attributes.get("href", "")
    elif node.name in ("pubDate", "lastBuildDate", "atom:updated") and archive.exported is None:
        moment = _moment(node.text.strip(), ZoneInfo("UTC"))
        archive.exported = moment.date() if moment else None


def _entries(paths: list[Path], zone: ZoneInfo) -> Iterator[ImportedPost]:
    seen: set[str] = set()
    for path in paths:
        for node in stream_nodes(path, _level_of(path)):
            if node.name in _ENTRIES:
                post = _entry(node, path.name, zone)
                if post.guid not in seen:
                    seen.add(post.guid)
                    yield post


def _entry(node: XmlNode, name: str, zone: ZoneInfo) -> ImportedPost:
    is_atom = node.name == "atom:entry"
    body, excerpt = _texts(node, is_atom)
    link = _link(node, is_atom)
    dates = ("atom:published", "atom:updated") if is_atom else ("pubDate", "dc:date", "atom:updated")
    moments = [moment for key in dates if (moment := _moment(node.first(key), zone))]
    windows, control = node.repairs()
    post = ImportedPost(
        guid=node.first("atom:id" if is_atom else "guid") or node.attributes.get("rdf:about", "") or link,
        place=f"{name}:{node.line}",
        title=_title(node, is_atom),
        date=moments[0] if moments else None,
        modified=_moment(node.first("atom:updated"), zone),
        author=_author(node),
        terms=tuple(_terms(node)),
        excerpt=excerpt,
        body=body,
        form=HTML,
        link=link,
    )
    notes = []
    if not post.guid:
        notes.append((NoteKind.OLD_ADDRESS, "tanpa guid dan alamat; diingat dengan barisnya"))
        post = replace(post, guid=post.place)
    if windows:
        notes.append((NoteKind.ENCODING, "ada huruf Windows-1252 di dalam UTF-8; dibaca sebagai Windows-1252"))
    if control:
        notes.append((NoteKind.ENCODING, "ada karakter kendali yang dilarang di XML; dibuang"))
    return replace(post, notes=tuple(notes))


def _title(node: XmlNode, is_atom: bool) -> str:
    if not is_atom:
        return node.first("title")
    return _html_of(next(iter(node.all("atom:title")), None))


def _texts(node: XmlNode, is_atom: bool) -> tuple[str, str]:
    """Body and excerpt in HTML; where only one text is given, it is the body."""
    if is_atom:
        body, excerpt = (_html_of(next(iter(node.all(name)), None)) for name in ("atom:content", "atom:summary"))
    else:
        body = node.first("content:encoded") or node.first("atom:content")
        excerpt = node.first("description")
    return (body, excerpt) if body.strip() else (excerpt, "")


def _html_of(node: XmlNode | None) -> str:
    """The HTML of an Atom text construct (RFC 4287, 3.1)."""
    if node is None:
        return ""
    kind = node.attributes.get("type", "text")
    if kind == "xhtml":
        return "".join(_serialised(child) for child in node.children)
    text = node.text.strip()
    return text if kind in ("html", "text/html") else escape(text, quote=False)


def _serialised(node: XmlNode) -> str:
    name = node.name.removeprefix("xhtml:")
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in node.attributes.items())
    inner = "".join(escape(part, quote=False) if isinstance(part, str) else _serialised(part) for part in node.parts)
    return f"<{name}{attributes}>{inner}</{name}>"


def _link(node: XmlNode, is_atom: bool) -> str:
    if not is_atom:
        guid = next(iter(node.all("guid")), None)
        is_link = guid is not None and guid.attributes.get("isPermaLink", "true") == "true"
        return node.first("link") or (guid.text.strip() if guid is not None and is_link else "")
    links = [
        link.attributes for link in node.all("atom:link") if link.attributes.get("rel", "alternate") == "alternate"
    ]
    return links[0].get("href", "") if links else ""


def _author(node: XmlNode) -> str:
    if people := node.all("atom:author"):
        return people[0].first("atom:name")
    text = node.first("dc:creator") or node.first("author")
    # RSS 2.0: "surel@contoh.example (Nama)".
    inside = text.rpartition("(")[2].rstrip(") ") if "(" in text else text
    return "" if "@" in inside else inside


def _terms(node: XmlNode) -> Iterator[Term]:
    for child in node.all("category"):
        if text := unescape(child.text.strip()):
            yield Term(CATEGORY, text)
    for child in node.all("atom:category"):
        if text := child.attributes.get("label") or child.attributes.get("term", ""):
            yield Term(CATEGORY, text.strip())


def _moment(text: str, zone: ZoneInfo) -> datetime | None:
    """The moment in ``text`` (RFC 5322 or ISO 8601); None where it has none, or one before 1900."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, TypeError, IndexError):
            continue
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC if read is parsedate_to_datetime else zone)
        return moment if 1900 <= moment.year <= 2999 else None
    return None
