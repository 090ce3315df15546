"""The id of a new topic, made from its label: readable where it can be, the same every time."""

import re
from hashlib import sha256

from unidecode import unidecode

from plugins.content_model.addresses import PAGING
from plugins.content_model.folders import kind_of
from plugins.content_model.folding import fold_label

LONGEST = 60  # characters of a readable id; a longer label is cut at a word and told apart by a hash

# Signs that tell two names apart: "C", "C++" and "C#" are three topics.
_SIGNS = ((re.compile(r"\+"), " plus "), (re.compile(r"(?<=[^\W_])#"), " sharp "), (re.compile("&"), " dan "))


def slug_of(label: str) -> str:
    """The id that a topic named ``label`` gets; always one that a file may have."""
    text = label
    for sign, word in _SIGNS:
        text = sign.sub(word, text)
    # An apostrophe stands within a word: "Jum'at" is one.
    plain = re.sub("['`]", "", unidecode(text)).casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not slug:
        return f"topik-{_hash(label)}"
    if len(slug) > LONGEST:
        slug = f"{slug[:LONGEST].rpartition('-')[0] or slug[:LONGEST]}-{_hash(label)}"
    return f"topik-{slug}" if fault_of_id(slug) else slug


def fault_of_id(id: str) -> str:
    """Why no topic may have ``id``, in Indonesian; "" when one may."""
    if id == PAGING:
        return f"nama '{id}' dipakai portal ini; pilih nama lain"
    return kind_of(f"topik/{id}.md")[1]


def _hash(label: str) -> str:
    return sha256(fold_label(label).encode()).hexdigest()[:8]
