"""Let Pagefind index a slice of the portal's pages, and put slices together to what it would make of them at once.

So what Pagefind holds in memory is bounded, slices are made by several processes, and only a slice of which a page
changed is made anew. Read from what Pagefind 1.5 writes: gzipped CBOR behind a mark. A word's pages are told by how
far each is from the one before, so that those of the next slice stand behind with only the first of them changed.
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
_MARK = b"pagefind_dcd"
# As Pagefind has them: how much is told of words in one file of the index, and digits in names.
_CHUNK, _DIGITS, _DIGITS_OF_LIST = 20_000, 7, 10

Place = list[Any]  # a page as it stands at a word: how far from the one before, where in its text, where in its meta


class IndexedPage(NamedTuple):
    """A page of a slice: the digest of its fragment, how many words it has, what is told of it beside its text."""

    digest: str
    words: int
    told: Mapping[str, Any]


class Word(NamedTuple):
    """What a slice tells of a word: how many ``pages`` hold it, the first and the last of them, and where they do.

    ``places`` are CBOR without how many there are, and without the number of the first page; ``size`` is how much they
    tell, as Pagefind counts it. ``variants`` are forms with other letters, each with places of its own.
    """

    word: str
    pages: int
    first: int
    last: int
    places: bytes
    size: int
    variants: Sequence[tuple[str, list[Place]]]


class Slice(NamedTuple):
    """What Pagefind made of some pages: ``pagefind-entry.json``, their list, the pages of each value of each filter.

    ``words`` are CBOR, one ``Word`` after the other, sorted. ``fragments`` tell of one page each, gzipped.
    """

    entry: Mapping[str, Any]
    pages: Sequence[IndexedPage]
    filters: Mapping[str, Mapping[str, Sequence[int]]]
    words: bytes
    fragments: Sequence[bytes]


def make_slice(pages: Sequence[tuple[str, str]]) -> bytes:
    """The index of ``pages`` (name, HTML), numbered in this order, to be read by ``read_slice``. Raises BuildFailed."""
    return _packed(index_of((name, indexable(page)) for name, page in pages) if pages else {})


def read_slice(data: bytes) -> Slice:
    """The slice that ``make_slice`` made."""
    entry, pages, *others = cbor2.loads(data)
    return Slice(entry, [IndexedPage(*page) for page in pages], *others)


def fragments_of(slices: Iterable[Slice]) -> Iterator[tuple[str, bytes]]:
    """The files that tell of one page each, in the order of ``slices``, by name; gzipped."""
    names = _Names()
    for one in slices:
        for page, fragment in zip(one.pages, one.fragments, strict=True):
            yield f"fragment/{names.of(page.digest, _DIGITS)}.pf_fragment", fragment


def merged(slices: Sequence[Slice]) -> Iterator[tuple[str, bytes]]:
    """All other files of an index of the pages of ``slices``, numbered in their order, by name; yet to be gzipped.

    Their fragments are not asked for. The last file lists all others: ``entry_of`` tells where it is.
    """
    names = _Names()
    chunks: list[list[str]] = []
    for words, data in _chunks(slices):
        name = names.of(_digest(data), _DIGITS)
        chunks.append([words[0], words[-1], name])
        yield f"index/{name}.pf_index", _MARK + data
    _shorten(chunks)
    filters = []
    for title, values in _filters(slices):
        data = cbor2.dumps([title, values])
        name = names.of(_digest(data), _DIGITS)
        filters.append([title, name])
        yield f"filter/{name}.pf_filter", _MARK + data
    fragments = _Names()
    listed = [[fragments.of(page.digest, _DIGITS), page.words] for one in slices for page in one.pages]
    data = cbor2.dumps([_entry(slices)["version"], listed, chunks, filters, [], list(FIELDS)])
    yield f"pagefind.{names.of(_digest(data), _DIGITS_OF_LIST)}.pf_meta", _MARK + data


def entry_of(slices: Sequence[Slice], listed: str) -> bytes:
    """``pagefind-entry.json`` of the index of ``slices`` that the file ``listed`` lists."""
    entry = _entry(slices)
    count = sum(len(one.pages) for one in slices)
    told = {**entry["languages"][LANGUAGE], "hash": listed.split(".")[1], "page_count": count}
    return json.dumps({**entry, "languages": {LANGUAGE: told}}, ensure_ascii=False, separators=(",", ":")).encode()


def _entry(slices: Sequence[Slice]) -> Mapping[str, Any]:
    return next(one.entry for one in slices if one.pages)


def unpacked(name: str, data: bytes) -> bytes:
    """What the file ``name`` of an index holds behind its mark. Raises ValueError where Pagefind 1.5 writes no such."""
    text = gzip.decompress(data)
    if not text.startswith(_MARK):
        raise ValueError(f"{name}: not what Pagefind 1.5 writes")
    return text[len(_MARK) :]


def _packed(files: Mapping[str, bytes]) -> bytes:
    if not files:
        return cbor2.dumps(Slice({}, [], {}, b"", []))
    (listed,) = (name for name in files if name.endswith(".pf_meta"))
    _, pages, chunks, filters, _, fields = cbor2.loads(unpacked(listed, files[listed]))
    fragments = [f"fragment/{name}.pf_fragment" for name, _ in pages]
    told = [_page_of(unpacked(name, files[name]), words) for name, (_, words) in zip(fragments, pages, strict=True)]
    found = (f"filter/{name}.pf_filter" for _, name in filters)
    rows = {title: dict(values) for title, values in (cbor2.loads(unpacked(name, files[name])) for name in found)}
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise ValueError(f"data-pagefind-meta: {min(unknown)} is not among FIELDS")
    numbers = [FIELDS.index(field) for field in fields]
    names = (f"index/{name}.pf_index" for *_, name in chunks)
    words = b"".join(cbor2.dumps(word) for name in names for word in _words(unpacked(name, files[name]), numbers))
    return cbor2.dumps(Slice(json.loads(files[ENTRY]), told, rows, words, [files[name] for name in fragments]))


def _page_of(fragment: bytes, words: int) -> IndexedPage:
    page = json.loads(fragment)
    return IndexedPage(_digest(fragment), words, {key: page[key] for key in ("url", "meta", "filters")})


def _words(chunk: bytes, numbers: Sequence[int]) -> Iterator[Word]:
    """The words of a file of the index. ``numbers`` are those of its fields of meta among all."""
    ((words),) = cbor2.loads(chunk)
    for word, pages, variants in words:
        for page in (*pages, *(page for _, pages in variants for page in pages)):
            # Below zero stands which field the places behind are in.
            page[2] = [-1 - numbers[-1 - one] if one < 0 else one for one in page[2]]
        first = pages[0][0] if pages else 0
        # Behind the array, that of the first page, and its number.
        places = cbor2.dumps(pages)[len(_head(len(pages))) + 1 + len(cbor2.dumps(first)) :]
        size = sum(len(text) + len(meta) + 1 for _, text, meta in pages)
        yield Word(word, len(pages), first, sum(page[0] for page in pages), places, size, variants)


def _chunks(slices: Sequence[Slice]) -> Iterator[tuple[list[str], bytes]]:
    """All words in order, so many at a time as one file holds, each time with what that file holds."""
    words, told, size = [], [], 0
    for word, more, data in _merged_words(slices):
        words.append(word)
        told.append(data)
        size += more
        if size >= _CHUNK:
            yield words, _array([_array(told)])
            words, told, size = [], [], 0
    if words:
        yield words, _array([_array(told)])


def _merged_words(slices: Sequence[Slice]) -> Iterator[tuple[str, int, bytes]]:
    """Each word, how much is told of it, and what is told."""
    starts = [0]
    for one in slices:
        starts.append(starts[-1] + len(one.pages))
    streams = [_numbered(one.words, start) for one, start in zip(slices, starts, strict=False)]
    for word, group in groupby(heapq.merge(*streams, key=itemgetter(0, 1)), itemgetter(0)):
        count, last, size, pieces = 0, 0, 0, []
        variants: dict[str, list[Place]] = {}
        for _, start, one in group:
            if one.pages:
                pieces += [b"\x83", cbor2.dumps(start + one.first - last), one.places]
                last = start + one.last
            count += one.pages
            size += one.size
            for form, found in one.variants:
                _join(variants.setdefault(form, []), found, start)
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
    """Cut the words at which files begin and end to what tells one file from the next, as Pagefind does."""
    for before, after in pairwise(chunks):
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(before[1], after[0], strict=False))
        letters = len(list(alike)) + 1
        # Never to before where the file begins.
        if before[1][:letters] >= before[0]:
            before[1] = before[1][:letters]
        after[0] = after[0][:letters]


class _Names:
    """Names of files by the digests of what they hold: the first digits, more where another begins alike."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}

    def of(self, digest: str, digits: int) -> str:
        """The name of what has the hexadecimal ``digest``, which has at least so many ``digits``."""
        while self._given.setdefault(digest[:digits], digest) != digest:
            digits += 1
        return f"{LANGUAGE}_{digest[:digits]}"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _head(count: int) -> bytes:
    """How CBOR begins an array of ``count``: as the number, but of another kind."""
    number = cbor2.dumps(count)
    return bytes([number[0] | 0x80]) + number[1:]


def _array(items: Sequence[bytes]) -> bytes:
    return _head(len(items)) + b"".join(items)


