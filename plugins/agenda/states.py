"""The state of a training at a moment, in words."""

from collections.abc import Iterable
from datetime import datetime

from plugins.content_model.article import end_of_day
from plugins.content_model.bimtek import Bimtek
from plugins.content_model.moments import in_zone


def state_of(bimtek: Bimtek, now: datetime) -> str:
    """Its state at ``now``: what is said of the event itself first, then where ``now`` falls."""
    if bimtek.event_status == "dibatalkan":
        return "Dibatalkan"
    if now > bimtek.ends_at:
        return "Selesai"
    if bimtek.event_status == "ditunda":
        return "Ditunda"
    if now >= bimtek.starts_at:
        return "Berlangsung"
    if bimtek.event_status == "tentatif":
        return "Tentatif"
    if is_joinable(bimtek, now):
        return "Pendaftaran dibuka"
    return "Akan datang"


def closing_time(bimtek: Bimtek) -> datetime | None:
    """The last minute of registration; its start where the file names no other end, None without registration."""
    if not bimtek.registration:
        return None
    if bimtek.registration.closes:
        return in_zone(end_of_day(bimtek.registration.closes), bimtek.zone)
    return bimtek.starts_at


def is_joinable(bimtek: Bimtek, now: datetime) -> bool:
    """Whether someone may register for it at ``now``.

    Never where participants are appointed (``tertutup``), seats are gone, or how to register is not told.
    """
    registration = bimtek.registration
    if not registration or registration.full or bimtek.access == "tertutup" or bimtek.withdrawn:
        return False
    if bimtek.event_status in ("ditunda", "dibatalkan") or now > bimtek.ends_at:
        return False
    if not (registration.via or registration.url or registration.contacts or registration.through):
        return False
    if registration.opens and now < in_zone(registration.opens, bimtek.zone):
        return False
    return now <= closing_time(bimtek)


def joinable(trainings: Iterable[Bimtek], now: datetime) -> list[Bimtek]:
    """Those of ``trainings`` that can be joined at ``now``, by deadline, then by start and path."""
    return sorted(
        (bimtek for bimtek in trainings if is_joinable(bimtek, now)),
        key=lambda bimtek: (closing_time(bimtek), bimtek.starts_at, bimtek.path),
    )
