"""Made-up addresses of pages, and a reader of sitemaps that checks what the protocol demands."""

from datetime import datetime

import lxml.etree

from kabar.outputs.structured_data.json_ld import iso_moment

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def listed(url: str, changed: datetime | None = None) -> tuple[str, str]:
    """A page that may be found, as ``page_sets.Planner.listed`` tells of it."""
    return url, iso_moment(changed) if changed else ""


def read_sitemap(data: bytes) -> list[tuple[str, str | None]]:
    """Pairs of ``loc`` and ``lastmod``, of a sitemap or an index; it keeps to sitemaps.org's protocol 0.9."""
    root = lxml.etree.fromstring(data)
    item = {f"{SITEMAP}urlset": f"{SITEMAP}url", f"{SITEMAP}sitemapindex": f"{SITEMAP}sitemap"}[root.tag]
    assert {child.tag for child in root} <= {item}
    assert len(data) < 50_000_000
    found = [(child.findtext(f"{SITEMAP}loc"), child.findtext(f"{SITEMAP}lastmod")) for child in root]
    for address, changed in found:
        assert address.startswith("https://uji.example/portal/")
        assert len(address) < 2048
        assert changed is None or datetime.fromisoformat(changed).utcoffset() is not None
    return found
