"""Publication queue: scheduled documents, and when the portal next changes without an edit."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kabar.command import run
from kabar.console import write_errors, write_lines
from kabar.content.library import Library, load_library
from kabar.content.models.article import Article
from kabar.content.models.figure import Figure
from kabar.content.models.model import Document, shown_from
from kabar.content.parsing.moments import VARIABLE, read_build_date
from kabar.content.parsing.problems import BadValue, errors_in
from kabar.content.validation.picture_checks import FILE as CHECKED
from kabar.indonesian.dates import moment_text


@dataclass(frozen=True)
class Due:
    """A scheduled document: its content path, its title, and the moment from which it is shown (aware).

    ``because`` is the path of the document with which it is shown, if its own file has no date. An ``unfinished``
    document has errors, which stop the build from that moment on.
    """

    path: str
    title: str
    date: datetime
    because: str = ""
    unfinished: bool = False


def due_documents(library: Library) -> list[Due]:
    """The scheduled documents of ``library``, the next one first; drafts are not scheduled.

    Withheld observations of a shown measure are one entry for each moment.
    """
    waiting = [Due(one.path, one.title, one.date) for one in library.withheld.values() if one.status != "draft"]
    for path, document in library.withheld_lasting.items():
        waiting += _due_of(path, document, library)
    for path, document in library.unfinished.items():
        if moment := library.withholding.shown_from(path):
            waiting.append(Due(path, title_of(document), moment, unfinished=True))
    return sorted(waiting, key=lambda due: (due.date, due.path))


def _due_of(path: str, document: Document, library: Library) -> Iterator[Due]:
    withholding = library.withholding
    if path in withholding:
        if moment := withholding.shown_from(path):
            because = withholding.implied[path].because if path in withholding.implied else ""
            yield Due(path, title_of(document), moment, because)
        return
    assert isinstance(document, Figure)  # of all others the whole document is withheld
    found = (shown_from(document.observations[place]) for place in withholding.observations[path])
    for moment, count in Counter(filter(None, found)).items():
        yield Due(path, f"{title_of(document)} ({count} angka)", moment)


def title_of(document: Document) -> str:
    """The title, name or label of ``document``; without any, the name of its file."""
    named = (getattr(document, key, None) for key in ("title", "name", "label"))
    return next(filter(None, named), document.id)


def next_change(library: Library) -> datetime | None:
    """The first moment at which a build would differ from one at ``library.now``; None if there is none.

    A document is published, or a highlight ends. The states of trainings are updated in the browser and need no build.
    """
    moments = [due.date for due in due_documents(library)]
    moments += (end for article in library.articles.values() for end in _ends_of_highlight(article, library))
    return min((moment for moment in moments if moment > library.now), default=None)


def as_text(library: Library) -> Iterator[str]:
    """The queue as text, a line for each document, in the portal's time zone."""
    zone = library.portal.zone
    due = due_documents(library)
    for one in due:
        because = f"  (bersama {one.because})" if one.because else ""
        wrong = "  (masih salah dan sejak itu menghentikan build; lihat: make check)" if one.unfinished else ""
        yield f"{moment_text(one.date, zone)}  {one.path}  {one.title}{because}{wrong}"
    yield f"{len(due)} tulisan terjadwal." if due else "Tidak ada yang terjadwal."
    if moment := next_change(library):
        yield f"Bangun lagi portal pada atau sesudah {moment_text(moment, zone)}."


def as_json(library: Library, with_entries: bool) -> dict[str, object]:
    """The queue for programs; moments are ISO 8601 with offset.

    ``entries`` contain confidential titles and paths: they do not belong into a public log.
    """
    zone = library.portal.zone
    due, moment = due_documents(library), next_change(library)
    queue: dict[str, object] = {
        "now": library.now.astimezone(zone).isoformat(),
        "next": moment.astimezone(zone).isoformat() if moment else None,
        "count": len(due),
    }
    if with_entries:
        queue["entries"] = [
            {
                "path": one.path,
                "title": one.title,
                "date": one.date.astimezone(zone).isoformat(),
                **({"because": one.because} if one.because else {}),
                **({"unfinished": True} if one.unfinished else {}),
            }
            for one in due
        ]
    return queue


def _ends_of_highlight(article: Article, library: Library) -> Iterator[datetime]:
    if article.highlight_until:
        midnight = datetime.combine(article.highlight_until, datetime.min.time(), library.portal.zone)
        yield midnight + timedelta(days=1)


_FORMATS = ("teks", "json")


def main(environ: Mapping[str, str]) -> int:
    """Write the queue of the folder in CONTENT; 1 when it cannot be read."""
    return run(lambda: _write_queue(environ))


def _write_queue(environ: Mapping[str, str]) -> int:
    root = Path(environ.get("CONTENT", "").strip() or "content")
    wanted = environ.get("FORMAT", "").strip() or "teks"
    if wanted not in _FORMATS:
        write_errors([f"FORMAT '{wanted}' tidak dikenal; pilih salah satu: {', '.join(_FORMATS)}"])
        return 1
    try:
        now = read_build_date(environ, datetime.now(UTC))
    except BadValue as bad:
        write_errors([f"{bad}; tulis: {VARIABLE}={bad.right}" if bad.right else str(bad)])
        return 1
    loaded = load_library(root, now, checked=CHECKED)
    if loaded.library is None:
        write_errors(problem.as_line(str(root)) for problem in errors_in(list(loaded.problems)))
        return 1
    if wanted == "json":
        queue = as_json(loaded.library, environ.get("RINCI", "").strip() == "1")
        write_lines([json.dumps(queue, ensure_ascii=False)])
    else:
        write_lines(as_text(loaded.library))
    return 0


if __name__ == "__main__":
    sys.exit(main(os.environ))
