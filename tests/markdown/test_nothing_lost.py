"""Every word of a body stands on its page, or a problem names its line."""

import re
from html import unescape

import lxml.html
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kabar.content.markdown_source.body_code import TAG, blank_code, is_html
from kabar.content.markdown_source.body_limits import find_body_problems
from kabar.content.markdown_source.body_scan import scan_body
from kabar.content.markdown_source.directives import FigurePlace, Html
from kabar.content.parsing.problems import BadValue
from tests.markdown.structure import CONVERTER

MARKS = [
    "\n", "\n\n", "\n    ", "\n  ", "\n\n    ", " ", "  \n", "\\\n", "\t", "\n- ", "\n1. ", "\n7) ", "\n> ", "\n# ",
    "\n## ", "\n#",
    "\n| ", " | ", " |\n|---|---|\n| ", "\n```\n", "\n```", "\n~~~\n", "\n---\n", "\n===\n", "\n!!! ",
    "\n!!! catatan\n    ", "\n: ",
    "*", "**", "_", "~", "~~", "`", "``", "<", ">", "<b>", "</b>", "<div>", "</div>", "<br>", "<script>", "</script>",
    "<!--", "-->",
    "[", "](", "](/a/)", ")", "![", "]: ", "\n[", "[^", "]", "\n[^a]: ", "[^a]", "\n*[", "{", "}", "{{", "}}", "{#",
    "{.", "{: ",
    "&", "&amp;", "&lt;", ";", "<p ", "<a href=\"/x/\">", "</a>", "=\"", "https://contoh.id/", "www.", "@", ".id", "\\",
    "\"", "'",
    "<details>", "</details>", "<summary>", "<?", "<!", "<![", "\n<div markdown>\n", "[TOC]", "\n1986. ", "(", "!!!",
    "://", "...",
]  # fmt: skip
WORDS = [f"kata{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ATTRIBUTES = re.compile(r"\{:?[ ]*[#.][^}\n]*\}")
_LABEL = re.compile(r"\[\^[^\]\n]*\]")
_INFO = re.compile(r"(?:`{3,}|~{3,}) *[\w.#+-]+")
_COVERS = "> akan dibuang|> belum ditutup|sudah ditulis di atas"
_KIND = re.compile(r"!!! ?\w+")


def lost(source: str) -> list[str]:
    """The words of ``source`` that neither stand on its page nor in a line that a problem names."""
    if find_body_problems(source, 1):
        return []
    problems = scan_body(source, 1).problems
    try:
        parts = CONVERTER.convert(source)
    except BadValue:
        parts = None
    if parts is None:
        return [] if problems else ["(all)"]
    shown = words_of(parts)
    named = {problem.line for problem in problems}
    # What a tag takes with it, or a note of a name that is taken, may go on to the end.
    covering = [problem.line for problem in problems if re.search(_COVERS, problem.message)]
    named |= set(range(min(covering, default=0), source.count("\n") + 2)) if covering else set()
    return [
        word
        for number, line in enumerate(without_marks(source).split("\n"), 1)
        for word in re.findall(r"kata[a-z]\w*", line)
        if word not in shown and number not in named
    ]


def words_of(parts: tuple) -> str:
    """All that a page says: texts, and the values of attributes."""
    html = "".join(part.html for part in parts if isinstance(part, Html))
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    values = [value for element in root.iter() for value in element.attrib.values()]
    figures = [word for part in parts if isinstance(part, FigurePlace) for word in (part.measure, *part.options)]
    return " ".join(["".join(root.itertext()), *values, *figures])


def without_marks(source: str) -> str:
    """``source`` without what is written for machines: comments, tags, names of notes, classes and languages."""

    def blank(match: re.Match) -> str:
        return re.sub(r"[^\n]", " ", match[0])

    source = TAG.sub(lambda tag: blank(tag) if is_html(tag) else tag[0], unescape(source))
    for pattern in (_COMMENT, _ATTRIBUTES, _LABEL, _INFO, _KIND):
        source = pattern.sub(blank, source)
    return source


texts = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(MARKS)), max_size=24).map("".join)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(texts)
@example("kataa <katab> katac. Kirim ke katad <katae AT contoh.id> ya. Nilai a<b kataf katag>d.")
@example("1. kataa\n\n1986. katab")
@example("!!! kataa katab")
@example("## kataa {katab}")
def test_no_word_is_lost(source):
    assert lost(source) == []


@pytest.mark.long
@settings(max_examples=20_000, deadline=None, database=None)
@given(texts)
def test_no_word_is_lost_of_many_texts(source):
    assert lost(source) == []


def test_the_example_of_a_lost_text_is_published_whole():
    typed = "Biaya <gratis> bagi peserta. Kirim ke Budi <budi AT contoh.id> ya. Nilai a<b dan c>d tetap."

    assert "".join(lxml.html.fromstring(CONVERTER.convert(typed)[0].html).itertext()) == typed
    assert blank_code(typed) == typed
