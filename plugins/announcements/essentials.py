"""What someone must know of a training to decide, in the order in which one asks, as plain lines."""

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.agenda.life import closes_at
from plugins.agenda.states import closing_time
from plugins.agenda.words import ACCESS, VIA, covered_text, fee_text, place_text
from plugins.content_model.bimtek import Bimtek
from plugins.content_model.host import Host
from plugins.content_model.library import Library
from plugins.indonesian.dates import deadline_text, period_text
from plugins.indonesian.numbers import number_text

_NOTICES = {
    "ditunda": "DITUNDA",
    "dibatalkan": "DIBATALKAN",
    "tentatif": "Jadwal belum pasti",
}


@dataclass(frozen=True)
class Essentials:
    """``notice`` is a word that must stand before all else, or empty. ``rows`` are pairs of label and text.

    ``address`` is the training's page, whole.
    """

    notice: str
    title: str
    rows: tuple[tuple[str, str], ...]
    address: str


def essentials_of(bimtek: Bimtek, library: Library, host: Host) -> Essentials:
    """The essentials of ``bimtek``, which is not withdrawn; what its file does not tell is left out."""
    notice = _NOTICES.get(bimtek.event_status, "Jadwal diubah" if bimtek.previous_starts else "")
    if bimtek.event_status_reason:
        notice = f"{notice}: {bimtek.event_status_reason}" if notice else ""
    rows = tuple((label, text) for label, text in _rows(bimtek, library) if text)
    return Essentials(notice, bimtek.title, rows, host.absolute(bimtek.page_url))


def _rows(bimtek: Bimtek, library: Library) -> Iterator[tuple[str, str]]:
    yield "Waktu", period_text(bimtek.start, bimtek.end, bimtek.zone)
    address = bimtek.place.address if bimtek.place and bimtek.mode != "daring" else None
    yield "Tempat", ", ".join(part for part in (place_text(bimtek), address) if part)
    yield "Untuk", "; ".join((ACCESS[bimtek.access], *bimtek.eligibility))
    yield "Kursi", f"{number_text(bimtek.quota)} orang" if bimtek.quota else ""
    yield "Biaya", fee_text(bimtek) if bimtek.fee else ""
    yield "Ditanggung", ", ".join(covered_text(word) for word in bimtek.covered)
    yield "Siapkan", ", ".join(bimtek.documents)
    yield from _joining(bimtek, library)
    names = (library.organisations[one.id].name if one.id else one.name for one in bimtek.organisers)
    yield "Penyelenggara", ", ".join(names)


def _joining(bimtek: Bimtek, library: Library) -> Iterator[tuple[str, str]]:
    registration = bimtek.registration
    if registration is None or bimtek.access == "tertutup":
        return
    if registration.full:
        yield "Pendaftaran", "Kuota penuh"
        return
    through = ", ".join(library.organisations[id].name for id in registration.through)
    yield "Mendaftar", "; ".join(part for part in (VIA.get(registration.via or ""), through, registration.url) if part)
    if closes_at(bimtek):
        yield "Batas daftar", deadline_text(closing_time(bimtek), bimtek.zone)
