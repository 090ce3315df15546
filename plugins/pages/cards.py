"""An entry as it stands in lists."""

from collections.abc import Iterable
from functools import lru_cache

from plugins.agenda.words import place_text
from plugins.content_model.article import Article
from plugins.content_model.bimtek import Bimtek, as_day
from plugins.content_model.library import Library
from plugins.indonesian.dates import date_range_text
from plugins.pages.frame import section_link
from plugins.pages.moments import short_moment
from plugins.pages.pictures import picture_view
from plugins.pages.trainings import deadline_view, training_view
from plugins.pages.views import Card

# An entry stands in a dozen lists. About 1 kB each; the texts are the entry's own.
_KEPT = 16_384


def mark_of(article: Article, library: Library) -> str:
    """ "Draf", "Terjadwal", "Dicabut", or nothing for what is simply published."""
    if article.status == "draft":
        return "Draf"
    if article.date > library.now:
        return "Terjadwal"
    return "Dicabut" if article.withdrawn else ""


def card_of(article: Article, library: Library) -> Card:
    """The card of one entry; a withdrawn one shows its title alone."""
    return _card(article.path, _Itself(library))


@lru_cache(_KEPT)
def _card(path: str, held: "_Itself") -> Card:
    library = held.library
    article = library.articles[path]
    photo = None if article.withdrawn or not article.photo else picture_view(article.photo, library)
    return Card(
        title=article.title,
        url=article.page_url,
        section=section_link(article.section),
        published=short_moment(article.date, library),
        summary="" if article.withdrawn else article.summary,
        lang=article.lang,
        mark=mark_of(article, library),
        photo=photo,
        **(_training(article, library) if isinstance(article, Bimtek) and not article.withdrawn else {}),
    )


def cards_of(articles: Iterable[Article], library: Library) -> tuple[Card, ...]:
    """The cards of ``articles`` in their order."""
    return tuple(card_of(article, library) for article in articles)


def _training(bimtek: Bimtek, library: Library) -> dict:
    return {
        # The days alone: the hours stand on the training's own page.
        "when": date_range_text(as_day(bimtek.start), as_day(bimtek.end)),
        "place": place_text(bimtek),
        "deadline": deadline_view(bimtek),
        "training": training_view(bimtek, library),
    }


class _Itself:
    """A library by what it is, not by what it holds: equal to itself alone."""

    __slots__ = ("library",)

    def __init__(self, library: Library):
        self.library = library

    def __hash__(self) -> int:
        return id(self.library)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.library is self.library
