"""What the last check of a folder found, so that a folder in which nothing changed is not read again."""

import json
from collections.abc import Iterator
from dataclasses import astuple
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from kabar.content.models.article import Article
from kabar.content.models.figure import Figure
from kabar.content.parsing.moments import first_possible_day, in_zone
from kabar.content.parsing.periods import first_day
from kabar.content.parsing.problems import Problem
from kabar.content.validation.cross_checks import Crossing
from kabar.index.database import Damaged, Database
from kabar.index.meta import read_value, write_values

_NAME = "last check"
_CODE = Path(__file__).resolve().parents[2]


def fingerprint(root: Path, *more: str) -> str:
    """Tells a folder apart from what it was before: names, sizes and times of its files, our code and its lock."""
    digest = sha256("\0".join(more).encode())
    for folder, pattern in ((root, "*"), (_CODE, "*.py"), (_CODE.parent, "requirements.txt")):
        for path in sorted((folder.glob if folder == _CODE.parent else folder.rglob)(pattern)):
            status = path.lstat()
            # Who writes a file and sets its time back still changes the time of its entry.
            told = (str(path), status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
            digest.update(repr(told).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def recall(database: Database, mark: str, now: datetime) -> list[Problem] | None:
    """What was found in the folder with the fingerprint ``mark``, where it still holds at ``now``; else None."""
    try:
        kept = json.loads(read_value(database, _NAME) or b"{}")
    except Damaged:
        return None
    if kept.get("mark") != mark:
        return None
    since, until = datetime.fromisoformat(kept["since"]), kept["until"]
    if now < since or (until and now >= datetime.fromisoformat(until)):
        return None
    return [Problem(*values) for values in kept["problems"]]


def remember(database: Database, mark: str, now: datetime, crossing: Crossing, problems: list[Problem]) -> None:
    """Keep ``problems``, found at ``now``, until the next moment that the content names."""
    until = min((moment for moment in _moments(crossing) if moment > now), default=None)
    kept = {
        "mark": mark,
        "since": now.isoformat(),
        "until": until and until.isoformat(),
        "problems": [astuple(problem) for problem in problems],
    }
    data = json.dumps(kept).encode()
    database.change(lambda connection: write_values(connection, {_NAME: data}))


def _moments(crossing: Crossing) -> Iterator[datetime]:
    # Only these are compared with today: what is embargoed, and what is not yet true.
    for article in crossing.reading.of(Article):
        yield from filter(None, (article.date, article.modified))
        yield from (correction.date for correction in article.corrections or ())
    yield from crossing.withholding.moments
    zone = crossing.reading.portal.zone if crossing.reading.portal else None
    for figure in crossing.reading.of(Figure) if zone else ():
        for source in figure.all_sources():
            if source.date:
                yield in_zone(first_possible_day(source.date), zone)
        for one in figure.observations or ():
            yield in_zone(first_day(one.period), zone)


