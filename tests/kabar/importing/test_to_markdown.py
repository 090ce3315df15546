"""HTML of posts becomes Markdown that our checks accept and our converter shows as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.content.markdown_source.body_limits import find_body_problems
from kabar.content.markdown_source.body_scan import scan_body
from kabar.importing.archives.imported_post import MARKDOWN, WORDPRESS, ArchiveFile, ImportedPost
from kabar.importing.post_html import html_of
from kabar.importing.to_markdown import plain_text, to_markdown
from kabar.markdown.conversion import Converter
from tests.kabar.importing.importing import KeptTargets


def markdown(html: str) -> str:
    return to_markdown(html, KeptTargets())[0]


def of_wordpress(body: str, files=None, own=()) -> str:
    return markdown(html_of(ImportedPost("1", "x:1", "", body=body, form=WORDPRESS), files or {}, own).html)


def of_markdown(body: str) -> str:
    return markdown(html_of(ImportedPost("1", "x:1", "", body=body, form=MARKDOWN), {}, ()).html)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>Judul</h1><p>Isi <b>tebal</b> dan <em>miring</em>.</p>", "## Judul\n\nIsi **tebal** dan _miring_."),
        ("<p>k<b>u</b>ota, <b>Waktu:</b>Senin</p>", "k**u**ota, **Waktu**:Senin"),
        ("<p>Satu<br>dua<br><br>tiga<br></p>", "Satu\\\ndua\n\ntiga"),
        ("<ul><li>a<ol><li>b</li></ol></li></ul>", "- a\n  1. b"),
        ("<ol><li>a</li><ul><li>b</li></ul><li>c</li></ol>", "1. a\n   - b\n2. c"),
        ("<blockquote><p>Kutipan.</p></blockquote>", "> Kutipan."),
        ("<pre>a  b\n  c</pre>", "```\na  b\n  c\n```"),
        (
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c|d</td><td>e</td><td>f</td></tr></table>",
            "| a | b |  |\n| --- | --- | --- |\n| c\\|d | e | f |",
        ),
        ("<table><tr><td>satu kolom</td></tr><tr><td>saja</td></tr></table>", "satu kolom\n\nsaja"),
        (
            "<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table>",
            "| a b; c | d |\n| --- | --- |",
        ),
        (
            "<p>1. bukan daftar</p><p># bukan judul</p><p>- bukan butir</p><p>&gt; bukan kutipan</p>",
            "1\\. bukan daftar\n\n\\# bukan judul\n\n\\- bukan butir\n\n\\> bukan kutipan",
        ),
        (
            "<p>{{angka:x}} *a* _b_ [c] `d` a|b &lt;i&gt; &amp;amp;</p>",
            "\\{\\{angka:x\\}\\} \\*a\\* \\_b\\_ \\[c\\] \\`d\\` a\\|b &lt;i> &amp;amp;",
        ),
        (
            "<p>a_b@contoh.example, https://contoh.example/a_b.</p>",
            "[a\\_b@contoh.example](mailto:a_b@contoh.example), <https://contoh.example/a_b>.",
        ),
        (
            "<figure><img src=x.jpg alt=''><figcaption>Kain baru</figcaption></figure>",
            "![Kain baru]({static}/gambar/x.jpg)\n\n_Kain baru_",
        ),
        (
            "<p class=MsoNormal><b><span lang=IN>Judul<o:p></o:p></span></b></p>"
            "<!--[if gte mso 9]><xml>rahasia</xml><![endif]-->",
            "**Judul**",
        ),
        ("<p>a</p><script>alert(1)</script><style>p{}</style><p onclick='x()'>b</p>", "a\n\nb"),
        ("<iframe src='//www.youtube.com/embed/abc'></iframe>", "<https://www.youtube.com/embed/abc>"),
        ("<form><input name=q>Cari</form>", "_(Formulir dari situs lama tidak ikut dipindahkan.)_"),
        ("<a name=atas><h2>Bab</h2><p>isi</p>", "## Bab\n\nisi"),
        ("<dl><dt>Nama</dt><dd>arti</dd></dl>", "**Nama**\n\narti"),
    ],
)
def test_html_becomes_the_markdown_that_an_editor_would_write(html, expected):
    assert markdown(html) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Satu.\n\nDua\ntiga.", "Satu.\n\nDua\\\ntiga."),
        ("a\r\n\r\n<h2>B</h2>\r\nc", "a\n\n## B\n\nc"),
        ("<!-- wp:paragraph -->\n<p>Blok</p>\n<!-- /wp:paragraph -->", "Blok"),
        (
            '[caption width="3"]<img src="x.jpg" alt="Kain" /> Kain tenun[/caption]\n\nisi',
            "![Kain]({static}/gambar/x.jpg)\n\n_Kain tenun_\n\nisi",
        ),
        ("[embed]https://video.example/1[/embed]", "<https://video.example/1>"),
        (
            '[contact-form-7 id="4" title="Kontak"]',
            "_(Bagian \\[contact-form-7\\] dari situs lama tidak ikut dipindahkan.)_",
        ),
        ('[vc_row][vc_column width="1/2"]Isi kolom[/vc_column][/vc_row]', "Isi kolom"),
        ("Kata [sic] dan [Jakarta] tetap.", "Kata \\[sic\\] dan \\[Jakarta\\] tetap."),
        ("[youtube https://youtu.be/abc]", "_(Bagian \\[youtube\\] dari situs lama tidak ikut dipindahkan.)_"),
    ],
)
def test_wordpress_adds_paragraphs_and_its_shortcodes_become_pictures_links_or_remarks(body, expected):
    assert of_wordpress(body) == expected


def test_a_gallery_becomes_its_pictures_also_without_numbers():
    files = {"7": ArchiveFile("https://x/7.jpg", "Tujuh"), "8": ArchiveFile("https://x/8.pdf", "Delapan")}

    assert of_wordpress('[gallery ids="7,8,9"]', files) == "![Tujuh]({static}/gambar/x.jpg)"
    assert of_wordpress("[gallery]", files, ["7"]) == "![Tujuh]({static}/gambar/x.jpg)"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("# Judul\n\nIsi **tebal**.", "## Judul\n\nIsi **tebal**."),
        ('{{< figure src="/a.jpg" caption="Kain" >}}', "![Kain]({static}/gambar/x.jpg)\n\n_Kain_"),
        ("{{< youtube abc >}}", "<https://www.youtube.com/watch?v=abc>"),
        ("{{% alert %}}awas{{% /alert %}}", "_(Bagian alert dari situs lama tidak ikut dipindahkan.)_\n\nawas"),
        ("{% highlight python %}\nx = 1\n{% endhighlight %}", "```\nx = 1\n```"),
        ("[a]({filename}/blog/b.md)", "[a](/blog/b.md)"),
        ("`{{ site.title }}` {{ site.title }}", "`{{ site.title }}`"),
    ],
)
def test_markdown_of_hugo_jekyll_and_pelican_becomes_ours(body, expected):
    assert of_markdown(body) == expected


CONVERTER = Converter(lambda target: target)


def shown(body: str) -> str:
    return plain_text("".join(part.html for part in CONVERTER.convert(body)))


def faults(body: str) -> list[str]:
    found = find_body_problems(body, 1) or scan_body(body, 1).problems
    return [one.message for one in found if one.severity == "galat"]


_TEXTS = st.text("ab1.-#>*_[](){}|!`~\\:&; \u00e9", min_size=1, max_size=12)
_TAGS = st.sampled_from(["p", "b", "em", "a", "h2", "li", "blockquote", "code", "td", "div", "span", "u"])
_HTML = st.recursive(
    _TEXTS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.tuples(_TAGS, st.lists(inner, min_size=1, max_size=3)).map(
        lambda one: f"<{one[0]}>{''.join(one[1])}</{one[0]}>"
    ),
    max_leaves=8,
)


@given(_HTML)
def test_no_text_is_lost_and_no_error_comes_in(html):
    body = markdown(html)

    assert faults(body) == []
    kept = [sign for sign in plain_text(html) if sign.isalnum()]
    assert [sign for sign in shown(body) if sign.isalnum()] == kept


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 3000 + "dalam" + "</div>" * 3000,
        "<b>" * 400 + "dalam" + "</b>" * 400,
        "<p>dalam</p>" + "<i>" * 200,
        "kata " * 20_000 + "dalam",
    ],
    ids=["blok", "huruf", "terbuka", "panjang"],
)
def test_deep_and_long_html_keeps_its_text(html):
    body = markdown(html)

    assert "dalam" in body
    assert faults(body) == []
