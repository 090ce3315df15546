"""Base model and shared parts of all versions of published trainings.

Docstrings of the models are published in the JSON Schema.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from kabar.agenda.life import life_of
from kabar.content.models.bimtek import Bimtek
from kabar.content.parsing.moments import precision_of
from kabar.topics.tree import TopicTree

LocalTime = date | datetime  # of the training's zone; a date alone is a whole day


class PublicModel(BaseModel):
    """A group of keys in a published document: frozen, closed, read from a content model field by field.

    A key is published because a subclass names it. What editors may write later stays inside until it is added there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)


class TopicName(PublicModel):
    """A topic by its id and its label."""

    id: str
    label: str


class LifeStage(PublicModel):
    """A state of a training and the moment since which it holds (ISO 8601); None: from the beginning."""

    state: str
    since: str | None
    joinable: bool


def _whole_day(text: str | None) -> str | None:
    # The published versions promise a date; a month or a year alone is not published.
    return text if text and precision_of(text) == "day" else None


class Source(PublicModel):
    """What the text rests on."""

    publisher: str
    title: str | None
    url: str | None
    date: Annotated[date | None, BeforeValidator(_whole_day)]


class SeatShare(PublicModel):
    """Seats kept for a region."""

    region: str
    seats: int


class Fee(PublicModel):
    """What it costs; an amount of 0 is free of charge."""

    amount: Decimal
    currency: str


class Contact(PublicModel):
    """Whom to ask; ``whatsapp`` in international form without plus."""

    name: str | None
    whatsapp: str | None
    email: str | None


class Letter(PublicModel):
    """The letter that announces it."""

    number: str
    date: date | None


def stages_of(bimtek: Bimtek) -> tuple[LifeStage, ...]:
    """The states of ``bimtek`` in order."""
    return tuple(
        LifeStage(state=stage.state, since=stage.since.isoformat() if stage.since else None, joinable=stage.joinable)
        for stage in life_of(bimtek)
    )


def topics_of(bimtek: Bimtek, tree: TopicTree) -> tuple[TopicName, ...]:
    """The topics of ``bimtek``, narrow ones first."""
    return tuple(TopicName(id=id, label=tree.topics[id].label) for id in tree.specific_first(bimtek.tags))
