"""Markdown that looks for a mark first converts as Markdown does that looks for everything."""

from hypothesis import example, given
from hypothesis import strategies as st
from markdown.treeprocessors import InlineProcessor

from kabar.markdown.conversion import _make_markdown
from kabar.markdown.markdown_patch import _INLINE_NEEDS, quicken

_PIECES = [
    "`", "\\", "[", "[^1]", "](/a/)", "[a]: /b/", "![", "*[IKM]: Industri", "IKM", "<https://a.id>", "<a@b.id>",
    "<b>", "</b>", "  \n", "\n", "\n\n", "{{ angka }}", "{% x %}", "&amp;", "&", "!!! catatan", "# ", ": arti", "> ",
    "[^1]: catatan", "*", "_", "kata", " ", "\"", "|", "---", "- ", "1. ",
    "    ", "\t", "\n=", "{.a}", "\n{.a}", "]({filename}/a)", "({static}/", "~~~", "```\n", "\x02",
    "<div markdown>", "</div>", "\na", "1", "\\*", "___", "\n ",
]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
@example("".join(_PIECES))
@example("\n\n".join(_PIECES))
def test_what_is_converted_stays_the_same(source):
    plain, quick = _make_markdown(), quicken(_make_markdown())

    assert quick.convert(source) == plain.convert(source)


def test_every_pattern_of_markdown_is_known():
    names = {pattern.name for pattern in _make_markdown().inlinePatterns._priority}

    assert names == set(_INLINE_NEEDS)


def test_markdown_searches_texts_by_the_name_that_we_take_over():
    assert "_InlineProcessor__handleInline" in vars(InlineProcessor)
