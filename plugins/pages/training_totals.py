"""Totals of trainings in words that say what they rest on."""

from collections.abc import Iterator, Sequence

from plugins.agenda.totals import Sum, totals_of
from plugins.content_model.bimtek import Bimtek
from plugins.content_model.library import Library
from plugins.indonesian.numbers import number_text
from plugins.pages.views import Fact


def totals_facts(trainings: Sequence[Bimtek], library: Library) -> tuple[Fact, ...]:
    """"Bimtek: 5", "Kursi: 150 (dicatat pada 3 dari 5 bimtek)", and so on; no sum of nothing."""
    return tuple(_facts(trainings, library))


def seats_text(trainings: Sequence[Bimtek], library: Library) -> str:
    """Their seats, or a dash where none is told."""
    return _sum_text(totals_of(trainings, library.now).seats) or "–"


def participants_text(trainings: Sequence[Bimtek], library: Library) -> str:
    """Their participants, or a dash where none is told."""
    return _sum_text(totals_of(trainings, library.now).participants) or "–"


def _facts(trainings: Sequence[Bimtek], library: Library) -> Iterator[Fact]:
    totals = totals_of(trainings, library.now)
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
    if not total.told:
        return ""
    number = number_text(total.value)
    if total.told == total.all:
        return number
    return f"{number} (dicatat pada {number_text(total.told)} dari {number_text(total.all)} bimtek)"
