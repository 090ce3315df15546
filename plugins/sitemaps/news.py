"""The sitemap of fresh news, as Google documents it for news sitemaps."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import takewhile
from xml.etree.ElementTree import Element

from plugins.content_model.article import Article
from plugins.content_model.gist import microseconds
from plugins.content_model.host import Host
from plugins.content_model.library import Library
from plugins.feeds.xml_document import add, as_bytes
from plugins.sitemaps.pages import NAMESPACE
from plugins.structured_data.moments import iso_moment

NEWS_NAMESPACE = "http://www.google.com/schemas/sitemap-news/0.9"
FRESH = timedelta(days=2)
MOST_FRESH = 1000


def news_articles(library: Library) -> list[Article]:
    """The entries published in the two days before ``library.now``, newest first, at most ``MOST_FRESH``.

    Not those that were withdrawn, nor what only a preview shows.
    """
    since = microseconds(library.now - FRESH)
    # They stand newest first.
    newest = takewhile(lambda article: library.gists[article.path].date >= since, library.articles.values())
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
