"""Compose the record of each year of trainings."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from plugins.agenda.record import record_url
from plugins.content_model.article_lists import BEGINS, FOLDER, list_key
from plugins.content_model.bimtek import Bimtek
from plugins.content_model.entries import Entries
from plugins.content_model.library import Library
from plugins.indonesian.numbers import number_text
from plugins.pages.addressing import save_as
from plugins.pages.agenda import INDEX, years_of_trainings
from plugins.pages.cards import card_of, cards_of
from plugins.pages.frame import Frame
from plugins.pages.keys import ANY_DOCUMENT
from plugins.pages.kinds import RecordRow, YearRecordPage
from plugins.pages.last_changes import last_change
from plugins.pages.page_sets import PageSet
from plugins.pages.plan import PlannedPage
from plugins.pages.told_of import profiles
from plugins.pages.training_totals import totals_facts
from plugins.pages.views import Link


def plan_records(frame: Frame) -> Iterator[PageSet]:
    """``/bimtek/<year>/`` for each year in which a training begins or was published."""
    for year in reversed(years_of_trainings(frame.library.index)):
        keys = (list_key(BEGINS, str(year)), list_key(FOLDER, f"bimtek/{year}"), ANY_DOCUMENT)
        yield PageSet([save_as(_url(year))], partial(_plan_record, year, frame), keys)


def _url(year: int) -> str:
    return f"{INDEX.url}{year}/"


def _plan_record(year: int, frame: Frame, _names: Collection[str]) -> Iterator[PlannedPage]:
    library, index = frame.library, frame.library.index
    begun = index.entries([(BEGINS, str(year))])
    of_address = index.entries(folders=filter(index.__contains__, [f"bimtek/{year}"]))
    title = f"Bimtek {year}"
    link = Link(str(year), _url(year))
    intro = f"Semua bimtek yang dimulai pada {year}, dengan jumlah kursi dan pesertanya."
    if not begun:
        intro = f"Tidak ada bimtek yang tercatat dimulai pada {year}."

    def announced() -> list[Bimtek]:
        return [one for one in of_address if not _begins_in(year, one, library)]

    def compose() -> YearRecordPage:
        return YearRecordPage(
            **frame.page(title, intro, link.url, (INDEX, link)),
            intro=intro,
            totals=totals_facts(begun.counts, frame.library) if begun else (),
            rows=tuple(_row(one, frame) for one in _by_begin(begun, library)),
            download=Link(f"Unduh rekap {year} (CSV)", record_url(year)) if begun else None,
            announced=cards_of(announced(), frame.library),
        )

    def inputs() -> Mapping[str, Any]:
        organisers = profiles((by.id for one in begun for by in one.organisers), library)
        return {"tahun": year, "bimtek": begun, "diumumkan": announced(), "lembaga": organisers}

    changed = partial(_last_change, library, begun, of_address)
    yield PlannedPage(save_as(link.url), "rekap", compose, inputs, changed=changed)


def _last_change(library: Library, begun: Entries, of_address: Entries) -> str:
    # An entry stands in one of them or in both.
    told = [last_change(library, held) for held in (begun, of_address) if held]
    return max(told, key=datetime.fromisoformat, default="")


def _by_begin(trainings: Iterable[Bimtek], library: Library) -> list[Bimtek]:
    return sorted(trainings, key=lambda one: (library.gists[one.path].begins, one.path))


def _begins_in(year: int, bimtek: Bimtek, library: Library) -> bool:
    return not bimtek.withdrawn and library.gists[bimtek.path].begin_year == year


def _row(bimtek: Bimtek, frame: Frame) -> RecordRow:
    organisations = frame.library.organisations
    held_by = [organisations[one.id] if one.id else one for one in bimtek.organisers]
    return RecordRow(
        training=card_of(bimtek, frame.library),
        organisers=tuple(getattr(one, "short_name", None) or one.name for one in held_by),
        seats=number_text(bimtek.quota) if bimtek.quota else "",
        participants=number_text(bimtek.participants.total) if bimtek.participants else "",
    )
