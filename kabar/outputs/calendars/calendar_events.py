"""A training as ``VEVENT`` (RFC 5545, 3.6.1). All timestamps come from its file, none from the clock."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from icalendar import Alarm, Event

from kabar.agenda.event_summary import EventSummary, event_summary
from kabar.agenda.life import LABELS, closes_at, closing_time
from kabar.content.library import Library
from kabar.content.models.bimtek import Bimtek, as_day
from kabar.content.models.host import Host
from kabar.content.parsing.moments import in_zone
from kabar.content.reading.links import first_address
from kabar.topics.tree import TopicTree

_BEFORE_THE_DEADLINE = timedelta(days=2)


def event_of(bimtek: Bimtek, library: Library, tree: TopicTree, host: Host, domain: str) -> Event:
    """The event of ``bimtek``, which is not withdrawn. ``domain``: the setting CALENDAR_DOMAIN.

    A training without times has dates (``VALUE=DATE``), the end exclusive.
    """
    event = Event()
    event.add("uid", f"{first_address(bimtek)}@{domain}")
    event.add("dtstamp", bimtek.changed.astimezone(UTC))
    event.add("created", bimtek.date.astimezone(UTC))
    event.add("last-modified", bimtek.changed.astimezone(UTC))
    event.add("sequence", int((bimtek.changed - bimtek.date).total_seconds() // 60))
    start, end = span_of(bimtek)
    event.add("dtstart", start)
    event.add("dtend", end)
    summary = event_summary(bimtek, library)
    event.add("summary", summary.heading)
    event.add("status", _status(summary))
    event.add("description", _description(bimtek, summary, host))
    event.add("location", summary.venue)
    event.add("url", host.absolute(bimtek.page_url))
    event.add("categories", [tree.topics[id].label for id in tree.specific_first(bimtek.tags)])
    event.add("transp", "TRANSPARENT" if summary.is_off else "OPAQUE")
    return event


def span_of(bimtek: Bimtek) -> tuple[date | datetime, date | datetime]:
    """Its start and exclusive end: two dates, or two moments in its zone."""
    if not isinstance(bimtek.start, datetime) and not isinstance(bimtek.end, datetime):
        return bimtek.start, bimtek.end + timedelta(days=1)
    # Both of one type (RFC 5545): where only one has a time, the date becomes its first or last moment.
    over = bimtek.end if isinstance(bimtek.end, datetime) else as_day(bimtek.end) + timedelta(days=1)
    # Fixed offsets become the training's zone, so that one VTIMEZONE is enough.
    start, end = (in_zone(one, bimtek.zone).astimezone(bimtek.zone) for one in (bimtek.start, over))
    return start, end


def _status(summary: EventSummary) -> str:
    # RFC 5545 has no status "postponed". The old date is not valid, so calendars must strike it out; the same UID with
    # a greater SEQUENCE restores the event when it has a new date.
    if summary.is_off:
        return "CANCELLED"
    return "TENTATIVE" if summary.notice == LABELS["tentatif"] else "CONFIRMED"


# Facts with their own fields in a calendar: not repeated in the description.
_OWN_FIELDS = {"Waktu", "Jadwal semula", "Tempat"}


def deadline_event_of(bimtek: Bimtek, library: Library, host: Host, domain: str) -> Event | None:
    """The close of registration as an event with an alarm two days before; None where registration is not public.

    CANCELLED and without an alarm where the training is cancelled, postponed or full.
    """
    closes, over = closing_time(bimtek), closes_at(bimtek)
    if closes is None or over is None or bimtek.access != "terbuka":
        return None
    summary = event_summary(bimtek, library)
    is_struck = summary.admission in ("off", "full")
    notice = summary.notice if summary.is_off else summary.registration
    event = Event()
    event.add("uid", f"batas-{first_address(bimtek)}@{domain}")
    event.add("dtstamp", bimtek.changed.astimezone(UTC))
    event.add("sequence", int((bimtek.changed - bimtek.date).total_seconds() // 60))
    event.add("dtstart", closes.astimezone(bimtek.zone))
    event.add("summary", f"{f'{notice}: batas' if is_struck else 'Batas'} daftar: {summary.title}")
    event.add("status", "CANCELLED" if is_struck else "CONFIRMED")
    event.add("description", _description(bimtek, summary, host))
    event.add("url", host.absolute(bimtek.page_url))
    event.add("transp", "TRANSPARENT")
    if not is_struck:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", -_BEFORE_THE_DEADLINE)
        alarm.add("description", f"Pendaftaran segera ditutup: {summary.title}")
        event.add_component(alarm)
    return event


def _description(bimtek: Bimtek, summary: EventSummary, host: Host) -> str:
    facts = [f"{label}: {text}" for label, text in summary.rows if label not in _OWN_FIELDS]
    lines = [summary.change, bimtek.summary, *facts]
    return "\n".join([*filter(None, lines), f"Keterangan terbaru: {host.absolute(bimtek.page_url)}"])


def google_calendar_url(bimtek: Bimtek, summary: EventSummary, address: str) -> str:
    """The link that adds the training to Google Calendar; ``address`` is its page, absolute.

    Dates have an exclusive end, moments are UTC.
    """
    start, end = (_stamp(moment) for moment in span_of(bimtek))
    return "https://calendar.google.com/calendar/render?" + urlencode(
        {
            "action": "TEMPLATE",
            "text": summary.heading,
            "dates": f"{start}/{end}",
            "ctz": bimtek.zone.key,
            "location": summary.venue,
            "details": f"Keterangan terbaru: {address}",
        }
    )


def _stamp(moment: date | datetime) -> str:
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return moment.strftime("%Y%m%d")


