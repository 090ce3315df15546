"""The style sheets are put into one text that means the same."""

import pytest

from kabar.outputs.assets import bundle
from tests.theme.rendering import stylesheet

LAYERS = "@layer tokens,base,layout,components,touch,print;"


def test_layers_stand_in_their_order_whatever_the_order_of_the_sheets():
    rule = "{margin:0}"
    sheets = {
        "components/b.css": f".b{rule}",
        "print.css": f"p{rule}",
        "components/a.css": f".a{rule}",
        "tokens.css": f"i{rule}",
    }

    css = bundle(sheets)

    assert css == f"{LAYERS}@layer tokens{{i{rule}}}@layer components{{.a{rule}.b{rule}}}@layer print{{p{rule}}}\n"
    assert bundle(dict(reversed(sheets.items()))) == css


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a {\n  color: red;\n  margin: 0 auto;\n}\n", "a{color:red;margin:0 auto}"),
        ("/* why */ a , b > c { margin: 0 }", "a,b>c{margin:0}"),
        ("a :hover { margin: 0 } a:hover { margin: 1px }", "a :hover{margin:0}a:hover{margin:1px}"),
        ("a { width: calc(1em + 2px); }", "a{width:calc(1em + 2px)}"),
        ('a:before { content: " /* ; } { "; }', 'a:before{content:" /* ; } { "}'),
        ("a { grid-row: 1 / -1; }", "a{grid-row:1/-1}"),
        ("a { margin: var(--s-m) var(--s-l); }", "a{margin:var(--s-m) var(--s-l)}"),
    ],
)
def test_only_what_means_nothing_is_left_out(written, kept):
    assert bundle({"base.css": written}) == f"{LAYERS}@layer base{{{kept}}}\n"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        # Ranges came years after the plain form.
        ("@media (min-width: 40rem) { a { margin: 0 } }", "@media (min-width:40rem){a{margin:0}}"),
        # A browser that does not know one selector of a list drops the whole rule, unless the list is a forgiving one.
        (".a, .b:has(.c) { margin: 0 }", ":is(.a,.b:has(.c)){margin:0}"),
    ],
)
def test_what_older_browsers_read_is_not_written_in_newer_ways(written, kept):
    assert bundle({"base.css": written}) == f"{LAYERS}@layer base{{{kept}}}\n"


@pytest.mark.parametrize(
    ("broken", "place"),
    [
        ("a { content: 'no end; }", "base.css:2: "),
        ('a { content: "two\nlines"; }', "base.css:2: "),
        ("a { margin: 0 } }", "base.css:2: "),
        ("a { margin: 0", "base.css:3: "),
        ("@media (min-width: { }", "base.css:2: "),
        ("a { margin: 0 } /* no end", "base.css: "),
    ],
)
def test_a_sheet_that_cannot_be_read_to_its_end_is_named(broken, place):
    with pytest.raises(ValueError, match=f"^{place}"):
        bundle({"base.css": "\n" + broken, "components/whole.css": "a { margin: 0 }"})


def test_a_sheet_of_no_layer_is_refused():
    with pytest.raises(ValueError, match=r"extras/new\.css"):
        bundle({"extras/new.css": ""})


def test_colours_stand_nowhere_but_in_the_tokens():
    outside = stylesheet().partition("@layer base{")[2].partition("@layer touch{")[0]

    assert [sign for sign in ("#", "rgb", "hsl", "oklch") if sign in outside] == []
