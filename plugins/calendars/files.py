"""Which calendars there are, and which trainings stand in each."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache, partial
from typing import Any

from icalendar import Calendar, Event, Timezone

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


@cache  # it costs 25 ms, and there are few zones and years
def _zone(name: str, first: int, last: int) -> Timezone:
    return Timezone.from_tzid(name, first_date=date(first, 1, 1), last_date=date(last, 1, 1))
