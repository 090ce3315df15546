"""Read SITEURL, where on the web a portal stands, and refuse what would break its links."""

import re
from urllib.parse import urlsplit

from plugins.press.failure import BuildFailed

# A host name or IPv4 address in ASCII, with an optional port; other scripts are written in punycode.
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?", re.I)
# One segment of a path: RFC 3986, 3.3, without the percent sign's decoding.
_SEGMENT = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@%-]+")


def read_siteurl(text: str) -> str:
    """``text`` without its last slash, so that a path-absolute address can follow; empty stays so.

    Raises BuildFailed for what is not a plain http or https address.
    """
    text = text.strip()
    problem = _problem_of(text) if text else ""
    if problem:
        raise BuildFailed(f"SITEURL '{text}' {problem}; tulis seperti: SITEURL=https://kabar.example/portal")
    return text.rstrip("/")


def is_local(siteurl: str) -> bool:
    """Whether ``siteurl`` leads to this computer only, so that nobody else could read it."""
    host = urlsplit(siteurl).hostname or ""
    return host == "localhost" or host.endswith(".localhost") or host.startswith("127.")


def is_reserved(siteurl: str, demo: bool) -> bool:
    """Whether no portal can ever stand at ``siteurl``: names kept for examples and tests (RFC 2606 and 6761).

    A portal that says that it is an example (``demo``) may use those below ``.example``.
    """
    labels = (urlsplit(siteurl).hostname or "").rstrip(".").split(".")
    kept = ("test", "invalid") if demo else ("test", "invalid", "example")
    return labels[-1] in kept or (len(labels) > 1 and labels[-2] == "example" and labels[-1] in ("com", "net", "org"))


def _problem_of(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        return "bukan alamat web"
    if parts.scheme not in ("http", "https"):
        return "tidak diawali http:// atau https://"
    if "?" in text or "#" in text:
        return "memuat '?' atau '#'"
    if not _HOST.fullmatch(parts.netloc):
        return "tidak memuat nama situs yang sah"
    segments = parts.path.strip("/").split("/") if parts.path.strip("/") else []
    if any(not _SEGMENT.fullmatch(part) or part in (".", "..") for part in segments):
        return "memuat jalur yang tidak sah"
    return ""
