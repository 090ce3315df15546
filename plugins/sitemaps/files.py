"""Which files tell search engines of the portal."""

from collections.abc import Iterable, Iterator

from plugins.content_model.host import Host
from plugins.content_model.library import Library
from plugins.sitemaps.news import news_articles, write_news
from plugins.sitemaps.pages import write_pages
from plugins.sitemaps.robots import write_robots

PAGES, NEWS, ROBOTS = "sitemap.xml", "sitemap-news.xml", "robots.txt"


def write_sitemaps(library: Library, listed: Iterable[tuple[str, str]], host: Host) -> Iterator[tuple[str, bytes]]:
    """Every such file as (file below the output, its bytes). Without news there is no news sitemap.

    ``listed`` are addresses without base, each with its last change (RFC 3339, or empty).
    """
    yield from write_pages(listed, host)
    sitemaps = [PAGES]
    if news := news_articles(library):
        sitemaps.append(NEWS)
        yield NEWS, write_news(news, library.portal.name, host)
    yield ROBOTS, write_robots([host.absolute(f"/{name}") for name in sitemaps])
