"""Composes the yearly records of trainings, with totals."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from kabar.agenda.record import record_url
from kabar.content.library import Library
from kabar.content.models.bimtek import Bimtek
from kabar.content.reading.article_lists import BEGINS, FOLDER, list_key
from kabar.content.reading.entries import Entries
from kabar.content.reading.summary import TrainingCounts
from kabar.indonesian.numbers import number_text
from kabar.pages.parts.cards import card_of, cards_of
from kabar.pages.parts.frame import Frame
from kabar.pages.parts.keys import ANY_DOCUMENT, profiles
from kabar.pages.parts.kinds import Counted, RecordRow, YearRecordPage
from kabar.pages.parts.page_dates import last_change
from kabar.pages.parts.page_sets import PageSet
from kabar.pages.parts.plan import PlannedPage, save_as
from kabar.pages.parts.training_views import only_trainings
from kabar.pages.parts.views import Fact, Link
from kabar.pages.training_pages import INDEX, years_of_trainings


@dataclass(frozen=True)
class Sum:
    """A sum: ``reported`` of ``all`` trainings state a number, ``value`` is their sum."""

    value: int
    reported: int
    all: int


@dataclass(frozen=True)
class Totals:
    """Totals of some trainings. ``called_off`` counts the postponed and cancelled ones, which the sums leave out.

    ``seats`` are those announced. ``participants`` sums over past trainings, ``women`` over those of them that report
    participants.
    """

    trainings: int
    called_off: int
    seats: Sum
    participants: Sum
    women: Sum


def totals_of(trainings: Sequence[TrainingCounts], now: int) -> Totals:
    """The totals of ``trainings`` (none withdrawn) at ``now``, in microseconds as in summaries."""
    scheduled = [one for one in trainings if one.status not in ("ditunda", "dibatalkan")]
    over = [one for one in scheduled if one.status == "pasti" and one.ends < now]
    counted = [one for one in over if one.participants is not None]
    return Totals(
        trainings=len(trainings),
        called_off=len(trainings) - len(scheduled),
        seats=_sum([one.seats for one in scheduled]),
        participants=_sum([one.participants for one in over]),
        women=_sum([one.women for one in counted]),
    )


def _sum(numbers: Sequence[int | None]) -> Sum:
    reported = [number for number in numbers if number is not None]
    return Sum(sum(reported), len(reported), len(numbers))


def totals_facts(trainings: Sequence[TrainingCounts], library: Library) -> tuple[Fact, ...]:
    """"Bimtek: 5", "Kursi: 150 (dicatat pada 3 dari 5 bimtek)", and so on; no sum of nothing."""
    return tuple(_facts(trainings, library))


def counted_seats(trainings: Sequence[TrainingCounts], library: Library) -> Counted:
    """Their seats, or a dash where none are stated."""
    return _counted(totals_of(trainings, library.index.now).seats)


def counted_participants(trainings: Sequence[TrainingCounts], library: Library) -> Counted:
    """Their participants, or a dash where none are reported."""
    return _counted(totals_of(trainings, library.index.now).participants)


def _facts(trainings: Sequence[TrainingCounts], library: Library) -> Iterator[Fact]:
    totals = totals_of(trainings, library.index.now)
    off = f", {number_text(totals.called_off)} di antaranya ditunda atau dibatalkan" if totals.called_off else ""
    yield Fact("Bimtek", (f"{number_text(totals.trainings)}{off}",))
    if totals.seats.reported:
        yield Fact("Kursi yang diumumkan", (_sum_text(totals.seats),))
    if totals.participants.reported:
        yield Fact("Peserta", (_sum_text(totals.participants),))
    elif totals.participants.all:
        yield Fact("Peserta", ("jumlah peserta belum dicatat",))
    if totals.women.reported:
        yield Fact("Peserta perempuan", (_sum_text(totals.women),))


def _sum_text(total: Sum) -> str:
    counted = _counted(total)
    return f"{counted.number} (dicatat pada {counted.rests_on})" if counted.rests_on else counted.number


def _counted(total: Sum) -> Counted:
    if not total.reported:
        return Counted("–")
    if total.reported == total.all:
        return Counted(number_text(total.value))
    return Counted(number_text(total.value), f"{number_text(total.reported)} dari {number_text(total.all)} bimtek")


def plan_records(frame: Frame) -> Iterator[PageSet]:
    """Plan ``/bimtek/<year>/`` for each year in which a training begins or was published."""
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
        return [one for one in only_trainings(of_address) if not _begins_in(year, one, library)]

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
        organisers = profiles((by.id for one in only_trainings(begun) for by in one.organisers), library)
        return {"tahun": year, "bimtek": begun, "diumumkan": announced(), "lembaga": organisers}

    changed = partial(_last_change, library, begun, of_address)
    yield PlannedPage(save_as(link.url), "rekap", compose, inputs, changed=changed)


def _last_change(library: Library, begun: Entries, of_address: Entries) -> str:
    # A training may be in both.
    changes = [last_change(library, entries) for entries in (begun, of_address) if entries]
    return max(changes, key=datetime.fromisoformat, default="")


def _by_begin(begun: Entries, library: Library) -> list[Bimtek]:
    return sorted(only_trainings(begun), key=lambda one: (library.summaries[one.path].begins, one.path))


def _begins_in(year: int, bimtek: Bimtek, library: Library) -> bool:
    return not bimtek.withdrawn and library.summaries[bimtek.path].begin_year == year


def _row(bimtek: Bimtek, frame: Frame) -> RecordRow:
    organisations = frame.library.organisations
    organisers = [organisations[one.id] if one.id else one for one in bimtek.organisers]
    return RecordRow(
        training=card_of(bimtek, frame.library),
        organisers=tuple(getattr(one, "short_name", None) or one.name or "" for one in organisers),
        seats=number_text(bimtek.quota) if bimtek.quota else "",
        participants=number_text(bimtek.participants.total) if bimtek.participants else "",
    )


