"""A source in schema.org's words: ``CreativeWork``."""

from typing import Any

from plugins.content_model.host import Host
from plugins.content_model.source import Source
from plugins.structured_data.things import CONTEXT, thing_id, told


def source_graph(source: Source, host: Host) -> tuple[dict[str, Any], ...]:
    """What the page of ``source`` is about."""
    return (
        {
            "@context": CONTEXT,
            "@type": "CreativeWork",
            "@id": thing_id(source.page_url, host),
            **told(
                name=source.title,
                url=source.url,
                datePublished=source.date,
                publisher={"@type": "Organization", "name": source.publisher},
            ),
        },
    )
