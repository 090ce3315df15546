"""iCalendar files: events and the zones that they use."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from kabar.content.library import Library
from kabar.content.models.article import Article
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.host import Host
from kabar.content.parsing.fields import DEFAULT_ZONE
from kabar.outputs.calendars.calendar_events import deadline_event_of, event_of
from kabar.topics.tree import TopicTree

_YEAR_OF_NONE = 2020
_END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True)
class Written:
    """A serialized ``VEVENT`` with its zones, begin, and first and last year.

    All that calendars need of a training: small enough to cache for a large archive, and used in several calendars.
    """

    text: bytes
    zones: frozenset[str]
    begins: datetime
    years: tuple[int, int]


def write_event(bimtek: Bimtek, library: Library, tree: TopicTree, host: Host, domain: str) -> Written:
    """The event of ``bimtek``."""
    found = event_of(bimtek, library, tree, host, domain)
    begins, ends = bimtek.starts_at, bimtek.ends_at
    return Written(found.to_ical(), frozenset(_zones_in(found)), begins, (begins.year, ends.year))


def write_deadline(bimtek: Bimtek, library: Library, host: Host, domain: str) -> Written | None:
    """The close of registration of ``bimtek``; None where there is no event (``deadline_event_of``)."""
    found = deadline_event_of(bimtek, library, host, domain)
    if found is None:
        return None
    begins = found.decoded("dtstart")
    return Written(found.to_ical(), frozenset(_zones_in(found)), begins, (begins.year, begins.year))


def write_calendar(name: str | None, trainings: Sequence[Article], event: Callable[[str], Written | None]) -> bytes:
    """The calendar of ``trainings``; ``event`` gives the event of each, if any, by content path.

    Calendars without a ``name`` are not for subscription.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Kabar IKM//Bimtek//ID")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("method", "PUBLISH")
        calendar.add("name", name)  # RFC 7986; older programs read X-WR-CALNAME
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval;value=duration", "PT12H")
        calendar.add("x-published-ttl", "PT12H")  # read by Outlook instead
    paths = sorted([one.path for one in trainings])
    events = sorted(filter(None, map(event, paths)), key=lambda one: one.begins)
    # Zone rules for these years only: the output must not depend on how far the machine's tz database reaches.
    years = [year for one in events for year in one.years] or [_YEAR_OF_NONE]
    zones = sorted(frozenset().union(*(one.zones for one in events)))
    if not events:
        # A calendar must have a component (RFC 5545, 3.6), and subscribers must not get a 404.
        zones = [DEFAULT_ZONE]
    # Serialized components can be concatenated.
    inner = [*(_zone(zone, min(years) - 1, max(years) + 2) for zone in zones), *(one.text for one in events)]
    return b"".join([calendar.to_ical().removesuffix(_END), *inner, _END])


def _zones_in(event: Event) -> Iterator[str]:
    for key in ("dtstart", "dtend"):
        if key not in event:
            continue
        moment = event.decoded(key)
        if isinstance(moment, datetime) and moment.tzinfo and str(moment.tzinfo) != "UTC":
            yield str(moment.tzinfo)


@cache  # takes 40 ms where the offset changes; there are few zones and years
def _zone(name: str, first: int, last: int) -> bytes:
    begins, ends = datetime(first, 1, 1), datetime(last, 1, 1)
    steady = _steady_zone(name, begins, ends)
    zone = steady or Timezone.from_tzid(name, first_date=begins.date(), last_date=ends.date())
    data: bytes = zone.to_ical()
    return data


def _steady_zone(name: str, begins: datetime, ends: datetime) -> Timezone | None:
    """What ``Timezone.from_tzid`` returns for a zone whose offset is constant; None where it changes."""
    months = ((year, month) for year in range(begins.year, ends.year + 1) for month in range(1, 13))
    # Twice a month: no daylight saving time is shorter.
    offsets = {_offset(name, datetime(*month, day)) for month in months for day in (1, 15)}
    if len(offsets) > 1:
        return None
    ((offset, label),) = offsets
    standard = TimezoneStandard()
    standard.add("dtstart", begins)
    standard.add("tzoffsetfrom", offset)
    standard.add("tzoffsetto", offset)
    standard.add("tzname", label)
    zone = Timezone()
    zone.add("tzid", name)
    zone.add("comment", f"This timezone only works from {begins.date()} to {ends.date()}.")
    zone.add_component(standard)
    return zone


@cache
def _offset(name: str, moment: datetime) -> tuple[timedelta | None, str | None]:
    there = moment.replace(tzinfo=ZoneInfo(name))
    return there.utcoffset(), there.tzname()


