"""The words of a text, folded as names of topics are, so that the two can be compared."""

import re
from collections.abc import Iterator

from plugins.content_model.folding import fold_label
from plugins.topics.stop_words import STOP_WORDS

SHORTEST = 4  # letters of a word that may tell a subject; shorter ones do so only in a topic's name

# "C++" and "C#" are words; a sign elsewhere is none.
_WORD = re.compile(r"[^\W_]+[+#]*")
# What a body holds besides what is read: addresses, figures of the ledger, tags of HTML.
_UNREAD = re.compile(r"\]\([^)]*\)|\{\{[^}]*\}\}|https?://\S+|<[^>]*>")


def words_of(text: str) -> list[str]:
    """Every word of ``text`` in order, folded."""
    return _WORD.findall(fold_label(text))


def telling_words(text: str) -> Iterator[str]:
    """The words of ``text`` that may tell its subject: no stop words, no numbers, no short ones."""
    for word in words_of(text):
        if len(word) >= SHORTEST and word.isalpha() and word not in STOP_WORDS:
            yield word


def readable(body: str) -> str:
    """``body`` without what a reader does not see as text."""
    return _UNREAD.sub(" ", body)
