"""Mobile numbers outside ``registration``, where a number is meant to be called."""

import re
from collections.abc import Iterator

from plugins.content_model.model import FieldPath

_MOBILE = re.compile(r"(?<![\w+/=.-])(?:\+?62|0)[ .-]?8\d(?:[ .-]?\d){7,10}(?![\w])")
_PUBLIC = ("registration",)


def find_mobile_numbers(text: str) -> Iterator[tuple[int, str]]:
    """Indonesian mobile numbers (08…, +62 8…) in ``text``."""
    # Nothing else can hold one; asked first, since it is asked of every text.
    for match in _MOBILE.finditer(text) if "8" in text else ():
        yield match.start(), match[0]


def texts_outside_registration(value, at: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Every text of a front matter with its place, but those below ``registration``."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if (*at, key) != _PUBLIC:
                yield from texts_outside_registration(inner, (*at, key))
    else:
        for number, inner in enumerate(value):
            yield from texts_outside_registration(inner, (*at, number))
