"""Tell robots what they may read: everything, and where the sitemaps are (RFC 9309)."""

from collections.abc import Sequence


def write_robots(sitemaps: Sequence[str]) -> bytes:
    """The file, naming the whole addresses of ``sitemaps``."""
    lines = ["User-agent: *", "Disallow:", "", *(f"Sitemap: {address}" for address in sitemaps)]
    return "".join(f"{line}\n" for line in lines).encode()
