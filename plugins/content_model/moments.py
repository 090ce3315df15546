"""Read dates and times as an editor may write them; refuse what could mean two things."""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from plugins.content_model.problems import BadValue

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
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(.*)")


def read_moment(text: str) -> date | datetime:
    """Read ISO 8601 or "12 Agustus 2026 08.30": a date, a naive datetime, or one with offset.

    Raises BadValue, with the value written out right, for anything else.
    """
    text = text.strip()
    if match := _ISO.fullmatch(text):
        return _build(text, match, int(match["month"]), match["offset"])
    if match := _WORDS.fullmatch(text):
        month = _MONTH_NUMBERS.get(match["name"].casefold())
        if month is None:
            raise BadValue(f"nama bulan '{match['name']}' tidak dikenal; tulis seperti: 12 Agustus 2026")
        return _build(text, match, month, None)
    raise _refusal(text)


def read_date(text: str) -> date:
    """Read a date; a time of day beside it is refused."""
    moment = read_moment(text)
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
        raise BadValue(
            f"'{text}' tidak ada di kalender atau jam; tulis tanggal seperti 2026-08-12"
            " atau 2026-08-12 08:30"
        ) from None


def _refusal(text: str) -> BadValue:
    match = _NUMERIC.fullmatch(text)
    if not match:
        return BadValue(
            f"'{text}' bukan tanggal; tulis seperti 2026-08-12, 2026-08-12 08:30, atau 12 Agustus 2026"
        )
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    # Indonesian writes day before month: that reading is the one to copy, the other is named.
    readings = [r for r in (_iso_date(year, second, first), _iso_date(year, first, second)) if r]
    if not readings:
        return BadValue(f"'{text}' tidak ada di kalender; tulis seperti 2026-08-12")
    other = f" (atau {readings[1]})" if len(set(readings)) == 2 else ""
    return BadValue(f"tanggal '{text}' bisa berarti dua hal{other}", readings[0])


def _iso_date(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
