"""Check of all internal links of a built portal."""

import os
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from posixpath import dirname, normpath
from urllib.parse import unquote, urlsplit

from kabar.build.verify.html_links import Links
from kabar.content.reading.links import part_meant

_MOST_SHOWN = 50
_NOT_PLAIN = re.compile(r"[^\w/-]|//", re.ASCII)


def check_links(
    links: Mapping[str, Links | None],
    base: str,
    absolute: str,
    kept: Mapping[str, Links | None] | None = None,
    doubted: Collection[str] = (),
) -> list[str]:
    """Returns a line for each broken link of a page, image or style sheet, in Indonesian.

    ``links`` are the links of all new files of the portal by name; ``kept`` those of further files whose own links are
    known to work, except those of the files ``doubted``. ``base`` is the path of the portal, ``absolute`` its whole
    address; links to other sites are not checked. One line per target, with the first page (by name) that contains it;
    after fifty lines only the number of the rest.
    """
    others: Mapping[str, Links | None] = kept if kept is not None else {}
    files = frozenset((*links, *others))
    mistakes: dict[tuple[str, str], list[str]] = {}
    wanted: list[tuple[str, str, str, str]] = []
    resolver = _Resolver(files, base, absolute)

    def links_of(file: str) -> Links | None:
        return links[file] if file in links else others[file]

    for page in sorted((*links, *doubted)):
        found = links_of(page)
        if found is None:
            mistakes.setdefault(("", "bukan UTF-8"), []).append(page)
            continue
        for target in found.targets:
            file, fragment, problem = resolver.resolve(page, target)
            if problem:
                mistakes.setdefault((target, problem), []).append(page)
            elif fragment and _is_document(file) and not (file == page and fragment in found.anchors):
                wanted.append((page, target, file, fragment))

    @cache
    def anchors(file: str) -> frozenset[str]:
        target_links = links_of(file)
        return target_links.anchors if target_links else frozenset()

    for page, target, file, fragment in wanted:
        if fragment not in anchors(file):
            problem = f"menunjuk ke bagian '#{fragment}' yang tidak ada di {file}"
            mistakes.setdefault((target, problem), []).append(page)
    lines = [_line_of(target, problem, pages) for (target, problem), pages in mistakes.items()]
    hidden = len(lines) - _MOST_SHOWN
    return lines if hidden <= 0 else [*lines[:_MOST_SHOWN], f"dan {hidden} tautan rusak lainnya"]


def _line_of(target: str, problem: str, pages: list[str]) -> str:
    # A mistake in a template shows on many pages and is reported once.
    others = f" (dan {len(pages) - 1} halaman lain)" if len(pages) > 1 else ""
    return f"{pages[0]}{others}: " + (f"'{target}' {problem}" if target else problem)


class _Resolver:
    """Resolves addresses to files; caches those that many pages share."""

    def __init__(self, files: frozenset[str], base: str, absolute: str):
        self.files = files
        self.base = base
        self.absolute = absolute
        self._known: dict[str, tuple[str, str, str]] = {}

    def resolve(self, page: str, target: str) -> tuple[str, str, str]:
        """Returns file, fragment and problem; all empty for an address on another site."""
        if not target.startswith(("/", "http:", "https:")):
            return self._resolve(page, target)
        if target not in self._known:
            self._known[target] = self._resolve_plain(target) or self._resolve(page, target)
        return self._known[target]

    def _resolve_plain(self, target: str) -> tuple[str, str, str] | None:
        """Fast path of ``_resolve`` for plainly written page addresses; None for all others."""
        if target[-1:] == "/" and target.startswith(f"{self.base}/") and not _NOT_PLAIN.search(target):
            file = f"{target[len(self.base) + 1 :]}index.html"
            return (file, "", "") if file in self.files else None
        return None

    def _resolve(self, page: str, target: str) -> tuple[str, str, str]:
        try:
            parts = urlsplit(target)
        except ValueError:
            return "", "", "bukan alamat yang sah"
        if target.startswith("//"):
            return "", "", "berawalan '//' dan menunjuk ke situs lain; tulis lengkap dengan https://"
        fragment = part_meant(parts.fragment)
        if parts.scheme or parts.netloc:
            rest = target.removeprefix(self.absolute)
            if rest == target or rest[:1] not in ("", "/", "?", "#"):
                return "", "", ""
            path = self.base + (urlsplit(rest).path or "/")
        elif not parts.path:
            return page, fragment, ""
        elif parts.path.startswith("/"):
            path = parts.path
        else:
            path = f"{self.base}/{dirname(page)}/{parts.path}"
        file, problem = self._file_at(unquote(path))
        return file, fragment, problem

    def _file_at(self, path: str) -> tuple[str, str]:
        is_folder = path.endswith(("/", "/.", "/.."))
        # normpath keeps two leading slashes, since some systems give them a meaning.
        path = "/" + normpath(path).lstrip("/")
        if self.base and path != self.base and not path.startswith(self.base + "/"):
            return "", f"berada di luar '{self.base}/', tempat portal ini"
        file = path.removeprefix(self.base).strip("/")
        if is_folder or not file:
            file = f"{file}/index.html".lstrip("/")
        if file in self.files:
            return file, ""
        if f"{file}/index.html" in self.files:
            return "", "kurang '/' di akhir"
        return "", "tidak menuju ke halaman atau berkas mana pun"


def _is_document(file: str) -> bool:
    return file.endswith((".html", ".svg"))


def files_below(folder: Path) -> Iterator[str]:
    """Yields the path of every file in ``folder``, relative to it, with ``/``; in no order."""
    # Strings: a Path per folder costs more than listing it.
    top = os.fspath(folder)
    for parent, _, names in os.walk(top):
        prefix = "" if parent == top else f"{parent[len(top) + 1 :]}/"
        yield from (prefix + name for name in names)


