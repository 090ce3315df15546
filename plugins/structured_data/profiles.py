"""Organisations and people in schema.org's words."""

from typing import Any

from plugins.content_model.host import Host
from plugins.content_model.library import Library
from plugins.content_model.organisation import Organisation
from plugins.content_model.person import Person
from plugins.structured_data.things import CONTEXT, local_day, organisation_type, profile, thing_id, told


def organisation_graph(organisation: Organisation, library: Library, host: Host) -> tuple[dict[str, Any], ...]:
    """What the page of ``organisation`` says, by today's name."""
    contact, today = organisation.contact, local_day(library.now, library.portal)
    parent = organisation.parent
    return (
        {
            "@context": CONTEXT,
            "@type": organisation_type(organisation),
            "@id": thing_id(organisation.page_url, host),
            "name": organisation.name,
            "url": host.absolute(organisation.page_url),
            **told(
                alternateName=organisation.short_name,
                sameAs=organisation.url,
                address=organisation.address,
                email=contact.email if contact else None,
                telephone=f"+{contact.phone}" if contact and contact.phone else None,
                parentOrganization=profile(parent, library, today, host) if parent else None,
            ),
        },
    )


def person_graph(person: Person, library: Library, host: Host) -> tuple[dict[str, Any], ...]:
    """What the page of ``person`` says, with the offices held today."""
    today = local_day(library.now, library.portal)
    roles = person.roles_on(today)
    offices = dict.fromkeys(role.organisation for role in roles if role.organisation)
    return (
        {
            "@context": CONTEXT,
            "@type": "Person",
            "@id": thing_id(person.page_url, host),
            "name": person.name,
            "url": host.absolute(person.page_url),
            **told(
                jobTitle=[role.title for role in roles],
                affiliation=[profile(id, library, today, host) for id in offices],
                sameAs=person.url,
            ),
        },
    )
