"""Tell editors what is withheld though its own file does not say so."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from plugins.content_model.problems import NOTE, Problem
from plugins.content_model.withholding import Withholding
from plugins.indonesian.dates import moment_text

_REMEDY = "bila harus tampil sekarang, tulis di sini: status: published"


def notes_on(withholding: Withholding, zone: ZoneInfo) -> Iterator[Problem]:
    """A note for each document that is withheld by implication: because of which other, and until when."""
    for path, implied in withholding.implied.items():
        until = f" sampai {moment_text(implied.shown_from, zone)}" if implied.shown_from else ""
        message = f"belum tampil{until}, karena hanya dipakai {implied.because} yang belum terbit; {_REMEDY}"
        yield Problem(path, 1, 1, "", message, NOTE)
