"""The portal's host: from addresses without base to absolute ones. Imports no model: commands start with it."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

LOCAL_ADDRESS = "http://127.0.0.1:8000"

_FILE = re.compile(r"/(?:index\.[a-z]+|[^/]+\.(?:html?|php|aspx?))/*\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Host:
    """The portal's host. ``base`` is the path part of its address, without trailing slash."""

    origin: str
    base: str

    def absolute(self, url: str) -> str:
        """The absolute address of the internal ``url`` (``/berita/2019/x/``)."""
        return f"{self.origin}{self.base}{url}"

    def href(self, url: str) -> str:
        """``url`` as written into a page: with base when internal, unchanged when external."""
        return f"{self.base}{url}" if url.startswith("/") and not url.startswith("//") else url


def folder_of(site_url: str) -> str:
    """``site_url`` without the file name that it ends with; empty where it ends with none.

    A portal's links would all point below that file.
    """
    found = _FILE.search(site_url.strip()) if "://" in site_url else None
    folder = site_url.strip()[: found.start()] if found else ""
    return "" if folder.endswith((":", "/")) else folder


def read_host(site_url: str) -> Host:
    """The host of ``SITEURL``; that of the local server when it is empty."""
    parts = urlsplit(site_url or LOCAL_ADDRESS)
    return Host(f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/"))
