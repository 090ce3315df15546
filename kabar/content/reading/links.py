"""Resolve links of a body: Pelican's ``{filename}`` and ``{static}``, internal addresses, external URLs."""

import re
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import dirname, join, normpath
from urllib.parse import SplitResult, quote, unquote, urlsplit

from kabar.content.media.file_names import intended_file
from kabar.content.media.picture_files import content_path, is_heic, published_path
from kabar.content.models.article import Article
from kabar.content.models.topic import Topic
from kabar.content.parsing.problems import BadValue
from kabar.text.suggestions import nearest_of

_OUTSIDE = {"http", "https", "mailto", "tel"}
_PREFIXED = re.compile(r"\{(?P<prefix>[^{}]*)\}(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True)
class Destinations:
    """The targets that a link may have.

    ``pages`` maps content paths of documents to their pages' addresses (``/berita/2019/x/``); ``addresses`` are all
    other addresses without outer slashes (lists, redirects, feeds); ``files`` are content paths of pictures,
    attachments and extras, ``misnamed`` those that must be renamed, with their new paths.
    """

    pages: "Pages"
    addresses: Collection[str]
    files: Collection[str]
    misnamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def page_addresses(self) -> "PageAddresses":
        """The addresses of ``pages``."""
        return PageAddresses(self.pages)

    def file_at(self, address: str) -> str:
        """The content path of the file published at ``address``; empty where there is none."""
        if not address.startswith("/"):
            return ""
        path = unquote(address[1:].partition("#")[0].partition("?")[0])
        if "@" in path:
            path = content_path(path)
        elif path in self.files and is_heic(path):
            return ""
        return path if path in self.files else ""


@dataclass(frozen=True, eq=False)
class Pages(Mapping[str, str]):
    """The address of each page by content path: explicit for ``others``, computed from the path for ``entries``."""

    others: Mapping[str, str]
    entries: Set[str] = frozenset()

    def path_of(self, address: str) -> str:
        """The content path of the page at ``address``; empty where there is none."""
        path = f"{address[1:-1]}.md"
        return path if path in self.entries and address_of(path) == address else self._by_address.get(address, "")

    @cached_property
    def _by_address(self) -> Mapping[str, str]:
        return {address: path for path, address in self.others.items()}

    def __getitem__(self, path: str) -> str:
        return address_of(path) if path in self.entries else self.others[path]

    def __contains__(self, path: object) -> bool:
        return path in self.entries or path in self.others

    def __iter__(self) -> Iterator[str]:
        yield from self.others
        yield from self.entries

    def __len__(self) -> int:
        return len(self.others) + len(self.entries)


class PageAddresses(Collection[str]):
    """The addresses of ``pages``."""

    def __init__(self, pages: Pages):
        self._pages = pages

    def __contains__(self, address: object) -> bool:
        return isinstance(address, str) and bool(self._pages.path_of(address))

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages.values())

    def __len__(self) -> int:
        return len(self._pages)


def address_of(path: str) -> str:
    """The page address of the article at the content path ``path``."""
    return f"/{path[:-3]}/"


def resolve(target: str, destinations: Destinations, source: str = "") -> str:
    """The address of ``target``: path-absolute without base; an external URL is returned unchanged.

    ``source`` is the content path of the linking file, for remedies only. Raises BadValue.
    """
    target = target.strip()
    if match := _PREFIXED.fullmatch(target.replace("%7B", "{").replace("%7D", "}")):
        return _resolve_prefixed(match["prefix"], match["rest"], destinations, source)
    try:
        parts = urlsplit(target)
    except ValueError:
        raise BadValue(f"tautan '{target[:80]}' tidak terbaca; periksa tulisannya") from None
    if parts.scheme or target.startswith("//"):
        if parts.scheme.casefold() in _OUTSIDE:
            return target
        raise BadValue(f"tautan '{target[:80]}' tidak boleh dipakai; pakai https://, mailto:, atau tel:")
    if not parts.path:
        return target
    if not target.startswith("/"):
        meant = _meant_by(target, parts.path, destinations, source)
        remedy = f"; maksud Anda '{meant}'?" if meant else "; tulis alamat dari akar, seperti /berita/2026/nama/"
        raise BadValue(f"tautan '{target[:80]}' tidak jelas tujuannya{remedy}")
    return _resolve_address(parts, target, destinations, source)


def led_to(target: str) -> str:
    """The content path that a link names, else its address without outer slashes; it need not exist.

    Empty for external URLs and for fragments of its own page.
    """
    if match := _PREFIXED.fullmatch(target.strip().replace("%7B", "{").replace("%7D", "}")):
        path = match["rest"] if match["prefix"] == "filename" else ""
    else:
        path = target.strip() if target.strip().startswith("/") and not target.strip().startswith("//") else ""
    return unquote(path.partition("#")[0].partition("?")[0]).strip("/")


def part_meant(fragment: str) -> str:
    """The id that the ``fragment`` of an address names; empty for the top of the page and for text fragments."""
    fragment = unquote(fragment.partition(":~:")[0])
    return "" if fragment.lower() == "top" else fragment


def _resolve_prefixed(prefix: str, rest: str, destinations: Destinations, source: str) -> str:
    path, hash_sign, fragment = unquote(rest).partition("#")
    if prefix not in ("filename", "static"):
        raise BadValue(f"'{{{prefix[:40]}}}' tidak dikenal; pakai {{filename}} atau {{static}}")
    known = destinations.pages if prefix == "filename" else destinations.files
    if not path.startswith("/"):
        near = normpath(join(dirname(source), path))
        right = next((one for one in (path, near) if one in known), "") or _file_meant(path, prefix, destinations)
        hint = f"; maksud Anda '{{{prefix}}}/{right}'?" if right else ", dan berkasnya harus ada"
        raise BadValue(f"alamat berkas '{{{prefix}}}{rest[:100]}' ditulis dari akar content/{hint}")
    path = path[1:]
    if path not in known:
        right = _file_meant(path, prefix, destinations)
        hint = f"; maksud Anda '{right}'?" if right else "; periksa namanya"
        raise BadValue(f"berkas '{path[:100]}' tidak ada{hint}")
    address = destinations.pages[path] if prefix == "filename" else f"/{published_path(path)}"
    return quote(address, safe="/@") + hash_sign + fragment


def _file_meant(path: str, prefix: str, destinations: Destinations) -> str:
    if prefix == "filename":
        return nearest_of(path, destinations.pages)
    folder = "lampiran/" if path.startswith("lampiran/") else "gambar/"
    return intended_file(path, destinations.files, destinations.misnamed, folder)


def _resolve_address(parts: SplitResult, target: str, destinations: Destinations, source: str) -> str:
    path = unquote(parts.path)
    pages = destinations.page_addresses
    if path[1:] in destinations.files:
        return target.replace(parts.path, f"/{published_path(path[1:])}", 1) if is_heic(path[1:]) else target
    if path in pages:
        return target
    bare = path.strip("/")
    if bare in destinations.addresses and (path.endswith("/") or "." in bare.rpartition("/")[2] or not bare):
        return target
    if f"/{bare}/" in pages or bare in destinations.addresses:
        raise BadValue(f"alamat halaman '{path[:100]}' diakhiri garis miring; maksud Anda '/{bare}/'?")
    if right := destinations.misnamed.get(bare) or intended_file(bare, destinations.files, {}, bare.partition("/")[0]):
        raise BadValue(f"berkas '{path[:100]}' tidak ada; maksud Anda '/{right}'?")
    # The linking page itself is not suggested.
    near = nearest_of(f"/{bare}/", (page for page in pages if page != destinations.pages.get(source)))
    hint = f"maksud Anda '{near}'?" if near else "periksa tulisannya"
    raise BadValue(f"alamat '{path[:100]}' tidak ada di portal ini; {hint}")


_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@]+@(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)


def _meant_by(target: str, path: str, destinations: Destinations, source: str) -> str:
    """What the link ``target`` without scheme and first slash means; empty where that is unknown."""
    if _MAIL.fullmatch(target):
        return f"mailto:{target}"
    near = normpath(join(dirname(source), path))
    for file in (path, near):
        if file in destinations.pages:
            return f"{{filename}}/{file}"
        if file in destinations.files:
            return f"{{static}}/{file}"
    beside = normpath(join(destinations.pages.get(source, "/"), "..", path)).strip("/")
    for bare in (path.strip("./"), beside):
        if bare and (f"/{bare}/" in destinations.page_addresses or bare in destinations.addresses):
            return f"/{bare}/"
    return f"https://{target}" if _HOST.fullmatch(target) and not target.endswith(_FILE_ENDINGS) else ""


_FILE_ENDINGS = (".md", ".html", ".htm", ".pdf", ".jpg", ".jpeg", ".png", ".docx", ".xlsx", ".pptx", ".txt")


def first_address(document: Article | Topic) -> str:
    """The address at which ``document`` was first published, without outer slashes.

    That is the first of its ``aliases``: renaming a file appends its last address.
    """
    return document.aliases[0] if document.aliases else document.page_address


