"""A body is read as GitHub reads it: what an officer sees there is what readers see.

``snippets.txt`` holds what people write, parted by lines of ``===``; every two kinds of blocks stand one below the
other besides. Where the structures differ, ``make check`` names the line. What only we read (definitions, admonitions,
abbreviations, attributes, figures) is not compared.
"""

import re
from itertools import product
from pathlib import Path

import pytest

from kabar.content.markdown_source.body_scan import scan_body
from kabar.content.parsing.problems import BadValue
from tests.markdown.structure import github, ours

SNIPPETS = re.split(r"\n===\n", Path(__file__).with_name("snippets.txt").read_text("utf-8").rstrip("\n"))

BLOCKS = [
    "Teks satu", "## Judul", "#Tagar", "- butir", "* butir", "1. satu", "3. tiga", "1) satu", "> kutip",
    "| a | b |\n|---|---|\n| 1 | 2 |", "```\nkode\n```", "***", "  - anak", "    empat", "---", "   tiga",
    "Judul\n=====", "- [ ] tugas", "\\- bukan butir",
]  # fmt: skip
PAIRS = [f"{above}{gap}{below}" for above, below, gap in product(BLOCKS, BLOCKS, ("\n", "\n\n"))]


def is_alike(source: str) -> bool:
    try:
        return ours(source) == github(source)
    except BadValue:
        return False


def test_there_are_enough_snippets():
    assert len(set(SNIPPETS)) >= 230
    assert len(set(PAIRS)) >= 700


@pytest.mark.parametrize("source", SNIPPETS)
def test_a_snippet_is_read_alike_or_named(source):
    assert is_alike(source) or scan_body(source, 1).problems


def test_few_snippets_are_read_otherwise():
    assert [source for source in SNIPPETS if not is_alike(source)] == [
        "``` a`b\n```",
        '<details>\n<summary>Ringkas</summary>\n\nIsi\n\n</details>',
        "[x](/a b/)",
        "<https://contoh.id/a b>",
        "[]( /x/ )",
        "ftp://contoh.id/a",
    ]


def test_any_two_blocks_are_read_alike():
    assert [source for source in PAIRS if not is_alike(source)] == []
