"""Message about a training: what a participant needs to know to decide, as plain lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kabar.agenda.event_summary import ACCESS, VIA, EventSummary, covered_text, event_summary
from kabar.content.library import Library
from kabar.content.models.bimtek import Bimtek, Registration
from kabar.content.models.host import Host
from kabar.indonesian.phones import phone_text

_NOTICES = {
    "Ditunda": "DITUNDA",
    "Dibatalkan": "DIBATALKAN",
    "Tentatif": "Jadwal belum pasti",
}


@dataclass(frozen=True)
class Essentials:
    """``notice`` comes first and may be empty; ``rows`` are pairs of label and text.

    ``address`` is the full address of the training's page.
    """

    notice: str
    title: str
    rows: tuple[tuple[str, str], ...]
    address: str


def essentials_of(bimtek: Bimtek, library: Library, host: Host) -> Essentials:
    """The essentials of ``bimtek``, which is not withdrawn; missing values are omitted."""
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
        yield from _joining(bimtek, summary)
    yield "Penyelenggara", ", ".join(summary.organisers)


def _with_address(way: str, registration: Registration | None) -> str:
    """The ``way`` to register with the number or address of a contact, for readers without the page."""
    contacts = registration.contacts if registration else ()
    if way == VIA["whatsapp"] and (number := next((one.whatsapp for one in contacts if one.whatsapp), None)):
        return f"{way} {phone_text(number)}"
    if way == VIA["surel"] and (address := next((one.email for one in contacts if one.email), None)):
        return f"{way} {address}"
    return way


def _joining(bimtek: Bimtek, summary: EventSummary) -> Iterator[tuple[str, str]]:
    if summary.admission in ("full", "unannounced"):
        yield "Pendaftaran", summary.registration
    label = summary.ways_label if summary.admission == "invited" else "Mendaftar"
    yield label, "; ".join(_with_address(way.label, bimtek.registration) for way in summary.ways)
    yield "Pendaftaran dibuka", summary.opening.text if summary.opening else ""
    yield "Batas daftar", summary.deadline.text if summary.deadline else ""
    yield "Narahubung", "; ".join(way.label for way in summary.contacts)


# Characters that WhatsApp interprets as bold, italic, strikethrough or code.
_SIGNS = re.compile(r"[*~`]|(?<!\w)_|_(?!\w)")


def message_of(essentials: Essentials) -> str:
    """The message; lines end with ``\\n``, and the last is the address alone, so that phones show its preview."""
    notice = [f"*{_plain(essentials.notice)}*"] if essentials.notice else []
    rows = [f"{label}: {_plain(text)}" for label, text in essentials.rows]
    title = f"*{_plain(essentials.title)}*"
    lines = [*notice, title, "", *rows, "", "Keterangan lengkap dan terbaru:", essentials.address]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    # An address keeps these characters.
    return " ".join(word if word.startswith("https://") else _SIGNS.sub("", word) for word in text.split())
