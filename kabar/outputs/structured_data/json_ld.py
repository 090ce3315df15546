"""JSON-LD in pages, machine-readable moments, and graphs of the breadcrumb and the site."""

import json
import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any

from kabar.content.library import Library
from kabar.content.models.host import Host
from kabar.outputs.structured_data.things import CONTEXT, publisher, without_empty

# "</script" and "<!--" end or change a script element; U+2028 and U+2029 are line ends in JavaScript before ES2019;
# lone surrogates cannot be encoded as UTF-8. JSON may have all of them as \uXXXX.
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def script_json(graph: Any) -> str:
    """``graph`` (dicts, lists, tuples, text, numbers) as one line of JSON, safe in ``<script>``; keeps key order."""
    text = _ENCODER.encode(graph)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def iso_moment(moment: date | datetime) -> str:
    """``moment`` as RFC 3339 and ISO 8601: a date, or a time with its offset in whole minutes."""
    if isinstance(moment, datetime) and not _is_whole(moment.utcoffset()):
        return whole_minutes(moment).isoformat()
    return moment.isoformat()


def whole_minutes(moment: datetime) -> datetime:
    """The same moment at an offset of whole minutes.

    Before time zones there was local mean time (+07:07:12 in Jakarta), which RFC 3339 and RFC 5322 cannot express.
    """
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"a moment without offset: {moment}")
    if _is_whole(offset):
        return moment.replace(tzinfo=timezone(offset), fold=0)
    # Round up: the first day of the calendar must not underflow.
    whole = timedelta(minutes=-(-offset.total_seconds() // 60))
    return (moment.replace(tzinfo=None) + (whole - offset)).replace(tzinfo=timezone(whole))


def _is_whole(offset: timedelta | None) -> bool:
    return offset is not None and not offset.seconds % 60 and not offset.microseconds


def breadcrumb_list(trail: Sequence[tuple[str, str]], host: Host) -> dict[str, Any]:
    """The graph of the breadcrumb ``trail``: pairs of label and address without base, the front page first."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": label, "item": host.absolute(url)}
            for position, (label, url) in enumerate(trail, 1)
        ],
    }


def website_graph(library: Library, host: Host, logo: str = "") -> tuple[dict[str, Any], ...]:
    """The graph of the front page: the portal and its publisher, with address and contact."""
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
            **without_empty(license=portal.licence.url if portal.licence else None),
            "publisher": {
                **publisher(library, host, logo),
                **without_empty(
                    address=portal.address,
                    email=contact.email if contact else None,
                    telephone=f"+{contact.phone}" if contact and contact.phone else None,
                ),
            },
        },
    )


