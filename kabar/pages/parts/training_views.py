"""View models of trainings: states, deadlines, and the facets that find them."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from kabar.agenda.event_summary import EventSummary
from kabar.agenda.life import LABELS, PARTS, Stage, life_of, over_at, part_of, stage_at
from kabar.content.library import Library
from kabar.content.models.article import Article
from kabar.content.models.bimtek import Bimtek
from kabar.content.parsing.codes import PROVINCES
from kabar.content.parsing.moments import in_zone
from kabar.indonesian.dates import since_text
from kabar.outputs.structured_data.json_ld import iso_moment
from kabar.pages.parts.views import Moment, StageView, Training
from kabar.topics.tree import TopicTree


def training_view(bimtek: Bimtek, summary: EventSummary, library: Library) -> Training:
    """The states of ``bimtek``, which is not withdrawn, with the days and place of its ``summary``."""
    stages, over = life_of(bimtek), over_at(bimtek)
    current = stage_at(stages, library.now)
    views = {stage: _stage(stage, bimtek) for stage in stages}
    return Training(
        stages=tuple(views.values()),
        now=views[current],
        part=part_of(current, over, library.now),
        starts=iso_moment(in_zone(bimtek.start, bimtek.zone)),
        over=iso_moment(over),
        rescheduled=bool(bimtek.previous_starts),
        province=PROVINCES[province][0] if (province := _province_of(bimtek)) else "",
        joining=_joining(stages, over, library.now),
        when=summary.days,
        place=summary.place,
    )


def training_at(path: str, library: Library) -> Bimtek:
    """The training at content path ``path``."""
    article = library.articles[path]
    assert isinstance(article, Bimtek), path
    return article


def only_trainings(articles: Iterable[Article]) -> Iterator[Bimtek]:
    """The trainings among ``articles``, in their order."""
    return (one for one in articles if isinstance(one, Bimtek))


def part_at(bimtek: Bimtek, library: Library) -> str:
    """Its part of an agenda: one of ``life.PARTS``."""
    if bimtek.path not in library.ahead:
        return PARTS[-1]
    return part_of(stage_at(life_of(bimtek), library.now), over_at(bimtek), library.now)


def trainings_ahead(library: Library) -> list[Bimtek]:
    """The trainings with a moment still to come, sorted by path; none withdrawn."""
    return [training_at(path, library) for path in sorted(library.ahead)]


def deadline_view(summary: EventSummary) -> Moment | None:
    """The close of registration, if stated."""
    deadline = summary.deadline
    return Moment(iso_moment(deadline.closes), deadline.text, iso_moment(deadline.over)) if deadline else None


def opening_view(summary: EventSummary) -> Moment | None:
    """The opening of registration, if stated."""
    opening = summary.opening
    return Moment(iso_moment(opening.opens), opening.text) if opening else None


def search_keys(bimtek: Bimtek, library: Library, tree: TopicTree) -> tuple[tuple[str, str], ...]:
    """Its facets as (way, id): province, organisers, topics with broader ones, mode, month of start."""
    topics = {id: None for tag in bimtek.tags for id in (tag, *tree.ancestors(tag))}
    *who, mode, month = library.summaries[bimtek.path].ways
    return (*who, *(("topik", id) for id in topics), mode, month)


def _province_of(bimtek: Bimtek) -> str:
    """The code of the province where it takes place; empty for online trainings, or where not stated."""
    return (bimtek.place.province or "") if bimtek.place and bimtek.mode != "daring" else ""


def _joining(stages: tuple[Stage, ...], over: datetime, now: datetime) -> str:
    first = next((at for at, stage in enumerate(stages) if stage.joinable), None)
    if first is None:
        return ""
    until = next((stage.since for stage in stages[first:] if stage.since and not stage.joinable), over)
    since = stages[first].since
    return f"{iso_moment(since) if since else '..'}/{iso_moment(until)}" if now < until else ""


def _stage(stage: Stage, bimtek: Bimtek) -> StageView:
    since = Moment(iso_moment(stage.since), since_text(stage.since, bimtek.zone)) if stage.since else None
    return StageView(stage.state, LABELS[stage.state], since, stage.joinable)


