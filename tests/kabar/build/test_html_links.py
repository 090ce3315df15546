"""What a page leads to, read as a browser reads it."""

import time

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.build.verify.html_links import read_css, read_html


@pytest.mark.parametrize(
    ("html", "targets"),
    [
        ('<a href="/a/">x</a>', ("/a/",)),
        ("<a class=b href=/a/>x</a>", ("/a/",)),
        ("<A HREF='/a/?x=1&amp;y=2#z'>x</A>", ("/a/?x=1&y=2#z",)),
        ('<a title="2 > 1" href="/a/">x</a>', ("/a/",)),
        ("<a title='href=\"/salah/\"' href=\"/a/\">x</a>", ("/a/",)),
        ('<a data-href="/salah/" href = "/a/">x</a>', ("/a/",)),
        ('<p>Tulis &lt;a href="/salah/"&gt; atau href="/salah/"</p>', ()),
        ('<!-- <a href="/salah/"> --><a href="/a/">x</a>', ("/a/",)),
        ('<script>s = "<a href=\'/salah/\'>"</script><a href="/a/">x</a>', ("/a/",)),
        ('<title><a href="/salah/"></title>', ()),
        ('<script src="/a.js"></script>', ("/a.js",)),
        ('<link rel="stylesheet" href="/a.css">', ("/a.css",)),
        ('<img src="/a.png" srcset="/b.png 1x, /c.png 2x" alt="">', ("/a.png", "/b.png", "/c.png")),
        ('<video poster="/a.png"><source src="/b.mp4"></video>', ("/a.png", "/b.mp4")),
        ('<svg><use href="/a.svg#b"/><use xlink:href="/a.svg#c"/></svg>', ("/a.svg#b", "/a.svg#c")),
        ('<form action="/cari/"></form>', ("/cari/",)),
        ('<meta http-equiv="refresh" content="0; url=/a/">', ("/a/",)),
        ('<meta property="og:image" content="https://x.id/a.png">', ("https://x.id/a.png",)),
        ('<meta name="description" content="/salah/">', ()),
        ('<a href="/a/"></a><a href="/a/"></a>', ("/a/",)),
    ],
)  # fmt: skip
def test_a_page_leads_where_its_tags_lead(html, targets):
    assert read_html(html).targets == targets


def test_ids_and_named_anchors_are_what_one_can_lead_to():
    links = read_html('<p id="a">x</p><a name="b"></a><input name="c"><p id=\'d &amp; e\'>')

    assert links.anchors == {"a", "b", "d & e"}


def test_a_style_sheet_leads_to_its_imports_and_pictures():
    css = '@import "a.css" layer(x);@import url(b.css);/* url(salah.png) */p{background:url( \'c.png\' )}'

    assert read_css(css).targets == ("a.css", "b.css", "c.png")


_TEXT = st.text("ab /#?=&<>\"'!-.é", max_size=12)


@given(st.lists(st.tuples(st.sampled_from(["a", "p", "img", "script", "title"]), _TEXT, _TEXT, _TEXT), max_size=5))
def test_whatever_is_written_escaped_is_read_as_a_real_parser_reads_it(elements):
    html = "<!doctype html><title>x</title>" + "".join(
        f'<{tag} title="{_escaped(title)}" href=\'{_escaped(href)}\' id="{_escaped(id)}">'
        + ("" if tag == "img" else f"{_escaped(title)}</{tag}>")
        for tag, title, href, id in elements
    )
    tree = html5lib.parse(html, namespaceHTMLElements=False)

    links = read_html(html)

    assert set(links.targets) == {node.get("href").strip() for node in tree.iter() if node.get("href") is not None}
    assert links.anchors == {node.get("id") for node in tree.iter() if node.get("id") is not None}


@pytest.mark.parametrize("piece", ["<a href='", '<a "', "<!--", "<script>", "<a b", "< a=", "<p " + "'x'" * 10])
def test_a_broken_page_takes_no_longer_than_a_good_one_of_its_length(piece):
    began = time.process_time()

    read_html(piece * (200_000 // len(piece)))

    assert time.process_time() - began < 2


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").replace("'", "&#39;")
