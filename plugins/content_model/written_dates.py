"""Read dates and hours as people write them in letters: "Kamis, 14 Jan 2027 pukul 8.30 WIB", "14–16 Desember 2026".

What is read here is offered to an editor in the portal's own form, never taken over without being seen.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time

from plugins.content_model.nearest import nearest_of

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ZONES = {"wib": "Asia/Jakarta", "wita": "Asia/Makassar", "wit": "Asia/Jayapura"}

# As they are written in letters and in other programs: older spellings, abbreviations, English.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january", "februari pebruari feb peb febr february", "maret mar mrt march", "april apr",
            "mei may", "juni jun june", "juli jul july", "agustus agu agt ags agust aug august",
            "september sep sept", "oktober okt oct october", "november nopember nov nop", "desember des dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_DAYS = {
    name: number
    for number, names in enumerate(
        (
            "senin sen monday mon", "selasa sel tuesday tue", "rabu rab wednesday wed", "kamis kam thursday thu",
            "jumat jum'at jum friday fri", "sabtu sab saturday sat", "minggu min ahad sunday sun",
        )
    )
    for name in names.split()
}  # fmt: skip
_AFTERNOON = {"siang": 11, "sore": 12, "malam": 12, "pm": 12}  # hours below 12 that such a word moves, from which on

_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "`": "'", "\u201c": '"', "\u201d": '"'})
_ZONE = re.compile(r"\b(?P<zone>wib|wita|wit)\b")
_TIME = re.compile(
    r"(?:\b(?:pukul|pkl\.?|jam)\s*|[t@]\s*|\b)(?<![\d.:/])(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?::\d{2})?(?![.:/]?\d)"
    r"(?:\s*(?P<part>pagi|siang|sore|malam|am|pm)\b)?"
    r"|\b(?:pukul|pkl\.?|jam)\s*(?P<hour_alone>\d{1,2})(?![.:]?\d)(?:\s*(?P<part_alone>pagi|siang|sore|malam|am|pm)\b)?"
)
_UNTIL = re.compile(r"\b(?:s\s*[./]\s*d\b\.?|sd\b\.?|sampai(?:\s+dengan)?\b|hingga\b|dan\b|to\b)|&|~")
_FILLER = re.compile(r"\b(?:hari|tanggal|tgl\.?|pukul|pkl\.?|jam|mulai|dari|selesai|waktu)\b|[\"()]")
_WEEKDAY = re.compile(rf"\b({'|'.join(sorted(map(re.escape, _DAYS), key=len, reverse=True))})\b\.?")
_MONTH = r"(?P<month{0}>[a-z]{{3,}})\.?"
_YEAR = r"(?P<year{0}>\d{{4}}|\d{{2}})"
_GAP = r"[\s,./-]*"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # 2027-1-14, and two of them
        r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})[-/. ](?P<day>\d{1,2})"
        r"(?:\s*-\s*(?P<year2>\d{4})[-/. ](?P<month2>\d{1,2})[-/. ](?P<day2>\d{1,2}))?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        # 14-16 Desember 2026
        rf"(?P<day>\d{{1,2}})(?:\s*-\s*(?P<day2>\d{{1,2}}))?{_GAP}{_MONTH.format('')}{_GAP}{_YEAR.format('')}",
        # 30 Mei - 2 Juni 2026, 30 Desember 2026 - 2 Januari 2027
        rf"(?P<day>\d{{1,2}}){_GAP}{_MONTH.format('')}(?:{_GAP}{_YEAR.format('')})?\s*-\s*"
        rf"(?P<day2>\d{{1,2}}){_GAP}{_MONTH.format('2')}{_GAP}{_YEAR.format('2')}",
        # January 14, 2027
        rf"{_MONTH.format('')}{_GAP}(?P<day>\d{{1,2}}),\s*{_YEAR.format('')}",
        # 14/1/2027, and two of them
        r"(?P<day>\d{1,2})(?P<slash>[-/.])(?P<month>\d{1,2})[-/.](?P<year>\d{4}|\d{2})"
        r"(?:\s*-\s*(?P<day2>\d{1,2})[-/.](?P<month2>\d{1,2})[-/.](?P<year2>\d{4}|\d{2}))?",
    )
)
_WITHOUT_YEAR = re.compile(rf"(?:\d{{1,2}}\s*-\s*)?\d{{1,2}}{_GAP}{_MONTH.format('')}")

Moment = date | datetime


@dataclass(frozen=True)
class WrittenDate:
    """What a text probably means: ``first``, and ``last`` the end of a span; naive, dates without hours.

    ``zone`` is the IANA zone that stands beside it, ``other`` a second day that the same digits may mean. ``fault`` is
    what is wrong besides the form, in Indonesian.
    """

    first: Moment
    last: Moment | None = None
    zone: str = ""
    other: date | None = None
    fault: str = ""


def read_written_date(text: str) -> WrittenDate | str | None:
    """The date, or why there is none in Indonesian; None where ``text`` does not look like a date at all."""
    rest = _DASHES.sub("-", unicodedata.normalize("NFKC", text).translate(_QUOTES)).casefold()
    rest = " ".join(rest.split())
    zone = _ZONE.search(rest)
    rest = _ZONE.sub(" ", rest)
    times = [_read_time(match) for match in _TIME.finditer(rest)]
    if None in times or len(times) > 2:
        return f"'{_shown(text)}' memuat jam yang tidak ada; jam ditulis 00:00 sampai 23:59"
    rest = _UNTIL.sub(" - ", _TIME.sub(" ", rest))
    days = [_DAYS[name] for name in _WEEKDAY.findall(rest)]
    rest = _FILLER.sub(" ", _WEEKDAY.sub(" ", rest))
    rest = " ".join(rest.split()).strip(" ,./-t")
    match = next(filter(None, (pattern.fullmatch(rest) for pattern in _PATTERNS)), None)
    if match is None:
        if (found := _WITHOUT_YEAR.fullmatch(rest)) and _month(found["month"]):
            return f"'{_shown(text)}' belum menyebut tahun; tulis seperti 2026-08-12"
        return None
    return _compose(text, match.groupdict(), days, times, ZONES[zone["zone"]] if zone else "")


def _compose(text: str, parts: dict, days: list[int], times: list[time], zone: str) -> WrittenDate | str:
    year, year2 = (_year(parts.get(name)) for name in ("year", "year2"))
    month, month2 = (_month(parts.get(name)) for name in ("month", "month2"))
    for name, number in (("month", month), ("month2", month2)):
        if parts.get(name) and not number:
            return f"nama bulan '{parts[name]}' tidak dikenal; tulis seperti: 12 Agustus 2026"
    first = _day(year or year2, month, parts["day"])
    last = _day(year2 or year, month2 or month, parts["day2"]) if parts.get("day2") else None
    other = None
    if parts.get("slash"):
        # Indonesian writes the day before the month: that reading is offered, the other is named.
        other = _day(year, int(parts["day"]), parts["month"]) if not parts.get("day2") else None
        first, other = (first, other) if first else (other, None)
    if first is None or (parts.get("day2") and (last is None or last < first)):
        return f"'{_shown(text)}' tidak ada di kalender; tulis tanggal seperti 2026-08-12"
    return WrittenDate(
        _with_time(first, times[:1]),
        _last(first, last, times),
        zone,
        None if other == first else other,
        _weekday_fault(first, last, days),
    )


def _last(first: date, last: date | None, times: list[time]) -> Moment | None:
    if last is None and len(times) < 2:
        return None
    return _with_time(last or first, times[1:])


def _with_time(day: date, times: list[time]) -> Moment:
    return datetime.combine(day, times[0]) if times else day


def _weekday_fault(first: date, last: date | None, days: list[int]) -> str:
    for day, named in zip((first, last), days, strict=False):
        if day and day.weekday() != named:
            return f"{day.isoformat()} jatuh pada hari {WEEKDAYS[day.weekday()]}, bukan {WEEKDAYS[named]}"
    return ""


def _day(year: int, month: int, day: str) -> date | None:
    try:
        return date(year, month, int(day))
    except ValueError:
        return None


def _year(text: str | None) -> int:
    if not text:
        return 0
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month(text: str | None) -> int:
    if not text:
        return 0
    if text.isdigit():
        return int(text)
    name = text if text in _MONTHS else nearest_of(text, _MONTHS)
    return _MONTHS.get(name, 0)


def _read_time(match: re.Match[str]) -> time | None:
    hour, minute = int(match["hour"] or match["hour_alone"]), int(match["minute"] or 0)
    part = match["part"] or match["part_alone"] or ""
    if hour < _AFTERNOON.get(part, 0) and not (part == "siang" and hour > 6):
        hour += 12
    if (hour, minute) == (24, 0):
        return time(23, 59)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:60]}…"
