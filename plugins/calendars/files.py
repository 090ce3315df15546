"""Which calendars there are, and which trainings stand in each."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from plugins.calendars.addresses import AGENDA, DEADLINES, agenda_url, event_file, province_url
from plugins.calendars.events import deadline_event_of, event_of
from plugins.calendars.lines import as_bytes
from plugins.content_model.bimtek import Bimtek
from plugins.content_model.codes import PROVINCES
from plugins.content_model.entries import Entries, Stretch
from plugins.content_model.fields import DEFAULT_ZONE
from plugins.content_model.folder_index import TRAINING, WAY
from plugins.content_model.host import Host
from plugins.content_model.library import Library
from plugins.pages.keys import ANY_DOCUMENT, topic_key
from plugins.pages.page_sets import PageSet
from plugins.pages.plan import PlannedFile
from plugins.topics.tree import TopicTree, entries_by_topic

_KEPT_EVENTS = 32_768  # written, about 1 kB each
_YEAR_OF_NONE = 2020
_END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True)
class _Written:
    """A ``VEVENT`` as it stands in every calendar that holds it, the zones that it names, its begin and its years.

    All that a calendar needs of a training: those of an archive are not held whole, and stand in several.
    """

    text: bytes
    zones: frozenset[str]
    begins: datetime
    years: tuple[int, int]


def plan_calendars(library: Library, tree: TopicTree, host: Host, domain: str) -> Iterator[PlannedFile | PageSet]:
    """Every calendar. None is empty, which RFC 5545 forbids."""
    trainings = library.index.entries([(TRAINING, "")])

    @lru_cache(_KEPT_EVENTS)  # a training stands in several calendars
    def event(path: str) -> _Written:
        bimtek = library.articles[path]
        found = event_of(bimtek, library, tree, host, domain)
        begins, ends = bimtek.starts_at, bimtek.ends_at
        return _Written(as_bytes(found), frozenset(_zones_in(found)), begins, (begins.year, ends.year))

    def deadline(path: str) -> _Written | None:
        found = deadline_event_of(library.articles[path], library, host, domain)
        if found is None:
            return None
        begins = found.decoded("dtstart")
        return _Written(as_bytes(found), frozenset(_zones_in(found)), begins, (begins.year, begins.year))

    def planned(url: str, name: str, held: Sequence[Bimtek], write: Callable, keys: Iterable[str]) -> PageSet:
        file, inputs = url.lstrip("/"), partial(_inputs, name, held, library, tree)
        one = PlannedFile(file, partial(_calendar, name, held, write), inputs)
        return PageSet([file], lambda _names: [one], (*keys, ANY_DOCUMENT))

    name = library.portal.name
    if trainings:
        yield planned(AGENDA, f"{name}: Bimtek", trainings, event, trainings.keys)
        # Of those that are over no deadline is to come.
        ahead = Stretch(library.index, sorted(library.ahead))
        yield planned(DEADLINES, f"{name}: Batas pendaftaran bimtek", ahead, deadline, trainings.keys)
    for id, held in entries_by_topic(library.index, tree, (TRAINING, "")).items():
        topic = tree.topics[id]
        if held:
            yield planned(agenda_url(topic.page_url), f"{name}: Bimtek {topic.label}", held, event, held.keys)
    for url, label, held in _other_holders(library):
        yield planned(agenda_url(url), f"{name}: Bimtek {label}", held, event, held.keys)
    paths = {event_file(path): path for path in trainings.paths}

    def plan(names: Collection[str]) -> Iterator[PlannedFile]:
        for file in names:
            one = Stretch(library.index, [paths[file]])
            inputs = partial(_inputs, None, one, library, tree)
            yield PlannedFile(file, partial(_calendar, None, one, event), inputs, tuple(map(topic_key, one[0].tags)))

    yield PageSet(list(paths), plan)


def _inputs(name: str | None, held: Sequence[Bimtek], library: Library, tree: TopicTree) -> Mapping[str, Any]:
    ways = (library.gists[one.path].ways for one in held)
    offices = [library.organisations[id] for told in ways for way, id in told if way == "lembaga"]
    offices += [library.organisations[id] for one in held if one.registration for id in one.registration.through]
    labels = [[tree.topics[id].label for id in tree.specific_first(one.tags)] for one in held]
    return {"kalender": name, "bimtek": held, "lembaga": offices, "topik": labels}


def _other_holders(library: Library) -> Iterator[tuple[str, str, Entries]]:
    for told in library.index.ids(WAY):
        way, _, id = told.partition("/")
        held = library.index.entries([(WAY, told)])
        if way == "lembaga":
            yield library.organisations[id].page_url, library.organisations[id].name, held
        elif way == "provinsi":
            yield province_url(id), PROVINCES[id.upper()][0], held


def _calendar(name: str | None, trainings: Sequence[Bimtek], event: Callable[[str], _Written | None]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Kabar IKM//Bimtek//ID")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("method", "PUBLISH")
        calendar.add("name", name)  # RFC 7986; X-WR-CALNAME is what programs read that do not know it
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval;value=duration", "PT12H")
        calendar.add("x-published-ttl", "PT12H")  # what Outlook reads in its place
    paths = sorted([one.path for one in trainings])
    events = sorted(filter(None, map(event, paths)), key=lambda one: one.begins)
    # The zones of these years alone: how far a zone is told must not hang on the machine's tables.
    years = [year for one in events for year in one.years] or [_YEAR_OF_NONE]
    zones = sorted(frozenset().union(*(one.zones for one in events)))
    if not events:
        # A calendar must have a component (RFC 5545, 3.6), and those who subscribed must not find it gone.
        zones = [DEFAULT_ZONE]
    # Components stand one after the other, as they are written alone.
    inner = [*(_zone(zone, min(years) - 1, max(years) + 2) for zone in zones), *(one.text for one in events)]
    return b"".join([calendar.to_ical().removesuffix(_END), *inner, _END])


def _zones_in(event: Event) -> Iterator[str]:
    for key in ("dtstart", "dtend"):
        if key not in event:
            continue
        moment = event.decoded(key)
        if isinstance(moment, datetime) and moment.tzinfo and str(moment.tzinfo) != "UTC":
            yield str(moment.tzinfo)


@cache  # it costs 40 ms where the offset changes, and there are few zones and years
def _zone(name: str, first: int, last: int) -> bytes:
    begins, ends = datetime(first, 1, 1), datetime(last, 1, 1)
    steady = _steady_zone(name, begins, ends)
    return (steady or Timezone.from_tzid(name, first_date=begins.date(), last_date=ends.date())).to_ical()


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
