"""Word list and suggested names of a part of the search index (``kata.json``).

The search corrects misspelt words and suggests names with it. Made from the metadata that Pagefind extracts per page.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kabar.build.output.gzip_format import gzipped
from kabar.text.search_words import readable, tokens

NAME = "kata.json"
# Largest compressed size in bytes of the words and of the names of a part: three parts stay under 30 kB.
_MOST_WORDS, _MOST_NAMES = 6_000, 3_500
_NAMED = ("Topik", "Lembaga")
_PLACES = ("Topik", "Provinsi")


def words_file(pages: Sequence[Mapping[str, Any]]) -> bytes:
    """Returns ``kata.json`` for ``pages``, each a mapping with ``url``, ``meta`` and ``filters``.

    ``words``: the words of titles, topics, names and places, sorted, each with the binary logarithm of the number of
    pages that contain it; the rarest are dropped when there are too many. ``names``: title, address, kind, registration
    period and short name of topics, institutions, and trainings whose registration ends after the date of the newest
    page.
    """
    counts = Counter(word for page in pages for word in _words_of(page))
    by_use = sorted(counts, key=lambda word: (-counts[word], word))
    content = {"words": _fitting_words(by_use, counts), "names": _fitting_names(_names(pages))}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _words_of(page: Mapping[str, Any]) -> set[str]:
    meta, filters = page["meta"], page["filters"]
    texts = [meta["title"], meta.get("singkatan", ""), meta.get("tempat", "")]
    texts += [value for name in _PLACES for value in filters.get(name, ())]
    found = {word for text in texts for word in tokens(readable(text))}
    return {word for word in found if len(word) > 2 and word.isalpha()}


def _fitting_words(by_use: Sequence[str], counts: Mapping[str, int]) -> str:
    def text(count: int) -> str:
        return " ".join(f"{word}{min(counts[word].bit_length() - 1, 9)}" for word in sorted(by_use[:count]))

    return text(_most(len(by_use), lambda count: text(count).encode(), _MOST_WORDS))


def _names(pages: Sequence[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    newest = max((page["meta"].get("terbit", "") for page in pages), default="")
    found = []
    for page in pages:
        meta = page["meta"]
        (kind,) = page["filters"].get("Rubrik") or ("",)
        span = next(iter(page["filters"].get("Pendaftaran", ())), "")
        if kind in _NAMED or span.partition("/")[2] > newest:
            found.append((readable(meta["title"]), page["url"], kind, span, meta.get("singkatan", "")))
    return sorted(found, key=lambda name: (name[2] not in _NAMED, name[1]))


def _fitting_names(names: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
    def data(count: int) -> bytes:
        return json.dumps(names[:count], ensure_ascii=False).encode()

    return names[: _most(len(names), data, _MOST_NAMES)]


def _most(count: int, data: Callable[[int], bytes], octets: int) -> int:
    """Returns the largest number, at most ``count``, whose ``data`` compresses to at most ``octets`` bytes."""
    low, high = 0, count
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if len(gzipped(data(middle))) <= octets else (low, middle - 1)
    return low


