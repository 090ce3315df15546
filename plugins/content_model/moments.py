"""Read dates and times as an editor may write them; refuse what could mean two things."""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from plugins.content_model.problems import BadValue
from plugins.content_model.written_dates import read_written_date

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip

_MONTH_NUMBERS = {name.casefold(): number for number, name in enumerate(MONTHS, 1)}
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
    r"(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"(?P<offset> ?Z|[+-]\d{2}:?\d{2})?)?"
)
_WORDS = re.compile(
    r"(?P<day>\d{1,2}) (?P<name>[A-Za-z]+) (?P<year>\d{4})"
    r"(?:,? (?:pukul )?(?P<hour>\d{1,2})[.:](?P<minute>\d{2}))?"
)


def read_moment(text: str, zone: ZoneInfo | None = None) -> date | datetime:
    """Read ISO 8601 or "12 Agustus 2026 08.30": a date, a naive datetime, or one with offset.

    Raises BadValue for anything else, with the value written out right where it can be told what is meant; that is a
    time in ``zone``.
    """
    text = text.strip()
    if match := _ISO.fullmatch(text):
        return _build(text, match, int(match["month"]), match["offset"])
    if match := _WORDS.fullmatch(text):
        month = _MONTH_NUMBERS.get(match["name"].casefold())
        if month is not None:
            return _build(text, match, month, None)
    raise _refusal(text, zone)


def read_date(text: str) -> date:
    """Read a date; a time of day beside it is refused."""
    try:
        moment = read_moment(text)
    except BadValue as bad:
        raise BadValue(str(bad), bad.right.partition(" ")[0]) from None
    if isinstance(moment, datetime):
        raise BadValue(f"'{text}' memuat jam, padahal di sini cukup tanggal", moment.date().isoformat())
    return moment


def in_zone(moment: date | datetime, zone: ZoneInfo) -> datetime:
    """``moment`` as an aware datetime; a date alone is 00:00, one without offset is in ``zone``.

    A local time that the zone's clock skips or shows twice is taken at its first reading.
    """
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _build(text, match, month, offset) -> date | datetime:
    try:
        day = date(int(match["year"]), month, int(match["day"]))
        if not 1900 <= day.year <= 2999:  # a slip of the keyboard; and offsets lead out of the calendar beyond
            raise BadValue(f"tahun {day.year} di luar 1900 sampai 2999; betulkan tahunnya")
        if match["hour"] is None:
            return day
        groups = match.groupdict()
        clock = time(int(match["hour"]), int(match["minute"]), int(groups.get("second") or 0))
        moment = datetime.combine(day, clock)
        if not offset:
            return moment
        zone = UTC if offset.strip() == "Z" else datetime.strptime(offset, "%z").tzinfo
        return moment.replace(tzinfo=zone)
    except BadValue:
        raise
    except ValueError:
        raise _refusal(text, None) from None


def _refusal(text: str, zone: ZoneInfo | None) -> BadValue:
    shown = text if len(text) <= 60 else f"{text[:60]}…"
    written = read_written_date(text)
    if written is None:
        return BadValue(
            f"'{shown}' bukan tanggal; tulis seperti 2026-08-12, 2026-08-12 08:30, atau 12 Agustus 2026"
        )
    if isinstance(written, str):
        return BadValue(written)
    right, end = (_iso_text(moment, written.zone, zone) for moment in (written.first, written.last))
    if written.fault:
        return BadValue(f"{written.fault}; bila tanggalnya benar,", right, end)
    if written.other:
        return BadValue(f"tanggal '{shown}' bisa berarti dua hal (atau {written.other})", right, end)
    if end:
        return BadValue(f"'{shown}' memuat mulai dan selesai sekaligus", right, end)
    if written.zone:
        return BadValue(f"'{shown}' memuat nama zona, yang tidak ditulis di sini", right)
    return BadValue(f"'{shown}' bukan bentuk tanggal di sini", right)


def _iso_text(moment: date | datetime | None, named: str, zone: ZoneInfo | None) -> str:
    """``moment`` as it is written here, as a clock of ``zone`` shows it where the zone ``named`` stands beside it."""
    if not isinstance(moment, datetime):
        return moment.isoformat() if moment else ""
    if named:
        there = moment.replace(tzinfo=ZoneInfo(named))
        if zone is None:
            return there.isoformat(" ", "minutes")
        moment = there.astimezone(zone)
    return f"{moment:%Y-%m-%d %H:%M}"
