"""Findings in attachments that an editor must resolve before publication, and their texts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_MOST_NAMED = 3
_LONGEST = 40  # characters of a name


@dataclass(frozen=True)
class AttachmentFinding:
    """``what`` was found, and where; ``remedy`` is how to remove it. Both are Indonesian."""

    what: str
    remedy: str


def name_text(name: str) -> str:
    """A name from a file, shortened, on one line, without long numbers (they may identify a person)."""
    plain = "".join(letter for letter in " ".join(name.split()) if letter.isprintable())
    plain = re.sub(r"\d[\d .-]{6,}\d", "…", plain)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def names_text(names: Iterable[str]) -> str:
    """The first of ``names`` without duplicates, and the number of the others."""
    found = list(dict.fromkeys(filter(None, map(name_text, names))))
    more = f" dan {len(found) - _MOST_NAMED} lagi" if len(found) > _MOST_NAMED else ""
    return ", ".join(found[:_MOST_NAMED]) + more


def numbers_text(numbers: Sequence[int]) -> str:
    """Ascending numbers as ranges: ``3, 5–9 dan 2 lagi``."""
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
    """`` oleh `` and ``names``; "" if there are none."""
    authors = names_text(names)
    return f" oleh {authors}" if authors else ""


