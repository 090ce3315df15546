"""Where the calendars stand, without base."""

from collections.abc import Iterable

from plugins.content_model.article import Article
from plugins.content_model.bimtek import Bimtek

CALENDAR = "text/calendar"
AGENDA = "/bimtek/agenda.ics"


def event_url(bimtek: Bimtek) -> str:
    """The file of one training."""
    return f"{bimtek.page_url}acara.ics"


def agenda_url(page_url: str) -> str:
    """The calendar that belongs to the page ``page_url``, where that has one."""
    return f"{page_url}agenda.ics"


def province_url(code: str) -> str:
    """The page of the trainings held in the province ``code`` (ISO 3166-2)."""
    return f"/bimtek/provinsi/{code.lower()}/"


def in_calendars(articles: Iterable[Article]) -> list[Bimtek]:
    """The trainings among ``articles`` that calendars hold, in their order; a withdrawn one says nothing."""
    return list(filter(is_in_calendars, articles))


def is_in_calendars(article: Article) -> bool:
    """Whether calendars hold it."""
    return isinstance(article, Bimtek) and not article.withdrawn
