"""Lead every link and picture of a body to its final address."""

import re
from collections.abc import Callable, Iterable
from urllib.parse import quote, urlsplit

from plugins.article_reader.html_tree import Element
from plugins.content_model.body_scan import SCHEMES
from plugins.content_model.problems import BadValue

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# What may not stand in an address (RFC 3986, 2), a "%" that begins no escape among it.
_UNWRITABLE = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}\u00a0\ue000-\uf8ff]|%(?![0-9A-Fa-f]{2})")


def lead_links(elements: Iterable[Element], resolve: Callable[[str], str]) -> None:
    """Set each href and src of ``elements`` to what ``resolve`` makes of it.

    Links within the body (``#…``) stay. Raises BadValue as ``resolve`` does, and for an address
    that no browser can follow.
    """
    for element in elements:
        if not element.attributes:
            continue
        name = "src" if element.tag == "img" else "href"
        target = element.attributes.get(name)
        if target is not None and not target.startswith("#"):
            element.attributes[name] = written(resolve(target), target)


def written(address: str, target: str) -> str:
    """``address`` as HTML may hold it. Raises BadValue, naming ``target``, for one that no browser can follow."""
    address = _UNWRITABLE.sub(lambda match: quote(match[0]), address)
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in SCHEMES:
        raise BadValue(f"alamat '{target}' tidak dapat dibuka; pakai alamat https://… atau tautan di dalam portal")
    if scheme and scheme[1].lower() in ("http", "https") and not _has_host(address):
        raise BadValue(f"alamat '{target}' tidak lengkap; tulis seperti https://contoh.id/halaman")
    return address


def _has_host(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False
