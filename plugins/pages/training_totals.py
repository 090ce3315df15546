"""Totals of trainings in words that say what they rest on."""

from collections.abc import Iterator, Sequence

from plugins.agenda.totals import Sum, totals_of
from plugins.content_model.library import Library
from plugins.content_model.training_counts import TrainingCounts
from plugins.indonesian.numbers import number_text
from plugins.pages.kinds import Counted
from plugins.pages.views import Fact


def totals_facts(trainings: Sequence[TrainingCounts], library: Library) -> tuple[Fact, ...]:
    """"Bimtek: 5", "Kursi: 150 (dicatat pada 3 dari 5 bimtek)", and so on; no sum of nothing."""
    return tuple(_facts(trainings, library))


def counted_seats(trainings: Sequence[TrainingCounts], library: Library) -> Counted:
    """Their seats, or a dash where none is told."""
    return _counted(totals_of(trainings, library.index.now).seats)


def counted_participants(trainings: Sequence[TrainingCounts], library: Library) -> Counted:
    """Their participants, or a dash where none is told."""
    return _counted(totals_of(trainings, library.index.now).participants)


def _facts(trainings: Sequence[TrainingCounts], library: Library) -> Iterator[Fact]:
    totals = totals_of(trainings, library.index.now)
    off = f", {number_text(totals.called_off)} di antaranya ditunda atau dibatalkan" if totals.called_off else ""
    yield Fact("Bimtek", (f"{number_text(totals.trainings)}{off}",))
    if totals.seats.told:
        yield Fact("Kursi yang diumumkan", (_sum_text(totals.seats),))
    if totals.participants.told:
        yield Fact("Peserta", (_sum_text(totals.participants),))
    elif totals.participants.all:
        yield Fact("Peserta", ("jumlah peserta belum dicatat",))
    if totals.women.told:
        yield Fact("Peserta perempuan", (_sum_text(totals.women),))


def _sum_text(total: Sum) -> str:
    counted = _counted(total)
    return f"{counted.number} (dicatat pada {counted.rests_on})" if counted.rests_on else counted.number


def _counted(total: Sum) -> Counted:
    if not total.told:
        return Counted("–")
    if total.told == total.all:
        return Counted(number_text(total.value))
    return Counted(number_text(total.value), f"{number_text(total.told)} dari {number_text(total.all)} bimtek")
