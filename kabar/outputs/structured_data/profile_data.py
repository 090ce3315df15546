"""Structured data of organisations, people, sources and topics."""

from typing import Any

from kabar.content.library import Library
from kabar.content.models.host import Host
from kabar.content.models.organisation import Organisation
from kabar.content.models.person import Person
from kabar.content.models.source import Source
from kabar.content.models.topic import Topic
from kabar.outputs.structured_data.things import (
    CONTEXT,
    local_day,
    organisation_type,
    profile,
    subject,
    thing_id,
    without_empty,
)


def organisation_graph(organisation: Organisation, library: Library, host: Host) -> tuple[dict[str, Any], ...]:
    """The graph of ``organisation``, by its current name."""
    contact, today = organisation.contact, local_day(library.now, library.portal)
    parent = organisation.parent
    return (
        {
            "@context": CONTEXT,
            "@type": organisation_type(organisation),
            "@id": thing_id(organisation.page_url, host),
            "name": organisation.name,
            "url": host.absolute(organisation.page_url),
            **without_empty(
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
    """The graph of ``person``, with the current roles."""
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
            **without_empty(
                jobTitle=[role.title for role in roles],
                affiliation=[profile(id, library, today, host) for id in offices],
                sameAs=person.url,
            ),
        },
    )


def source_graph(source: Source, host: Host) -> tuple[dict[str, Any], ...]:
    """The graph of ``source``."""
    return (
        {
            "@context": CONTEXT,
            "@type": "CreativeWork",
            "@id": thing_id(source.page_url, host),
            **without_empty(
                name=source.title,
                url=source.url,
                datePublished=source.date,
                publisher={"@type": "Organization", "name": source.publisher},
            ),
        },
    )


def topic_graph(topic: Topic, library: Library, host: Host) -> tuple[dict[str, Any], ...]:
    """The graph of ``topic``: the defined term, and the page that collects articles about it."""
    url, vocabulary = host.absolute(topic.page_url), host.absolute("/topik/")
    term = {
        "@context": CONTEXT,
        **subject(topic, host),
        "termCode": topic.id,
        "description": topic.definition,
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "@id": thing_id("/topik/", host),
            "name": f"Topik {library.portal.name}",
            "url": vocabulary,
        },
        **without_empty(
            alternateName=[name for name in (topic.label_en, *topic.synonyms) if name],
            sameAs=f"https://www.wikidata.org/entity/{topic.wikidata}" if topic.wikidata else None,
        ),
    }
    collection = {
        "@context": CONTEXT,
        "@type": "CollectionPage",
        "@id": url,
        "url": url,
        "name": topic.label,
        "inLanguage": "id",
        "about": {"@id": term["@id"]},
        "isPartOf": {"@id": f"{host.absolute('/')}#website"},
    }
    return term, collection


