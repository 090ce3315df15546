"""Version 2 of a training in the JSON document: full addresses, names beside ids, no paths of source files.

Docstrings of the models are published in the JSON Schema.
"""

from datetime import datetime

from kabar.agenda.life import closes_at, over_at
from kabar.agenda.public_model import (
    Contact,
    Fee,
    Letter,
    LifeStage,
    LocalTime,
    PublicModel,
    SeatShare,
    Source,
    TopicName,
    stages_of,
    topics_of,
)
from kabar.content.library import Library
from kabar.content.media.picture_files import published_path
from kabar.content.models.article import Photo
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.bimtek import Certificate as GivenCertificate
from kabar.content.models.bimtek import Instructor as GivenInstructor
from kabar.content.models.bimtek import Organiser as GivenOrganiser
from kabar.content.models.bimtek import Place as GivenPlace
from kabar.content.models.host import Host
from kabar.content.models.source import cited
from kabar.content.parsing.codes import PROVINCES
from kabar.content.parsing.moments import in_zone
from kabar.content.reading.links import address_of, first_address
from kabar.topics.tree import TopicTree


class Party(PublicModel):
    """A person or organisation. ``id`` is None for one without a page; ``url`` is its page, else its own site."""

    id: str | None
    name: str
    url: str | None


class Instructor(Party):
    """Who teaches; ``title`` and ``organisation`` are told of one without a page."""

    title: str | None
    organisation: str | None


class Picture(PublicModel):
    """A picture with what must be said of it."""

    url: str
    alt: str
    caption: str | None
    credit: str
    license: str | None


class Download(PublicModel):
    """A file to download."""

    url: str
    title: str
    kind: str | None


class Place(PublicModel):
    """Where it is held; ``province`` is an ISO 3166-2 code."""

    name: str
    address: str | None
    regency: str | None
    province: str | None
    province_name: str | None


class Registration(PublicModel):
    """How and when to register; ``through`` are those who take registrations."""

    opens: LocalTime | None
    closes: LocalTime | None
    closes_at: datetime | None
    url: str | None
    via: str | None
    contacts: tuple[Contact, ...]
    through: tuple[Party, ...]
    selection_announced: LocalTime | None
    full: bool


class Certificate(PublicModel):
    """What a participant gets in the end; ``issuer`` is a name."""

    name: str
    issuer: str | None
    kind: str | None
    lsp: str | None
    scheme: str | None


class Participants(PublicModel):
    """How many came; ``women`` are among ``total``."""

    total: int
    women: int | None


class Training(PublicModel):
    """A training. ``id`` is its first address and never changes; ``zone`` is an IANA name.

    ``start`` and ``end`` are local times. ``quota`` and ``fee`` are None where they are not stated.
    """

    id: str
    url: str
    calendar: str
    lang: str
    translation_of: str | None
    title: str
    summary: str
    published_at: datetime
    modified_at: datetime | None
    topics: tuple[TopicName, ...]
    authors: tuple[Party, ...]
    editor: Party
    dateline: str | None
    based_on: tuple[Source, ...]
    photo: Picture | None
    gallery: tuple[Picture, ...]
    attachments: tuple[Download, ...]
    start: LocalTime
    end: LocalTime
    zone: str
    starts_at: datetime
    over_at: datetime
    stages: tuple[LifeStage, ...]
    event_status: str
    event_status_reason: str | None
    previous_starts: tuple[LocalTime, ...]
    mode: str
    place: Place | None
    organisers: tuple[Party, ...]
    instructors: tuple[Instructor, ...]
    access: str
    eligibility: tuple[str, ...]
    documents: tuple[str, ...]
    quota: int | None
    quota_by: tuple[SeatShare, ...]
    fee: Fee | None
    covered: tuple[str, ...]
    covered_note: str | None
    registration: Registration | None
    certificate: Certificate | None
    letter: Letter | None
    lesson_hours: int | None
    programme: str | None
    participants: Participants | None
    outcome: str | None


def training_v2(one: Bimtek, library: Library, tree: TopicTree, host: Host) -> Training:
    """``one`` in version 2."""
    return Training(
        id=first_address(one),
        url=host.absolute(one.page_url),
        calendar=host.absolute(f"{one.page_url}acara.ics"),
        lang=one.lang,
        translation_of=host.absolute(address_of(one.translation_of)) if one.translation_of else None,
        title=one.title,
        summary=one.summary,
        published_at=one.date,
        modified_at=one.modified,
        topics=topics_of(one, tree),
        authors=tuple(_known(id, library, host) for id in one.author_ids),
        editor=_known(one.editor_id, library, host),
        dateline=one.dateline,
        based_on=tuple(Source.model_validate(cited(source, library.sources)) for source in one.based_on),
        photo=_picture(one.photo, host) if one.photo else None,
        gallery=tuple(_picture(photo, host) for photo in one.gallery),
        attachments=tuple(
            Download(url=host.absolute(f"/{file.file}"), title=file.title, kind=file.kind) for file in one.attachments
        ),
        start=one.start,
        end=one.end,
        zone=one.zone.key,
        starts_at=in_zone(one.start, one.zone),
        over_at=over_at(one),
        stages=stages_of(one),
        event_status=one.event_status,
        event_status_reason=one.event_status_reason,
        previous_starts=one.previous_starts,
        mode=one.mode,
        place=_place(one.place) if one.place else None,
        organisers=tuple(_organiser(who, library, host) for who in one.organisers),
        instructors=tuple(_instructor(who, library, host) for who in one.instructors),
        access=one.access,
        eligibility=one.eligibility,
        documents=one.documents,
        quota=one.quota,
        quota_by=tuple(map(SeatShare.model_validate, one.quota_by)),
        fee=Fee.model_validate(one.fee) if one.fee else None,
        covered=one.covered,
        covered_note=one.covered_note,
        registration=_registration(one, library, host),
        certificate=_certificate(one.certificate, library) if one.certificate else None,
        letter=Letter.model_validate(one.letter) if one.letter else None,
        lesson_hours=one.lesson_hours,
        programme=one.programme,
        participants=Participants.model_validate(one.participants) if one.participants else None,
        outcome=one.outcome,
    )


def _known(id: str, library: Library, host: Host) -> Party:
    found = library.people.get(id) or library.organisations[id]
    return Party(id=id, name=found.name, url=host.absolute(found.page_url))


def _organiser(who: GivenOrganiser, library: Library, host: Host) -> Party:
    return _known(who.id, library, host) if who.id else Party(id=None, name=who.name or "", url=who.url)


def _instructor(who: GivenInstructor, library: Library, host: Host) -> Instructor:
    party = _known(who.id, library, host) if who.id else Party(id=None, name=who.name or "", url=None)
    return Instructor(**dict(party), title=who.title, organisation=who.organisation)


def _picture(photo: Photo, host: Host) -> Picture:
    url = host.absolute(f"/{published_path(photo.file)}")
    return Picture(url=url, alt=photo.alt, caption=photo.caption, credit=photo.credit, license=photo.license)


def _place(place: GivenPlace) -> Place:
    name = PROVINCES[place.province][0] if place.province else None
    return Place(
        name=place.name, address=place.address, regency=place.regency, province=place.province, province_name=name
    )


def _registration(one: Bimtek, library: Library, host: Host) -> Registration | None:
    given = one.registration
    if given is None:
        return None
    return Registration(
        opens=given.opens,
        closes=given.closes,
        closes_at=closes_at(one),
        url=given.url,
        via=given.via,
        contacts=tuple(map(Contact.model_validate, given.contacts)),
        through=tuple(_known(id, library, host) for id in given.through),
        selection_announced=given.selection_announced,
        full=given.full,
    )


def _certificate(given: GivenCertificate, library: Library) -> Certificate:
    issuer = library.organisations.get(given.issuer or "")
    name = issuer.name if issuer else given.issuer
    return Certificate(name=given.name, issuer=name, kind=given.kind, lsp=given.lsp, scheme=given.scheme)
