"""A table of contents for long texts, and the dateline where a text begins with a heading."""

import pytest

from kabar.content.markdown_source.directives import Html
from kabar.pages.parts.body_views import contents_of, with_dateline
from kabar.pages.parts.views import FigureText, Link

FIGURE = FigureText("9", "9 persen", Link("Tumbuh", "/angka/t/"))


def headings(count: int) -> str:
    return "".join(f'<h2 id="h{n}">Bagian <em>{n}</em> &amp; lain</h2><p>Isi.</p>' for n in range(count))


def test_a_text_of_four_headings_has_a_table_of_contents_and_one_of_three_has_none():
    assert contents_of((Html(headings(3)),)) == ()
    assert contents_of((Html(headings(2)), FIGURE, Html(headings(4)[len(headings(2)) :])))[1:3] == (
        Link("Bagian 1 & lain", "#h1"),
        Link("Bagian 2 & lain", "#h2"),
    )


def test_a_heading_with_a_figure_within_is_told_whole():
    body = (Html('<h2 id="a">Naik '), FIGURE, Html(" setahun</h2>" + headings(3)))

    assert contents_of(body)[0] == Link("Naik 9 persen setahun", "#a")


def test_a_table_of_contents_that_the_author_wrote_is_not_doubled():
    assert contents_of((Html(f'<div class="toc"></div>{headings(5)}'),)) == ()


def test_a_dateline_stands_at_the_first_paragraph_after_a_heading():
    body, apart = with_dateline(
        (Html('<h2 id="a">A &amp; B</h2>\n<h3>C</h3>\n<p>Isi.</p><p>Lagi.</p>'),), "JAKARTA & <BOGOR>"
    )

    assert (
        body[0].html
        == '<h2 id="a">A &amp; B</h2>\n<h3>C</h3>\n<p class="prose__dateline">JAKARTA &amp; &lt;BOGOR&gt;'
        " —</p><p>Isi.</p><p>Lagi.</p>"
    )
    assert apart == ""


@pytest.mark.parametrize("html", ["<p>Isi.</p>", "<ul><li>x</li></ul>", '<h2 id="a">A</h2><ul><li>x</li></ul>', ""])
def test_any_other_text_is_left_as_it_is(html):
    body = (Html(html),)

    assert with_dateline(body, "JAKARTA") == (body, "JAKARTA")
    assert with_dateline(body, "") == (body, "")
