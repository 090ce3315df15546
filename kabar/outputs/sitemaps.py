"""Sitemaps (sitemaps.org, protocol 0.9), news sitemap and robots.txt.

In a large portal ``sitemap.xml`` is an index of sitemaps by section and year, so that a new article changes few of
them, and search engines fetch only those.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import NamedTuple
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from kabar.content.library import Library
from kabar.content.models.article import Article
from kabar.content.models.host import Host
from kabar.content.reading.summary import microseconds
from kabar.content.validation.addresses import PAGING
from kabar.outputs.feeds.feed_values import add, as_bytes
from kabar.outputs.structured_data.json_ld import iso_moment
from kabar.sections.registry import SECTIONS

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
LARGEST = 50_000  # addresses in a file, by the protocol; its other limit, 50 MB, is not reached before
MOST_IN_ONE = 2000  # addresses of a portal with one file
_ROOT = "utama"


class ListedPage(NamedTuple):
    """The absolute address of a page, and when its content last changed (RFC 3339; empty: unknown)."""

    address: str
    changed: str


def write_pages(
    listed: Iterable[tuple[str, str]], host: Host, most: int = MOST_IN_ONE, largest: int = LARGEST
) -> Iterator[tuple[str, bytes]]:
    """The sitemap as (name, bytes): one file for at most ``most`` addresses, or an index and parts.

    A part has at most ``largest`` addresses. ``listed`` as in ``write_sitemaps``.
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
    """The part of a page: ``/berita/2019/x/`` is in ``berita-2019``, ``/topik/x/`` in ``topik``, ``/tentang/`` in
    ``utama``.

    Closed pages of lists have their own parts (``topik-hal``): they seldom change, and fronts of lists often do.
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
    """The latest of ``moments`` of each offset. Those of one offset sort as text, without parsing."""
    latest: dict[str, str] = {}
    for text in set(moments):
        offset = text[19:]
        if text > latest.get(offset, ""):
            latest[offset] = text
    return latest.values()


def _moment(page_changed: str) -> float:
    return datetime.fromisoformat(page_changed).timestamp() if page_changed else 0.0


def _write(root: str, item: str, pages: Sequence[ListedPage]) -> bytes:
    # Fast path: as text, since an element tree takes ten times as long, and an archive has a hundred thousand pages.
    lines = [
        f"  <{item}>\n    <loc>{address}</loc>\n    <lastmod>{changed}</lastmod>\n  </{item}>\n"
        if changed
        else f"  <{item}>\n    <loc>{address}</loc>\n  </{item}>\n"
        for address, changed in _escaped(pages)
    ]
    head = f"<?xml version='1.0' encoding='utf-8'?>\n<{root} xmlns=\"{NAMESPACE}\">\n"
    return "".join([head, *lines, f"</{root}>\n"]).encode()


def _escaped(pages: Sequence[ListedPage]) -> Iterable[tuple[str, str]]:
    # Fast path: addresses that need escaping are rare, so test all of them at once.
    addresses = "\n".join([page.address for page in pages])
    return pages if escape(addresses) == addresses else [(escape(page.address), page.changed) for page in pages]


NEWS_NAMESPACE = "http://www.google.com/schemas/sitemap-news/0.9"
FRESH = timedelta(days=2)
MOST_FRESH = 1000


def news_articles(library: Library) -> list[Article]:
    """The articles published in the two days before ``library.now``, newest first, at most ``MOST_FRESH``.

    Without withdrawn ones, and those that only previews show.
    """
    since = microseconds(library.now - FRESH)
    # Articles are sorted newest first.
    newest = takewhile(lambda article: library.summaries[article.path].date >= since, library.articles.values())
    fresh = [one for one in newest if one.path not in library.withheld and not one.withdrawn]
    return fresh[:MOST_FRESH]


def write_news(articles: Sequence[Article], publication: str, host: Host) -> bytes:
    """The news sitemap of ``articles``, published by ``publication``."""
    root = Element("urlset", {"xmlns": NAMESPACE, "xmlns:news": NEWS_NAMESPACE})
    for article in articles:
        url = add(root, "url")
        add(url, "loc", host.absolute(article.page_url))
        news = add(url, "news:news")
        publisher = add(news, "news:publication")
        add(publisher, "news:name", publication)
        add(publisher, "news:language", article.lang)
        add(news, "news:publication_date", iso_moment(article.date))
        add(news, "news:title", article.title)
    return as_bytes(root)


def write_robots(sitemaps: Sequence[str]) -> bytes:
    """``robots.txt`` with the absolute addresses of ``sitemaps``."""
    lines = ["User-agent: *", "Disallow:", "", *(f"Sitemap: {address}" for address in sitemaps)]
    return "".join(f"{line}\n" for line in lines).encode()


PAGES, NEWS, ROBOTS = "sitemap.xml", "sitemap-news.xml", "robots.txt"


def write_sitemaps(library: Library, listed: Iterable[tuple[str, str]], host: Host) -> Iterator[tuple[str, bytes]]:
    """All sitemaps and robots.txt as (output file, bytes); the news sitemap only if there is news.

    ``listed`` are addresses without base, each with its last change (RFC 3339, or empty).
    """
    yield from write_pages(listed, host)
    sitemaps = [PAGES]
    if news := news_articles(library):
        sitemaps.append(NEWS)
        yield NEWS, write_news(news, library.portal.name, host)
    yield ROBOTS, write_robots([host.absolute(f"/{name}") for name in sitemaps])


