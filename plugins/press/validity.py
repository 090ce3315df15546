"""Until when a build shows what one made later would show."""

from bisect import bisect_right
from datetime import datetime, timedelta

from plugins.content_model.gist import microseconds, moment_of
from plugins.content_model.library import Library


def valid_until(library: Library) -> datetime:
    """The first moment after ``library.now`` at which the same files may show otherwise; at latest midnight.

    Offices, names and highlights change with the day of the portal's zone; entries with their time; a training's
    state with the moments of its life.
    """
    today = library.now.astimezone(library.portal.zone)
    midnight = datetime.combine(today.date() + timedelta(days=1), datetime.min.time(), library.portal.zone)
    now, first = microseconds(library.now), microseconds(midnight)
    for gist in library.gists.values():
        if now < gist.date < first:
            first = gist.date
        if gist.moments:
            place = bisect_right(gist.moments, now)
            first = min([first, *gist.moments[place : place + 1]])
    return moment_of(first)
