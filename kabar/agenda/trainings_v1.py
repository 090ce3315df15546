"""Version 1 of a training in the JSON document. Its keys never change; new ones go into a later version.

Docstrings of the models are published in the JSON Schema.
"""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator

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
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.host import Host
from kabar.content.models.source import cited
from kabar.content.parsing.codes import PROVINCES
from kabar.content.parsing.moments import in_zone
from kabar.content.reading.links import first_address
from kabar.topics.tree import TopicTree


class Photo(PublicModel):
    """A picture; ``file`` is its address below the portal's root."""

    file: Annotated[str, AfterValidator(published_path)]
    alt: str
    caption: str | None
    credit: str
    license: str | None


class Attachment(PublicModel):
    """A file to download; ``file`` is its address below the portal's root."""

    file: str
    title: str
    kind: str | None


class Place(PublicModel):
    """Where it is held; ``province`` is an ISO 3166-2 code."""

    name: str
    address: str | None
    regency: str | None
    province: str | None


class Organiser(PublicModel):
    """Who holds it: an id, or a name."""

    id: str | None
    name: str | None
    url: str | None


class Instructor(PublicModel):
    """Who teaches: an id, or a name."""

    id: str | None
    name: str | None
    title: str | None
    organisation: str | None


class Registration(PublicModel):
    """How and when to register, in local time."""

    opens: LocalTime | None
    closes: LocalTime | None
    url: str | None
    via: str | None
    contacts: tuple[Contact, ...]
    through: tuple[str, ...]
    selection_announced: LocalTime | None
    full: bool


class Certificate(PublicModel):
    """What a participant gets in the end."""

    name: str
    issuer: str | None
    kind: str | None
    lsp: str | None
    scheme: str | None


class Participants(PublicModel):
    """How many came."""

    total: int
    women: int | None


class _OfFrontMatter(PublicModel):
    """The keys that the document takes over from front matter as they are, in their order."""

    title: str
    date: datetime
    modified: datetime | None
    summary: str
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    editor: str | None
    dateline: str | None
    photo: Photo | None
    attachments: tuple[Attachment, ...]
    lang: str
    translation_of: str | None
    based_on: tuple[Source, ...]
    start: LocalTime
    end: LocalTime
    timezone: str | None
    mode: str
    place: Place | None
    organisers: tuple[Organiser, ...]
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
    event_status: str
    event_status_reason: str | None
    previous_starts: tuple[LocalTime, ...]
    programme: str | None
    participants: Participants | None
    outcome: str | None
    gallery: tuple[Photo, ...]


class Training(_OfFrontMatter):
    """A training with what is worked out of it. ``id`` is its first address, ``zone`` an IANA name."""

    id: str
    url: str
    calendar: str
    zone: str
    starts_at: str
    over_at: str
    registration_closes_at: str | None
    stages: tuple[LifeStage, ...]
    topics: tuple[TopicName, ...]
    organiser_names: tuple[str, ...]
    province_name: str | None


def training_v1(bimtek: Bimtek, library: Library, tree: TopicTree, host: Host) -> Training:
    """``bimtek`` in version 1."""
    closes, province = closes_at(bimtek), bimtek.place.province if bimtek.place else None
    based_on = tuple(cited(one, library.sources) for one in bimtek.based_on)
    taken_over = _OfFrontMatter.model_validate(bimtek.model_copy(update={"based_on": based_on}))
    return Training(
        **dict(taken_over),
        id=first_address(bimtek),
        url=host.absolute(bimtek.page_url),
        calendar=host.absolute(f"{bimtek.page_url}acara.ics"),
        zone=bimtek.zone.key,
        starts_at=in_zone(bimtek.start, bimtek.zone).isoformat(),
        over_at=over_at(bimtek).isoformat(),
        registration_closes_at=closes.isoformat() if closes else None,
        stages=stages_of(bimtek),
        topics=topics_of(bimtek, tree),
        organiser_names=tuple(
            library.organisations[one.id].name if one.id else one.name or "" for one in bimtek.organisers
        ),
        province_name=PROVINCES[province][0] if province else None,
    )
