"""A file name made from a title or label: readable where it can be, the same every time."""

import re
from hashlib import sha256

from unidecode import unidecode

from plugins.content_model.folding import fold_label

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
