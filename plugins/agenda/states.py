"""Which trainings can be joined, and until when."""

from collections.abc import Iterable
from datetime import datetime

from plugins.agenda.life import life_of, stage_at
from plugins.content_model.article import end_of_day
from plugins.content_model.bimtek import Bimtek
from plugins.content_model.moments import in_zone


def closing_time(bimtek: Bimtek) -> datetime | None:
    """The last minute of registration; its start where the file names no other end, None without registration."""
    if not bimtek.registration:
        return None
    if bimtek.registration.closes:
        return in_zone(end_of_day(bimtek.registration.closes), bimtek.zone)
    return bimtek.starts_at


def is_joinable(bimtek: Bimtek, now: datetime) -> bool:
    """Whether someone may register for it at ``now``.

    Never where participants are invited (``undangan``) or appointed (``tertutup``), seats are gone, or how to register
    is not told.
    """
    stages = life_of(bimtek)
    return bool(stages) and stage_at(stages, now).joinable


def will_be_joinable(bimtek: Bimtek, now: datetime) -> bool:
    """Whether someone may register for it at ``now`` or at a later moment that its file tells."""
    stages = life_of(bimtek)
    later = (stage for stage in stages if stage.since and stage.since > now)
    return is_joinable(bimtek, now) or any(stage.joinable for stage in later)


def still_to_come(trainings: Iterable[Bimtek], now: datetime) -> list[Bimtek]:
    """Those of ``trainings`` that can be joined at ``now`` or later, in the order of ``joinable``."""
    return sorted((one for one in trainings if will_be_joinable(one, now)), key=by_deadline)


def joinable(trainings: Iterable[Bimtek], now: datetime) -> list[Bimtek]:
    """Those of ``trainings`` that can be joined at ``now``, by deadline, then by start and path."""
    return sorted((one for one in trainings if is_joinable(one, now)), key=by_deadline)


def by_deadline(bimtek: Bimtek) -> tuple:
    """What orders trainings that can be joined: deadline, then start and path."""
    return closing_time(bimtek), bimtek.starts_at, bimtek.path
