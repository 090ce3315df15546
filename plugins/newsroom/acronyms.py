"""Acronyms that a reader may not know: in no topic, no name of an organisation, not in ``kamus.txt``."""

import re
from collections.abc import Iterable, Iterator

_ACRONYM = re.compile(r"[A-Z]{2}[A-Z0-9]*(?![\w$])")
_WORD = re.compile(r"\w+")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def find_acronyms(text: str) -> Iterator[tuple[int, str]]:
    """Each acronym of ``text`` and where it stands; no Roman numbers, no "US" of "US$"."""
    for match in _ACRONYM.finditer(text):
        start = match.start()
        alone = not (start and (text[start - 1].isalnum() or text[start - 1] == "_"))
        if alone and not _ROMAN.fullmatch(match[0]):
            yield start, match[0]


def words_in(names: Iterable[str | None]) -> set[str]:
    """The words of ``names`` that could be acronyms."""
    return {word for name in names if name for word in _WORD.findall(name) if word.isupper()}
