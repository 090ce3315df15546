"""Fold labels and addresses, so that spellings of one name meet."""

import re
import unicodedata

_SEPARATORS = re.compile("[\\s\\-_\u2010-\u2015]+")
# Accents of Latin, Greek and Cyrillic (marks of Japanese, Thai or Hindi tell words apart), and whether
# a sign is drawn as text or as emoji.
_ACCENTS = re.compile("[\u0300-\u036f\ufe00-\ufe0f]+")


def fold_label(label: str) -> str:
    """``label`` without what does not tell two names apart.

    Unicode NFKC, case, accents, spaces and hyphens are folded away: "Industri-Kecil" and
    "industri  kecil" give one key. What is made of nothing else stays as it is. Idempotent.
    """
    folded = unicodedata.normalize("NFKC", label).casefold()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", folded))
    return _SEPARATORS.sub(" ", unicodedata.normalize("NFKC", bare).casefold()).strip() or label.strip()


def fold_address(address: str) -> str:
    """``address`` as a case-insensitive file system would tell it apart, without outer slashes."""
    return unicodedata.normalize("NFC", address.casefold()).strip("/")
