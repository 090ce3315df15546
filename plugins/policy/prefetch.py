"""Let browsers fetch the next page while the finger is still on its link (HTML, "Speculation rules")."""

import json

from plugins.assets.naming import with_digest

_NAME = "prefetch.json"
MEDIA_TYPE = "application/speculationrules+json"


def prefetch_file(base: str) -> tuple[str, bytes]:
    """The path in the output of the rules for a portal below ``base``, and their bytes.

    Conservative: at the touch of a link, hence for a page that is read in all but a few cases, and so at no cost on
    a metered line. Pages alone, no calendars or tables to download; nothing is run ahead, so that no page tells a
    training's state of before it was read.
    """
    pages = {"href_matches": [f"{base}/", f"{base}/*/"]}
    data = json.dumps({"prefetch": [{"where": pages, "eagerness": "conservative"}]}).encode()
    return with_digest(_NAME, data), data
