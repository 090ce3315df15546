"""A topic in schema.org's words: ``DefinedTerm``, and the ``CollectionPage`` about it."""

from typing import Any

from plugins.content_model.host import Host
from plugins.content_model.library import Library
from plugins.content_model.topic import Topic
from plugins.structured_data.things import CONTEXT, subject, thing_id, told


def topic_graph(topic: Topic, library: Library, host: Host) -> tuple[dict[str, Any], ...]:
    """What the page of ``topic`` says: what it means, and that entries about it stand there."""
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
        **told(
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
