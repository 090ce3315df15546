"""What someone must know of a training to decide, in the order in which one asks, as plain lines."""

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.agenda.summary import EventSummary, event_summary
from plugins.agenda.words import ACCESS, covered_text
from plugins.content_model.bimtek import Bimtek
from plugins.content_model.host import Host
from plugins.content_model.library import Library

_NOTICES = {
    "Ditunda": "DITUNDA",
    "Dibatalkan": "DIBATALKAN",
    "Tentatif": "Jadwal belum pasti",
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
    summary = event_summary(bimtek, library)
    notice = _NOTICES.get(summary.notice, summary.notice)
    if notice and summary.reason:
        notice = f"{notice}: {summary.reason}"
    rows = tuple((label, text) for label, text in _rows(bimtek, summary) if text)
    return Essentials(notice, bimtek.title, rows, host.absolute(bimtek.page_url))


def _rows(bimtek: Bimtek, summary: EventSummary) -> Iterator[tuple[str, str]]:
    yield "Jadwal semula" if summary.is_off else "Waktu", summary.period
    yield "Tempat", summary.venue
    if not summary.is_off:
        yield "Untuk", "; ".join((ACCESS[bimtek.access], *bimtek.eligibility))
        yield "Kursi", summary.seats
        yield "Biaya", summary.cost
        yield "Ditanggung", ", ".join(covered_text(word) for word in bimtek.covered)
        yield "Siapkan", ", ".join(bimtek.documents)
        yield from _joining(summary)
    yield "Penyelenggara", ", ".join(summary.organisers)


def _joining(summary: EventSummary) -> Iterator[tuple[str, str]]:
    if summary.admission in ("full", "unannounced"):
        yield "Pendaftaran", summary.registration
    label = summary.ways_label if summary.admission == "invited" else "Mendaftar"
    yield label, "; ".join(way.label for way in summary.ways)
    yield "Pendaftaran dibuka", summary.opening.text if summary.opening else ""
    yield "Batas daftar", summary.deadline.text if summary.deadline else ""
    yield "Narahubung", "; ".join(way.label for way in summary.contacts)
