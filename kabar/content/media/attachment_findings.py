"""What a person must decide about an attachment before it may be published, and how it is told."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_MOST_NAMED = 3
_LONGEST = 40  # characters of a name


@dataclass(frozen=True)
class Finding:
    """``what`` was found, with its place; ``remedy`` is how to remove it. Both are Indonesian."""

    what: str
    remedy: str


def name_text(name: str) -> str:
    """A name out of a file, short and on one line, without numbers that could tell who somebody is."""
    plain = "".join(letter for letter in " ".join(name.split()) if letter.isprintable())
    plain = re.sub(r"\d[\d .-]{6,}\d", "…", plain)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def names_text(names: Iterable[str]) -> str:
    """The first of ``names`` without repetition, and how many more there are."""
    found = list(dict.fromkeys(filter(None, map(name_text, names))))
    more = f" dan {len(found) - _MOST_NAMED} lagi" if len(found) > _MOST_NAMED else ""
    return ", ".join(found[:_MOST_NAMED]) + more


def numbers_text(numbers: Sequence[int]) -> str:
    """Rising numbers in spans: ``3, 5–9 dan 2 lagi``."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in spans[:_MOST_NAMED]]
    left = sum(last - first + 1 for first, last in spans[_MOST_NAMED:])
    return ", ".join(shown) + (f" dan {left} lagi" if left else "")


def by_text(names: Iterable[str]) -> str:
    """`` oleh `` and ``names``; empty without any."""
    authors = names_text(names)
    return f" oleh {authors}" if authors else ""


