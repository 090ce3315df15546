"""The life of a training: which states it passes through, and the moment of each change.

A state holds from its moment on (that second included) until the next one's. What ends with a day
ends with it: ``closes: 2026-05-20`` changes the state at 00:00 of 21 May in the training's zone;
``closes: 2026-05-20 16:00`` at 16.00 sharp. No clock: ``stage_at`` is told the moment.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kabar.content.models.article import end_of_day
from kabar.content.models.bimtek import Bimtek
from kabar.content.parsing.moments import in_zone

LABELS = {
    "akan-datang": "Akan datang",
    "pendaftaran-belum-dibuka": "Pendaftaran belum dibuka",
    "pendaftaran-dibuka": "Pendaftaran dibuka",
    "lewat-undangan": "Lewat undangan",
    "kuota-penuh": "Kuota penuh",
    "pendaftaran-ditutup": "Pendaftaran ditutup",
    "seleksi-peserta": "Seleksi peserta",
    "peserta-diumumkan": "Peserta diumumkan",
    "berlangsung": "Berlangsung",
    "selesai": "Selesai",
    "ditunda": "Ditunda",
    "dibatalkan": "Dibatalkan",
    "tentatif": "Tentatif",
}

# Where a training stands in an agenda, in this order.
PARTS = ("bisa-diikuti", "lewat-undangan", "berlangsung", "akan-datang", "lalu")

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stage:
    """One state of a training. ``state`` is a key of ``LABELS``.

    ``since`` is the moment from which it holds, in the training's zone; None for the first, which
    holds from before all that the file tells. ``joinable``: whether anyone may register then, without an invitation.
    """

    state: str
    since: datetime | None
    joinable: bool


@dataclass(frozen=True)
class _Moments:
    begins: datetime
    ends: datetime
    opens: datetime | None
    closes: datetime | None
    announced: datetime | None

    def __iter__(self) -> Iterator[datetime]:
        return (one for one in (self.opens, self.closes, self.announced, self.begins, self.ends) if one)


def life_of(bimtek: Bimtek) -> tuple[Stage, ...]:
    """All states of ``bimtek`` in their order; neighbours differ. Empty for a withdrawn one."""
    if bimtek.withdrawn:
        return ()
    moments = _moments_of(bimtek)
    changes = sorted(set(moments))
    stages = [_stage(bimtek, moments, changes[0] - _DAY, None)]
    for moment in changes:
        stage = _stage(bimtek, moments, moment, moment)
        if (stage.state, stage.joinable) != (stages[-1].state, stages[-1].joinable):
            stages.append(stage)
    return tuple(stages)


def stage_at(stages: tuple[Stage, ...], now: datetime) -> Stage:
    """The one of ``stages`` (one or more, as ``life_of`` gives them) that holds at ``now`` (aware)."""
    return next((stage for stage in reversed(stages) if stage.since and stage.since <= now), stages[0])


def part_of(stage: Stage, over: datetime, now: datetime) -> str:
    """Which of ``PARTS`` a training stands in at ``now``, when ``stage`` holds; ``over`` as ``over_at`` gives it."""
    if stage.joinable:
        return "bisa-diikuti"
    if stage.state in ("lewat-undangan", "berlangsung"):
        return stage.state
    if stage.state == "selesai":
        return "lalu"
    return "lalu" if now >= over else "akan-datang"


def over_at(bimtek: Bimtek) -> datetime:
    """From when on its days are past, whether or not it was held."""
    return max(bimtek.starts_at, end_of(bimtek.end, bimtek.zone))


def closes_at(bimtek: Bimtek) -> datetime | None:
    """From when on nobody may register any more, where the file tells a deadline."""
    registration = bimtek.registration
    if registration is None or registration.closes is None or bimtek.access == "tertutup":
        return None
    return end_of(registration.closes, bimtek.zone)


def _stage(bimtek: Bimtek, moments: _Moments, at: datetime, since: datetime | None) -> Stage:
    held = bimtek.event_status in ("pasti", "tentatif")
    return Stage(_state(bimtek, moments, at), since, held and _is_joinable(bimtek, moments, at))


def _state(bimtek: Bimtek, moments: _Moments, at: datetime) -> str:
    # What is said of the event itself stands above the calendar: a date that was called off, put off
    # or never confirmed did not take place when its day came.
    if bimtek.event_status != "pasti":
        return bimtek.event_status
    if at >= moments.ends:
        return "selesai"
    if at >= moments.begins:
        return "berlangsung"
    return _state_before(bimtek, moments, at)


def _state_before(bimtek: Bimtek, moments: _Moments, at: datetime) -> str:
    registration = bimtek.registration
    if bimtek.access == "tertutup":
        return "akan-datang"
    if registration is None:
        return "lewat-undangan" if bimtek.access == "undangan" else "akan-datang"
    if moments.closes and at >= moments.closes:
        if moments.announced is None:
            return "pendaftaran-ditutup"
        return "peserta-diumumkan" if at >= moments.announced else "seleksi-peserta"
    if registration.full:
        return "kuota-penuh"
    if bimtek.access == "undangan":
        return "lewat-undangan"
    if moments.opens and at < moments.opens:
        return "pendaftaran-belum-dibuka"
    return "pendaftaran-dibuka" if tells_how(bimtek) else "akan-datang"


def _is_joinable(bimtek: Bimtek, moments: _Moments, at: datetime) -> bool:
    if not tells_how(bimtek) or bimtek.registration.full or bimtek.access != "terbuka":
        return False
    return (moments.opens is None or at >= moments.opens) and at < (moments.closes or moments.begins)


def tells_how(bimtek: Bimtek) -> bool:
    """Whether its file says how one registers."""
    registration = bimtek.registration
    return bool(
        registration and (registration.via or registration.url or registration.contacts or registration.through)
    )


def _moments_of(bimtek: Bimtek) -> _Moments:
    registration, zone = bimtek.registration, bimtek.zone
    opens = in_zone(registration.opens, zone) if registration and registration.opens else None
    announced = (
        in_zone(registration.selection_announced, zone) if registration and registration.selection_announced else None
    )
    begins = bimtek.starts_at
    closes = end_of(registration.closes, zone) if registration and registration.closes else None
    if closes is None and announced and announced < begins:
        closes = announced  # nobody is chosen from those who register after the choice
    return _Moments(begins, over_at(bimtek), opens, closes, announced)


def end_of(moment: date | datetime, zone: ZoneInfo) -> datetime:
    """When what lasts to ``moment`` (local) is over: the moment itself, or 00:00 after a whole day."""
    return in_zone(moment if isinstance(moment, datetime) else moment + _DAY, zone)


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


