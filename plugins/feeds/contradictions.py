"""A contradiction of the ledger as an entry of the feed of contradictions."""

from datetime import datetime, time
from html import escape

from plugins.content_model.host import Host
from plugins.content_model.library import Library
from plugins.content_model.reduced_dates import first_possible_day
from plugins.feeds.bodies import link_html
from plugins.feeds.identity import lasting_id
from plugins.feeds.values import FeedEntry
from plugins.figures.contradictions import Contradiction, StatedContradiction
from plugins.pages.figure_views import contradiction_view


def contradiction_entry(one: Contradiction | StatedContradiction, library: Library, host: Host) -> FeedEntry:
    """Who says what. Its id holds while the measure, what is disputed and the values do."""
    view = contradiction_view(one, with_measure=True)
    told = [(claim.text, claim.source.text, claim.note) for claim in view.claims]
    values = " atau ".join(dict.fromkeys(text for text, *_ in told))
    ratio = f" (beda {view.ratio})" if view.ratio else ""
    rows = "".join(
        f"<li><strong>{escape(text)}</strong>, {escape(source)}{f'. {escape(note)}' if note else ''}</li>"
        for text, source, note in told
    )
    note = f"<p>{escape(view.note)}</p>" if view.note else ""
    moment = datetime.combine(first_possible_day(one.newest), time(), library.portal.zone)
    return FeedEntry(
        id=lasting_id(f"pertentangan/{one.figure.id}/{one.identity}"),
        url=host.absolute(f"{one.figure.page_url}#k-berbeda"),
        title=f"{one.figure.title}: {view.heading}",
        summary=f"{values}{ratio}.",
        content=f"<ul>{rows}</ul>{note}<p>{link_html(one.figure.title, one.figure.page_url, host)}</p>",
        published=moment,
        updated=moment,
    )
