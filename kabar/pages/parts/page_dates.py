"""Dates on pages, and when the content of a page last changed."""

from collections.abc import Iterable
from datetime import date, datetime, time
from operator import attrgetter

from kabar.content.library import Library
from kabar.content.models.article import Article
from kabar.content.models.figure import Figure
from kabar.content.parsing.moments import first_possible_day
from kabar.content.reading.entries import Entries, EntrySlice
from kabar.indonesian.dates import date_text, is_whole_day, publication_text, short_publication_text
from kabar.outputs.structured_data.json_ld import iso_moment
from kabar.pages.parts.views import Moment


def full_moment(moment: datetime, library: Library) -> Moment:
    """"Minggu, 26 Mei 2019 01.35 WIB", or "Minggu, 26 Mei 2019" without a time."""
    return Moment(_iso(moment, library), publication_text(moment, library.portal.zone))


def short_moment(moment: datetime, library: Library) -> Moment:
    """"26 Mei 2019 01.35 WIB", or "26 Mei 2019" without a time."""
    return Moment(_iso(moment, library), short_publication_text(moment, library.portal.zone))


def day_moment(day: date) -> Moment:
    """"26 Mei 2019"."""
    return Moment(day.isoformat(), date_text(day))


def local_day(moment: datetime, library: Library) -> date:
    """The calendar day of ``moment`` in the portal's zone."""
    return moment.astimezone(library.portal.zone).date()


def _iso(moment: datetime, library: Library) -> str:
    local = moment.astimezone(library.portal.zone)
    return local.date().isoformat() if is_whole_day(local, library.portal.zone) else iso_moment(local)


_changed = attrgetter("changed")


def last_figure_change(library: Library, figures: Iterable[Figure], entries: Iterable[Article] = ()) -> str:
    """When the newest source of ``figures`` was published, or one of ``entries`` last changed; as ``last_change``."""
    # The ledger does not record when a value was entered: not before its source was published.
    newest = newest_source(library, (source.date or "" for figure in figures for source in figure.all_sources()))
    moments = filter(None, [newest, last_change(library, entries)])
    return max(moments, key=datetime.fromisoformat, default="")


def newest_source(library: Library, dates: Iterable[str]) -> str:
    """The earliest moment of the newest of ``dates`` (reduced dates), as RFC 3339; empty without any."""
    newest = max(dates, default="")
    return iso_moment(datetime.combine(first_possible_day(newest), time(), library.portal.zone)) if newest else ""


def last_change(library: Library, entries: Iterable[Article]) -> str:
    """When one of ``entries`` last changed (RFC 3339); empty without any."""
    if isinstance(entries, Entries):
        return entries.last_change
    summaries = library.summaries
    paths = entries.paths if isinstance(entries, EntrySlice) else [one.path for one in entries]
    last = max([summaries[path] for path in paths], key=_changed, default=None)
    return last.changed_text if last else ""


