"""A file name made from a title or label: readable where it can be, the same every time."""

import re
import unicodedata
from hashlib import sha256

from unidecode import unidecode

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


LONGEST = 60  # characters of a readable name; a longer one is cut at a word and told apart by a hash

# Signs that tell two names apart: "C", "C++" and "C#" are three topics.
_SIGNS = ((re.compile(r"\+"), " plus "), (re.compile(r"(?<=[^\W_])#"), " sharp "), (re.compile("&"), " dan "))


def readable_slug(text: str) -> str:
    """``text`` in small letters, digits and hyphens; "" where nothing of it can be written so."""
    marked = text
    for sign, word in _SIGNS:
        marked = sign.sub(word, marked)
    # An apostrophe stands within a word: "Jum'at" is one.
    text_alone = marked.encode("utf-8", "ignore").decode()  # without octets that are none
    plain = re.sub("['`]", "", unidecode(text_alone)).casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) > LONGEST:
        slug = f"{slug[:LONGEST].rpartition('-')[0] or slug[:LONGEST]}-{short_hash(text)}"
    return slug


def short_hash(text: str) -> str:
    """Eight hexadecimal digits that tell ``text`` from others, whatever its case and spacing."""
    return sha256(fold_label(text).encode("utf-8", "surrogatepass")).hexdigest()[:8]


