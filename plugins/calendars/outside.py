"""A plain link that adds a training to Google Calendar, since many phones cannot take in a calendar file."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from plugins.agenda.summary import EventSummary
from plugins.calendars.events import span_of
from plugins.content_model.bimtek import Bimtek


def google_calendar_url(bimtek: Bimtek, summary: EventSummary, address: str) -> str:
    """The link; ``address`` is the training's page, whole. Days are dates with an exclusive end, hours are UTC."""
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


def _stamp(moment) -> str:
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return moment.strftime("%Y%m%d")
