"""Which calendars there are, and which trainings stand in each."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from plugins.calendars.addresses import AGENDA, agenda_url, event_url, in_calendars, province_url
from plugins.calendars.events import event_of
from plugins.content_model.bimtek import Bimtek
from plugins.content_model.codes import PROVINCES
from plugins.content_model.host import Host
from plugins.content_model.library import Library
from plugins.topics.tree import TopicTree, group_by_topic

Draw = Callable[[], bytes]
Inputs = Callable[[], Mapping[str, Any]]
Planned = tuple[str, Draw, Inputs, bytes]


def plan_calendars(library: Library, tree: TopicTree, host: Host, domain: str) -> Iterator[Planned]:
    """Every calendar as (file below the output, what gives its bytes, what gives what it is made from, its mark).

    Marks are as those of a page (``pages.plan``). None is empty, which RFC 5545 forbids.
    """
    trainings = in_calendars(library.articles.values())

    @cache  # a training stands in several calendars
    def event(path: str) -> Event:
        return event_of(library.articles[path], library, tree, host, domain)

    def planned(url: str, name: str | None, held: Sequence[Bimtek]) -> Planned:
        draw, inputs = partial(_calendar, name, held, event), partial(_inputs, name, held, library, tree)
        mark = hashlib.blake2b(b"".join([library.marks[one.path] for one in held]), digest_size=16).digest()
        return url.lstrip("/"), draw, inputs, mark

    name = library.portal.name
    if trainings:
        yield planned(AGENDA, f"{name}: Bimtek", trainings)
    for id, held in group_by_topic(trainings, tree).items():
        topic = tree.topics[id]
        if held:
            yield planned(agenda_url(topic.page_url), f"{name}: Bimtek {topic.label}", held)
    for url, label, held in _other_holders(trainings, library):
        yield planned(agenda_url(url), f"{name}: Bimtek {label}", held)
    for bimtek in trainings:
        yield planned(event_url(bimtek), None, [bimtek])


def _inputs(name: str | None, held: Sequence[Bimtek], library: Library, tree: TopicTree) -> Mapping[str, Any]:
    offices = [library.organisations[by.id] for one in held for by in one.organisers if by.id]
    labels = [[tree.topics[id].label for id in tree.specific_first(one.tags)] for one in held]
    return {"kalender": name, "bimtek": held, "lembaga": offices, "topik": labels}


def _other_holders(trainings: Sequence[Bimtek], library: Library) -> Iterator[tuple[str, str, list[Bimtek]]]:
    organisers, provinces = defaultdict(list), defaultdict(list)
    for bimtek in trainings:
        for way, id in library.gists[bimtek.path].ways:
            if way == "lembaga":
                organisers[id].append(bimtek)
            elif way == "provinsi":
                provinces[id.upper()].append(bimtek)
    for id, held in sorted(organisers.items()):
        yield library.organisations[id].page_url, library.organisations[id].name, held
    for code, held in sorted(provinces.items()):
        yield province_url(code), PROVINCES[code][0], held


def _calendar(name: str | None, trainings: Sequence[Bimtek], event: Callable[[str], Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Kabar IKM//Bimtek//ID")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("method", "PUBLISH")
        calendar.add("name", name)  # RFC 7986; X-WR-CALNAME is what programs read that do not know it
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval;value=duration", "PT12H")
    # The zones of these years alone: how far a zone is told must not hang on the machine's tables.
    years = [moment.year for one in trainings for moment in (one.starts_at, one.ends_at)]
    zones = {name for one in trainings for name in _zones_in(event(one.path))}
    for zone in sorted(zones):
        calendar.add_component(_zone(zone, min(years) - 1, max(years) + 2))
    for bimtek in sorted(trainings, key=lambda one: (one.starts_at, one.path)):
        calendar.add_component(event(bimtek.path))
    return calendar.to_ical()


def _zones_in(event: Event) -> Iterator[str]:
    for key in ("dtstart", "dtend"):
        moment = event.decoded(key)
        if isinstance(moment, datetime) and moment.tzinfo and str(moment.tzinfo) != "UTC":
            yield str(moment.tzinfo)


@cache  # it costs 40 ms where the offset changes, and there are few zones and years
def _zone(name: str, first: int, last: int) -> Timezone:
    begins, ends = datetime(first, 1, 1), datetime(last, 1, 1)
    return _steady_zone(name, begins, ends) or Timezone.from_tzid(name, first_date=begins.date(), last_date=ends.date())


def _steady_zone(name: str, begins: datetime, ends: datetime) -> Timezone | None:
    """The zone in the words of ``Timezone.from_tzid``, where its offset never changes; None where it does."""
    months = ((year, month) for year in range(begins.year, ends.year + 1) for month in range(1, 13))
    # No summer time is shorter than half a month.
    told = {_offset(name, datetime(*month, day)) for month in months for day in (1, 15)}
    if len(told) > 1:
        return None
    ((offset, label),) = told
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
