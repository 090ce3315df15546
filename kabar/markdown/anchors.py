"""Ids and link addresses of a body: unique ids outside the theme's namespace, checked internal links."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from urllib.parse import quote, unquote, urlsplit

from kabar.content.markdown_source.body_scan import SCHEMES
from kabar.content.markdown_source.directives import DIRECTIVE
from kabar.content.parsing.problems import BadValue
from kabar.markdown.html_tree import Element
from kabar.text.suggestions import did_you_mean

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# Characters that an address may not contain (RFC 3986, 2), and "%" without two hexadecimal digits.
_UNWRITABLE = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}\u00a0\ue000-\uf8ff]|%(?![0-9A-Fa-f]{2})")


def lead_links(elements: Iterable[Element], resolve: Callable[[str], str]) -> None:
    """Replace each href and src of ``elements`` by ``resolve`` of it, except links within the body (``#…``).

    Raises BadValue as ``resolve`` does, and for an address that no browser can follow.
    """
    for element in elements:
        if not element.attributes:
            continue
        name = "src" if element.tag == "img" else "href"
        target = element.attributes.get(name)
        if target is not None and not target.startswith("#"):
            element.attributes[name] = written(resolve(target), target)


def written(address: str, target: str) -> str:
    """Percent-encode what is invalid in ``address``.

    Raises BadValue, which names ``target``, for an address that no browser can follow.
    """
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


THEME_PREFIX = "k-"  # of the ids that the theme sets
_OWN_PREFIX = "isi-"
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")
_MAX_LENGTH = 80  # characters of an id made from a heading


def place_anchors(elements: Iterable[Element], headings: list[Element], lost: dict[str, str] | None = None) -> None:
    """Set an id on every heading, correct the other ids of ``elements``, and point links within the body to them.

    The first element with an id keeps it. A link to a missing id is added to ``lost`` with its message; without
    ``lost`` it raises BadValue.
    """
    names: dict[str, str] = {}  # by id as written
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    with_attributes = [element for element in elements if element.attributes]
    for element in with_attributes:
        if (written := element.attributes.pop("id", None)) is None:
            continue
        name = _avoid_theme_prefix("-".join(written.split()))
        if name != written:
            name = _free(name, taken, numbers)
        if name and name not in taken:
            taken.add(name)
            names[written] = name
            element.attributes = {"id": name, **element.attributes}
    for heading in headings:
        if "id" not in heading.attributes:
            name = _free(_make_name(heading.text()), taken, numbers)
            taken.add(name)
            heading.attributes = {"id": name, **heading.attributes}
    for element in with_attributes:
        href = element.attributes.get("href", "")
        if href.startswith("#") and len(href) > 1:
            try:
                element.attributes["href"] = "#" + _find(href[1:], names, taken)
            except BadValue as bad:
                if lost is None:
                    raise
                lost[href] = str(bad)


def _find(written: str, names: dict[str, str], taken: set[str]) -> str:
    for candidate in (written, unquote(written)):
        if candidate in names:
            return names[candidate]
        if candidate in taken:
            return candidate
    hint = did_you_mean(unquote(written), taken)
    raise BadValue(f"tautan '#{written}' tidak mengarah ke bagian mana pun di tulisan ini{hint}")


def _make_name(text: str) -> str:
    spoken = unicodedata.normalize("NFKD", DIRECTIVE.sub(" ", text)).encode("ascii", "ignore").decode()
    words = _BETWEEN_WORDS.sub("-", spoken.lower())[:_MAX_LENGTH].strip("-")
    return _avoid_theme_prefix(words) or "bagian"


def _avoid_theme_prefix(name: str) -> str:
    return _OWN_PREFIX + name if name.lower().startswith(THEME_PREFIX) else name


def _free(name: str, taken: set[str], numbers: dict[str, int]) -> str:
    """``name``, numbered from 2 if it is taken; ``numbers`` has the last number of each name."""
    free = name
    while free in taken:
        numbers[name] = numbers.get(name, 1) + 1
        free = f"{name}-{numbers[name]}"
    return free
