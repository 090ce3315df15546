"""The addresses that there are beside an entry's own because it is shown: of lists, calendars and records."""

from collections.abc import Iterator

from plugins.content_model.article import Article
from plugins.content_model.bimtek import Bimtek, as_day
from plugins.content_model.export import Export

# All trainings for other programs.
OF_ALL_TRAININGS = (
    "bimtek/agenda.ics", "bimtek/batas-pendaftaran.ics", "bimtek/agenda.json", "bimtek/agenda.schema.json",
    "bimtek/agenda.v2.json", "bimtek/agenda.v2.schema.json",
)  # fmt: skip


def addresses_beside(article: Article) -> Iterator[str]:
    """The addresses of lists, calendars and pages that there are because ``article`` is shown."""
    yield f"{article.section}/{article.year}"
    if article.withdrawn:
        return
    if isinstance(article, Export):
        yield from (f"ekspor/negara/{code.lower()}" for code in article.partners or ())
    if isinstance(article, Bimtek):
        yield f"{article.page_address}/acara.ics"
        yield from OF_ALL_TRAININGS
        yield from _ways_to(article)


def _ways_to(bimtek: Bimtek) -> Iterator[str]:
    if bimtek.start:
        yield from record_addresses(as_day(bimtek.start).year)
        yield f"bimtek/bulan/{as_day(bimtek.start).isoformat()[:7]}"
    if bimtek.access == "undangan":
        yield f"bimtek/akses/{bimtek.access}"
    yield f"bimtek/cara/{bimtek.mode}"
    for organiser in bimtek.organisers or ():
        if organiser.id:
            yield f"bimtek/lembaga/{organiser.id}"
            yield f"lembaga/{organiser.id}/agenda.ics"
    if bimtek.place and bimtek.place.province and bimtek.mode != "daring":
        yield f"bimtek/provinsi/{bimtek.place.province.lower()}"
        yield f"bimtek/provinsi/{bimtek.place.province.lower()}/agenda.ics"


def record_addresses(year: int) -> tuple[str, str]:
    """Those of the record of the trainings that begin in ``year``."""
    return f"bimtek/{year}", f"bimtek/{year}/rekap.csv"
