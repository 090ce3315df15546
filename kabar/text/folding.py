"""Case and accent folding of labels, and slugs for addresses."""

import re
import unicodedata
from hashlib import sha256

from unidecode import unidecode

_SEPARATORS = re.compile("[\\s\\-_\u2010-\u2015]+")
# Accents of Latin, Greek and Cyrillic (the diacritics of Japanese, Thai and Hindi distinguish words and stay), and the
# variation selectors that choose between text and emoji.
_ACCENTS = re.compile("[\u0300-\u036f\ufe00-\ufe0f]+")


def fold_label(label: str) -> str:
    """The key by which labels are compared: folds compatibility forms (NFKC), case, accents, spaces and hyphens.

    "Industri-Kecil" and "industri  kecil" have the same key. A label of nothing else is only stripped. Idempotent.
    """
    folded = unicodedata.normalize("NFKC", label).casefold()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", folded))
    return _SEPARATORS.sub(" ", unicodedata.normalize("NFKC", bare).casefold()).strip() or label.strip()


def fold_address(address: str) -> str:
    """The key by which a case-insensitive file system compares ``address``, without outer slashes."""
    return unicodedata.normalize("NFC", address.casefold()).strip("/")


LONGEST = 60  # characters of a slug; a longer one is cut at a word and gets a hash

# Signs that distinguish names: "C", "C++" and "C#" are three topics.
_SIGNS = ((re.compile(r"\+"), " plus "), (re.compile(r"(?<=[^\W_])#"), " sharp "), (re.compile("&"), " dan "))


def readable_slug(text: str) -> str:
    """``text`` as ASCII small letters, digits and hyphens; "" if none of it can be transliterated."""
    spelled = text
    for sign, word in _SIGNS:
        spelled = sign.sub(word, spelled)
    # An apostrophe is part of a word: "Jum'at" is one.
    without_surrogates = spelled.encode("utf-8", "ignore").decode()
    plain = re.sub("['`]", "", unidecode(without_surrogates)).casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) > LONGEST:
        slug = f"{slug[:LONGEST].rpartition('-')[0] or slug[:LONGEST]}-{short_hash(text)}"
    return slug


def short_hash(text: str) -> str:
    """The first eight hexadecimal digits of the SHA-256 of ``text`` after folding."""
    return sha256(fold_label(text).encode("utf-8", "surrogatepass")).hexdigest()[:8]


