"""The portal itself in schema.org's words: ``WebSite``."""

from typing import Any

from plugins.content_model.host import Host
from plugins.content_model.library import Library
from plugins.structured_data.things import CONTEXT, publisher, told


def website_graph(library: Library, host: Host, logo: str = "") -> tuple[dict[str, Any], ...]:
    """What the front page says: the portal, and who publishes it with address and contact."""
    portal = library.portal
    contact = portal.contact
    return (
        {
            "@context": CONTEXT,
            "@type": "WebSite",
            "@id": f"{host.absolute('/')}#website",
            "name": portal.name,
            "url": host.absolute("/"),
            "description": portal.description,
            "inLanguage": "id",
            **told(license=portal.licence.url if portal.licence else None),
            "publisher": {
                **publisher(library, host, logo),
                **told(
                    address=portal.address,
                    email=contact.email if contact else None,
                    telephone=f"+{contact.phone}" if contact and contact.phone else None,
                ),
            },
        },
    )
