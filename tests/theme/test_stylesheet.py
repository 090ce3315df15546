"""The style sheets are put into one text that means the same."""

import pytest

from plugins.pages.stylesheet import bundle
from tests.theme.rendering import stylesheet


def test_layers_stand_in_their_order_whatever_the_order_of_the_sheets():
    css = bundle({"components/b.css": ".b{}", "print.css": "p{}", "components/a.css": ".a{}", "tokens.css": ":root{}"})

    assert css == (
        "@layer tokens,base,layout,components,print;"
        "@layer tokens{:root{}}@layer components{.a{}.b{}}@layer print{p{}}\n"
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a {\n  color: red;\n  margin: 0 auto;\n}\n", "a{color:red;margin:0 auto}"),
        ("/* why */ a , b > c { }", "a,b > c{}"),
        ("a :hover { } a:hover { }", "a :hover{}a:hover{}"),
        ("a { width: calc(1px + 2px); }", "a{width:calc(1px + 2px)}"),
        ('a::before { content: " /* ; } { "; }', 'a::before{content:" /* ; } { "}'),
        ("a { content: '\\'  ,'; }", "a{content:'\\'  ,'}"),
        ("a/* parts two words */b { }", "a/**/b{}"),
        ("@media (min-width: 40rem) and (orientation: landscape) { a { b: c; } }",
         "@media (min-width:40rem) and (orientation:landscape){a{b:c}}"),
        ("a { grid-row: 1 / -1; }", "a{grid-row:1 / -1}"),
    ],
)  # fmt: skip
def test_only_what_means_nothing_is_left_out(written, kept):
    assert bundle({"base.css": written}) == f"@layer tokens,base,layout,components,print;@layer base{{{kept}}}\n"


@pytest.mark.parametrize("broken", ["a { } /* no end", "a { content: 'no end; }", 'a { content: "two\nlines"; }'])
def test_a_comment_or_string_without_an_end_is_named_with_its_line(broken):
    with pytest.raises(ValueError, match=r"base\.css:2: "):
        bundle({"base.css": "\n" + broken})


def test_a_sheet_of_no_layer_is_refused():
    with pytest.raises(ValueError, match=r"extras/new\.css"):
        bundle({"extras/new.css": ""})


def test_colours_stand_nowhere_but_in_the_tokens():
    outside = stylesheet().partition("@layer base{")[2].partition("@layer print{")[0]

    assert [sign for sign in ("#", "rgb", "hsl", "oklch") if sign in outside] == []
