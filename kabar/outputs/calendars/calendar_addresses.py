"""Where the calendars stand, without base."""

from kabar.content.models.bimtek import Bimtek

CALENDAR = "text/calendar"
AGENDA = "/bimtek/agenda.ics"
DEADLINES = "/bimtek/batas-pendaftaran.ics"


def event_url(bimtek: Bimtek) -> str:
    """The file of one training."""
    return f"{bimtek.page_url}acara.ics"


def event_file(path: str) -> str:
    """The same below the output, for the training at the content path ``path``."""
    return f"{path[:-3]}/acara.ics"


def agenda_url(page_url: str) -> str:
    """The calendar that belongs to the page ``page_url``, where that has one."""
    return f"{page_url}agenda.ics"


def subscription_url(address: str) -> str:
    """What programs for calendars subscribe to by one tap; ``address`` is that of the calendar, whole."""
    return f"webcal://{address.partition('://')[2]}"


def province_url(code: str) -> str:
    """The page of the trainings held in the province ``code`` (ISO 3166-2)."""
    return f"/bimtek/provinsi/{code.lower()}/"


