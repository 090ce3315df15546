"""Tell in few bytes what a page is made from: equal marks, equal pages, as long as the world is the same."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, time
from operator import attrgetter

from plugins.content_model.article import Article
from plugins.content_model.entries import Entries, Stretch
from plugins.content_model.figure import Figure
from plugins.content_model.library import Library
from plugins.content_model.reduced_dates import first_possible_day
from plugins.pages.paging import ListPage
from plugins.structured_data.moments import iso_moment

_changed = attrgetter("changed")


def world_of(library: Library) -> str:
    """A digest of what marks leave out: all that ``library`` tells of topics, profiles, figures and lasting pages."""
    told = [(path, library.digests[path]) for path in library.lasting]
    # In a preview pages say of what is withheld that it is.
    withholding = library.withholding if library.preview else None
    text = repr((told, library.old_addresses, withholding))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass")).hexdigest()


def mark_of_entries(library: Library, *groups: Iterable[Article], more: object = None) -> bytes:
    """The mark of a page that shows the entries of ``groups``; ``more`` are plain values that it shows besides."""
    marks = library.marks
    # Behind each group its end: where one stops and the next begins tells.
    told = [
        group.mark if isinstance(group, Entries | Stretch) else b"".join([marks[one.path] for one in group])
        for group in groups
    ]
    text = b"\0|\0".join(told) + repr(more).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=16).digest()


def mark_of_list(library: Library, list_page: ListPage, *groups: Iterable[Article], more: object = None) -> bytes:
    """As ``mark_of_entries``, for a page of a list."""
    pager = list_page.pager
    told = (list_page.number, pager.newer and pager.newer.url, pager.older and pager.older.url, more)
    return mark_of_entries(library, list_page.entries, *groups, more=told)


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
    last = max([gists[one.path] for one in entries], key=_changed, default=None)
    return last.changed_text if last else ""
