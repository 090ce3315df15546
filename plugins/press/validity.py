"""Until when a build shows what one made later would show."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from plugins.agenda.life import life_of, over_at
from plugins.content_model.bimtek import Bimtek
from plugins.content_model.library import Library


def valid_until(library: Library) -> datetime:
    """The first moment after ``library.now`` at which the same files may show otherwise; at latest midnight.

    Offices, names and highlights change with the day of the portal's zone; entries with their time; a training's
    state with the moments of its life.
    """
    today = library.now.astimezone(library.portal.zone)
    midnight = datetime.combine(today.date() + timedelta(days=1), datetime.min.time(), library.portal.zone)
    return min([midnight, *(moment for moment in _moments(library) if moment > library.now)])


def _moments(library: Library) -> Iterator[datetime]:
    for article in (*library.articles.values(), *library.withheld.values()):
        yield article.date
        if isinstance(article, Bimtek) and not article.withdrawn:
            yield from (stage.since for stage in life_of(article) if stage.since)
            yield from (over_at(article), article.ends_at)
            # Whether it is over is asked with "not before": one step later it is past.
            yield article.ends_at + timedelta(microseconds=1)
