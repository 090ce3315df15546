"""What the card of an entry says, where it stands, and which entries have one."""

from dataclasses import dataclass

from plugins.agenda.summary import event_summary
from plugins.content_model.article import Article
from plugins.content_model.bimtek import Bimtek
from plugins.content_model.library import Library
from plugins.indonesian.dates import date_text

SIZE = (1200, 630)  # width and height in pixels that networks ask for
FOLDER = "kartu"


@dataclass(frozen=True)
class Card:
    """The words of one card. ``date`` says when the entry was published; of a training, when it is held."""

    title: str
    section: str
    date: str
    portal: str

    @property
    def words(self) -> tuple[str, ...]:
        """All that is written on it."""
        return self.title, self.section, self.date, self.portal


def card_of(article: Article, library: Library) -> Card:
    """The card of ``article``, which is one of those that ``has_card``."""
    section, portal = article.section.capitalize(), _one_line(library.portal.name)
    if isinstance(article, Bimtek):
        summary = event_summary(article, library)
        date = f"Semula {summary.days}" if summary.is_off else summary.days
        return Card(_one_line(summary.heading), section, date, portal)
    day = article.date.astimezone(library.portal.zone).date()
    return Card(_one_line(article.title), section, f"Terbit {date_text(day)}", portal)


def has_card(article: Article) -> bool:
    """Whether there is anything to show: nothing of a withdrawn entry but its page."""
    return not article.withdrawn


def card_name(article: Article) -> str:
    """The file of its card below the output."""
    return f"{FOLDER}/{article.page_address}.png"


def _one_line(text: str) -> str:
    return " ".join(text.split())
