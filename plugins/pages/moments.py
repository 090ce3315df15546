"""Moments of the portal, in its own zone."""

from datetime import date, datetime

from plugins.content_model.library import Library
from plugins.indonesian.dates import date_text, is_whole_day, publication_text, short_publication_text
from plugins.pages.views import Moment
from plugins.structured_data.moments import iso_moment


def full_moment(moment: datetime, library: Library) -> Moment:
    """"Minggu, 26 Mei 2019 01.35 WIB", or "Minggu, 26 Mei 2019" where no hour was given."""
    return Moment(_iso(moment, library), publication_text(moment, library.portal.zone))


def short_moment(moment: datetime, library: Library) -> Moment:
    """"26 Mei 2019 01.35 WIB", or "26 Mei 2019" where no hour was given."""
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
