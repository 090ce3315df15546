"""Indexes slices of the pages with Pagefind and merges the slices into the index that Pagefind would make of all pages.

This bounds Pagefind's memory, lets several processes index, and re-indexes only slices with changed pages. Written for
the format of Pagefind 1.5: gzipped CBOR after a magic number. The pages of a word are stored as differences to the
previous page number, so the pages of the next slice can be appended with only the first difference changed.
"""

import gzip
import hashlib
import heapq
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import groupby, pairwise, takewhile
from operator import itemgetter
from typing import Any, NamedTuple

import cbor2

from kabar.build.search.pagefind import LANGUAGE, index_of
from kabar.pages.search_page import FIELDS
from kabar.text.search_words import indexable

ENTRY = "pagefind-entry.json"
_MAGIC = b"pagefind_dcd"
# As in Pagefind: size of a file of words, number of digits in file names.
_CHUNK, _DIGITS, _DIGITS_OF_LIST = 20_000, 7, 10

Place = list[Any]  # a page of a word: difference to the previous page number, positions in its text, in its metadata


class IndexedPage(NamedTuple):
    """A page of a slice: digest of its fragment, number of words, metadata (``url``, ``meta``, ``filters``)."""

    digest: str
    words: int
    metadata: Mapping[str, Any]


class Word(NamedTuple):
    """A word of a slice: number of ``pages`` that contain it, numbers of the ``first`` and ``last`` page, and its
    places.

    ``places`` are CBOR without the length of the array and without the number of the first page; ``size`` is their size
    as Pagefind counts it. ``variants`` are spellings with other letters, each with places of its own.
    """

    word: str
    pages: int
    first: int
    last: int
    places: bytes
    size: int
    variants: Sequence[tuple[str, list[Place]]]


class Slice(NamedTuple):
    """Pagefind's index of some pages: ``pagefind-entry.json``, the list of pages, the pages of each value of each
    filter.

    ``words`` are CBOR, one ``Word`` after the other, sorted. ``fragments`` are one gzipped file per page.
    """

    entry: Mapping[str, Any]
    pages: Sequence[IndexedPage]
    filters: Mapping[str, Mapping[str, Sequence[int]]]
    words: bytes
    fragments: Sequence[bytes]


def make_slice(pages: Sequence[tuple[str, str]]) -> bytes:
    """Indexes ``pages`` (name, HTML), numbered in this order; read by ``read_slice``. Raises BuildFailed."""
    return _packed(index_of((name, indexable(page)) for name, page in pages) if pages else {})


def read_slice(data: bytes) -> Slice:
    """Decodes a slice made by ``make_slice``."""
    entry, pages, *others = cbor2.loads(data)
    return Slice(entry, [IndexedPage(*page) for page in pages], *others)


def fragments_of(slices: Iterable[Slice]) -> Iterator[tuple[str, bytes]]:
    """Yields the fragment files (one per page, gzipped) of ``slices`` in order, by name."""
    names = _Names()
    for one in slices:
        for page, fragment in zip(one.pages, one.fragments, strict=True):
            yield f"fragment/{names.of(page.digest, _DIGITS)}.pf_fragment", fragment


def merged(slices: Sequence[Slice]) -> Iterator[tuple[str, bytes]]:
    """Yields all other index files of ``slices``, numbered in their order, by name; not gzipped.

    Does not read the fragments. The last file lists all others; pass its name to ``entry_of``.
    """
    names = _Names()
    chunks: list[list[str]] = []
    for words, data in _chunks(slices):
        name = names.of(_digest(data), _DIGITS)
        chunks.append([words[0], words[-1], name])
        yield f"index/{name}.pf_index", _MAGIC + data
    _shorten(chunks)
    filters = []
    for title, values in _filters(slices):
        data = cbor2.dumps([title, values])
        name = names.of(_digest(data), _DIGITS)
        filters.append([title, name])
        yield f"filter/{name}.pf_filter", _MAGIC + data
    fragments = _Names()
    listed = [[fragments.of(page.digest, _DIGITS), page.words] for one in slices for page in one.pages]
    data = cbor2.dumps([_entry(slices)["version"], listed, chunks, filters, [], list(FIELDS)])
    yield f"pagefind.{names.of(_digest(data), _DIGITS_OF_LIST)}.pf_meta", _MAGIC + data


def entry_of(slices: Sequence[Slice], listed: str) -> bytes:
    """Returns ``pagefind-entry.json`` of the index of ``slices`` whose list is the file ``listed``."""
    entry = _entry(slices)
    count = sum(len(one.pages) for one in slices)
    language = {**entry["languages"][LANGUAGE], "hash": listed.split(".")[1], "page_count": count}
    return json.dumps({**entry, "languages": {LANGUAGE: language}}, ensure_ascii=False, separators=(",", ":")).encode()


def _entry(slices: Sequence[Slice]) -> Mapping[str, Any]:
    return next(one.entry for one in slices if one.pages)


def unpacked(name: str, data: bytes) -> bytes:
    """Returns the content of an index file after its magic number. Raises ValueError for another format."""
    text = gzip.decompress(data)
    if not text.startswith(_MAGIC):
        raise ValueError(f"{name}: not what Pagefind 1.5 writes")
    return text[len(_MAGIC) :]


def _packed(files: Mapping[str, bytes]) -> bytes:
    if not files:
        return cbor2.dumps(Slice({}, [], {}, b"", []))
    (listed,) = (name for name in files if name.endswith(".pf_meta"))
    _, pages, chunks, filters, _, fields = cbor2.loads(unpacked(listed, files[listed]))
    fragments = [f"fragment/{name}.pf_fragment" for name, _ in pages]
    indexed = [_page_of(unpacked(name, files[name]), words) for name, (_, words) in zip(fragments, pages, strict=True)]
    found = (f"filter/{name}.pf_filter" for _, name in filters)
    rows = {title: dict(values) for title, values in (cbor2.loads(unpacked(name, files[name])) for name in found)}
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise ValueError(f"data-pagefind-meta: {min(unknown)} is not among FIELDS")
    numbers = [FIELDS.index(field) for field in fields]
    names = (f"index/{name}.pf_index" for *_, name in chunks)
    words = b"".join(cbor2.dumps(word) for name in names for word in _words(unpacked(name, files[name]), numbers))
    return cbor2.dumps(Slice(json.loads(files[ENTRY]), indexed, rows, words, [files[name] for name in fragments]))


def _page_of(fragment: bytes, words: int) -> IndexedPage:
    page = json.loads(fragment)
    return IndexedPage(_digest(fragment), words, {key: page[key] for key in ("url", "meta", "filters")})


def _words(chunk: bytes, numbers: Sequence[int]) -> Iterator[Word]:
    """Yields the words of an index file. ``numbers`` maps its metadata fields to their numbers in ``FIELDS``."""
    ((words),) = cbor2.loads(chunk)
    for word, pages, variants in words:
        for page in (*pages, *(page for _, pages in variants for page in pages)):
            # A negative number is the field of the positions that follow.
            page[2] = [-1 - numbers[-1 - one] if one < 0 else one for one in page[2]]
        first = pages[0][0] if pages else 0
        # Skip the heads of the array and of the first page, and its number.
        places = cbor2.dumps(pages)[len(_head(len(pages))) + 1 + len(cbor2.dumps(first)) :]
        size = sum(len(text) + len(meta) + 1 for _, text, meta in pages)
        yield Word(word, len(pages), first, sum(page[0] for page in pages), places, size, variants)


def _chunks(slices: Sequence[Slice]) -> Iterator[tuple[list[str], bytes]]:
    """Yields all words in order in groups of one index file, each with the content of that file."""
    words, entries, size = [], [], 0
    for word, more, data in _merged_words(slices):
        words.append(word)
        entries.append(data)
        size += more
        if size >= _CHUNK:
            yield words, _array([_array(entries)])
            words, entries, size = [], [], 0
    if words:
        yield words, _array([_array(entries)])


def _merged_words(slices: Sequence[Slice]) -> Iterator[tuple[str, int, bytes]]:
    """Yields each word, the size of its places, and its CBOR."""
    starts = [0]
    for one in slices:
        starts.append(starts[-1] + len(one.pages))
    streams = [_numbered(one.words, start) for one, start in zip(slices, starts, strict=False)]
    for word, group in groupby(heapq.merge(*streams, key=itemgetter(0, 1)), itemgetter(0)):
        count, last, size, pieces = 0, 0, 0, []
        variants: dict[str, list[Place]] = {}
        for _, start, found in group:
            if found.pages:
                pieces += [b"\x83", cbor2.dumps(start + found.first - last), found.places]
                last = start + found.last
            count += found.pages
            size += found.size
            for form, places in found.variants:
                _join(variants.setdefault(form, []), places, start)
        pages = _head(count) + b"".join(pieces)
        yield word, size, _array([cbor2.dumps(word), pages, cbor2.dumps([list(one) for one in variants.items()])])


def _numbered(words: bytes, start: int) -> Iterator[tuple[str, int, Word]]:
    decoder = cbor2.CBORDecoder(BytesIO(words))
    while True:
        try:
            word = Word(*decoder.decode())
        except cbor2.CBORDecodeEOF:
            return
        yield word.word, start, word


def _join(before: list[Place], pages: list[Place], start: int) -> None:
    last = sum(page[0] for page in before)
    pages[0][0] += start - last
    before += pages


def _filters(slices: Sequence[Slice]) -> Iterator[tuple[str, list[list[Any]]]]:
    found: dict[str, dict[str, list[int]]] = {}
    start = 0
    for one in slices:
        for title, values in one.filters.items():
            for value, pages in values.items():
                found.setdefault(title, {}).setdefault(value, []).extend(start + page for page in sorted(pages))
        start += len(one.pages)
    for title in sorted(found):
        yield title, [[value, found[title][value]] for value in sorted(found[title])]


def _shorten(chunks: list[list[str]]) -> None:
    """Shortens the first and last words of index files to what separates neighbouring files, as Pagefind does."""
    for before, after in pairwise(chunks):
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(before[1], after[0], strict=False))
        letters = len(list(alike)) + 1
        # Never below the first word of the file.
        if before[1][:letters] >= before[0]:
            before[1] = before[1][:letters]
        after[0] = after[0][:letters]


class _Names:
    """File names from digests: the first digits, more when another digest begins the same."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}

    def of(self, digest: str, digits: int) -> str:
        """Returns the name for the hexadecimal ``digest``, with at least ``digits`` digits."""
        while self._given.setdefault(digest[:digits], digest) != digest:
            digits += 1
        return f"{LANGUAGE}_{digest[:digits]}"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _head(count: int) -> bytes:
    """Returns the head of a CBOR array of ``count`` items: that of the number, with another major type."""
    number = cbor2.dumps(count)
    return bytes([number[0] | 0x80]) + number[1:]


def _array(items: Sequence[bytes]) -> bytes:
    return _head(len(items)) + b"".join(items)


