"""Life cycle of a training: its states, and the moment of each change.

A state lasts from its moment (inclusive) to that of the next one. A whole day includes its end: ``closes: 2026-05-20``
changes the state at 00:00 of 21 May in the training's zone, ``closes: 2026-05-20 16:00`` at 16.00 sharp. The states do
not depend on the current time, which ``stage_at`` takes as a parameter.
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

# The parts of an agenda, in this order.
PARTS = ("bisa-diikuti", "lewat-undangan", "berlangsung", "akan-datang", "lalu")

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stage:
    """One state of a training. ``state`` is a key of ``LABELS``.

    ``since`` is its first moment, in the training's zone; None for the first state. ``joinable``: whether anyone may
    register during it, without an invitation.
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
    """All states of ``bimtek`` in order, without repetitions. Empty for a withdrawn one."""
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
    """The state at ``now`` (aware); ``stages`` are those of ``life_of``, at least one."""
    return next((stage for stage in reversed(stages) if stage.since and stage.since <= now), stages[0])


def part_of(stage: Stage, over: datetime, now: datetime) -> str:
    """The one of ``PARTS`` that a training belongs to at ``now``; ``stage`` is its state, ``over`` its ``over_at``."""
    if stage.joinable:
        return "bisa-diikuti"
    if stage.state in ("lewat-undangan", "berlangsung"):
        return stage.state
    if stage.state == "selesai":
        return "lalu"
    return "lalu" if now >= over else "akan-datang"


def over_at(bimtek: Bimtek) -> datetime:
    """The first moment after its days, whether or not it took place."""
    return max(bimtek.starts_at, end_of(bimtek.end, bimtek.zone))


def closes_at(bimtek: Bimtek) -> datetime | None:
    """The first moment after registration; None without a deadline."""
    registration = bimtek.registration
    if registration is None or registration.closes is None or bimtek.access == "tertutup":
        return None
    return end_of(registration.closes, bimtek.zone)


def _stage(bimtek: Bimtek, moments: _Moments, at: datetime, since: datetime | None) -> Stage:
    is_planned = bimtek.event_status in ("pasti", "tentatif")
    return Stage(_state(bimtek, moments, at), since, is_planned and _is_joinable(bimtek, moments, at))


def _state(bimtek: Bimtek, moments: _Moments, at: datetime) -> str:
    # The status of the event has priority over its dates: a training that was cancelled, postponed or never confirmed
    # did not take place.
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
    return "pendaftaran-dibuka" if has_way_to_register(bimtek) else "akan-datang"


def _is_joinable(bimtek: Bimtek, moments: _Moments, at: datetime) -> bool:
    registration = bimtek.registration
    if registration is None or not has_way_to_register(bimtek):
        return False
    if registration.full or bimtek.access != "terbuka":
        return False
    return (moments.opens is None or at >= moments.opens) and at < (moments.closes or moments.begins)


def has_way_to_register(bimtek: Bimtek) -> bool:
    """Whether its file says how to register."""
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
        closes = announced  # a registration after the selection would be useless
    return _Moments(begins, over_at(bimtek), opens, closes, announced)


def end_of(moment: date | datetime, zone: ZoneInfo) -> datetime:
    """The first moment after ``moment`` (local): the moment itself, or 00:00 after a whole day."""
    return in_zone(moment if isinstance(moment, datetime) else moment + _DAY, zone)


def closing_time(bimtek: Bimtek) -> datetime | None:
    """The last minute of registration; without a deadline the training's start, without registration None."""
    if not bimtek.registration:
        return None
    if bimtek.registration.closes:
        return in_zone(end_of_day(bimtek.registration.closes), bimtek.zone)
    return bimtek.starts_at


def is_joinable(bimtek: Bimtek, now: datetime) -> bool:
    """Whether anyone may register for it at ``now``.

    Never if participants are invited (``undangan``) or appointed (``tertutup``), if it is full, or if its file does not
    say how to register.
    """
    stages = life_of(bimtek)
    return bool(stages) and stage_at(stages, now).joinable


def will_be_joinable(bimtek: Bimtek, now: datetime) -> bool:
    """Whether anyone may register for it at ``now`` or later."""
    stages = life_of(bimtek)
    later = (stage for stage in stages if stage.since and stage.since > now)
    return is_joinable(bimtek, now) or any(stage.joinable for stage in later)


def still_to_come(trainings: Iterable[Bimtek], now: datetime) -> list[Bimtek]:
    """Those of ``trainings`` that can be joined at ``now`` or later, in the order of ``joinable``."""
    return sorted((one for one in trainings if will_be_joinable(one, now)), key=by_deadline)


def joinable(trainings: Iterable[Bimtek], now: datetime) -> list[Bimtek]:
    """Those of ``trainings`` that can be joined at ``now``, by deadline, then by start and path."""
    return sorted((one for one in trainings if is_joinable(one, now)), key=by_deadline)


def by_deadline(bimtek: Bimtek) -> tuple[datetime, datetime, str]:
    """The sort key of joinable trainings: deadline, then start and path."""
    return closing_time(bimtek) or bimtek.starts_at, bimtek.starts_at, bimtek.path
