"""Reading links, directives and headings from a body without converting it."""

import random
import time

import pytest

from kabar.content.markdown_source.body_scan import BodyLink, Directive, Heading, scan_body
from kabar.content.markdown_source.directives import FigurePlace
from kabar.content.parsing.problems import ERROR, WARNING, BadValue
from kabar.markdown.conversion import Converter


def targets(body: str) -> list[str]:
    return [link.target for link in scan_body(body, 1).links]


def figures(body: str) -> list[str]:
    return [f"{directive.name}:{directive.measure}" for directive in scan_body(body, 1).directives]


def problems_of(body: str, severity: str = ERROR) -> list[tuple[int, int, str]]:
    return [(p.line, p.column, p.message) for p in scan_body(body, 1).problems if p.severity == severity]


def test_everything_is_found_at_its_line_and_column():
    body = (
        "Lihat [tentang]({filename}/halaman/tentang.md) dan\n"
        "![Ukiran]({static}/gambar/u.jpg \"Ukiran\").\n"
        "\n"
        "## Angka\n"
        "\n"
        "  {{grafik:ekspor}}\n"
        "\n"
        "Nilai {{angka:ekspor:2018}}, <a class='x' href=\"/a/?b&amp;c\">a</a> <https://contoh.id/>\n"
    )

    scan = scan_body(body, 10)

    assert scan.links == (
        BodyLink("{filename}/halaman/tentang.md", 10, 7),
        BodyLink("{static}/gambar/u.jpg", 11, 1, True, "Ukiran"),
        BodyLink("/a/?b&c", 17, 30),
        BodyLink("https://contoh.id/", 17, 68),
    )
    assert scan.directives == (
        Directive("grafik", "ekspor", (), 15, 3, True),
        Directive("angka", "ekspor", ("2018",), 17, 7, False),
    )
    assert scan.headings == (Heading(2, "Angka", 13),)
    assert scan.problems == ()


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("[a](/x/)", ["/x/"]),
        ("[a](</x y/>)", ["/x y/"]),
        ("[a](/x/ \"judul (satu)\")", ["/x/"]),
        ("[a](/x/ 'judul')", ["/x/"]),
        ("[a](/x_(y)/)", ["/x_(y)/"]),
        ("[a\nb](/x/)", ["/x/"]),
        ("[a [b] c](/x/)", ["/x/"]),
        ("[![a](/g.jpg)](/x/)", ["/x/", "/g.jpg"]),
        ("[a](/x\\_y/)", ["/x_y/"]),
        ("[a](/x/?a=1&amp;b)", ["/x/?a=1&b"]),
        ("[a][r] [r][] [r]\n\n[r]: /x/ \"judul\"", ["/x/"]),
        ("[r]:\n    /x/", ["/x/"]),
        ("![a][r]\n\n[r]: /g.jpg", ["/g.jpg", "/g.jpg"]),
        ("<a href=/x/>a</a> <A HREF='/y/'>b</A>", ["/x/", "/y/"]),
        ("<div>\n<img src=\"/g.jpg\" alt=\"g\">\n</div>", ["/g.jpg"]),
        ("<div markdown=\"1\">\n[a](/x/)\n</div>", ["/x/"]),
        ("> [a](/x/)\n\n- [b](/y/)\n\n    [c](/z/)", ["/x/", "/y/", "/z/"]),
        ("|a|b|\n|-|-|\n|[a](/x/)|[b](/y/)|", ["/x/", "/y/"]),
        ("teks[^1]\n\n[^1]: [a](/x/)", ["/x/"]),
        ("!!! info\n    [a](/x/)\n\n    [b](/y/)", ["/x/", "/y/"]),
        ("Istilah\n:   [a](/x/)", ["/x/"]),
        ("# [a](/x/)", ["/x/"]),
        ("[a](#bagian)", ["#bagian"]),
    ],
)
def test_links_of_every_kind_are_found(body, found):
    assert targets(body) == found


HIDDEN = [
    "`{}`",
    "`` ` {} ``",
    "```\n{}\n```",
    "~~~ python\n{}\n\n{}\n~~~",
    "teks\n\n    {}",
    "    {}",
    "- a\n\n        {}",
    ">     {}",
    "1. a\n    - b\n\n            {}",
    "# Judul\n    {}",
    "<!-- {} -->",
    "<!--\n{}\n-->",
    "teks <!-- {} --> teks",
]


@pytest.mark.parametrize("around", HIDDEN)
def test_code_and_comments_contain_no_links_and_no_directives(around):
    body = around.replace("{}", "[a](/x/) {{angka:x:2018}} {{tidak:ada}}")

    assert scan_body(body, 1).links == ()
    assert scan_body(body, 1).directives == ()
    assert problems_of(body) == []


@pytest.mark.parametrize(
    "body",
    ["\\[a](/x/)", "[a\\](/x/)", "<div>[a](/x/)</div>", "[a]\n(/x/)", "[a] (/x/)", "[a](/x/", "[a]\n\n[b]", "a](/x/)"],
)
def test_what_only_looks_like_a_link_is_none(body):
    assert targets(body) == []


@pytest.mark.parametrize("body", ["\\{{angka:x}}", "\\{{ x }}", "{% x %}", "{ x }", "<code>{{angka:x}}</code>"])
def test_what_is_shown_as_typed_is_no_directive(body):
    assert figures(body) == []
    assert problems_of(body) == []


@pytest.mark.parametrize(
    "body",
    [
        "- a\n\n    {{angka:x:2018}}",
        "> {{angka:x:2018}}",
        "<div>{{angka:x:2018}}</div>",
        "\\\\{{angka:x:2018}}",
        "a\n    {{angka:x:2018}}",
    ],
)
def test_directives_stand_wherever_text_does(body):
    assert figures(body) == ["angka:x"]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("Lihat {{grafik:x}}", (1, 7)),
        ("teks\n{{grafik:x}}", (2, 1)),
        ("{{tabel:x}}\nteks", (1, 1)),
        ("{{grafik:x}} {{tabel:x}}", (1, 1)),
        ("> {{grafik:x}}", (1, 3)),
    ],
)
def test_a_drawing_that_is_not_alone_is_an_error(body, place):
    line, column, message = problems_of(body)[0]

    assert (line, column) == place
    assert "di baris tersendiri, dengan baris kosong di atas dan di bawahnya" in message


@pytest.mark.parametrize(
    "body", ["{{grafik:x}}", "a\n\n{{grafik:x}}  \n\nb", "a\n \n  {{tabel:x}}\n\t\nb", "- a\n\n    {{tabel:x}}"]
)
def test_a_drawing_between_blank_lines_is_alone(body):
    assert problems_of(body) == []
    assert scan_body(body, 1).directives[0].alone


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("a {{angak:x}}", "maksud Anda '{{angka:x}}'?"),
        ("{angka:x:2018}", "'{angka:x:2018}' bukan penanda; maksud Anda '{{angka:x:2018}}'?"),
        ("[[grafik : x]]", "maksud Anda '{{grafik:x}}'?"),
        ("[a](/b/ \"{{angka:x:2018}}\")", "tidak bisa berada di alamat"),
        ("![{{angka:x:2018}}](/b.jpg)", "tidak bisa berada di alamat"),
        ("[a]()", "alamat kosong"),
        ("![](/b.jpg)", "gambar tanpa teks pengganti"),
        ("<img src='/b.jpg'>", "gambar tanpa teks pengganti"),
    ],
)
def test_mistakes_are_errors(body, message):
    assert message in problems_of(body)[0][2]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("[a](javascript:alert(1))", "alamat 'javascript:alert(1)' akan dibuang"),
        ("[](/b/)", "tautan tanpa teks akan dibuang"),
        ("a[^1]", "catatan kaki [^1] belum ditulis"),
        ("a\n\n[^1]: b", "catatan kaki [^1] tidak dirujuk"),
        ("<iframe src='https://contoh.id/'></iframe>", "<iframe> akan dibuang"),
    ],
)
def test_what_the_page_will_not_show_is_a_warning(body, message):
    assert problems_of(body) == []
    assert message in problems_of(body, WARNING)[0][2]


def test_a_decorative_picture_may_say_so_in_html():
    assert problems_of("<img src='/b.jpg' alt=''>") == []


def test_headings_of_both_forms_are_found_outside_code():
    body = "# A #\n\n    # kode\n\nB *b*\n=====\n\nC\n---\n\n---\n\n```\n# kode\n```\n###D\n### D"

    assert scan_body(body, 1).headings == (
        Heading(1, "A", 1),
        Heading(1, "B *b*", 5),
        Heading(2, "C", 8),
        Heading(3, "D", 17),
    )


PIECES = [
    "kata ", "[a](/x/) ", "![p](/g.jpg) ", "`[a](/tidak/) {{angka:tidak}}` ", "\n\n", "\n\n- butir ", "\n    - anak ",
    "\n\n    ",
    "\n\n1. satu ", "\n\n> kutip ", "\n\n# J ", "{{angka:a:2018}} ", "\n\n{{grafik:b}}\n\n", "\\{{ x }} ", "{% y %} ",
    "\\[a](/tidak/) ",
    "\\{{angka:tidak}} ", "[t][r] ", "\n\n[r]: /ref/ \"j\"\n\n",
    "\n\n<div>[a](/tidak/) {{angka:m}} <a href='/h/'>x</a></div>\n\n",
    "<b>t</b> ", "\n\n```\n[a](/tidak/) {{angka:tidak}}\n\n    z\n```\n\n", "\n\n|a|b|\n|-|-|\n|[a](/t/)|`x|y`|\n\n",
    "*m* ", "[^1] ",
    "\n\n!!! note\n    isi [d](/d/)\n\n", "\n\nIst\n:   def [e](/e/)\n\n", "<code>[q](/q/) {{angka:tidak}}</code> ",
    "[![g](/g2.jpg)](/l/) ", "[a](</s p/> \"j\") ", "[a](/p_(q)/ 'j') ",
    "\n\n<div markdown=\"1\">\n[w](/w/)\n</div>\n\n",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(120))
def test_the_scan_sees_what_the_converter_will(seed):
    chance = random.Random(seed)
    body = "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 9))) + "\n\n[r]: /ref/\n\n[^1]: n [c](/c/)\n"
    asked: list[str] = []

    try:
        parts = Converter(lambda target: asked.append(target) or target).convert(body)
    except BadValue:
        parts = ()
        assert problems_of(body) != []

    scan = scan_body(body, 1)
    drawn = {(part.name, part.measure) for part in parts if isinstance(part, FigurePlace)}
    assert set(asked) <= {link.target for link in scan.links}
    assert not parts or drawn == {(directive.name, directive.measure) for directive in scan.directives}
    assert "/tidak/" not in [link.target for link in scan.links]


def test_a_thousand_bodies_are_scanned_within_a_second():
    paragraph = "kata " * 45 + "[tautan](/topik/ikm/) **tebal** {{angka:ekspor:2018}} `kode`.\n\n"
    bodies = [f"# Judul {n}\n\n" + paragraph * 8 for n in range(1000)]
    start = time.process_time()

    for body in bodies:
        scan_body(body, 10)

    assert time.process_time() - start < 1
