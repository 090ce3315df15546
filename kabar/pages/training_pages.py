"""Composes the agenda of trainings, and its facet pages: by province, organiser, topic, access, mode, month."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from heapq import nlargest
from typing import Any

from kabar.agenda.life import LABELS, PARTS, by_deadline
from kabar.agenda.life import over_at as end_of
from kabar.content.library import Library
from kabar.content.models.article import Article
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.host import Host
from kabar.content.parsing.codes import PROVINCES
from kabar.content.parsing.moments import MONTHS
from kabar.content.reading.article_lists import BEGINS, TRAINING, WAY, is_training, newest_first
from kabar.content.reading.entries import Entries, EntrySlice, Index
from kabar.outputs.calendars.calendar_addresses import AGENDA, CALENDAR, DEADLINES, agenda_url, subscription_url
from kabar.pages.parts.cards import card_of
from kabar.pages.parts.frame import ATOM, Frame, section_link
from kabar.pages.parts.kinds import AgendaPage, AgendaPart, FilterGroup
from kabar.pages.parts.page_dates import last_change
from kabar.pages.parts.page_sets import PageSet, list_pages
from kabar.pages.parts.paging import ListPage, numbered
from kabar.pages.parts.plan import PlannedPage, save_as
from kabar.pages.parts.training_views import only_trainings, part_at, search_keys, training_at
from kabar.pages.parts.views import CalendarLink, Card, Feed, Link, Listing
from kabar.topics.tree import TopicTree, entries_by_topic


def calendar_link(label: str, url: str, host: Host) -> CalendarLink:
    """View model of the calendar at ``url`` (without base)."""
    return CalendarLink(label, subscription_url(host.absolute(url)), url)


INDEX = section_link("bimtek")
PAST_ON_AGENDA = 10  # the records of years have the rest
SHOWN = 10  # trainings that are not folded, in all parts together

_HEADINGS = {
    "bisa-diikuti": "Masih bisa diikuti",
    "lewat-undangan": "Lewat undangan",
    "berlangsung": "Sedang berlangsung",
    "akan-datang": "Akan datang",
    "lalu": "Sudah lewat",
}
_NOTHING_OPEN = (
    "Saat ini belum ada bimtek yang membuka pendaftaran. Begitu ada, jadwal dan batas pendaftarannya tampil di sini."
)
_WAYS = {
    "provinsi": "Provinsi",
    "lembaga": "Penyelenggara",
    "topik": "Topik",
    "akses": "Peserta",
    "cara": "Cara",
    "bulan": "Bulan mulai",
}
_ACCESS = {"undangan": LABELS["lewat-undangan"]}
_MODES = {"luring": "Tatap muka", "daring": "Daring", "hibrida": "Tatap muka dan daring"}

JSON_AGENDA = Feed("Agenda bimtek (JSON)", "/bimtek/agenda.v2.json", "application/json")


@dataclass(frozen=True)
class Cards:
    """What agenda pages show of trainings, computed on demand.

    ``card``: by content path. ``part``: one of ``life.PARTS``. ``keys``: facets as (way, id). ``over_at``: by content
    path the moment at which it is over, in microseconds. ``is_over``: by content path.
    """

    card: Callable[[str], Card]
    part: Callable[[Bimtek], str]
    keys: Callable[[Bimtek], tuple[tuple[str, str], ...]]
    over_at: Mapping[str, int]
    is_over: Callable[[str], bool]

    def found_by(self, trainings: Iterable[Article]) -> list[tuple[tuple[str, str], ...]]:
        """The facets of each of ``trainings``, as its card shows them."""
        return [self.keys(one) for one in only_trainings(trainings)]

    def of(self, trainings: Iterable[Article]) -> tuple[Card, ...]:
        """The cards of ``trainings``, in their order."""
        return tuple(self.card(one.path) for one in trainings)


def plan_agenda(tree: TopicTree, frame: Frame) -> Iterator[PlannedPage | PageSet]:
    """Plan ``/bimtek/``, and a page (with closed pages) for each facet value that has trainings.

    At most one page per province, organiser, topic, access, mode and month that has trainings, and one more for each
    twenty trainings that are over. Linear in the number of trainings and in the topics of each. Yields nothing where
    the section is switched off.
    """
    if "bimtek" not in frame.sections:
        return
    library = frame.library
    trainings = library.index.entries([(TRAINING, "")])
    found = dict(_found(library.index, tree))
    labels = {key: _label(key, tree, frame) for key in found}

    @cache  # a training is on the pages of all its facets
    def card(path: str) -> Card:
        bimtek = training_at(path, library)
        found = card_of(bimtek, library)
        assert found.training is not None, path
        return replace(found, training=replace(found.training, keys=search_keys(bimtek, library, tree)))

    part = partial(part_at, library=library)

    @cache  # for most the lookup in ``ahead`` is enough
    def is_over(path: str) -> bool:
        return path not in library.ahead or part(training_at(path, library)) == PARTS[-1]

    over_at = library.index.over
    cards = Cards(card, part, partial(search_keys, library=library, tree=tree), over_at, is_over)
    yield _plan_whole(trainings, cards, labels, years_of_trainings(library.index), frame)
    for key, members in sorted(found.items()):
        yield _way_pages(key, members, cards, labels[key], frame)


def _found(index: Index, tree: TopicTree) -> Iterator[tuple[tuple[str, str], Entries]]:
    """The trainings of each facet value, by (way, id)."""
    for name in index.ids(WAY):
        way, _, id = name.partition("/")
        yield (way, id), index.entries([(WAY, name)])
    for id, members in entries_by_topic(index, tree, (TRAINING, "")).items():
        if members:
            yield ("topik", id), members


def _plan_whole(
    trainings: Entries, cards: Cards, labels: Mapping[tuple[str, str], str], years: Sequence[int], frame: Frame
) -> PlannedPage:
    intro = frame.sections["bimtek"].introduction
    feeds: tuple[Feed, ...] = (Feed(f"{frame.name}: Bimtek", f"{INDEX.url}atom.xml", ATOM),)
    if trainings:
        feeds = (*feeds, Feed(f"{frame.name}: Bimtek", AGENDA, CALENDAR), JSON_AGENDA)

    def compose() -> AgendaPage:
        return AgendaPage(
            **frame.page("Bimtek", intro, INDEX.url, (INDEX,), feeds=feeds),
            intro=intro,
            parts=_parts(_to_come_and_latest(frame.library), cards, PAST_ON_AGENDA, frame.library),
            filters=tuple(_groups(labels)),
            years=tuple(Link(str(year), f"{INDEX.url}{year}/") for year in years),
            follow=(Link("Kalender semua bimtek (.ics)", AGENDA), Link("Semua data bimtek (JSON)", JSON_AGENDA.url))
            if trainings
            else (),
            calendars=(
                calendar_link("Semua bimtek", AGENDA, frame.host),
                calendar_link("Batas pendaftaran saja, dengan pengingat", DEADLINES, frame.host),
            )
            if trainings
            else (),
        )

    return PlannedPage(save_as(INDEX.url), "agenda", compose, changed=partial(last_change, frame.library, trainings))


def _to_come_and_latest(library: Library) -> list[Article]:
    """All trainings that are not over, and the latest past ones, newest first."""
    over = library.index.over.items()
    latest = nlargest(PAST_ON_AGENDA, ((when, path) for path, when in over if path not in library.ahead))
    wanted = {*library.ahead, *(path for _, path in latest)}
    summaries = library.summaries
    return [library.articles[path] for path in sorted(wanted, key=lambda path: newest_first(summaries[path]))]


def _way_pages(key: tuple[str, str], members: Entries, cards: Cards, label: str, frame: Frame) -> PageSet:
    index, over_at, is_over = frame.library.index, cards.over_at, cards.is_over
    paths = sorted(filter(is_over, members.paths), key=lambda path: (over_at[path], path), reverse=True)

    @cache  # used by each page of the list
    def to_come() -> EntrySlice:
        return EntrySlice(index, [path for path in members.paths if not is_over(path)])

    def plan(list_page: ListPage[Article]) -> PlannedPage:
        return _plan_way(key, members, to_come(), cards, label, frame, list_page)

    return list_pages(EntrySlice(index, paths), way_url(*key), plan, members.keys)


def _plan_way(
    key: tuple[str, str],
    members: Sequence[Article],
    to_come: Sequence[Article],
    cards: Cards,
    label: str,
    frame: Frame,
    list_page: ListPage[Article],
) -> PlannedPage:
    way, id = key
    url, library = way_url(way, id), frame.library
    calendar = {"provinsi": agenda_url(url), "lembaga": agenda_url(f"/lembaga/{id}/")}.get(way)
    ahead: Sequence[Article] = [] if list_page.number else to_come
    shown = [*list_page.entries, *ahead]
    return PlannedPage(
        save_as(list_page.url),
        "agenda",
        partial(_compose_way, way, label, url, calendar, list_page, to_come, cards, frame),
        partial(_inputs, (key, label, calendar), list_page, ahead, cards, shown),
        changed=partial(last_change, library, list_page.entries if list_page.number else members),
    )


def _inputs(
    way: tuple[object, ...],
    list_page: ListPage[Article],
    ahead: Sequence[Article],
    cards: Cards,
    shown: Sequence[Article],
) -> Mapping[str, Any]:
    return {"cara": way, "daftar": list_page, "akan datang": ahead, "topik": cards.found_by(shown)}


def _compose_way(
    way: str,
    label: str,
    url: str,
    calendar: str | None,
    list_page: ListPage[Article],
    to_come: Sequence[Article],
    cards: Cards,
    frame: Frame,
) -> AgendaPage:
    closed = list_page.number
    title = f"{_title(way, label)}, halaman {closed}" if closed else _title(way, label)
    trail = (INDEX, Link(label, url), *((Link(f"Halaman {closed}", list_page.url),) if closed else ()))
    feeds = (Feed(f"{frame.name}: {_title(way, label)}", calendar, CALENDAR),) if calendar else ()
    description = f"{_title(way, label)}: jadwal, tempat, dan batas pendaftarannya."
    return AgendaPage(
        **frame.page(title, numbered(description, closed), list_page.url, trail, feeds=feeds),
        intro="" if closed else "Jadwal, tempat, dan batas pendaftaran.",
        parts=() if closed else _parts(to_come, cards, 0, frame.library),
        past=_past(list_page, cards),
        follow=() if closed or not calendar else (Link("Kalender bimtek ini (.ics)", calendar),),
        calendars=() if closed or not calendar else (calendar_link(_title(way, label), calendar, frame.host),),
    )


def way_url(way: str, id: str) -> str:
    """The address of the facet page of ``way`` and ``id``, without base."""
    return f"{INDEX.url}{way}/{id}/"


def _past(list_page: ListPage[Article], cards: Cards) -> Listing | None:
    if not list_page.entries:
        return None
    return list_page.listing(_HEADINGS["lalu"], cards.of)


def _parts(trainings: Iterable[Article], cards: Cards, past: int, library: Library) -> tuple[AgendaPart, ...]:
    by_part: dict[str, list[Bimtek]] = defaultdict(list)
    for one in only_trainings(trainings):
        by_part[cards.part(one)].append(one)
    by_part["bisa-diikuti"].sort(key=by_deadline)
    by_part["lewat-undangan"].sort(key=_by_start)
    by_part["berlangsung"].sort(key=_by_end)
    by_part["akan-datang"].sort(key=_by_start)
    by_part["lalu"] = _latest_first(by_part["lalu"], library)[:past]
    parts, room = [], SHOWN
    for part in PARTS if past else PARTS[:-1]:
        parts.append(
            AgendaPart(
                part,
                _HEADINGS[part],
                cards.of(by_part[part]),
                _NOTHING_OPEN if part == "bisa-diikuti" else "",
                shown=room,
                months=tuple(_month(one) for one in by_part[part]),
                by_month=part in ("akan-datang", "lalu"),
            )
        )
        room = max(0, room - len(by_part[part]))
    return tuple(parts)


def _month(bimtek: Bimtek) -> str:
    return f"{MONTHS[bimtek.start.month - 1]} {bimtek.start.year}"


def _groups(labels: Mapping[tuple[str, str], str]) -> Iterator[FilterGroup]:
    for way, label in _WAYS.items():
        # Months by date, newest first; all else by name.
        found = sorted(
            ((id if way == "bulan" else name.casefold(), id, name) for (one, id), name in labels.items() if one == way),
            reverse=way == "bulan",
        )
        if found:
            yield FilterGroup(way, label, tuple((id, Link(name, way_url(way, id))) for _, id, name in found))


def _label(key: tuple[str, str], tree: TopicTree, frame: Frame) -> str:
    way, id = key
    if way == "provinsi":
        return PROVINCES[id.upper()][0]
    if way == "lembaga":
        name: str = frame.library.organisations[id].name
        return name
    if way == "topik":
        label: str = tree.topics[id].label
        return label
    if way == "akses":
        return _ACCESS[id]
    if way == "cara":
        return _MODES[id]
    year, month = id.split("-")
    return f"{MONTHS[int(month) - 1]} {year}"


def _title(way: str, label: str) -> str:
    words = {"provinsi": "di", "lembaga": "oleh", "topik": "tentang", "cara": "secara", "bulan": "mulai"}
    if way == "akses":
        return f"Bimtek {label[0].lower() + label[1:]}"
    return f"Bimtek {words[way]} {label[0].lower() + label[1:] if way == 'cara' else label}"


def years_of_trainings(index: Index) -> list[int]:
    """The years that have a record, newest first: those in which a training begins, and those in addresses.

    Addresses count those of withdrawn trainings, too.
    """
    of_addresses = {name.partition("/")[2] for name in index if is_training(name)}
    return sorted(map(int, of_addresses.union(index.ids(BEGINS))), reverse=True)


def _latest_first(trainings: Iterable[Bimtek], library: Library) -> list[Bimtek]:
    return sorted(trainings, key=lambda one: (library.summaries[one.path].over, one.path), reverse=True)


def _by_start(bimtek: Bimtek) -> tuple[datetime, str]:
    return bimtek.starts_at, bimtek.path


def _by_end(bimtek: Bimtek) -> tuple[datetime, str]:
    return end_of(bimtek), bimtek.path


