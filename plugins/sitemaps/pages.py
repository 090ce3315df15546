"""The sitemap of all pages (sitemaps.org, protocol 0.9)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from xml.sax.saxutils import escape

from plugins.content_model.host import Host

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
LARGEST = 50_000  # addresses in a file, by the protocol; its 50 MB are never reached before


class ListedPage(NamedTuple):
    """The whole address of a page, and when its content last changed (RFC 3339; empty: nothing tells)."""

    address: str
    changed: str


def listed_pages(listed: Iterable[tuple[str, str]], host: Host) -> list[ListedPage]:
    """The pages that search engines may show, by address; ``listed`` as in ``files.write_sitemaps``."""
    root = host.absolute("")
    return [ListedPage(root + url, changed) for url, changed in sorted(listed)]


def write_pages(pages: Sequence[ListedPage], host: Host, largest: int = LARGEST) -> Iterator[tuple[str, bytes]]:
    """The sitemap as (name, bytes): one file, or an index and its parts of at most ``largest`` addresses."""
    if len(pages) <= largest:
        yield "sitemap.xml", _write("urlset", "url", pages)
        return
    parts = []
    for number, start in enumerate(range(0, len(pages), largest), 1):
        part, name = pages[start : start + largest], f"sitemap-{number}.xml"
        changed = max(_latest(page.changed for page in part), key=_moment, default="")
        parts.append(ListedPage(host.absolute(f"/{name}"), changed))
        yield name, _write("urlset", "url", part)
    yield "sitemap.xml", _write("sitemapindex", "sitemap", parts)


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
