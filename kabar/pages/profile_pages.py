"""Composes the pages of organisations and people, and their indexes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, TypeVar

from kabar.content.library import Library
from kabar.content.markdown_source.directives import Body
from kabar.content.models.article import Article
from kabar.content.models.organisation import Organisation
from kabar.content.models.person import Person
from kabar.content.reading.article_lists import HOLDER, PROFILE, WAY, list_key
from kabar.content.reading.entries import Entries
from kabar.indonesian.dates import date_text
from kabar.indonesian.numbers import number_text
from kabar.outputs.calendars.calendar_addresses import agenda_url
from kabar.outputs.structured_data.profile_data import organisation_graph, person_graph
from kabar.pages.parts.body_views import body_view
from kabar.pages.parts.cards import cards_of
from kabar.pages.parts.frame import Frame, contact_values
from kabar.pages.parts.keys import DAY, WITHHOLDING, Profile, drawn_in, profiles
from kabar.pages.parts.kinds import IndexEntry, IndexPage, ProfilePage, YearTotals
from kabar.pages.parts.page_dates import last_change, local_day
from kabar.pages.parts.page_sets import PageSet, list_pages
from kabar.pages.parts.paging import ListPage, numbered
from kabar.pages.parts.plan import PlannedPage, save_as
from kabar.pages.parts.views import Fact, Link, badge_of
from kabar.pages.training_pages import way_url
from kabar.pages.training_records import counted_participants, counted_seats, totals_facts

ORGANISATIONS, PEOPLE = Link("Lembaga", "/lembaga/"), Link("Orang", "/orang/")
P = TypeVar("P", Organisation, Person)
IndexGroups = tuple[tuple[str, tuple[IndexEntry, ...]], ...]
Standings = Sequence[str | list[str]]  # today's name of each organisation, today's roles of each person
_KINDS = {
    "pemerintah": "Lembaga pemerintah",
    "media": "Media",
    "asosiasi": "Asosiasi",
    "perusahaan": "Perusahaan",
    "pendidikan": "Lembaga pendidikan",
    None: "Lembaga lain",
}


@dataclass(frozen=True)
class _ProfileData:
    """What a profile's page shows besides articles; ``around`` are the documents that its facts name."""

    profile: Profile
    kind: str
    index: Link
    facts: Callable[[], tuple[Fact, ...]]
    graph: Callable[[], tuple[dict[str, Any], ...]]
    around: tuple[Profile, ...]


def plan_profiles(bodies: Mapping[str, Body], frame: Frame) -> Iterator[PageSet]:
    """Plan a page for each organisation and person, with the articles by or about it."""
    children = defaultdict(list)
    for organisation in frame.library.organisations.values():
        if organisation.parent:
            children[organisation.parent].append(organisation)
    for organisation in frame.library.organisations.values():
        kind = _KINDS[organisation.kind]
        below = _by_name(children[organisation.id])
        around = (*below, *profiles([organisation.parent], frame.library))
        facts = partial(_organisation_facts, organisation, below, frame)
        graph = partial(organisation_graph, organisation, frame.library, frame.host)
        data = _ProfileData(organisation, kind, ORGANISATIONS, facts, graph, around)
        yield _pages(data, bodies, frame)
    for person in frame.library.people.values():
        facts = partial(_person_facts, person, frame)
        graph = partial(person_graph, person, frame.library, frame.host)
        data = _ProfileData(person, "Orang", PEOPLE, facts, graph, profiles([person.id], frame.library))
        yield _pages(data, bodies, frame)


def plan_profile_indexes(frame: Frame) -> Iterator[PlannedPage]:
    """Plan the indexes ``/lembaga/``, grouped by kind, and ``/orang/``, each sorted by name."""
    by_kind: dict[str | None, list[IndexEntry]] = defaultdict(list)
    for organisation in _by_name(frame.library.organisations.values()):
        link = Link(organisation.name, organisation.page_url)
        by_kind[organisation.kind].append(IndexEntry(link, organisation.short_name or ""))
    groups = tuple((_KINDS[kind], tuple(by_kind[kind])) for kind in _KINDS if by_kind[kind])
    intro = "Lembaga yang menyelenggarakan bimtek, membina IKM, atau menjadi sumber berita."
    yield _plan_index(ORGANISATIONS, intro, groups, "Belum ada lembaga yang tercatat.", frame)
    today = local_day(frame.library.now, frame.library)
    people = tuple(
        IndexEntry(Link(person.name, person.page_url), "; ".join(role.title for role in person.roles_on(today)))
        for person in _by_name(frame.library.people.values())
    )
    intro = "Penulis, narasumber, dan instruktur yang disebut di portal ini."
    everyone: IndexGroups = (("Semua orang", people),) if people else ()
    yield _plan_index(PEOPLE, intro, everyone, "Belum ada orang yang tercatat.", frame)


def _trainings(profile: Profile, trainings: Entries, frame: Frame) -> dict[str, Any]:
    if not trainings:
        return {}
    counts, by_year = trainings.counts, defaultdict(list)
    for one in counts:
        by_year[one.year].append(one)
    years = tuple(
        YearTotals(
            Link(str(year), f"/bimtek/{year}/"),
            number_text(len(found)),
            counted_seats(found, frame.library),
            counted_participants(found, frame.library),
        )
        for year, found in sorted(by_year.items(), reverse=True)
    )
    ways: tuple[Link, ...] = ()
    if frame.library.index.entries([(WAY, f"lembaga/{profile.id}")]):
        ways = (
            Link("Semua bimtek lembaga ini", way_url("lembaga", profile.id)),
            Link("Kalender bimtek lembaga ini (.ics)", agenda_url(profile.page_url)),
        )
    return {"totals": totals_facts(counts, frame.library), "trainings": years, "training_ways": ways}


def _pages(data: _ProfileData, bodies: Mapping[str, Body], frame: Frame) -> PageSet:
    # Articles that it wrote, organised, taught or certified; and the trainings that it organises or teaches.
    entries, trainings = (frame.library.index.entries([(kind, data.profile.id)]) for kind in (PROFILE, HOLDER))
    today = local_day(frame.library.now, frame.library)
    # Names and roles are those of today.
    day = [_standing(one, today) for one in (data.profile, *data.around)]
    plan = partial(_plan, data, trainings, day, bodies, frame)
    keys = (*entries.keys, *trainings.keys, list_key(WAY, f"lembaga/{data.profile.id}"), DAY)
    return list_pages(entries, data.profile.page_url, plan, keys, (WITHHOLDING,))


def _plan(
    data: _ProfileData,
    trainings: Entries,
    today: Standings,
    bodies: Mapping[str, Body],
    frame: Frame,
    list_page: ListPage[Article],
) -> PlannedPage:
    library, closed = frame.library, list_page.number
    shown: Sequence[Article] = () if closed else trainings

    def body() -> Body:
        return () if closed else bodies.get(data.profile.path, ())

    return PlannedPage(
        save_as(list_page.url),
        "profil",
        partial(_compose, data, list_page, body, trainings, frame),
        partial(_inputs, data, list_page, body, library, shown, None if closed else today),
        changed=partial(last_change, library, list_page.entries),
    )


def _inputs(
    data: _ProfileData,
    list_page: ListPage[Article],
    body: Callable[[], Body],
    library: Library,
    trainings: Sequence[Article],
    today: Standings | None,
) -> Mapping[str, Any]:
    around = () if list_page.number else data.around
    return {
        "profil": data.profile,
        "daftar": list_page,
        "isi": (body(), drawn_in(body(), library)),
        "bimtek": trainings,
        "lembaga lain": around,
        "hari": today,
        "tanda": badge_of(data.profile.path, library),
    }


def _standing(profile: Profile, day: date) -> str | list[str]:
    if isinstance(profile, Person):
        return [role.title for role in profile.roles_on(day)]
    return profile.name_on(day)


def _compose(
    data: _ProfileData, list_page: ListPage[Article], body: Callable[[], Body], trainings: Entries, frame: Frame
) -> ProfilePage:
    profile, library, closed = data.profile, frame.library, list_page.number
    title = f"{profile.name}, halaman {closed}" if closed else profile.name
    own = Link(profile.name, profile.page_url)
    trail = (data.index, own, *((Link(f"Halaman {closed}", list_page.url),) if closed else ()))
    view, sources = body_view(body(), library)
    description = numbered(f"{profile.name}: keterangan dan tulisan terkait di {frame.name}.", closed)
    return ProfilePage(
        **frame.page(title, description, list_page.url, trail, json_ld=() if closed else data.graph()),
        kind=data.kind,
        subtitle=getattr(profile, "short_name", None) or "",
        roles=tuple(dict.fromkeys(role.title for role in getattr(profile, "roles", ()))),
        badge=badge_of(profile.path, library),
        facts=() if closed else data.facts(),
        body=view,
        figure_sources=sources,
        listing=list_page.listing(
            "Tulisan terkait",
            lambda cards: cards_of(cards, library),
            f"Belum ada tulisan yang terkait dengan {profile.name}.",
        ),
        **({} if closed else _trainings(profile, trainings, frame)),
    )


def _organisation_facts(
    organisation: Organisation, children: Sequence[Organisation], frame: Frame
) -> tuple[Fact, ...]:
    library = frame.library
    parent = library.organisations.get(organisation.parent or "")
    former = tuple(f"{old.name} (sampai {date_text(old.until)})" for old in organisation.former_names)
    contact = organisation.contact
    facts = (
        Fact("Bagian dari", (Link(parent.name, parent.page_url),) if parent else ()),
        Fact("Membawahkan", tuple(Link(child.name, child.page_url) for child in children)),
        Fact("Nama sebelumnya", former),
        Fact("Alamat", (organisation.address,) if organisation.address else ()),
        Fact("Situs resmi", (Link(_bare(organisation.url), organisation.url),) if organisation.url else ()),
        Fact("Kontak", contact_values(contact) if contact else ()),
    )
    return tuple(fact for fact in facts if fact.values)


def _person_facts(person: Person, frame: Frame) -> tuple[Fact, ...]:
    organisations = frame.library.organisations
    values: list[Link | str] = []
    for role in person.roles:
        since = f"sejak {date_text(role.begins)}" if role.begins else ""
        until = f"sampai {date_text(role.ends)}" if role.ends else ""
        years = " ".join(part for part in (since, until) if part)
        values.append(role.title + (f" ({years})" if years else ""))
        if role.organisation:
            day = role.ends or local_day(frame.library.now, frame.library)
            office = organisations[role.organisation]
            values.append(Link(office.name_on(day), office.page_url))
    facts = (
        Fact("Jabatan", tuple(values)),
        Fact("Situs", (Link(_bare(person.url), person.url),) if person.url else ()),
    )
    return tuple(fact for fact in facts if fact.values)


def _plan_index(link: Link, intro: str, groups: IndexGroups, empty: str, frame: Frame) -> PlannedPage:
    return PlannedPage(
        save_as(link.url),
        "listings/indeks",
        lambda: IndexPage(**frame.page(link.label, intro, link.url, (link,)), intro=intro, groups=groups, empty=empty),
        lambda: {"daftar": groups},
    )


def _by_name(profiles: Iterable[P]) -> list[P]:
    return sorted(profiles, key=lambda profile: (profile.name.casefold(), profile.id))


def _bare(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


