"""Whatever is typed into a file: problems or a library, never a traceback; and bodies that hold nothing alive."""

from datetime import UTC, datetime

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.content.library import load_library
from kabar.content.markdown_source.directives import Html
from tests.kabar.markdown.converting import convert
from tests.portals import BIMTEK, NEWS, SMALL, write_content

NOW = datetime(2019, 7, 1, tzinfo=UTC)
SEEDS = (NEWS, BIMTEK, SMALL["topik/ikm.md"], SMALL["portal.yaml"])
PATHS = ("berita/2019/karangan.md", "bimtek/2019/karangan.md", "topik/ikm.md", "portal.yaml")
# What parsers stumble over, put where it does not belong.
BITS = st.sampled_from((
    "---\n", ": ", "- ", "[", "]", "{", "}", '"', "'", "#", "&a", "*a", "!!x ", "|\n", ">\n", "\t", "\r", "\0",
    "\ufeff",
    "\u200b", "\u202e", "\ud7ff", "```\n", "~~~", "<", "<!--", "-->", "<script>", "</script>", "<a href=",
    "](javascript:",
    "](", "![", "[^1]", "{{angka:", "}}", "{filename}", "\\", "|a|b|\n|-|-|\n", "    ", "* ", "1. ", "> ", "# ",
    "&#106;", "&lt;",
    "on", "=", "//", "é", "😀", "2019-05-01", "null", "~", "0x1", "1e9", "\n", "\n\n",
))  # fmt: skip
TEXT = st.lists(st.one_of(BITS, st.text(max_size=6)), max_size=25).map("".join)
ELEMENTS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "a", "img", "table", "thead",
    "tbody", "tr",
    "th", "td", "hr", "br", "sup", "sub", "del", "div", "span", "abbr", "dl", "dt", "dd", "section", "figure",
    "figcaption", "aside",
    "mark", "kbd", "s", "small", "q", "cite", "ins", "caption", "i", "b", "u",
}  # fmt: skip


def spoil(seed: str, at: int, length: int, bits: str) -> str:
    at %= len(seed) + 1
    return seed[:at] + bits + seed[at + length :]


def loads(tmp_path_factory, number: int, at: int, length: int, bits: str) -> None:
    text = spoil(SEEDS[number], at, length, bits).encode("utf-8", "surrogatepass")
    root = write_content(tmp_path_factory.mktemp("isi"), SMALL | {PATHS[number]: text})

    loaded = load_library(root, NOW)

    assert loaded.library is not None or any(problem.severity == "galat" for problem in loaded.problems)
    assert all(problem.line >= 1 and problem.column >= 1 and problem.message for problem in loaded.problems)


SPOILT = (st.integers(0, 3), st.integers(0, 500), st.integers(0, 60), TEXT)


@given(*SPOILT)
def test_a_spoilt_file_is_told_or_read(tmp_path_factory, number, at, length, bits):
    loads(tmp_path_factory, number, at, length, bits)


@pytest.mark.long
@given(*SPOILT)
@settings(max_examples=20_000)
def test_many_spoilt_files_are_told_or_read(tmp_path_factory, number, at, length, bits):
    loads(tmp_path_factory, number, at, length, bits)


def holds_nothing_alive(text: str) -> None:
    try:
        body = convert(text)
    except ValueError:
        return  # refused with a message
    tree = html5lib.parse("".join(part.html for part in body if isinstance(part, Html)), namespaceHTMLElements=False)
    for element in tree.find("body").iter():
        if element.tag in ("body",):
            continue
        assert isinstance(element.tag, str) and element.tag in ELEMENTS, element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on") and name != "style", name
            if name in ("href", "src"):
                scheme = "".join(value.split()).partition(":")[0].casefold()
                assert scheme not in ("javascript", "data", "vbscript", "file"), value


@given(TEXT)
@settings(max_examples=80)
def test_a_body_holds_nothing_alive(text):
    holds_nothing_alive(text)


@pytest.mark.long
@given(TEXT)
@settings(max_examples=20_000)
def test_no_body_of_many_holds_anything_alive(text):
    holds_nothing_alive(text)
