"""Reads folders of Markdown with front matter, as Hugo, Jekyll and Pelican have them."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from kabar.command import Stopped
from kabar.importing.archives.imported_post import (
    CATEGORY,
    DRAFT,
    MARKDOWN,
    PAGE,
    POST,
    PUBLISHED,
    TAG,
    Archive,
    ImportedPost,
    NoteKind,
    Term,
)
from kabar.importing.archives.xml_stream import decode_text

LARGEST_FILE = 16_000_000  # bytes
_ENDINGS = (".md", ".markdown", ".mkd", ".mdown")
_NOT_CONTENT = {"node_modules", "vendor", "themes", "layouts", "_layouts", "_includes", "_site", "public", "output"}
_NO_PAGES = {"readme", "license", "changelog", "contributing"}
_JEKYLL = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})-(?P<slug>.+)")
_PELICAN_LINE = re.compile(r"(?P<key>[A-Za-z][\w-]*):[ \t]*(?P<value>.*)")
# Fields of our own model that other front matters may have: a training needs them.
OWN_KEYS = ("start", "end", "place", "mode", "organisers")


def read_folder(folder: Path, zone: ZoneInfo) -> Archive:
    """Read all Markdown files below ``folder`` once; ``zone`` is that of dates without offset. Raises Stopped."""
    if not folder.is_dir():
        raise Stopped(f"FOLDER: folder '{folder}' tidak ada; periksa namanya")
    archive = Archive(folder.name, lambda: _posts(folder, zone))
    archive.title, archive.url = _site(folder)
    archive.outline = [post.without_text() for post in _posts(folder, zone)]
    if not archive.outline:
        raise Stopped(f"FOLDER: tidak ada berkas Markdown di '{folder}'; tunjuk folder isi situs lamanya")
    archive.authors = {post.author: post.author for post in archive.outline if post.author}
    return archive


def _site(folder: Path) -> tuple[str, str]:
    """Title and address of the site, from the settings of Hugo or Jekyll; "" where they are not there."""
    for name in ("hugo.toml", "config.toml", "hugo.yaml", "config.yaml", "_config.yml", "hugo.yml", "config.yml"):
        file = folder / name
        if not file.is_file():
            continue
        text, _ = decode_text(file.read_bytes())
        try:
            found = tomllib.loads(text) if name.endswith(".toml") else _load_yaml(text)
        except (tomllib.TOMLDecodeError, yaml.YAMLError):
            return "", ""
        if isinstance(found, dict):
            return str(found.get("title") or ""), str(found.get("baseURL") or found.get("url") or "")
    return "", ""


class _SafeLoader(yaml.SafeLoader):
    """Safe YAML without aliases, which could expand without end; every scalar is text, as it was written."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "alias", None)
        return super().compose_node(parent, index)


_SafeLoader.yaml_implicit_resolvers = {}


def _load_yaml(text: str) -> Any:
    return yaml.load(text, _SafeLoader)


def _posts(folder: Path, zone: ZoneInfo) -> Iterator[ImportedPost]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if path.suffix.casefold() not in _ENDINGS or hidden or not _NOT_CONTENT.isdisjoint(inside.parts[:-1]):
            continue
        if path.stem.casefold() in _NO_PAGES or not path.is_file() or path.stem == "_index":
            continue
        if path.stat().st_size > LARGEST_FILE:
            raise Stopped(
                f"{path}: lebih besar dari {LARGEST_FILE // 1_000_000} MB; keluarkan dari folder itu, lalu ulangi"
            )
        yield _post(path, inside, zone)


def _post(path: Path, inside: Path, zone: ZoneInfo) -> ImportedPost:
    text, from_windows = decode_text(path.read_bytes())
    notes = [(NoteKind.ENCODING, "ada huruf yang bukan UTF-8; dibaca sebagai Windows-1252")] if from_windows else []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front, body, fault = split_front(text)
    if fault:
        notes.append((NoteKind.INVALID, fault))
    lowered = {str(key).casefold(): value for key, value in front.items()}
    name = path.parent.name if path.stem == "index" else path.stem
    dated = _JEKYLL.fullmatch(name)
    moment = _moment(lowered.get("date"), zone)
    if moment is None and dated:
        moment = _moment(f"{dated['year']}-{int(dated['month']):02}-{int(dated['day']):02}", zone)
    slug = _text(lowered.get("slug")) or (dated["slug"] if dated else name)
    is_draft, why = _is_draft(lowered, inside, fault)
    if is_draft:
        notes.append((NoteKind.STATUS, f"{why}; menjadi draf"))
    is_page = (
        _text(lowered.get("layout")) == "page" or "pages" in inside.parts or (moment is None and len(inside.parts) <= 2)
    )
    return ImportedPost(
        guid=inside.as_posix(),
        place=f"{inside.as_posix()}:1",
        title=_text(lowered.get("title")),
        type=PAGE if is_page else POST,
        slug=slug,
        date=moment,
        modified=_moment(lowered.get("lastmod") or lowered.get("modified") or lowered.get("last_modified_at"), zone),
        status=DRAFT if is_draft else PUBLISHED,
        author=next(iter(_texts(lowered.get("author") or lowered.get("authors"))), ""),
        terms=tuple(_terms(lowered)),
        excerpt=escape(
            _text(lowered.get("description") or lowered.get("summary") or lowered.get("excerpt")), quote=False
        ),
        body=body,
        form=MARKDOWN,
        link=_first_link(lowered, inside, slug, moment, bool(dated)),
        old_links=tuple(_texts(lowered.get("aliases") or lowered.get("redirect_from"))),
        photo=_photo(lowered),
        lang=_text(lowered.get("lang") or lowered.get("language")),
        given={key: lowered[key] for key in OWN_KEYS if lowered.get(key)},
        notes=tuple(notes),
    )


def split_front(text: str) -> tuple[dict[str, Any], str, str]:
    """Front matter, body, and what is wrong with the front matter: YAML, TOML (``+++``) or Pelican's lines."""
    for fence in ("---", "+++"):
        if not text.startswith(f"{fence}\n"):
            continue
        front, found, body = text[len(fence) + 1 :].partition(f"\n{fence}")
        if not found:
            return {}, text, f"keterangan di awal berkas tidak ditutup dengan {fence}"
        try:
            values = tomllib.loads(front) if fence == "+++" else _load_yaml(front)
        except (tomllib.TOMLDecodeError, yaml.YAMLError) as error:
            return (
                {},
                body.partition("\n")[2],
                f"keterangan di awal berkas tidak terbaca: {' '.join(str(error).split())[:200]}",
            )
        return (values if isinstance(values, dict) else {}), body.partition("\n")[2], ""
    values = {}
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not (match := _PELICAN_LINE.fullmatch(line)):
            rest = lines[number + 1 :] if not line.strip() else lines[number:]
            return (values, "\n".join(rest), "") if "title" in values else ({}, text, "")
        values[match["key"].casefold()] = match["value"].strip()
    return {}, text, ""


def _is_draft(front: Mapping[str, Any], inside: Path, fault: str) -> tuple[bool, str]:
    if fault:
        return True, "keterangannya tidak terbaca"
    if (
        _text(front.get("draft")).casefold() in ("true", "yes", "on")
        or "_drafts" in inside.parts
        or "drafts" in inside.parts
    ):
        return True, "draf di situs lama"
    if _text(front.get("status")).casefold() in ("draft", "hidden", "skip"):
        return True, f"berstatus '{_text(front.get('status'))}' di situs lama"
    if _text(front.get("published")).casefold() in ("false", "no", "off") or front.get("password"):
        return True, "tidak terbit di situs lama"
    return False, ""


def _terms(front: Mapping[str, Any]) -> Iterator[Term]:
    for key, kind in (("category", CATEGORY), ("categories", CATEGORY), ("tags", TAG)):
        for name in _texts(front.get(key)):
            yield Term(kind, name)


def _first_link(front: Mapping[str, Any], inside: Path, slug: str, moment: datetime | None, is_jekyll: bool) -> str:
    """The old address: written in the front matter, else that which Jekyll and Hugo give by default."""
    for key in ("permalink", "url", "save_as"):
        if (link := _text(front.get(key))) and ":" not in link:
            return link if link.startswith("/") else f"/{link}"
    if is_jekyll and moment:
        categories = [name for key in ("category", "categories") for name in _texts(front.get(key))]
        folders = "".join(f"/{one.casefold().replace(' ', '-')}" for one in categories)
        return f"{folders}/{moment:%Y/%m/%d}/{slug}.html"
    parts = [part for part in inside.parent.parts if part not in ("content", "pages")]
    if inside.stem == "index":
        parts = parts[:-1]
    return "/" + "/".join([*parts, slug]) + "/"


def _photo(front: Mapping[str, Any]) -> str:
    for key in ("image", "cover", "featured_image", "thumbnail", "images"):
        value = front.get(key)
        if isinstance(value, dict):
            value = value.get("image") or value.get("path") or value.get("url")
        if found := next(iter(_texts(value, split=False)), ""):
            return found
    return ""


def _texts(value: Any, split: bool = True) -> list[str]:
    if isinstance(value, list):
        return [text for one in value if (text := _text(one))]
    if isinstance(value, dict):
        return [text] if (text := _text(value.get("name"))) else []
    text = _text(value)
    parts = text.split(",") if split else [text]
    return [part.strip() for part in parts if part.strip()]


def _text(value: Any) -> str:
    if value is None or isinstance(value, list | dict):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value).strip()


def _moment(value: Any, zone: ZoneInfo) -> datetime | None:
    """The moment ``value``, a date of TOML or a text of ISO 8601; None where it has none, or one before 1900."""
    if isinstance(value, datetime):
        moment = value
    elif isinstance(value, date):
        moment = datetime(value.year, value.month, value.day)
    else:
        text = re.sub(r"\s+([+-]\d\d:?\d\d|Z|UTC)$", lambda match: match[1].replace("UTC", "Z"), _text(value))
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
    if not 1900 <= moment.year <= 2999:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
