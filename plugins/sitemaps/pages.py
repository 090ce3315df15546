"""The sitemap of all pages (sitemaps.org, protocol 0.9)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element

from plugins.content_model.host import Host
from plugins.feeds.xml_document import add, as_bytes
from plugins.pages.plan import PlannedPage
from plugins.structured_data.moments import iso_moment

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
LARGEST = 50_000  # addresses in a file, by the protocol; its 50 MB are never reached before


@dataclass(frozen=True)
class ListedPage:
    """The whole address of a page, and when its content last changed (None: nothing tells)."""

    address: str
    changed: datetime | None


def listed_pages(planned: Iterable[PlannedPage], host: Host) -> list[ListedPage]:
    """The pages that search engines may show, by address."""
    shown = (ListedPage(host.absolute(one.url), one.changed) for one in planned if one.listed)
    return sorted(shown, key=lambda page: page.address)


def write_pages(pages: Sequence[ListedPage], host: Host, largest: int = LARGEST) -> Iterator[tuple[str, bytes]]:
    """The sitemap as (name, bytes): one file, or an index and its parts of at most ``largest`` addresses."""
    if len(pages) <= largest:
        yield "sitemap.xml", _write("urlset", "url", pages)
        return
    parts = []
    for number, start in enumerate(range(0, len(pages), largest), 1):
        part, name = pages[start : start + largest], f"sitemap-{number}.xml"
        changed = max((page.changed for page in part if page.changed), default=None)
        parts.append(ListedPage(host.absolute(f"/{name}"), changed))
        yield name, _write("urlset", "url", part)
    yield "sitemap.xml", _write("sitemapindex", "sitemap", parts)


def _write(root_name: str, item_name: str, pages: Sequence[ListedPage]) -> bytes:
    root = Element(root_name, {"xmlns": NAMESPACE})
    for page in pages:
        item = add(root, item_name)
        add(item, "loc", page.address)
        if page.changed:
            add(item, "lastmod", iso_moment(page.changed))
    return as_bytes(root)
