"""Phrases of a document that identify it: titles, sentences, names, addresses."""

import re
import string
from collections.abc import Iterator, Mapping
from typing import Any

from kabar.content.models.article import Article
from kabar.content.models.model import Document
from kabar.content.models.person import Person

_KEPT = (string.ascii_letters + string.digits).encode()
_DROPPED = bytes(byte for byte in range(256) if byte not in _KEPT)
_SMALL = bytes.maketrans(string.ascii_uppercase.encode(), string.ascii_lowercase.encode())
# Tags, and escapes spelt with letters or digits: RFC 3986, JSON, HTML.
_BETWEEN = re.compile(rb"<[^<>]{0,1000}>|%[0-9A-Fa-f]{2}|\\(?:u[0-9A-Fa-f]{4}|[nrtbf])|&(?:#\w+|[a-z]+);")


def fold(text: str) -> bytes:
    """Folds ``text``: ASCII letters in lower case and digits, nothing else."""
    return fold_bytes(text.encode())


def fold_bytes(data: bytes) -> bytes:
    """Folds ``data`` as it is."""
    return data.translate(_SMALL, _DROPPED)


def fold_without_markup(data: bytes) -> bytes:
    """Folds ``data`` without its tags and escapes."""
    return fold_bytes(_BETWEEN.sub(b"", data))


SHORTEST = 20  # folded characters of a piece of running text: shorter ones occur by chance
SHORTEST_NAME = 16  # folded characters of a title or a name; the portal's own headings are as short
# Folded characters of the name of a person, an organisation or a topic: shorter ones occur by chance in the bytes of
# pictures.
SHORTEST_LABEL = 8
# Digits of a value without trailing zeros: shorter ones occur by chance among the coordinates of drawings.
LONGEST_COMMON_VALUE = 11
# Pieces overlap, so that any WORDS + STEP - 1 = 8 words in a row are found.
WORDS, STEP = 6, 3

# Keys with free text. Other keys have codes, dates and ids, which pages show in other contexts.
_RUNNING = {
    "summary", "caption", "alt", "credit", "text", "reason", "eligibility", "documents", "covered_note",
    "event_status_reason", "outcome",
}  # fmt: skip
_NAMES = {"title", "name", "address", "url", "file", "number", "email", "aliases", "scheme"}
# The same for documents that are not articles.
_LASTING_RUNNING = {"summary", "definition", "note"}
_LABELS = {
    "name", "short_name", "label", "label_en", "synonyms", "misspellings", "title", "measure", "publisher", "said_by",
    "address", "url", "email", "aliases",
}  # fmt: skip
# A person's name without titles: "Dr. Retno Wulandari, M.Si.".
_BARE_NAME = re.compile(r"[^\W\d_]{2,}(?!\.)(?:[ '’-][^\W\d_]{2,}(?!\.))+")
# Separators that may occur between the words of a piece: no markup, no quotation marks.
_PIECE = re.compile(r"[A-Za-z0-9]+(?:[ ,./-]+[A-Za-z0-9]+)*")
_SENTENCE_END = re.compile(r"[.?!:;]\s")


def phrases_of(article: Article, front: Mapping[str, Any]) -> Iterator[str]:
    """Yields the phrases of ``article``; ``front`` is its front matter as text. May contain duplicates."""
    yield article.page_address
    if _is_distinctive_name(article.id):
        yield article.id
    for key, value in _texts_in(front, ""):
        if key in _NAMES:
            yield from filter(_is_distinctive_name, _PIECE.findall(_one_line(value)))
        elif key in _RUNNING:
            yield from pieces_of(value)
    yield from pieces_of(article.body)


def phrases_of_lasting(document: Document, front: Mapping[str, Any]) -> Iterator[str]:
    """Yields the phrases of ``document``, which is not an article; ``front`` is the withheld part of its front matter.

    May contain duplicates. The address of the document is handled in ``secrets``.
    """
    for key, value in _texts_in(front, ""):
        if key in _LABELS:
            yield from filter(_is_distinctive_label, _names_in(_one_line(value), isinstance(document, Person)))
        elif key in _LASTING_RUNNING:
            yield from pieces_of(value)
        elif key == "value" and len(re.sub(r"\D", "", value).strip("0")) > LONGEST_COMMON_VALUE:
            yield value


def body_phrases_of(document: Document) -> Iterator[str]:
    """Yields the phrases of the body of ``document`` and its file name."""
    if _is_distinctive_label(document.id):
        yield document.id
    yield from pieces_of(document.body)


def phrases_of_unfinished(front: Mapping[str, Any]) -> Iterator[str]:
    """Yields the phrases of a document with errors; ``front`` is its front matter as text, where any key may have any
    text.

    May contain duplicates.
    """
    for _, value in _texts_in(front, ""):
        yield from filter(_is_distinctive_name, _PIECE.findall(_one_line(value)))
        yield from pieces_of(value)


def pieces_of(text: str) -> Iterator[str]:
    """Yields runs of at most ``WORDS`` words within a sentence of ``text``, without markup, every ``STEP`` words."""
    for sentence in _SENTENCE_END.split(_one_line(text)):
        for run in _PIECE.findall(sentence):
            words = run.split(" ")
            last = max(0, len(words) - WORDS)
            for start in (*range(0, last, STEP), last):
                piece = " ".join(words[start : start + WORDS])
                if len(fold(piece)) >= SHORTEST and _has_words(piece):
                    yield piece


def _texts_in(value: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            # Accepted warnings quote the text.
            yield from _texts_in(inner, name) if name != "accepted" else ()
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts_in(inner, key)


def _is_distinctive_name(name: str) -> bool:
    return len(fold(name)) >= SHORTEST_NAME and _has_words(name)


def _is_distinctive_label(name: str) -> bool:
    return len(fold(name)) >= SHORTEST_LABEL and re.search(r"[A-Za-z]{3}", name) is not None


def _names_in(name: str, is_person: bool) -> Iterator[str]:
    yield name
    if is_person:
        yield from _BARE_NAME.findall(name)


def _has_words(text: str) -> bool:
    # Dates, amounts and telephone numbers occur elsewhere by chance; three words rarely do.
    return len(re.findall(r"[A-Za-z]{3,}", text)) > 2


def _one_line(text: str) -> str:
    return " ".join(text.split())


