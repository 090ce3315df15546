"""One training as a ``VEVENT`` (RFC 5545, 3.6.1). No clock: every stamp comes from its file."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Event

from plugins.content_model.bimtek import Bimtek, as_day
from plugins.content_model.codes import PROVINCES
from plugins.content_model.first_address import first_address
from plugins.content_model.host import Host
from plugins.content_model.library import Library
from plugins.content_model.moments import in_zone
from plugins.topics.tree import TopicTree

# RFC 5545 has no word for "postponed": its old date does not hold, so calendars must strike it out. When
# the new date comes, the same UID with a greater SEQUENCE sets the event up again.
_STATUS = {"pasti": "CONFIRMED", "tentatif": "TENTATIVE", "ditunda": "CANCELLED", "dibatalkan": "CANCELLED"}
_TOLD = {"ditunda": "Ditunda", "dibatalkan": "Dibatalkan"}


def event_of(bimtek: Bimtek, library: Library, tree: TopicTree, host: Host, domain: str) -> Event:
    """The event of ``bimtek``, which is not withdrawn. ``domain``: the setting CALENDAR_DOMAIN.

    A training without hours is made of days (``VALUE=DATE``), its end exclusive.
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
    told = _TOLD.get(bimtek.event_status)
    event.add("summary", f"{told}: {bimtek.title}" if told else bimtek.title)
    event.add("status", _STATUS[bimtek.event_status])
    event.add("description", _description(bimtek, library, host))
    event.add("location", location_text(bimtek))
    event.add("url", host.absolute(bimtek.page_url))
    event.add("categories", [tree.topics[id].label for id in tree.specific_first(bimtek.tags)])
    event.add("transp", "OPAQUE")
    return event


def span_of(bimtek: Bimtek) -> tuple[date | datetime, date | datetime]:
    """Its start and exclusive end, both days or both moments in its zone."""
    if not isinstance(bimtek.start, datetime) and not isinstance(bimtek.end, datetime):
        return bimtek.start, bimtek.end + timedelta(days=1)
    # Both of one type, as the RFC asks: a date beside an hour is its first or its last moment.
    over = bimtek.end if isinstance(bimtek.end, datetime) else as_day(bimtek.end) + timedelta(days=1)
    # A written offset becomes the training's zone, so that one VTIMEZONE tells all.
    return (in_zone(one, bimtek.zone).astimezone(bimtek.zone) for one in (bimtek.start, over))


def _description(bimtek: Bimtek, library: Library, host: Host) -> str:
    names = [library.organisations[one.id].name if one.id else one.name for one in bimtek.organisers]
    lines = [bimtek.summary, f"Penyelenggara: {', '.join(names)}"]
    if bimtek.event_status_reason:
        lines.append(f"Alasan: {bimtek.event_status_reason}")
    return "\n".join([*lines, f"Keterangan terbaru: {host.absolute(bimtek.page_url)}"])


def location_text(bimtek: Bimtek) -> str:
    """Where it is held, in one line."""
    if bimtek.mode == "daring" or not bimtek.place:
        return "Daring"
    place = bimtek.place
    province = PROVINCES[place.province][0] if place.province else ""
    text = ", ".join(part for part in (place.name, place.address, place.regency, province) if part)
    return f"{text} (dan daring)" if bimtek.mode == "hibrida" else text
