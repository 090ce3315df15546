"""Resolves the addresses of an old site: to new pages, to copied files, or to other sites."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, quote, unquote, urljoin, urlsplit

from kabar.content.media.file_formats import ATTACHMENTS
from kabar.importing.archives.imported_post import ImportedPost, NoteKind
from kabar.importing.uploads import Uploads

# RFC 3986, 2.2, without the parentheses and quotes that would end a target in Markdown.
_SAFE = "/:?#@!$&*+,;=%~[]-._"
_HIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\u200b\ufeff]+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BARE_HOST = re.compile(r"(?:www\.)?(?:[a-z0-9-]+\.)+(?:id|com|org|net|info|gov|edu|co|go)(?:[/?#].*)?", re.IGNORECASE)
_NUMBERS = ("p", "page_id", "post", "attachment_id")
_TAIL = re.compile(r"/(?:amp|feed|trackback|comment-page-\d+)$")
PICTURE_ENDINGS = (
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".svg", ".bmp", ".tif", ".tiff", ".avif", ".heic",
    ".heif",
)  # fmt: skip

Note = tuple[str, str]


@dataclass(frozen=True)
class FoundTarget:
    """What an address of the old site leads to: a target in Markdown, "" for none, with a note for the editor.

    ``file`` is the content path of a copied file.
    """

    target: str
    note: Note | None = None
    file: str = ""


@dataclass
class OldSite:
    """The old site: its ``hosts``, the folder of its address (``base``), and its pages.

    ``pages`` and ``numbers`` map folded paths and WordPress's ids to content paths; ``withheld`` are the content paths
    of drafts. ``origin`` is its scheme and host, "" where these are unknown.
    """

    hosts: frozenset[str]
    base: str
    origin: str
    uploads: Uploads
    pages: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    file_addresses: Mapping[str, str] = field(default_factory=dict)
    withheld: set[str] = field(default_factory=set)
    used: dict[str, str] = field(default_factory=dict)

    def link(self, href: str, post: ImportedPost, own: str) -> FoundTarget:
        """The target of the link ``href`` in ``post``, which becomes the file ``own``."""
        text = _HIDDEN.sub("", href.strip()) if not href.strip().isprintable() else href.strip()
        scheme = _SCHEME.match(text)
        if scheme and scheme[1].lower() in ("mailto", "tel"):
            return FoundTarget(quote(text, safe=_SAFE))
        if scheme and scheme[1].lower() not in ("http", "https"):
            return FoundTarget(
                "", (NoteKind.LINK, f"alamat '{text[:60]}' tidak aman; tautannya dibuang, teksnya tetap")
            )
        if not text or text.startswith("#"):
            return FoundTarget(
                "", (NoteKind.LINK, f"tautan ke bagian '{text[:60]}' tidak ikut") if len(text) > 1 else None
            )
        if not scheme and _BARE_HOST.fullmatch(text):
            text = f"https://{text}"
        address = self._inside(text, post)
        return self._outside(text) if address is None else self._own(address, text, post, own)

    def picture(self, src: str, post: ImportedPost) -> FoundTarget:
        """The target of the picture ``src`` in ``post``; a link where it is on another site."""
        text = _HIDDEN.sub("", src.strip())
        if text[:5].lower() == "data:":
            return FoundTarget(
                "", (NoteKind.PICTURE, "gambar tertanam (data:) tidak ikut; simpan gambarnya dari situs lama")
            )
        if (found := _SCHEME.match(text)) and found[1].lower() not in ("http", "https"):
            return FoundTarget("", (NoteKind.PICTURE, f"alamat gambar '{text[:60]}' tidak aman; dibuang"))
        address = self._inside(text, post)
        if address is None and not self.uploads.is_upload(text):
            outside = self._outside(text)
            note = (
                NoteKind.PICTURE,
                f"gambar di situs lain, '{text[:80]}', menjadi tautan; simpan gambarnya bila boleh",
            )
            return FoundTarget(outside.target, note)
        return self._file(address if address is not None else urlsplit(text).path, post, NoteKind.PICTURE)

    def _inside(self, text: str, post: ImportedPost) -> str | None:
        """Path and query of ``text`` where it is an address of the old site."""
        try:
            parts = urlsplit(text)
            host = (parts.hostname or "").removeprefix("www.")
        except ValueError:
            return None
        if parts.scheme or text.startswith("//"):
            if host not in self.hosts:
                return None
            path = parts.path
        elif text.startswith(("/", "?")):
            path = parts.path or "/"
        else:
            path = parts.path  # relative: of a file beside the post, or of a page
        return f"{path}?{parts.query}" if parts.query else path

    def _outside(self, text: str) -> FoundTarget:
        text = f"https:{text}" if text.startswith("//") else text
        try:
            parts = urlsplit(text)
            is_right = bool(parts.scheme and parts.hostname) and not (parts.username or parts.password)
        except ValueError:
            is_right = False
        if not is_right:
            return FoundTarget(
                "", (NoteKind.LINK, f"alamat '{text[:60]}' tidak terbaca; tautannya dibuang, teksnya tetap")
            )
        return FoundTarget(quote(text, safe=_SAFE))

    def _own(self, address: str, text: str, post: ImportedPost, own: str) -> FoundTarget:
        path, _, query = address.partition("?")
        known = self._page(path, query, post)
        if known == own:
            return FoundTarget("")
        if known:
            if known in self.withheld and own not in self.withheld:
                return FoundTarget("", (NoteKind.LINK, f"tautan ke draf '{known}' dibuang, teksnya tetap"))
            return FoundTarget(f"{{filename}}/{known}")
        if query and not path.strip("/") and (number := _number_in(query)):
            path = urlsplit(self.file_addresses.get(number, "")).path or path
        ending = f".{path.rpartition('.')[2].casefold()}" if "." in path.rpartition("/")[2] else ""
        if ending in (*ATTACHMENTS, *PICTURE_ENDINGS) or self.uploads.is_upload(path):
            kind = NoteKind.PICTURE if ending in PICTURE_ENDINGS else NoteKind.ATTACHMENT
            return self._file(path, post, kind)
        if not query and fold_path(path, self.base) == "":
            return FoundTarget("/") if path else FoundTarget("")
        where = urljoin(f"{self.origin}{_path_of(post.link)}", text) if self.origin else ""
        note = (NoteKind.LINK, f"'{text[:80]}' menuju halaman lama yang tidak ikut; periksa tautannya")
        return FoundTarget(self._outside(where).target if where else "", note)

    def _page(self, path: str, query: str, post: ImportedPost) -> str:
        if number := _number_in(query):
            return self.numbers.get(number, "")
        if path.startswith("/"):
            return self.pages.get(fold_path(path, self.base), "")
        folder = f"/{post.guid.rpartition('/')[0]}/"
        for near in (urljoin(folder, path), urljoin(_path_of(post.link) or "/", path), f"/{path}"):
            if found := self.pages.get(fold_path(near, self.base)):
                return found
        return ""

    def _file(self, address: str, post: ImportedPost, kind: str) -> FoundTarget:
        beside = post.guid.rpartition("/")[0]
        file = self.uploads.find(address, beside)
        name = unquote(address.partition("?")[0].rpartition("/")[2])[:80]
        if file is None:
            if not self.uploads.roots:
                why = f"'{name}' tidak ikut: salinan wp-content/uploads belum ditunjuk; tulis UNGGAHAN=folder"
            else:
                why = f"'{name}' tidak ada di salinan unggahan"
            return FoundTarget("", (kind, why))
        placed = self.uploads.place(file)
        if placed.fault:
            return FoundTarget("", (kind, f"'{name}' tidak ikut: {placed.fault}"))
        self.used[placed.path] = str(placed.source)
        return FoundTarget(f"{{static}}/{quote(placed.path)}", None, placed.path)


def fold_path(path: str, base: str = "") -> str:
    """The key by which paths of the old site are compared: unquoted, without case, outer slashes and ``base``."""
    folded = unquote(path.partition("?")[0].partition("#")[0]).casefold().strip("/")
    base = base.casefold().strip("/")
    if base and (folded == base or folded.startswith(f"{base}/")):
        folded = folded[len(base) :].strip("/")
    return _TAIL.sub("", folded.removeprefix("index.php").strip("/"))


def _path_of(link: str) -> str:
    try:
        return urlsplit(link).path
    except ValueError:
        return ""


def _number_in(query: str) -> str:
    if not query:
        return ""
    values = parse_qs(query, max_num_fields=50) if query.count("&") < 50 else {}
    return next((values[key][0] for key in _NUMBERS if key in values), "")
