"""Moments of the portal, in its own zone."""

from datetime import date, datetime

from plugins.content_model.library import Library
from plugins.indonesian.dates import date_text, moment_text, short_moment_text
from plugins.pages.views import Moment
from plugins.structured_data.moments import iso_moment


def full_moment(moment: datetime, library: Library) -> Moment:
    """"Minggu, 26 Mei 2019 01.35 WIB"."""
    local = moment.astimezone(library.portal.zone)
    return Moment(iso_moment(local), moment_text(local, library.portal.zone))


def short_moment(moment: datetime, library: Library) -> Moment:
    """"26 Mei 2019 01.35 WIB"."""
    local = moment.astimezone(library.portal.zone)
    return Moment(iso_moment(local), short_moment_text(local, library.portal.zone))


def day_moment(day: date) -> Moment:
    """"26 Mei 2019"."""
    return Moment(day.isoformat(), date_text(day))


def local_day(moment: datetime, library: Library) -> date:
    """The calendar day of ``moment`` in the portal's zone."""
    return moment.astimezone(library.portal.zone).date()
