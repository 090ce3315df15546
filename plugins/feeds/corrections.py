"""A correction as an entry of the feed of corrections."""

from html import escape

from plugins.content_model.first_address import first_address
from plugins.content_model.host import Host
from plugins.content_model.library import Library
from plugins.feeds.bodies import link_html
from plugins.feeds.identity import lasting_id
from plugins.feeds.values import FeedEntry
from plugins.pages.corrections import Told, correction_view


def correction_entry(told: Told, library: Library, host: Host) -> FeedEntry:
    """What was put right, and where. Its id holds while its moment, kind and text do."""
    view, one = correction_view(told, library), told.correction
    url = host.absolute(told.url)
    links = [link_html(told.article.title, told.url, host)]
    links += [link_html(view.link.label, view.link.url, host)] if view.link else []
    return FeedEntry(
        id=lasting_id(f"koreksi/{first_address(told.article)}/{one.date.isoformat()}/{one.kind}/{one.text}"),
        url=url,
        title=f"{view.label}: {told.article.title}",
        summary=one.text,
        content=f"<p>{escape(one.text)}</p><p>{'. '.join(links)}</p>",
        published=one.date,
        updated=one.date,
        lang=told.article.lang,
    )
