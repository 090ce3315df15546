"""Plans the calendars: which there are, and the trainings of each."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from kabar.content.library import Library
from kabar.content.models.article import Article
from kabar.content.models.host import Host
from kabar.content.parsing.codes import PROVINCES
from kabar.content.reading.article_lists import TRAINING, WAY
from kabar.content.reading.entries import Entries, EntrySlice
from kabar.outputs.calendars.calendar_addresses import AGENDA, DEADLINES, agenda_url, event_file, province_url
from kabar.outputs.calendars.calendar_files import Written, write_calendar, write_deadline, write_event
from kabar.pages.parts.keys import ANY_DOCUMENT, topic_key
from kabar.pages.parts.page_sets import PageSet
from kabar.pages.parts.plan import PlannedFile
from kabar.pages.parts.training_views import only_trainings, training_at
from kabar.topics.tree import TopicTree, entries_by_topic

_KEPT_EVENTS = 32_768  # cached serialized events, about 1 kB each
EventWriter = Callable[[str], Written | None]


def plan_calendars(library: Library, tree: TopicTree, host: Host, domain: str) -> Iterator[PageSet]:
    """Plan all calendars. None is empty, which RFC 5545 forbids."""
    trainings = library.index.entries([(TRAINING, "")])

    @lru_cache(_KEPT_EVENTS)  # a training is in several calendars
    def event(path: str) -> Written:
        return write_event(training_at(path, library), library, tree, host, domain)

    def deadline(path: str) -> Written | None:
        return write_deadline(training_at(path, library), library, host, domain)

    def planned(url: str, name: str, chosen: Sequence[Article], write: EventWriter, keys: Iterable[str]) -> PageSet:
        file, inputs = url.lstrip("/"), partial(_inputs, name, chosen, library, tree)
        one = PlannedFile(file, partial(write_calendar, name, chosen, write), inputs)
        return PageSet([file], lambda _names: [one], (*keys, ANY_DOCUMENT))

    name = library.portal.name
    if trainings:
        yield planned(AGENDA, f"{name}: Bimtek", trainings, event, trainings.keys)
        # Trainings that are over have no deadline to come.
        ahead = EntrySlice(library.index, sorted(library.ahead))
        yield planned(DEADLINES, f"{name}: Batas pendaftaran bimtek", ahead, deadline, trainings.keys)
    for id, members in entries_by_topic(library.index, tree, (TRAINING, "")).items():
        topic = tree.topics[id]
        if members:
            yield planned(agenda_url(topic.page_url), f"{name}: Bimtek {topic.label}", members, event, members.keys)
    for url, label, members in _other_holders(library):
        yield planned(agenda_url(url), f"{name}: Bimtek {label}", members, event, members.keys)
    paths = {event_file(path): path for path in trainings.paths}

    def plan(names: Collection[str]) -> Iterator[PlannedFile]:
        for file in names:
            one = EntrySlice(library.index, [paths[file]])
            inputs = partial(_inputs, None, one, library, tree)
            draw = partial(write_calendar, None, one, event)
            yield PlannedFile(file, draw, inputs, tuple(map(topic_key, one[0].tags)))

    yield PageSet(list(paths), plan)


def _inputs(name: str | None, trainings: Sequence[Article], library: Library, tree: TopicTree) -> Mapping[str, Any]:
    ways = (library.summaries[one.path].ways for one in trainings)
    offices = [library.organisations[id] for pairs in ways for way, id in pairs if way == "lembaga"]
    registrations = (one.registration for one in only_trainings(trainings) if one.registration)
    offices += [library.organisations[id] for registration in registrations for id in registration.through]
    labels = [[tree.topics[id].label for id in tree.specific_first(one.tags)] for one in trainings]
    return {"kalender": name, "bimtek": trainings, "lembaga": offices, "topik": labels}


def _other_holders(library: Library) -> Iterator[tuple[str, str, Entries]]:
    for key in library.index.ids(WAY):
        way, _, id = key.partition("/")
        found = library.index.entries([(WAY, key)])
        if way == "lembaga":
            yield library.organisations[id].page_url, library.organisations[id].name, found
        elif way == "provinsi":
            yield province_url(id), PROVINCES[id.upper()][0], found


