"""Dates and times in the style of Indonesian newspapers, independent of the locale."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kabar.content.parsing.moments import MONTHS, first_possible_day, precision_of

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

_ZONE_NAMES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Ujung_Pandang": "WITA",
    "Asia/Jayapura": "WIT",
}


def zone_name(moment: datetime) -> str:
    """"WIB", "WITA" or "WIT" for Indonesia's zones, else "UTC+3" by the offset of ``moment``."""
    key = getattr(moment.tzinfo, "key", "")
    if key in _ZONE_NAMES:
        return _ZONE_NAMES[key]
    minutes = int((moment.utcoffset() or timedelta()).total_seconds() // 60)
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f".{rest:02}" if rest else "")


def date_text(day: date) -> str:
    """"26 Mei 2019"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def reduced_date_text(text: str) -> str:
    """"26 Mei 2019", "Mei 2019" or "2019", by the precision of a reduced date of ISO 8601."""
    day = first_possible_day(text)
    match precision_of(text):
        case "year":
            return f"{day.year}"
        case "month":
            return f"{MONTHS[day.month - 1]} {day.year}"
    return date_text(day)


def clock_text(moment: datetime | time) -> str:
    """"01.35": hours and minutes with a full stop."""
    return f"{moment.hour:02}.{moment.minute:02}"


def is_whole_day(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether ``moment`` is 00:00:00 in ``zone``, which is how a date without a time is read."""
    local = moment.astimezone(zone)
    return (local.hour, local.minute, local.second) == (0, 0, 0)


def moment_text(moment: datetime, zone: ZoneInfo) -> str:
    """"Minggu, 26 Mei 2019 01.35 WIB", as a clock in ``zone`` shows it."""
    local = moment.astimezone(zone)
    return f"{DAYS[local.weekday()]}, {date_text(local)} {clock_text(local)} {zone_name(local)}"


def publication_text(moment: datetime, zone: ZoneInfo) -> str:
    """"Minggu, 26 Mei 2019 01.35 WIB"; "Minggu, 26 Mei 2019" for a date without a time."""
    return f"{DAYS[moment.astimezone(zone).weekday()]}, {short_publication_text(moment, zone)}"


def short_publication_text(moment: datetime, zone: ZoneInfo) -> str:
    """"26 Mei 2019 01.35 WIB"; "26 Mei 2019" for a date without a time."""
    local = moment.astimezone(zone)
    if is_whole_day(moment, zone):
        return date_text(local)
    return f"{date_text(local)} {clock_text(local)} {zone_name(local)}"


def deadline_text(moment: datetime, zone: ZoneInfo) -> str:
    """"20 Mei 2026 pukul 23.59 WIB"."""
    local = moment.astimezone(zone)
    return f"{date_text(local)} pukul {clock_text(local)} {zone_name(local)}"


def since_text(moment: datetime, zone: ZoneInfo) -> str:
    """"21 Mei 2026" for midnight in ``zone``, else "20 Mei 2026 pukul 16.00 WIB"."""
    return date_text(moment.astimezone(zone)) if is_whole_day(moment, zone) else deadline_text(moment, zone)


def date_range_text(start: date, end: date) -> str:
    """"13–18 Mei 2019", "30 Mei–2 Juni 2019", "30 Desember 2019–2 Januari 2020"; one day as in ``date_text``."""
    if start == end:
        return date_text(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{date_text(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]}–{date_text(end)}"
    return f"{date_text(start)}–{date_text(end)}"


def period_text(start: date | datetime, end: date | datetime, zone: ZoneInfo) -> str:
    """The period of a training: weekdays, dates, and daily hours with the zone's name where they are given.

    ``start`` and ``end`` are local: dates, or naive times. "Kamis–Sabtu, 14–16 Januari 2027, 08.30–16.00 WIB". If it
    ends on a later day at an earlier or the same hour, the hours are not daily ones: "Kamis, 14 Januari 2027 pukul
    19.00 sampai Jumat, 15 Januari 2027 pukul 08.00 WIB".
    """
    first, last = _day(start), _day(end)
    days = _days_text(first, last)
    if isinstance(start, datetime) and isinstance(end, datetime):
        name = zone_name(start.replace(tzinfo=zone))
        if first != last and start.time() >= end.time():
            first_text, last_text = (f"{_day_text(one)} pukul {clock_text(one)}" for one in (start, end))
            return f"{first_text} sampai {last_text} {name}"
        return f"{days}, {clock_text(start)}–{clock_text(end)} {name}"
    if isinstance(start, datetime):
        return f"{days}, mulai {clock_text(start)} {zone_name(start.replace(tzinfo=zone))}"
    if isinstance(end, datetime):
        return f"{days}, sampai {clock_text(end)} {zone_name(end.replace(tzinfo=zone))}"
    return days


def _day_text(day: date) -> str:
    return f"{DAYS[day.weekday()]}, {date_text(day)}"


def _days_text(first: date, last: date) -> str:
    if first == last:
        return _day_text(first)
    # From a week on, "Senin–Rabu" would read as days of one week.
    if last - first >= timedelta(days=7):
        return f"{_day_text(first)} sampai {_day_text(last)}"
    return f"{DAYS[first.weekday()]}–{DAYS[last.weekday()]}, {date_range_text(first, last)}"


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


