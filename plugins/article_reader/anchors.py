"""Ids within a body: each once, none of the theme's, and every link to one arrives."""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

from plugins.article_reader.html_tree import Element
from plugins.content_model.directives import DIRECTIVE
from plugins.content_model.nearest import did_you_mean
from plugins.content_model.problems import BadValue

THEME_PREFIX = "k-"  # ids that start so belong to the theme's own parts of a page
_OWN_PREFIX = "isi-"
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")
_LONGEST = 80  # characters of an id made from a heading


def place_anchors(elements: Iterable[Element], headings: list[Element], lost: dict[str, str] | None = None) -> None:
    """Give every heading an id, mend those of other ``elements``, and lead links within the body to them.

    The first to claim an id has it. A link to an id that is not there is put into ``lost`` with the message that says
    so; without ``lost`` it raises BadValue.
    """
    names: dict[str, str] = {}  # as written → as it became
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    marked = [element for element in elements if element.attributes]
    for element in marked:
        if (written := element.attributes.pop("id", None)) is None:
            continue
        name = _keep_off_theme("-".join(written.split()))
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
    for element in marked:
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
    words = _BETWEEN_WORDS.sub("-", spoken.lower())[:_LONGEST].strip("-")
    return _keep_off_theme(words) or "bagian"


def _keep_off_theme(name: str) -> str:
    return _OWN_PREFIX + name if name.lower().startswith(THEME_PREFIX) else name


def _free(name: str, taken: set[str], numbers: dict[str, int]) -> str:
    """``name``, numbered from 2 where it is taken; ``numbers`` keeps the last of each name."""
    free = name
    while free in taken:
        numbers[name] = numbers.get(name, 1) + 1
        free = f"{name}-{numbers[name]}"
    return free
