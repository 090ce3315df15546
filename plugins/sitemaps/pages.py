"""The sitemap of all pages (sitemaps.org, protocol 0.9).

Of a large portal ``sitemap.xml`` is an index of sitemaps by section and year, so that one new article rewrites few of
them, and search engines fetch what changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from xml.sax.saxutils import escape

from plugins.content_model.addresses import PAGING
from plugins.content_model.folders import SECTIONS
from plugins.content_model.host import Host

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
LARGEST = 50_000  # addresses in a file, by the protocol; its 50 MB are never reached before
MOST_IN_ONE = 2000  # addresses of a portal that has one file
_ROOT = "utama"


class ListedPage(NamedTuple):
    """The whole address of a page, and when its content last changed (RFC 3339; empty: nothing tells)."""

    address: str
    changed: str


def write_pages(
    listed: Iterable[tuple[str, str]], host: Host, most: int = MOST_IN_ONE, largest: int = LARGEST
) -> Iterator[tuple[str, bytes]]:
    """The sitemap as (name, bytes): one file, or an index and its parts of at most ``largest`` addresses.

    ``listed`` as in ``files.write_sitemaps``; it is one file where they are at most ``most``.
    """
    pages, root = sorted(listed), host.absolute("")
    if len(pages) <= most:
        yield "sitemap.xml", _write("urlset", "url", _absolute(pages, root))
        return
    parts = []
    for group, members in sorted(_groups(pages).items()):
        for start in range(0, len(members), largest):
            part = members[start : start + largest]
            name = f"sitemap-{group}-{start // largest + 1}.xml" if start else f"sitemap-{group}.xml"
            changed = max(_latest(page_changed for _, page_changed in part), key=_moment, default="")
            parts.append(ListedPage(f"{root}/{name}", changed))
            yield name, _write("urlset", "url", _absolute(part, root))
    yield "sitemap.xml", _write("sitemapindex", "sitemap", parts)


def _groups(pages: Iterable[tuple[str, str]]) -> Mapping[str, list[tuple[str, str]]]:
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for page in pages:
        groups[_group_of(page[0])].append(page)
    return groups


def _group_of(url: str) -> str:
    """``/berita/2019/x/`` belongs to ``berita-2019``, ``/topik/x/`` to ``topik``, ``/tentang/`` to ``utama``.

    Closed pages of lists stand apart (``topik-hal``): they seldom change, and the fronts of lists always do.
    """
    section, *below = url.split("/")[1:-1] or [""]
    if not below:
        return _ROOT
    if section in SECTIONS and below[0].isdecimal():
        return f"{section}-{below[0]}"
    return f"{section}-{PAGING}" if PAGING in below else section


def _absolute(pages: Iterable[tuple[str, str]], root: str) -> list[ListedPage]:
    return [ListedPage(root + url, changed) for url, changed in pages]


def _latest(moments: Iterable[str]) -> Iterable[str]:
    """The last of ``moments`` of each offset: these are in the order of their texts, which need not be read."""
    latest: dict[str, str] = {}
    for text in set(moments):
        offset = text[19:]
        if text > latest.get(offset, ""):
            latest[offset] = text
    return latest.values()


def _moment(page_changed: str) -> float:
    return datetime.fromisoformat(page_changed).timestamp() if page_changed else 0.0


def _write(root: str, item: str, pages: Sequence[ListedPage]) -> bytes:
    # As text: a tree of elements costs ten times as much, and an archive has a hundred thousand pages.
    lines = [
        f"  <{item}>\n    <loc>{address}</loc>\n    <lastmod>{changed}</lastmod>\n  </{item}>\n"
        if changed
        else f"  <{item}>\n    <loc>{address}</loc>\n  </{item}>\n"
        for address, changed in _escaped(pages)
    ]
    head = f"<?xml version='1.0' encoding='utf-8'?>\n<{root} xmlns=\"{NAMESPACE}\">\n"
    return "".join([head, *lines, f"</{root}>\n"]).encode()


def _escaped(pages: Sequence[ListedPage]) -> Iterable[tuple[str, str]]:
    # Addresses with signs that XML keeps for itself are rare: one look at all of them tells.
    told = "\n".join([page.address for page in pages])
    return pages if escape(told) == told else [(escape(page.address), page.changed) for page in pages]
