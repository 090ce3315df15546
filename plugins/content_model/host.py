"""Where the portal stands: from an address without base to a whole one."""

from dataclasses import dataclass
from urllib.parse import urlsplit

LOCAL_ADDRESS = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Host:
    """Where the portal stands. ``base`` is the path part of its address, without trailing slash."""

    origin: str
    base: str

    def absolute(self, url: str) -> str:
        """The whole address of the internal ``url`` (``/berita/2019/x/``)."""
        return f"{self.origin}{self.base}{url}"

    def href(self, url: str) -> str:
        """``url`` as written into a page: with base when internal, as it is when outside."""
        return f"{self.base}{url}" if url.startswith("/") and not url.startswith("//") else url


def read_host(site_url: str) -> Host:
    """The host of ``SITEURL``; of the local server when it is empty."""
    parts = urlsplit(site_url or LOCAL_ADDRESS)
    return Host(f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/"))
