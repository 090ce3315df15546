"""Content of an article's social card, its file name, and which articles have one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kabar.agenda.event_summary import EventSummary, event_summary
from kabar.content.library import Library
from kabar.content.media.picture_files import PictureFile
from kabar.content.models.article import Article, Export
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.colours import LIGHT
from kabar.content.models.portal import Portal
from kabar.content.parsing.moments import first_possible_day
from kabar.figures.headline import headline_text
from kabar.indonesian.dates import date_text
from kabar.outputs.renditions.rendition_choice import Rendition, renditions_of

SIZE = (1200, 630)  # width and height in pixels that social networks ask for
FOLDER = "kartu"

Headline = Callable[[str, tuple[int, ...]], str]


@dataclass(frozen=True)
class SocialCard:
    """The texts of a card. ``date`` is that of publication, or of a training its days.

    ``badges`` name the state of a training. ``is_off``: its date is not valid. ``facts`` are town and registration of a
    training, or the newest value of an export story's measure and its name. ``colours`` are those of the portal: of the
    cloth, text, quiet text, brand and accent; without them it has those of the theme.
    """

    title: str
    section: str
    date: str
    portal: str
    badges: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    is_off: bool = False
    colours: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All texts on it."""
        return self.title, self.section, self.date, self.portal, *self.badges, *self.facts

    @property
    def text(self) -> str:
        """The alternative text of the picture."""
        named = ": ".join((self.section, *self.badges, self.title))
        return f"{named}. {'; '.join((self.date, *self.facts))}. {self.portal}."


def card_of(article: Article, library: Library, headline: Headline | None = None) -> SocialCard:
    """The card of ``article``, which must have one (``has_card``); ``headline`` is a cached ``known_headline``."""
    section, portal = article.section.capitalize(), _one_line(library.portal.name)
    if isinstance(article, Bimtek):
        return _card_of_training(event_summary(article, library), section, portal, colours_of(library.portal))
    day = article.date.astimezone(library.portal.zone).date()
    facts = tuple(map(_one_line, _figure_facts(article, library, headline))) if isinstance(article, Export) else ()
    date = f"Terbit {date_text(day)}"
    return SocialCard(_one_line(article.title), section, date, portal, facts=facts, colours=colours_of(library.portal))


def colours_of(portal: Portal) -> tuple[str, ...]:
    """The ``colours`` of its cards."""
    tokens = portal.colours.light_tokens()
    return tuple(tokens[name] for name in ("cloth", "ink", "quiet", "sogan", "accent")) if tokens != LIGHT else ()


def _card_of_training(summary: EventSummary, section: str, portal: str, colours: tuple[str, ...]) -> SocialCard:
    period, is_announced = summary.registration_period, summary.admission != "unannounced"
    registration = (f"Pendaftaran {period}" if period else "") if is_announced else summary.registration
    badges = (summary.notice, summary.admission_text if is_announced else "")
    return SocialCard(
        _one_line(summary.title),
        section,
        f"Semula {summary.days}" if summary.is_off else summary.days,
        portal,
        badges=tuple(badge for badge in badges if badge),
        facts=tuple(_one_line(fact) for fact in (summary.town, registration) if fact),
        is_off=summary.is_off,
        colours=colours,
    )


def known_headline(library: Library, id: str, later: tuple[int, ...]) -> str:
    """The newest value of the measure ``id``, ignoring the observations at the indexes ``later``."""
    return headline_text(library.figures[id].without(later))


def _figure_facts(story: Export, library: Library, headline: Headline | None) -> Iterator[str]:
    """The newest value of the first measure of ``story`` that had any when it was published, and the measure's name.

    Values published later are ignored.
    """
    day = story.date.astimezone(library.portal.zone).date()
    for figure in (library.figures[id] for id in story.figures):
        dates = (one.source.date or "" for one in figure.observations)
        later = tuple(number for number, date in enumerate(dates) if first_possible_day(date) > day)
        if len(later) < len(figure.observations):
            yield headline(figure.id, later) if headline else known_headline(library, figure.id, later)
            yield figure.title
            return


def has_card(article: Article) -> bool:
    """Whether ``article`` has a card: all but withdrawn ones do."""
    return not article.withdrawn


def card_name(article: Article) -> str:
    """The output file of its card."""
    return f"{FOLDER}/{article.page_address}.png"


def _one_line(text: str) -> str:
    return " ".join(text.split())


# Networks crop to an aspect ratio of about 2: between these little is lost.
_LEAST, _MOST = 1.3, 2.2


def photo_to_share(picture: PictureFile) -> Rendition | None:
    """The file of ``picture`` to share on social networks; None where the card is better.

    Only JPEGs in landscape format that are at least as wide as a card. PNGs are mostly drawings, tables and scans with
    text that would be too small; some networks do not support WebP.
    """
    if picture.kind != "JPEG" or not _LEAST <= picture.width / picture.height <= _MOST:
        return None
    return next((one for one in renditions_of(picture)["JPEG"] if one.width >= SIZE[0]), None)


