"""Calendars that readers can subscribe to, or download."""

from plugins.calendars.addresses import subscription_url
from plugins.content_model.host import Host
from plugins.pages.views import CalendarLink


def calendar_link(label: str, url: str, host: Host) -> CalendarLink:
    """The calendar at ``url``, which is without base."""
    return CalendarLink(label, subscription_url(host.absolute(url)), url)
