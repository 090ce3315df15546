"""Bodies that no converter should be given are refused, and what is allowed converts in time."""

import time

import pytest

from kabar.content.markdown_source.body_limits import LONGEST_LINE, find_body_problems
from kabar.content.markdown_source.body_scan import scan_body
from kabar.content.parsing.problems import BadValue
from kabar.markdown.conversion import Converter


def problems_of(body: str) -> list[tuple[int, int, str]]:
    return [(problem.line, problem.column, problem.message) for problem in find_body_problems(body, 1)]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Kata\tdengan tab.\n\n\tKode dengan tab.",
        "Emoji 👩‍🏭 dan é, ı, ß, 中文, עברית; spasi\u00a0tetap, lebar nol\u200b, \u202a+62 812\u202c.",
        "&#8220;ya&#8221; &#150; &#x1F600; &amp;",
        "[" * 100,
        "-" * 80 + "\n\n" + "=" * 200 + "\n\n" + "* * * " * 30,
        "> " * 10 + "dalam",
        "```\n" + "[" * 500 + "<a " * 500 + "#\n" * 500 + "```",
        "|a" * 99 + "|\n" + "|-" * 99 + "|\n" + ("|b" * 99 + "|\n") * 20,
        "<div>" * 50 + "x" + "</div>" * 50,
        "\n\n".join(f"## Judul {n}\n\nTeks." for n in range(900)),
        "[a](/x/)\n" * 500,
        "kata " * 3900,
        ("kata " * 1000 + "\n\n") * 199,
    ],
)
def test_ordinary_bodies_and_large_ones_are_allowed(body):
    assert problems_of(body) == []


@pytest.mark.parametrize(
    ("body", "line", "column", "message"),
    [
        ("a\x07", 1, 2, "karakter U+0007"),
        ("a\nb\x00", 2, 2, "karakter U+0000"),
        ("a\x85", 1, 2, "karakter U+0085"),
        ("a\u2028", 1, 2, "karakter U+2028"),
        ("\ue002", 1, 1, "karakter U+E002"),
        ("\uf0b7 butir", 1, 1, "tanda poin dari Word tidak tampil bagi pembaca; tulis: - butir"),
        ("\u202ebalik", 1, 1, "karakter U+202E"),
        ("\uffff", 1, 1, "karakter U+FFFF"),
        ("\U0001fffe", 1, 1, "karakter U+1FFFE"),
        ("\U00100000", 1, 1, "karakter U+100000"),
        ("a &#x202E;", 1, 3, "'&#x202E;' bukan karakter"),
        ("a &#57346;", 1, 3, "'&#57346;' bukan karakter"),
        ("&#0;", 1, 1, "'&#0;' bukan karakter"),
        ("&#xD800;", 1, 1, "bukan karakter"),
        ("&#9999999;", 1, 1, "bukan karakter"),
        ("a\n" + "b" * (LONGEST_LINE + 1), 2, 1, "baris lebih dari 20.000 karakter"),
        ("kata kata\n" * 5100, 1, 1, "tanpa baris kosong"),
        ("a\n\n" * 16_000, 1, 1, "lebih dari 30.000 baris"),
        ("*a* \n\n" * 9_000 + "`a` `b` `c` `d` \n\n" * 5_000, 1, 1, "58.000 tanda Markdown"),
        ("a\n" + " " * 1001 + "b", 2, 1, "' ' lebih dari 1.000 kali"),
        ("`" * 21, 1, 1, "lebih dari 20 kali"),
        ("<!-- a -->\n" * 201, 1, 1, "komentar"),
        ("> " * 11 + "a", 1, 1, "bersarang lebih dari 10 tanda"),
        ("a\n\n" + "- " * 11 + "a", 3, 1, "bersarang"),
        ("    " * 21 + "- a", 1, 1, "20 tingkat"),
        ("a\n" + "[" * 101, 2, 101, "'[' tanpa ']'"),
        ("[a](" * 101, 1, 404, "'(' tanpa ')'"),
        ("[" * 21 + "]" * 21, 1, 1, "'[' bersarang"),
        ("<a " * 101, 1, 1, "'<' tanpa '>'"),
        ("<b>" * 51, 1, 151, "tag HTML bersarang"),
        ("x</b>" * 101, 1, 502, "tanpa pasangan"),
        ("|a" * 201, 1, 1, "'|' dalam satu baris"),
        ("|a" * 100 + "|\n" + "|-" * 100 + "|\n" + "|\n" * 300, 2, 1, "20.000 sel"),
        ("# a\n\n" * 1001, 2001, 1, "1.000 judul"),
        ("teks\n" + "# a\n" * 101, 2, 1, "tanpa baris kosong"),
        ("a[^1] " * 1001, 1, 2, "catatan kaki"),
        ("\n".join(f"*[A{n}]: b" for n in range(101)), 101, 1, "singkatan"),
        ("*[a]: b\n\n" + ("a " * 900 + "\n\n") * 6, 1, 1, "singkatan terpakai"),
        ("!!! info\n\n" * 101, 201, 1, "kotak"),
        ("*[12]: dua belas", 1, 1, "harus memuat huruf"),
        ("```a\nb\n\n" * 21, 1, 1, "blok kode tidak ditutup"),
    ],
)
def test_what_goes_too_far_is_reported_with_its_place_and_remedy(body, line, column, message):
    found = problems_of(body)

    assert [(line, column)] == [place[:2] for place in found]
    assert message in found[0][2]
    assert "; " in found[0][2]


def test_lines_are_those_of_the_file():
    assert find_body_problems("a\nb\x07", 12)[0].line == 13


# Each was found to take minutes, most with the square of its length; as (unit, times).
EXPLOSIONS = [
    "[", "![", "[a ", "[](", "[a](b ", "[a][", "[^", "*[", "*[a\n", "[a]((", "[a](b ( ", "[a](b\n", "[a] [", "[^a",
    "[x]:\n",
    "<a ", "<a b=", "<a b='", "<a b=\"", "<http://", "<http://a ", "<![CDATA[", "<![CDATA[\n", "a <![CDATA[ ",
    "<span title='",
    "<a/", "<a =", "<a b=c,", "<div\n", "a<b ", "<b>\n<!-- c -->\n", "<div>", "<div>\n", "<div markdown=1>\n", "<b><p>",
    "<b><i><u>",
    "# a\n", "#\n", "a\n=\n", "a\n-\n", "---\n", "___\n", ": a\n", ":   a\n", "!!! a\n", "*[a]: b\n",
    "{", "{{", "{%", "*_", "\\*", "\\`", "`a` ", "*a* ", "a  \n", "</a>", "</b>", "</p>\n", "<p/>\n", "a|`a`|",
    "```a\nb\n", "~~~ a\n", "> ", "- ", "1. ", "> - ", "[^1] ", "a\n\n", "|\n",
]  # fmt: skip


@pytest.mark.parametrize("unit", EXPLOSIONS)
def test_a_megabyte_of_an_explosive_pattern_is_refused_at_once(unit):
    body = (unit * (990_000 // len(unit) + 1))[:990_000]
    start = time.process_time()

    assert problems_of(body) != []

    assert time.process_time() - start < 2


@pytest.mark.parametrize("unit", EXPLOSIONS)
@pytest.mark.long
def test_what_is_left_of_a_pattern_within_the_limits_converts_in_time(unit):
    paragraphs = (unit * (400 // len(unit)) for _ in range(60))
    body = "\n\n".join(paragraphs)
    if problems_of(body):
        body = unit * (90 // len(unit))
    if problems_of(body):
        body = unit * 5
    start = time.process_time()

    scan_body(body, 1)
    try:
        Converter(lambda target: target).convert(body)
    except BadValue as error:
        assert ";" in str(error)

    assert problems_of(body) == []
    assert time.process_time() - start < 3
