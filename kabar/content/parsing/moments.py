"""Parses dates and times: ISO 8601, "12 Agustus 2026 08.30", reduced dates, BUILD_DATE.

Free forms ("Kamis, 14 Jan 2027 pukul 8.30 WIB", "14–16 Desember 2026") are recognised too, but only for a suggestion to
the editor: they are never accepted as a value.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from kabar.content.parsing.problems import BadValue
from kabar.text.suggestions import nearest_of

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ZONES = {"wib": "Asia/Jakarta", "wita": "Asia/Makassar", "wit": "Asia/Jayapura"}

# Also former spellings, abbreviations and English.
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
_AFTERNOON = {"siang": 11, "sore": 12, "malam": 12, "pm": 12}  # 12 is added to hours below this

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
    """The probable meaning of a text: ``first``, and ``last`` for a period; naive, or dates where no time is given.

    ``zone`` is the IANA zone named in the text, ``other`` a second date that the same digits may mean. ``fault``
    describes, in Indonesian, what is wrong besides the form.
    """

    first: Moment
    last: Moment | None = None
    zone: str = ""
    other: date | None = None
    fault: str = ""


def read_written_date(text: str) -> WrittenDate | str | None:
    """Parse a date in a free form.

    Returns an Indonesian message if it is not valid, and None if ``text`` does not look like a date.
    """
    rest = _DASHES.sub("-", unicodedata.normalize("NFKC", text).translate(_QUOTES)).casefold()
    rest = " ".join(rest.split())
    zone = _ZONE.search(rest)
    rest = _ZONE.sub(" ", rest)
    clocks = [_read_time(match) for match in _TIME.finditer(rest)]
    times = [clock for clock in clocks if clock is not None]
    if len(times) < len(clocks) or len(times) > 2:
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


def _compose(
    text: str, parts: Mapping[str, str | None], days: list[int], times: list[time], zone: str
) -> WrittenDate | str:
    year, year2 = (_year(parts.get(name)) for name in ("year", "year2"))
    month, month2 = (_month(parts.get(name)) for name in ("month", "month2"))
    for name, number in (("month", month), ("month2", month2)):
        if parts.get(name) and not number:
            return f"nama bulan '{parts[name]}' tidak dikenal; tulis seperti: 12 Agustus 2026"
    first = _day(year or year2, month, parts["day"])
    last = _day(year2 or year, month2 or month, parts.get("day2"))
    other = None
    if parts.get("slash"):
        # Indonesian writes the day before the month: that reading is suggested, the other one mentioned.
        other = _day(year, _month(parts["day"]), parts["month"]) if not parts.get("day2") else None
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


def _day(year: int, month: int, day: str | None) -> date | None:
    if not day:
        return None
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
    """Parse ISO 8601 or "12 Agustus 2026 08.30": a date, a naive datetime, or one with offset.

    Raises BadValue for anything else, with the corrected value (a time in ``zone``) if the meaning is clear.
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
    """Parse a date without a time. Raises BadValue."""
    try:
        moment = read_moment(text)
    except BadValue as bad:
        raise BadValue(str(bad), bad.right.partition(" ")[0]) from None
    if isinstance(moment, datetime):
        raise BadValue(f"'{text}' memuat jam, padahal di sini cukup tanggal", moment.date().isoformat())
    return moment


def in_zone(moment: date | datetime, zone: ZoneInfo) -> datetime:
    """``moment`` as an aware datetime; a date is 00:00, a naive datetime is in ``zone``.

    A local time that is skipped or repeated at a clock change has ``fold`` 0.
    """
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _build(text: str, match: re.Match[str], month: int, offset: str | None) -> date | datetime:
    try:
        day = date(int(match["year"]), month, int(match["day"]))
        if not 1900 <= day.year <= 2999:  # a typing error; and offsets could exceed the range of datetime
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
    """``moment`` as ISO 8601, converted from the IANA zone ``named`` to ``zone`` if both are given; "" for None."""
    if not isinstance(moment, datetime):
        return moment.isoformat() if moment else ""
    if named:
        there = moment.replace(tzinfo=ZoneInfo(named))
        if zone is None:
            return there.isoformat(" ", "minutes")
        moment = there.astimezone(zone)
    return f"{moment:%Y-%m-%d %H:%M}"


def read_reduced_date(text: str) -> str:
    """Normalise a date of reduced precision to "2019-05-26", "2019-05" or "2019". Raises BadValue.

    "26 Mei 2019" and "Mei 2019" are accepted, too.
    """
    text = text.strip()
    if match := re.fullmatch(r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?", text):
        return _checked(text, int(match["year"]), int(match["month"] or 1), bool(match["month"]))
    if match := re.fullmatch(r"(?P<name>[A-Za-z]+) (?P<year>\d{4})", text):
        if month := _MONTH_NUMBERS.get(match["name"].casefold()):
            return _checked(text, int(match["year"]), month, True)
        raise BadValue(f"nama bulan '{match['name']}' tidak dikenal; tulis seperti: Agustus 2026")
    return read_date(text).isoformat()


def first_possible_day(text: str) -> date:
    """The first day of the period that a reduced date covers."""
    year, month, day = (int(part) for part in f"{text}-01-01".split("-")[:3])
    return date(year, month, day)


def precision_of(text: str) -> str:
    """The precision of a reduced date: "day", "month" or "year"."""
    return ("year", "month", "day")[text.count("-")]


def _checked(text: str, year: int, month: int, has_month: bool) -> str:
    if not 1900 <= year <= 2999:
        raise BadValue(f"tahun {year} di luar 1900 sampai 2999; betulkan tahunnya")
    if not 1 <= month <= 12:
        raise BadValue(f"'{text}' tidak ada di kalender; tulis seperti 2026-08-12, 2026-08, atau 2026")
    return f"{year}-{month:02}" if has_month else f"{year}"


VARIABLE = "BUILD_DATE"


def read_build_date(environment: Mapping[str, str], clock: datetime) -> date | datetime:
    """The value of ``BUILD_DATE``, else ``clock`` (aware) in UTC, truncated to the minute.

    A value without offset is meant in the portal's zone. Raises BadValue.
    """
    text = environment.get(VARIABLE, "").strip()
    if not text:
        return clock.astimezone(UTC).replace(second=0, microsecond=0)
    try:
        return read_moment(text)
    except BadValue as bad:
        raise BadValue(f"{VARIABLE}: {bad}", bad.right) from None


