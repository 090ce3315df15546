"""Cards: articles as shown in lists."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from itertools import islice
from typing import Any

from kabar.agenda.event_summary import OFF, event_summary
from kabar.agenda.life import LABELS
from kabar.content.library import Library
from kabar.content.models.article import Article
from kabar.content.models.bimtek import Bimtek
from kabar.content.reading.entries import Entries, EntrySlice
from kabar.pages.parts.frame import section_link
from kabar.pages.parts.page_dates import short_moment
from kabar.pages.parts.picture_views import picture_view
from kabar.pages.parts.training_views import deadline_view, opening_view, training_view
from kabar.pages.parts.views import Card


def paths_of(entries: Iterable[Article]) -> Sequence[str]:
    """The content paths of ``entries``, in their order; loads no article where the paths are known."""
    return entries.paths if isinstance(entries, Entries | EntrySlice) else [one.path for one in entries]


# Cards that are cached, about 1 kB each: an article is in a dozen lists.
_KEPT = 16_384


def article_badge(article: Article, library: Library) -> str:
    """ "Draf", "Terjadwal", "Dicabut", "Dibatalkan", "Ditunda", or empty for what is published and valid."""
    if article.status == "draft":
        return "Draf"
    if article.date > library.now:
        return "Terjadwal"
    if article.withdrawn:
        return "Dicabut"
    return LABELS[article.event_status] if isinstance(article, Bimtek) and article.event_status in OFF else ""


def card_of(article: Article, library: Library) -> Card:
    """The card of an article; that of a withdrawn one has only its title and date."""
    return _cards_by_path(library)(article.path)


def _make(library: Library, path: str) -> Card:
    article = library.articles[path]
    photo = None if article.withdrawn or not article.photo else picture_view(article.photo, library)
    return Card(
        title=article.title,
        url=article.page_url,
        section=section_link(article.section),
        published=short_moment(article.date, library),
        summary="" if article.withdrawn else article.summary,
        lang=article.lang,
        badge=article_badge(article, library),
        photo=photo,
        **(_training(article, library) if isinstance(article, Bimtek) and not article.withdrawn else {}),
    )


def cards_of(articles: Iterable[Article], library: Library) -> tuple[Card, ...]:
    """The cards of ``articles``, in their order."""
    card = _cards_by_path(library)
    # By path: articles whose cards are cached are not loaded.
    return tuple(map(card, paths_of(articles)))


def make_cards(library: Library) -> None:
    """Fill the cache with the cards of the newest articles, for processes that are forked afterwards."""
    cards_of(islice(library.articles.values(), _KEPT), library)


def _training(bimtek: Bimtek, library: Library) -> dict[str, Any]:
    summary = event_summary(bimtek, library)
    return {
        # Without hours, which are on the training's page.
        "when": summary.days,
        "place": summary.place,
        "deadline": deadline_view(summary),
        "opens": opening_view(summary),
        "terms": " · ".join(part for part in (summary.short_cost, summary.seats, *summary.short_organisers) if part),
        "is_off": summary.is_off,
        "training": training_view(bimtek, summary, library),
    }


def _cards_by_path(library: Library) -> Callable[[str], Card]:
    if _cache.library is not library:
        _cache.library, _cache.card = library, lru_cache(_KEPT)(partial(_make, library))
    return _cache.card


class _Cache:
    """Cache of the cards of one library, the one that is being rendered."""

    library: Library | None = None
    card: Callable[[str], Card]


_cache = _Cache()


