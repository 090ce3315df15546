"""An index that is put together of slices is the one that Pagefind makes of all pages at once."""

import json
from collections.abc import Mapping, Sequence
from random import Random

import cbor2
import pytest

from kabar.build.output.gzip_format import gzipped
from kabar.build.search.index_slices import (
    ENTRY,
    Slice,
    entry_of,
    fragments_of,
    make_slice,
    merged,
    read_slice,
    unpacked,
)
from kabar.build.search.pagefind import index_of
from kabar.pages.search_page import FIELDS

pytestmark = pytest.mark.build

WORDS = ("batik", "tenun", "rotan", "perajin", "mengukir", "ukiran", "diukir", "café", "cafe", "naik", "7ꓹ5", "wib")
FORMS = [
    '<main data-pagefind-body data-pagefind-filter="Rubrik:Berita" data-pagefind-meta="rubrik:Berita">',
    '<main data-pagefind-body data-pagefind-filter="Rubrik:Bimtek" data-pagefind-meta="tempat:Kota Solo, acara:Besok">',
    "<main data-pagefind-body>",
]


def pages(count: int) -> list[tuple[str, str]]:
    """Pages of some forms with words by chance, of which each is found in many, and some in one alone."""
    random = Random(5)
    found = []
    for number in range(count):
        words = " ".join([*random.choices(WORDS, k=60), *(f"kata{random.randint(0, 900)}" for _ in range(20))])
        title = f"Karangan {number} {random.choice(WORDS)}"
        topic = f'<a data-pagefind-filter="Topik">{random.choice(WORDS)}</a>'
        text = f"<h1>{title}</h1><h2 id=b>{random.choice(WORDS)}</h2><p>{words} {topic}</p>"
        found.append((f"berita/{number}/index.html", f"<html>{FORMS[number % len(FORMS)]}{text}</main></html>"))
    return found


def slices(all_pages: Sequence[tuple[str, str]], sizes: Sequence[int]) -> list[Slice]:
    made, at = [], 0
    for size in sizes:
        made.append(read_slice(make_slice(all_pages[at : at + size])))
        at += size
    assert at == len(all_pages)
    return made


def files_of(made: Sequence[Slice]) -> dict[str, bytes]:
    files = {name: gzipped(data) for name, data in merged(made)}
    (listed,) = (name for name in files if name.endswith(".pf_meta"))
    return {**dict(fragments_of(made)), **files, ENTRY: entry_of(made, listed)}


def holds(files: Mapping[str, bytes]) -> tuple:
    """All that the files of an index say, by whatever names: pages, words, how words are parted, filters."""
    (listed,) = (name for name in files if name.endswith(".pf_meta"))
    entry = json.loads(files[ENTRY])
    assert entry["languages"]["id"].pop("hash") in listed
    made_by, pages, chunks, filters, sorts, fields = cbor2.loads(unpacked(listed, files[listed]))
    texts = [(words, json.loads(unpacked(name, files[f"fragment/{name}.pf_fragment"]))) for name, words in pages]
    found = []
    for begin, end, name in chunks:
        ((words,),) = [cbor2.loads(unpacked(name, files[f"index/{name}.pf_index"]))]
        found.append((begin, end, [_with_names(word, fields) for word in words]))
    values = [(title, cbor2.loads(unpacked(name, files[f"filter/{name}.pf_filter"]))) for title, name in filters]
    # Pagefind itself has filters, and their values, in an order of chance.
    return entry, made_by, texts, found, sorted((title, name, sorted(rows)) for title, (name, rows) in values), sorts


def _with_names(word: list, fields: Sequence[str]) -> list:
    """What is told of a word, with the names of fields instead of their numbers."""
    text, pages, variants = word
    every = [pages, *(pages for _, pages in variants)]
    named = [
        [[far, places, [fields[-one - 1] if one < 0 else one for one in meta]] for far, places, meta in some]
        for some in every
    ]
    return [text, named[0], [form for form, _ in variants], named[1:]]


@pytest.mark.parametrize("sizes", [
    [300, 0, 400],
    *(pytest.param(one, marks=pytest.mark.long) for one in ([700], [1, 699], [50] * 14, [333, 333, 34])),
])
def test_slices_make_the_index_that_pagefind_makes_of_all_pages_at_once(sizes):
    all_pages = pages(700)

    assert holds(files_of(slices(all_pages, sizes))) == holds(index_of(all_pages))


def test_the_same_pages_make_the_same_bytes_however_they_are_sliced():
    all_pages = pages(60)

    assert files_of(slices(all_pages, [60])) == files_of(slices(all_pages, [7, 50, 3]))


def test_a_field_that_is_not_among_those_that_are_known_stops_the_build():
    page = '<html><main data-pagefind-body data-pagefind-meta="asing:ya"><h1>Karangan</h1></main></html>'

    assert "asing" not in FIELDS and sorted(FIELDS) == list(FIELDS)
    with pytest.raises(ValueError, match="asing"):
        make_slice([("index.html", page)])


def test_pages_whose_digests_begin_alike_have_names_of_their_own():
    made = read_slice(make_slice(pages(3)))
    alike = [page._replace(digest=f"{'0' * 12}{number}") for number, page in enumerate(made.pages)]

    named = dict(fragments_of([made._replace(pages=alike)]))

    assert list(named.values()) == made.fragments
    assert next(iter(named)) == "fragment/id_0000000.pf_fragment"
