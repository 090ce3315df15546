"""Until when a build shows what one made later would show."""

from datetime import datetime, timedelta
from itertools import chain

from plugins.content_model.gist import microseconds, moment_of
from plugins.content_model.library import Library


def valid_until(library: Library) -> datetime:
    """The first moment after ``library.now`` at which the same files may show otherwise; at latest midnight.

    Offices, names and highlights change with the day of the portal's zone; entries with their time, what is under
    embargo with its moment; a training's state with the moments of its life.
    """
    today = library.now.astimezone(library.portal.zone)
    midnight = datetime.combine(today.date() + timedelta(days=1), datetime.min.time(), library.portal.zone)
    now, first = microseconds(library.now), microseconds(midnight)
    hidden = [library.gists[path] for path in library.withheld]
    coming = [gist.date for gist in hidden if gist.date > now]
    coming += map(microseconds, library.withholding.moments)
    unfinished = (library.withholding.shown_from(path) for path in library.unfinished)
    coming += (microseconds(moment) for moment in unfinished if moment)
    told = [library.index.ahead.values(), [gist.moments for gist in hidden]]
    coming += [moment for moments in chain.from_iterable(told) for moment in moments if moment > now]
    return moment_of(min([first, *coming]))
