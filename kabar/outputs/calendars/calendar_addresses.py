"""Addresses of calendars, without base."""

from kabar.content.models.bimtek import Bimtek

CALENDAR = "text/calendar"
AGENDA = "/bimtek/agenda.ics"
DEADLINES = "/bimtek/batas-pendaftaran.ics"


def event_url(bimtek: Bimtek) -> str:
    """The address of one training's calendar."""
    return f"{bimtek.page_url}acara.ics"


def event_file(path: str) -> str:
    """The output file of the same, for the training at content path ``path``."""
    return f"{path[:-3]}/acara.ics"


def agenda_url(page_url: str) -> str:
    """The address of the calendar of the page ``page_url``, if that has one."""
    return f"{page_url}agenda.ics"


def subscription_url(address: str) -> str:
    """The ``webcal:`` address of the calendar at the absolute ``address``, for subscribing."""
    return f"webcal://{address.partition('://')[2]}"


def province_url(code: str) -> str:
    """The address of the page of trainings in the province ``code`` (ISO 3166-2)."""
    return f"/bimtek/provinsi/{code.lower()}/"


