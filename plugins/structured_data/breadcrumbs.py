"""The way from the front page to a page: schema.org ``BreadcrumbList``."""

from collections.abc import Sequence
from typing import Any

from plugins.content_model.host import Host
from plugins.structured_data.things import CONTEXT


def breadcrumb_list(trail: Sequence[tuple[str, str]], host: Host) -> dict[str, Any]:
    """``trail`` as pairs of label and address without base, the front page first."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": label, "item": host.absolute(url)}
            for position, (label, url) in enumerate(trail, 1)
        ],
    }
