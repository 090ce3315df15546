"""What is due: entries that wait for their moment, and when the portal next changes by the clock alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from plugins.content_model.article import Article
from plugins.content_model.library import Library
from plugins.indonesian.dates import moment_text


@dataclass(frozen=True)
class Due:
    """An embargoed entry: its content path, title, and the moment from which it shows (aware)."""

    path: str
    title: str
    date: datetime


def due_entries(library: Library) -> list[Due]:
    """The embargoed entries of ``library``, the next one first; drafts wait for nothing."""
    waiting = (one for one in library.withheld.values() if one.status != "draft")
    return sorted((Due(one.path, one.title, one.date) for one in waiting), key=lambda due: (due.date, due.path))


def next_change(library: Library) -> datetime | None:
    """When a build first differs from one made at ``library.now``, or None where the files name no such moment.

    An entry is published, or one ceases to lead the front page. What pages tell of a training's life is set by
    the reader's own clock and waits for no build.
    """
    moments = [due.date for due in due_entries(library)]
    moments += (end for article in library.articles.values() for end in _ends_of_highlight(article, library))
    return min((moment for moment in moments if moment > library.now), default=None)


def as_text(library: Library) -> Iterator[str]:
    """The queue for people, a line for each entry, in the portal's zone."""
    zone = library.portal.zone
    due = due_entries(library)
    for one in due:
        yield f"{moment_text(one.date, zone)}  {one.path}  {one.title}"
    yield f"{len(due)} tulisan terjadwal." if due else "Tidak ada yang terjadwal."
    if moment := next_change(library):
        yield f"Bangun lagi portal pada atau sesudah {moment_text(moment, zone)}."


def as_json(library: Library, with_entries: bool) -> dict:
    """The queue for programs; moments are ISO 8601 with offset.

    ``entries`` tell names that may not be read yet: a public log should not hold them.
    """
    zone = library.portal.zone
    due, moment = due_entries(library), next_change(library)
    told = {
        "now": library.now.astimezone(zone).isoformat(),
        "next": moment.astimezone(zone).isoformat() if moment else None,
        "count": len(due),
    }
    if with_entries:
        told["entries"] = [
            {"path": one.path, "title": one.title, "date": one.date.astimezone(zone).isoformat()} for one in due
        ]
    return told


def _ends_of_highlight(article: Article, library: Library) -> Iterator[datetime]:
    if article.highlight_until:
        midnight = datetime.combine(article.highlight_until, datetime.min.time(), library.portal.zone)
        yield midnight + timedelta(days=1)
