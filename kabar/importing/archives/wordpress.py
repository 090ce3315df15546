"""Reads the export of WordPress (WXR, 1.0 to 1.2)."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from kabar.command import Stopped
from kabar.importing.archives.imported_post import (
    CATEGORY,
    DRAFT,
    POST,
    PUBLISHED,
    TAG,
    WORDPRESS,
    Archive,
    ArchiveFile,
    ImportedPost,
    NoteKind,
    Term,
)
from kabar.importing.archives.xml_stream import XmlNode, root_name, stream_nodes

ATTACHMENT = "attachment"
# Types that WordPress and common plugins use for themselves: no page of the site.
_INTERNAL = re.compile(
    r"attachment|revision|nav_menu_item|custom_css|customize_changeset|oembed_cache|user_request|wp_\w+|acf-[\w-]+"
    r"|elementor_\w+|wpcf7_\w+|shop_\w+|mc4wp-\w+|jetpack_\w+|feedback"
)
_STATUSES = {
    "publish": PUBLISHED, "future": PUBLISHED, "draft": DRAFT, "pending": DRAFT, "private": DRAFT, "auto-draft": DRAFT,
}  # fmt: skip
_GONE = {"trash": "di tempat sampah", "inherit": "salinan otomatis"}
_WHY_DRAFT = {
    "draft": "draf di situs lama", "pending": "menunggu tinjauan di situs lama", "private": "pribadi di situs lama",
    "auto-draft": "draf otomatis di situs lama",
}  # fmt: skip
_DOMAINS = {"category": CATEGORY, "post_tag": TAG, "tag": TAG, "": CATEGORY}


def read_wordpress(path: Path, zone: ZoneInfo) -> Archive:
    """Read the export ``path`` once; ``zone`` is that of its local times. Raises Stopped."""
    if root_name(path) != "rss":
        raise Stopped(f"{path}: bukan ekspor WordPress; buat di situs lama lewat Alat > Ekspor > Semua isi")
    archive = Archive(path.name, lambda: (post for _, post in _read(path, zone) if isinstance(post, ImportedPost)))
    is_export = False
    for node, post in _read(path, zone):
        is_export = is_export or node.name.startswith("wp:")
        if isinstance(post, ImportedPost):
            archive.outline.append(post.without_text())
        elif node.name != "item":
            _read_about(node, archive)
        elif not _read_file(node, archive):
            archive.left_out[post] += 1
    if not is_export:
        raise Stopped(f"{path}: umpan RSS biasa, bukan ekspor WordPress; tulis: make impor UMPAN={path}")
    return archive


def _read(path: Path, zone: ZoneInfo) -> Iterator[tuple[XmlNode, ImportedPost | str]]:
    """Yield each part of the export, with the post that it is, or why it is none."""
    seen: Counter[str] = Counter()
    for node in stream_nodes(path, 3, unread=("wp:comment",)):
        post = _post(node, path.name, zone) if node.name == "item" else ""
        if isinstance(post, ImportedPost):
            seen[post.guid] += 1
            if (count := seen[post.guid]) > 1:
                note = (
                    NoteKind.OLD_ADDRESS,
                    f"guid '{post.guid}' dipakai lagi; tulisan ini diingat sebagai yang ke-{count}",
                )
                post = replace(post, guid=f"{post.guid}#{count}", notes=(*post.notes, note))
        yield node, post


def _read_about(node: XmlNode, archive: Archive) -> None:
    text = node.text.strip()
    if node.name == "title":
        archive.title = unescape(text)
    elif node.name == "wp:base_blog_url" or (node.name == "link" and not archive.url):
        archive.url = text or archive.url
    elif node.name == "pubDate" and (moment := _rfc_date(text)):
        archive.exported = moment.date()
    elif node.name == "wp:author":
        login, name = node.first("wp:author_login"), node.first("wp:author_display_name")
        archive.authors[login] = unescape(name) or login
    elif node.name == "wp:category":
        _describe(archive, node.first("wp:cat_name"), node.first("wp:category_description"))
    elif node.name == "wp:tag":
        _describe(archive, node.first("wp:tag_name"), node.first("wp:tag_description"))


def _describe(archive: Archive, name: str, description: str) -> None:
    if description:
        archive.descriptions[unescape(name)] = description


def _read_file(node: XmlNode, archive: Archive) -> bool:
    """Enter the picture or attachment ``node``; whether it is one."""
    if node.first("wp:post_type") != ATTACHMENT:
        return False
    alt = next((value for key, value in _meta(node) if key == "_wp_attachment_image_alt"), "")
    archive.files[node.first("wp:post_id")] = ArchiveFile(
        node.first("wp:attachment_url") or node.first("guid"),
        unescape(alt),
        node.first("excerpt:encoded"),
        unescape(node.first("title")),
        node.first("wp:post_parent"),
    )
    return True


def _meta(node: XmlNode) -> Iterator[tuple[str, str]]:
    for meta in node.all("wp:postmeta"):
        yield meta.first("wp:meta_key"), meta.first("wp:meta_value")


def _post(node: XmlNode, name: str, zone: ZoneInfo) -> ImportedPost | str:
    """The post in ``node``, or why it is not imported: its type, or that it was deleted."""
    type, status = node.first("wp:post_type") or POST, node.first("wp:status") or "publish"
    if _INTERNAL.fullmatch(type):
        return f"jenis '{type}'"
    if status in _GONE:
        return _GONE[status]
    place = f"{name}:{node.line}"
    notes: list[tuple[str, str]] = []
    windows, control = node.repairs()
    if windows:
        notes.append((NoteKind.ENCODING, "ada huruf Windows-1252 di dalam UTF-8; dibaca sebagai Windows-1252"))
    if control:
        notes.append((NoteKind.ENCODING, "ada karakter kendali yang dilarang di XML; dibuang"))
    number = node.first("wp:post_id")
    meta = dict(_meta(node))
    is_locked = bool(node.first("wp:post_password"))
    known = status in _STATUSES
    if is_locked or not known or status in _WHY_DRAFT:
        why = "bersandi di situs lama" if is_locked else _WHY_DRAFT.get(status, f"berstatus '{status}' di situs lama")
        notes.append((NoteKind.STATUS, f"{why}; menjadi draf"))
    link = node.first("link")
    return ImportedPost(
        guid=node.first("guid") or link or f"{name}#{number or node.line}",
        place=place,
        title=node.first("title"),
        type=type,
        slug=unquote(node.first("wp:post_name")),
        date=_moment(node, "wp:post_date", zone) or _rfc_date(node.first("pubDate")),
        modified=_moment(node, "wp:post_modified", zone),
        status=DRAFT if is_locked else _STATUSES.get(status, DRAFT),
        author=node.first("dc:creator"),
        terms=tuple(_terms(node)),
        excerpt=node.first("excerpt:encoded"),
        body=next((child.text for child in node.children if child.name == "content:encoded"), ""),
        form=WORDPRESS,
        link=link,
        number=number,
        photo=meta.get("_thumbnail_id", ""),
        comments=len(node.all("wp:comment")),
        notes=tuple(notes),
    )


def _terms(node: XmlNode) -> Iterator[Term]:
    for child in node.all("category"):
        domain, name = child.attributes.get("domain", ""), unescape(child.text.strip())
        if domain in _DOMAINS and name:
            yield Term(_DOMAINS[domain], name, unquote(child.attributes.get("nicename", "")))


def _moment(node: XmlNode, name: str, zone: ZoneInfo) -> datetime | None:
    """The time in the element ``name`` in UTC (``…_gmt``), else in ``zone``; None for 0000-00-00 and other errors."""
    for text, its_zone in ((node.first(f"{name}_gmt"), UTC), (node.first(name), zone)):
        try:
            moment = datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=its_zone)
        except ValueError:
            continue
        if 1900 <= moment.year <= 2999:
            return moment
    return None


def _rfc_date(text: str) -> datetime | None:
    """The moment in ``text`` (RFC 5322, as in RSS); None where it has none, or one before 1900."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment if 1900 <= moment.year <= 2999 else None


def names_by_number(files: Mapping[str, ArchiveFile]) -> dict[str, list[str]]:
    """The numbers of ``files`` by the number of the post that they were uploaded for."""
    found: dict[str, list[str]] = {}
    for number, file in files.items():
        found.setdefault(file.parent, []).append(number)
    return found
