"""Cache of the problems of the last check, for folders that did not change."""

import json
from collections.abc import Iterator
from dataclasses import astuple
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from kabar.content.models.article import Article
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.figure import Figure
from kabar.content.parsing.moments import first_possible_day, in_zone
from kabar.content.parsing.periods import first_day
from kabar.content.parsing.problems import Problem
from kabar.content.validation.cross_checks import Crossing
from kabar.index.database import Damaged, Database
from kabar.index.meta import read_value, write_values

_NAME = "last check"
_CODE = Path(__file__).resolve().parents[2]


def fingerprint_of(root: Path, *more: str) -> str:
    """The fingerprint of a folder: names, sizes and times of its files, of our code and of requirements.txt."""
    digest = sha256("\0".join(more).encode())
    for folder, pattern in ((root, "*"), (_CODE, "*.py"), (_CODE.parent, "requirements.txt")):
        for path in sorted((folder.glob if folder == _CODE.parent else folder.rglob)(pattern)):
            status = path.lstat()
            # ctime changes even if the mtime of a written file is set back.
            properties = (str(path), status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
            digest.update(repr(properties).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def recall(database: Database, fingerprint: str, now: datetime) -> list[Problem] | None:
    """The problems found in the folder with ``fingerprint``, if they are still valid at ``now``; else None."""
    try:
        kept = json.loads(read_value(database, _NAME) or b"{}")
    except Damaged:
        return None
    if kept.get("fingerprint") != fingerprint:
        return None
    since, until = datetime.fromisoformat(kept["since"]), kept["until"]
    if now < since or (until and now >= datetime.fromisoformat(until)):
        return None
    return [Problem(*values) for values in kept["problems"]]


def remember(database: Database, fingerprint: str, now: datetime, crossing: Crossing, problems: list[Problem]) -> None:
    """Store ``problems``, found at ``now``, valid until the next moment in the content."""
    until = min((moment for moment in _moments(crossing) if moment > now), default=None)
    kept = {
        "fingerprint": fingerprint,
        "since": now.isoformat(),
        "until": until and until.isoformat(),
        "problems": [astuple(problem) for problem in problems],
    }
    data = json.dumps(kept).encode()
    database.change(lambda connection: write_values(connection, {_NAME: data}))


def _moments(crossing: Crossing) -> Iterator[datetime]:
    # The dates that are compared with today: embargoes, and dates that may not be in the future.
    for article in crossing.reading.of(Article):
        yield from filter(None, (article.date, article.modified))
        yield from (correction.date for correction in article.corrections or ())
        if isinstance(article, Bimtek) and article.end:
            yield article.ends_at
    yield from crossing.withholding.moments
    if crossing.reading.portal is None:
        return
    zone = crossing.reading.portal.zone
    for figure in crossing.reading.of(Figure):
        for source in figure.all_sources():
            if source.date:
                yield in_zone(first_possible_day(source.date), zone)
        for one in figure.observations or ():
            yield in_zone(first_day(one.period), zone)
