"""Warnings about announced trainings that leave open what a reader must know to take part.

Another editor may have deleted the answer: the page then loses it in silence, such as the warning against people who
ask for money.
"""

from collections.abc import Iterator
from datetime import datetime

from kabar.content.models.bimtek import Bimtek
from kabar.content.parsing.problems import Problem
from kabar.content.validation.cross_checks import Crossing
from kabar.editing.check.findings import Finding
from kabar.editing.check.source_lines import SourceLines
from kabar.editing.check.warnings import place

_NO_FEE = "bimtek ini menerima pendaftaran tetapi tidak menyebut biaya; tulis fee: gratis, atau amount dan currency"
_NO_REGISTRATION = "bimtek terbuka ini tidak menyebut cara mendaftar; isi registration, atau ganti access"


def find_unanswered(crossing: Crossing, now: datetime, lines: SourceLines) -> list[Problem]:
    """The warnings about trainings, no drafts, that are not over at ``now``, without those that editors accept."""
    trainings = sorted(crossing.reading.of(Bimtek), key=lambda one: one.path)
    return sorted(
        problem
        for bimtek in trainings
        if _takes_participants(bimtek, now)
        for finding in _find(bimtek)
        for problem in place(finding, bimtek, crossing, lines)
    )


def _takes_participants(bimtek: Bimtek, now: datetime) -> bool:
    is_off = bimtek.event_status in ("ditunda", "dibatalkan") or bimtek.access == "tertutup"
    is_announced = bimtek.status == "published" and not is_off
    return is_announced and bool(bimtek.start and bimtek.end) and bimtek.ends_at > now


def _find(bimtek: Bimtek) -> Iterator[Finding]:
    if bimtek.registration and not bimtek.fee:
        yield Finding("biaya-kosong", ("registration",), "", _NO_FEE)
    if bimtek.access == "terbuka" and not bimtek.registration:
        yield Finding("pendaftaran-kosong", ("start",), "", _NO_REGISTRATION)
