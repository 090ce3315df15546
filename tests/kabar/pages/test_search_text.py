"""Texts are split into the same words for the index and for questions, and are shown as they stand on their page."""

import html
from pathlib import Path

import pytest
import yaml

from kabar.text.search_words import indexable, indexed_part, readable, tokens

CASES = yaml.safe_load((Path(__file__).parents[2] / "site/search_tokens.yaml").read_text("utf-8"))


@pytest.mark.parametrize(("text", "words"), CASES)
def test_a_text_is_split_into_its_words(text, words):
    assert tokens(text) == words


@pytest.mark.parametrize("text", [text for text, _ in CASES] + ["a & b < c – d", "“Rp500.000,–”"])
def test_what_is_handed_to_the_index_reads_as_before(text):
    page = f'<p title="1,5–2">{html.escape(text, quote=False)}</p>'

    assert html.unescape(readable(indexable(page))) == html.unescape(page.replace("ʼ", "’"))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("US$3,47 miliar", ["US$\u2060", "3ꓹ47", "miliar"]),
        ("Pontianak–Singkawang", ["Pontianak–\u2060", "Singkawang"]),
        ("e-katalog", ["e-katalog"]),
        ("Ma’ruf", ["Ma’ruf"]),
        ("870¹", ["870\u2060", "¹"]),
    ],
)
def test_words_that_pagefind_would_take_for_one_are_parted(text, pieces):
    assert indexable(f"<p>{text}</p>")[3:-4].split() == pieces


def test_markup_and_plain_words_stay():
    page = '<main data-pagefind-body data-x="1,5"><p class="a-b">Batik dan tenun</p></main>'

    assert indexable(page) == page


@pytest.mark.parametrize(
    "main",
    [
        "<main data-pagefind-body><h1>Batik</h1></main>",
        '<main class="frame">\n<nav>Beranda</nav>\n<article class="article" data-pagefind-body>Batik</article></main>',
    ],
)
def test_of_a_page_the_main_part_is_read(main):
    page = (
        "<!doctype html><html"
        f" lang=id><head><title>Batik</title></head><body><nav>Menu</nav>{main}<footer></body></html>"
    )

    assert indexed_part(page) == f"<html>{main}</html>"


@pytest.mark.parametrize(
    "main", ["", "<main>Batik</main>", "<main><code>&lt;p data-pagefind-body&gt;</code> data-pagefind-body</main>"]
)
def test_nothing_of_a_page_is_read_that_is_not_marked(main):
    assert indexed_part(f"<html><body>{main}</body></html>") == ""


def test_a_filter_keeps_its_value():
    link = '<a data-pagefind-filter="Topik">Industri 4.0–"baru"</a>'

    assert indexable(link) == (
        '<a data-pagefind-filter="Topik:Industri 4.0–&quot;baru&quot;">Industri 4ꓸ0–"\u2060 baru"</a>'
    )
