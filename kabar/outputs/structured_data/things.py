"""Structured data of things that several pages name: publisher, profiles, topics, pictures.

The identifier of a thing is the address of its page with ``#this``: a page and what it describes are not the same.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from kabar.content.library import Library
from kabar.content.media.picture_files import published_path
from kabar.content.models.article import Photo
from kabar.content.models.host import Host
from kabar.content.models.organisation import Organisation
from kabar.content.models.portal import Portal
from kabar.content.models.topic import Topic

CONTEXT = "https://schema.org"

_ORGANISATION_TYPES = {
    "pemerintah": "GovernmentOrganization",
    "media": "NewsMediaOrganization",
    "perusahaan": "Corporation",
    "pendidikan": "EducationalOrganization",
}


def without_empty(**properties: Any) -> dict[str, Any]:
    """``properties`` without empty ones: None, "", (), [] and {}."""
    return {name: value for name, value in properties.items() if value not in (None, "", (), [], {})}


def thing_id(url: str, host: Host) -> str:
    """The identifier (``@id``) of what the page at ``url`` describes."""
    return f"{host.absolute(url)}#this"


def publisher(library: Library, host: Host, logo: str) -> dict[str, Any]:
    """The publisher of the portal, with its publishing principles if published. ``logo`` is an address without base."""
    portal, pages = library.portal, library.static_pages
    principles = pages["kebijakan-redaksi"].page_url if "kebijakan-redaksi" in pages else None
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{host.absolute('/')}#publisher",
        **without_empty(
            name=portal.publisher or portal.name,
            url=host.absolute("/"),
            logo=host.absolute(logo) if logo else None,
            masthead=host.absolute("/redaksi/"),
            publishingPrinciples=host.absolute(principles) if principles else None,
        ),
    }


def profile(id: str, library: Library, day: date, host: Host) -> dict[str, Any]:
    """The person or organisation ``id``, by its name on ``day``."""
    if id in library.people:
        person = library.people[id]
        kind, name, url = "Person", person.name, person.page_url
    else:
        organisation = library.organisations[id]
        kind, name, url = organisation_type(organisation), organisation.name_on(day), organisation.page_url
    return {"@type": kind, "@id": thing_id(url, host), "name": name, "url": host.absolute(url)}


def organisation_type(organisation: Organisation) -> str:
    """The schema.org type of ``organisation``."""
    return _ORGANISATION_TYPES.get(organisation.kind or "", "Organization")


def subject(topic: Topic, host: Host) -> dict[str, Any]:
    """A topic as value of ``about``."""
    return {
        "@type": "DefinedTerm",
        "@id": thing_id(topic.page_url, host),
        "name": topic.label,
        "url": host.absolute(topic.page_url),
    }


def picture(photo: Photo, portal: Portal, host: Host) -> dict[str, Any]:
    """A picture with its credit."""
    address = host.absolute(f"/{published_path(photo.file)}")
    return {
        "@type": "ImageObject",
        "url": address,
        "contentUrl": address,
        **without_empty(
            description=photo.alt,
            caption=photo.caption,
            creditText=photo.credit,
            license=_licence(photo.license, portal),
        ),
    }


def pictures(photo: Photo | None, others: Sequence[str], portal: Portal, host: Host) -> Any:
    """Value of ``image``: a photograph and other pictures; ``others`` are addresses without base."""
    found = [*([picture(photo, portal, host)] if photo else []), *map(host.absolute, others)]
    return found[0] if len(found) == 1 else found


def local_day(moment: datetime, portal: Portal) -> date:
    """The calendar day of ``moment`` in the portal's zone: names and offices are those of that day."""
    return moment.astimezone(portal.zone).date()


def _licence(name: str | None, portal: Portal) -> Any:
    # The property needs an address or a work; editors write a name.
    if not name:
        return None
    if portal.licence and name == portal.licence.name:
        return portal.licence.url
    return name if name.startswith("https://") else {"@type": "CreativeWork", "name": name}


