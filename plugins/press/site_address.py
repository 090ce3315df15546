"""Read SITEURL, where on the web a portal stands, and refuse what would break its links."""

import re
from urllib.parse import urlsplit

from plugins.content_model.host import folder_of
from plugins.press.failure import BuildFailed

# A host name or IPv4 address in ASCII, with an optional port; other scripts are written in punycode.
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?", re.I)
# One segment of a path: RFC 3986, 3.3, without the percent sign's decoding.
_SEGMENT = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@%-]+")


# github.com/owner/name.git, by HTTPS or SSH.
_GITHUB = re.compile(r"github\.com[:/]+(?P<owner>[\w-]+)/(?P<name>[\w.-]+?)(?:\.git)?/?\Z", re.IGNORECASE)
EXAMPLE = "https://kabar-ikm.example"  # of the portal.yaml that the project brings


def read_siteurl(text: str) -> str:
    """``text`` without its last slash, so that a path-absolute address can follow; empty stays so.

    Raises BuildFailed for what is not a plain http or https address.
    """
    text = text.strip()
    problem = _problem_of(text) if text else ""
    if folder := folder_of(text):
        raise BuildFailed(f"SITEURL '{text}' menunjuk satu halaman, bukan tempat portal; tulis: SITEURL={folder}")
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


def refuse_unusable(siteurl: str, remote: str) -> None:
    """Raise BuildFailed where nobody can open what is published for ``siteurl`` in the repository at ``remote``.

    ``siteurl`` is still that of the example; or it is another address of GitHub's pages than those of this repository,
    so that every link, and the style sheet, would lead to nothing.
    """
    pages = pages_address(remote)
    if siteurl.rstrip("/") == EXAMPLE:
        right = pages or "https://nama-akun.github.io/nama-repositori"
        raise BuildFailed(
            f"portal.yaml masih milik portal contoh: {EXAMPLE} tidak dapat dibuka siapa pun. Isi name dan SITEURL"
            f" portal Anda di content/portal.yaml, misalnya: SITEURL: {right}"
        )
    if pages and urlsplit(siteurl).hostname == urlsplit(pages).hostname and siteurl.casefold() != pages.casefold():
        raise BuildFailed(
            f"SITEURL {siteurl} bukan alamat halaman repositori ini, jadi semua tautan dan gayanya akan mati; tulis di"
            f" content/portal.yaml: SITEURL: {pages}"
        )


def pages_address(remote: str) -> str:
    """The address at which GitHub shows the pages of the repository at ``remote``; empty for any other forge."""
    found = _GITHUB.search(remote)
    if found is None:
        return ""
    host = f"{found['owner'].casefold()}.github.io"
    return f"https://{host}" if found["name"].casefold() == host else f"https://{host}/{found['name']}"


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
