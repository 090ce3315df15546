"""Name people and organisations as they were named on a day."""

from datetime import date

from plugins.content_model.library import Library
from plugins.pages.views import Link


def profile_link(id: str, library: Library, day: date) -> Link:
    """The link to a person or organisation; an organisation by its name on ``day``."""
    if id in library.people:
        person = library.people[id]
        return Link(person.name, person.page_url)
    organisation = library.organisations[id]
    return Link(organisation.name_on(day), organisation.page_url)


def role_text(id: str, library: Library, day: date) -> str:
    """"peneliti, Balai Besar Kerajinan dan Batik": what the person was on ``day``, or nothing."""
    told = []
    for role in library.people[id].roles_on(day):
        office = library.organisations[role.organisation].name_on(day) if role.organisation else ""
        told.append(", ".join(part for part in (role.title, office) if part))
    return "; ".join(told)
