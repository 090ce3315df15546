"""When what a page shows last changed."""

from collections.abc import Iterable
from datetime import datetime, time
from operator import attrgetter

from plugins.content_model.article import Article
from plugins.content_model.entries import Entries, Stretch
from plugins.content_model.figure import Figure
from plugins.content_model.library import Library
from plugins.content_model.reduced_dates import first_possible_day
from plugins.structured_data.moments import iso_moment

_changed = attrgetter("changed")


def last_figure_change(library: Library, figures: Iterable[Figure], entries: Iterable[Article] = ()) -> str:
    """When the newest source of ``figures`` came out, or one of ``entries`` last changed; as ``last_change``."""
    # Not before its source came out, and nothing else tells when a value was entered.
    newest = newest_source(library, (source.date for figure in figures for source in figure.all_sources()))
    moments = filter(None, [newest, last_change(library, entries)])
    return max(moments, key=datetime.fromisoformat, default="")


def newest_source(library: Library, dates: Iterable[str]) -> str:
    """The first moment that the newest of ``dates`` (reduced ones) may be (RFC 3339); empty without any."""
    newest = max(dates, default="")
    return iso_moment(datetime.combine(first_possible_day(newest), time(), library.portal.zone)) if newest else ""


def last_change(library: Library, entries: Iterable[Article]) -> str:
    """When one of ``entries`` last changed (RFC 3339); empty without any."""
    if isinstance(entries, Entries):
        return entries.last_change
    gists = library.gists
    paths = entries.paths if isinstance(entries, Stretch) else [one.path for one in entries]
    last = max([gists[path] for path in paths], key=_changed, default=None)
    return last.changed_text if last else ""
