"""Converting a body: Markdown by Indonesian habit, as parts."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.content.markdown_source.directives import FigurePlace, Html
from kabar.content.parsing.problems import BadValue
from kabar.markdown.conversion import Converter
from tests.kabar.markdown.converting import as_it_is, convert, html_of


def test_a_first_line_that_looks_like_metadata_is_kept():
    assert html_of("Catatan: kuota terbatas\n\nIsi.") == "<p>Catatan: kuota terbatas</p>\n<p>Isi.</p>"


@pytest.mark.parametrize("source", ["", "\n\n", "   \n"])
def test_an_empty_body_has_no_parts(source):
    assert convert(source) == ()


def test_a_converter_keeps_nothing_of_the_body_before():
    converter = Converter(as_it_is)
    first = converter.convert("IKM[^1] [x]\n\n*[IKM]: industri kecil\n\n[^1]: kaki\n\n[x]: /y/\n\n# Judul")
    second = converter.convert("IKM[^1] [x]\n\n# Judul")

    assert "<abbr" in first[0].html
    assert second == (Html('<p>IKM[^1] [x]</p>\n<h2 id="judul">Judul</h2>'),)


class TestHeadings:
    @pytest.mark.parametrize(
        ("source", "tags"),
        [
            ("# A\n\n## B\n\n### C", "h2 h3 h4"),
            ("### A\n\n# B\n\n#### C", "h2 h2 h3"),
            ("## A\n\n##### B\n\n## C\n\n### D", "h2 h3 h2 h3"),
            ("# A\n\n## B\n\n### C\n\n#### D\n\n##### E\n\n###### F", "h2 h3 h4 h5 h6 h6"),
            ("Judul\n=====\n\nAnak\n----", "h2 h3"),
            ("<h1>A</h1>\n\n<h4>B</h4>", "h2 h3"),
        ],
    )
    def test_levels_begin_at_two_and_never_skip(self, source, tags):
        html = html_of(source)

        assert [html[at + 1 : at + 3] for at in range(len(html)) if html[at : at + 2] == "<h"] == tags.split()

    @pytest.mark.parametrize(
        ("source", "name"),
        [
            ("# Apa itu IKM?", "apa-itu-ikm"),
            ("# Café “Batik”", "cafe-batik"),
            ("# 🎉", "bagian"),
            ("# K-pop dan batik", "isi-k-pop-dan-batik"),
            ("# Nilai {{angka:ekspor-kerajinan:2018}}", "nilai"),
            ("# Syarat {#syarat-ikut}", "syarat-ikut"),
            ("# Menu {#k-menu}", "isi-k-menu"),
        ],
    )
    def test_an_id_is_made_of_the_words_and_keeps_off_the_themes_ids(self, source, name):
        assert convert(source)[0].html.startswith(f'<h2 id="{name}">')

    def test_equal_headings_get_ids_of_their_own(self):
        html = html_of("# Jadwal\n\n# Jadwal\n\n# Jadwal 2\n\n# Jadwal")

        assert [part.split('"')[0] for part in html.split('id="')[1:]] == [
            "jadwal",
            "jadwal-2",
            "jadwal-2-2",
            "jadwal-3",
        ]

    def test_contents_are_drawn_where_asked_for_once(self):
        html = html_of("[TOC]\n\n# Satu\n\n## Anak *miring*\n\n# Dua\n\n[TOC]")

        assert html.startswith(
            '<nav class="toc" aria-label="Daftar isi"><p class="toc-title">Daftar isi</p>'
            '<ul><li><a href="#satu">Satu</a><ul><li><a href="#anak-miring">Anak miring</a></li></ul></li>'
            '<li><a href="#dua">Dua</a></li></ul></nav>'
        )
        assert html.count("<nav") == 1
        assert "[TOC]" not in html

    def test_without_headings_there_are_no_contents(self):
        assert html_of("[TOC]\n\nIsi.").strip() == "<p>Isi.</p>"


class TestLinks:
    def test_every_target_is_led_to_its_address(self):
        asked = []

        def resolve(target):
            asked.append(target)
            return f"/portal{len(asked)}/"

        parts = Converter(resolve).convert(
            "[a]({filename}/halaman/tentang.md#isi) ![b]({static}/gambar/b.jpg) <a href='/c/'>c</a> [d][]\n\n[d]:"
            " /d%20e/"
        )

        assert asked == ["{filename}/halaman/tentang.md#isi", "{static}/gambar/b.jpg", "/c/", "/d%20e/"]
        assert [f"/portal{n}/" in parts[0].html for n in (1, 2, 3, 4)] == [True] * 4

    def test_a_target_to_nothing_is_refused_with_the_resolvers_words(self):
        def resolve(target):
            raise BadValue(f"alamat '{target}' tidak ada")

        with pytest.raises(BadValue, match="alamat '/topik/ikn/' tidak ada"):
            Converter(resolve).convert("[x](/topik/ikn/)")

    def test_a_link_within_the_body_must_arrive(self):
        assert 'href="#syarat"' in html_of("[x](#syarat)\n\n# Syarat")
        assert 'href="#isi-k-menu"' in html_of("[x](#k-menu)\n\n# Menu {#k-menu}")
        with pytest.raises(BadValue, match=r"'#syrat' tidak mengarah.*maksud Anda 'syarat'"):
            convert("[x](#syrat)\n\n# Syarat")

    @pytest.mark.parametrize("target", ["https://", "http:///x", "https://?x"])
    def test_an_address_without_a_host_never_becomes_a_link(self, target):
        try:
            assert "href" not in html_of(f"[x]({target})")
        except BadValue as error:
            assert "tidak lengkap" in str(error)

    @pytest.mark.parametrize(
        ("target", "written"),
        [
            ("</a b/>", "/a%20b/"),
            ("/a%20b/", "/a%20b/"),
            ("/diskon-100%/", "/diskon-100%25/"),
            ("/a\\b", "/a%5Cb"),
            ("/x|y", "/x%7Cy"),
            ("https://contoh.id/?a=1&b=2", "https://contoh.id/?a=1&amp;b=2"),
            ("/über/", "/über/"),
        ],
    )
    def test_an_address_is_written_as_html_may_hold_it(self, target, written):
        assert html_of(f"[x]({target})") == f'<p><a href="{written}">x</a></p>'


class TestPicturesAndTables:
    def test_a_titled_picture_alone_becomes_a_figure(self):
        assert html_of('![Ukiran](/u.jpg "Ukiran \'kawung\'")') == (
            '<figure><img alt="Ukiran" src="/u.jpg" loading="lazy" decoding="async">'
            "<figcaption>Ukiran ‘kawung’</figcaption></figure>"
        )

    def test_a_link_stays_around_its_picture(self):
        assert html_of('[![Ukiran](/u.jpg "Ukiran")](/galeri/)').startswith('<figure><a href="/galeri/"><img')

    @pytest.mark.parametrize("source", ["![Ukiran](/u.jpg)", 'Lihat ![Ukiran](/u.jpg "Ukiran")'])
    def test_a_picture_without_title_or_within_text_stays_in_its_paragraph(self, source):
        html = html_of(source)

        assert html.startswith("<p>")
        assert 'loading="lazy" decoding="async"' in html
        assert "<figure" not in html

    def test_a_table_scrolls_and_its_heads_say_what_they_head(self):
        html = html_of("| | Nilai |\n|---|--:|\n| 2018 | 1,2 |")

        assert '<div class="table-scroll" tabindex="0" role="region" aria-label="Tabel"><table>' in html
        assert '<td></td>\n<th class="cell-end" scope="col">Nilai</th>' in html
        assert '<td class="cell-end">1,2</td>' in html

    def test_several_tables_have_labels_of_their_own(self):
        html = html_of("|a|b|\n|-|-|\n|1|2|\n\nTeks\n\n|a|b|\n|-|-|\n|1|2|")

        assert 'aria-label="Tabel 1"' in html
        assert 'aria-label="Tabel 2"' in html

    def test_a_head_cell_in_a_row_of_raw_html_heads_that_row(self):
        assert '<th scope="row">a</th>' in html_of("<table><tr><th>a</th><td>b</td></tr></table>")


class TestTypography:
    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ('"Kami siap," kata Edi.', "“Kami siap,” kata Edi."),
            ("'kriya' itu", "‘kriya’ itu"),
            ("\"Ia bilang 'ya'\"", "“Ia bilang ‘ya’”"),
            ("\"'Ya', katanya\"", "“‘Ya’, katanya”"),
            ("Jum'at, Al-Qur'an, Ma'ruf", "Jum’at, Al-Qur’an, Ma’ruf"),
            ("tahun '80-an", "tahun ’80-an"),
            ("Juni '07 dan '08", "Juni ’07 dan ’08"),
            ("angkatan '07' itu", "angkatan ‘07’ itu"),
            ('layar 12" dan 14"', 'layar 12" dan 14"'),
            ('"ukuran 12" itu" dan 5"', '“ukuran 12" itu” dan 5"'),
            ('"tahun 2019" dan "2020"', "“tahun 2019” dan “2020”"),
            ('"2019"', "“2019”"),
            ('("ya")', "(“ya”)"),
            ("13--18 Mei --- enam hari...", "13–18\u00a0Mei — enam hari…"),
            ("sejak 23 Juni\n2019, \"kini\"", "sejak 23\u00a0Juni\u00a02019, “kini”"),
            ("pada 5 Mei, lalu Juni 2019", "pada 5\u00a0Mei, lalu Juni 2019"),
            ("`23 Juni 2019`, 23 Junior", "<code>23 Juni 2019</code>, 23 Junior"),
            ('Katanya "**ya**"', "Katanya “<strong>ya</strong>”"),
            ('*"ya"*', "<em>“ya”</em>"),
            ('\\"ya\\"', '"ya"'),
            ("a \\-- b \\...", "a -- b ..."),
            ("a -- b ---- c ....", "a – b ---- c ...."),
            ('`"ya"` dan <kbd>"</kbd>', '<code>"ya"</code> dan <kbd>"</kbd>'),
        ],
    )
    def test_marks_are_set_by_indonesian_habit(self, typed, shown):
        assert html_of(typed) == f"<p>{shown}</p>"


class TestExtensions:
    def test_footnotes_speak_indonesian(self):
        html = html_of("Teks[^a b].\n\n[^a b]: Isi *catatan*.")

        assert '<sup id="fnref:a-b"><a class="footnote-ref" href="#fn:a-b" role="doc-noteref">1</a></sup>' in html
        assert '<div class="footnote" role="doc-endnotes" aria-label="Catatan kaki">' in html
        assert 'title="Kembali ke teks (catatan 1)"' in html

    def test_each_way_back_of_a_note_has_a_name_of_its_own(self):
        html = html_of("A[^1] b[^1] c[^1] d[^2].\n\n[^1]: Satu\n\n[^2]: Dua")

        names = [
            "Kembali ke teks (catatan 1, rujukan 1)",
            "Kembali ke teks (catatan 1, rujukan 2)",
            "Kembali ke teks (catatan 1, rujukan 3)",
            "Kembali ke teks (catatan 2)",
        ]
        assert re.findall('class="footnote-backref".*? aria-label="(.*?)"', html) == names

    def test_a_note_without_a_reference_keeps_its_text_and_leads_nowhere(self):
        html = html_of("Teks.\n\n[^1]: Yatim")

        assert "Yatim" in html
        assert "href" not in html

    @pytest.mark.parametrize(
        ("typed", "kind", "title"),
        [
            ("catatan", "catatan", "Catatan"),
            ("note", "catatan", "Catatan"),
            ("WARNING", "peringatan", "Peringatan"),
            ("tip", "tips", "Tips"),
            ("syarat", "catatan", "Syarat"),
            ('penting "Bawa KTP"', "penting", "Bawa KTP"),
        ],
    )
    def test_admonitions_speak_indonesian(self, typed, kind, title):
        html = html_of(f"!!! {typed}\n    Isi")

        assert html.startswith(f'<div class="admonition {kind}">\n<p class="admonition-title">{title}</p>')

    def test_an_admonition_with_an_empty_title_has_none(self):
        assert "admonition-title" not in html_of('!!! info ""\n    Isi')

    def test_definitions_abbreviations_and_markdown_in_html_work(self):
        assert html_of("Bimtek\n:   Bimbingan teknis") == "<dl><dt>Bimtek</dt><dd>Bimbingan teknis</dd></dl>"
        assert '<abbr title="Industri kecil">IKM</abbr>' in html_of("IKM\n\n*[IKM]: Industri kecil")
        assert "<strong>b</strong>" in html_of('<div markdown="1">\n**b**\n</div>')

    def test_lists_of_two_kinds_stay_two_lists(self):
        html = html_of("- a\n- b\n\n1. c")

        assert html.index("</ul>") < html.index("<ol>")

    def test_a_list_keeps_the_number_it_starts_with(self):
        assert '<ol start="3">' in html_of("3. tiga\n4. empat")


class TestDirectives:
    def test_a_value_stands_in_its_sentence(self):
        assert convert("Nilai {{angka:ekspor-kerajinan:2018}} naik.") == (
            Html("<p>Nilai "),
            FigurePlace("angka", "ekspor-kerajinan", ("2018",)),
            Html(" naik.</p>"),
        )

    def test_blocks_of_their_own_stand_in_no_paragraph(self):
        assert convert("A\n\n{{grafik:ekspor}}\n\n{{tabel:ekspor}}\n\nB") == (
            Html("<p>A</p>\n"),
            FigurePlace("grafik", "ekspor"),
            FigurePlace("tabel", "ekspor"),
            Html("\n<p>B</p>"),
        )

    def test_a_block_may_stand_in_a_list_item_and_in_an_admonition(self):
        parts = convert("- a\n\n    {{grafik:ekspor}}\n\n!!! info\n    {{tabel:ekspor}}")

        assert [part.name for part in parts if isinstance(part, FigurePlace)] == ["grafik", "tabel"]
        assert all("<p>" not in part.html[-4:] for part in parts if isinstance(part, Html))

    @pytest.mark.parametrize(
        "source",
        [
            "Lihat {{grafik:ekspor}}",
            "{{grafik:ekspor}}\nteks",
            "{{grafik:ekspor}} {{tabel:ekspor}}",
            "# {{grafik:ekspor}}",
            "*{{tabel:ekspor}}*",
            "|a|b|\n|-|-|\n|{{grafik:x}}|{{grafik:y}} z|",
        ],
    )
    def test_a_block_that_is_not_alone_is_refused(self, source):
        with pytest.raises(BadValue, match="baris tersendiri"):
            convert(source)

    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ("`{{angka:x:2018}}`", "<code>{{angka:x:2018}}</code>"),
            ("<code>{{angka:x}}</code>", "<code>{{angka:x}}</code>"),
            ("\\{{angka:x:2018}}", "{{angka:x:2018}}"),
            ("**b**\\{{angka:x}}", "<strong>b</strong>{{angka:x}}"),
            ("\\{\\{angka:x}}", "{{angka:x}}"),
            ("&#123;{angka:x}}", "{{angka:x}}"),
            ("&lbrace;&lcub;angka:x}}", "{{angka:x}}"),
            ("\\{{ x }}", "{{ x }}"),
            ("**b**\\{{ x }}", "<strong>b</strong>{{ x }}"),
            ("**b**{% x %} {% raw %}", "<strong>b</strong>{% x %} {% raw %}"),
            ("{ {%", "{ {%"),
        ],
    )
    def test_other_braces_are_shown_as_typed(self, typed, shown):
        assert html_of(typed) == f"<p>{shown}</p>"

    def test_braces_in_blocks_of_code_are_shown_as_typed(self):
        assert html_of("```\n{{angka:x}}\n{{ y }}\n```") == "<pre><code>{{angka:x}}\n{{ y }}\n</code></pre>"
        assert html_of("    {{grafik:x}}") == "<pre><code>{{grafik:x}}\n</code></pre>"

    def test_braces_at_the_end_of_a_heading_are_no_attributes(self):
        assert html_of("# Judul \\{{ x }}\n\n## Anak {% y %}") == (
            '<h2 id="judul-x">Judul {{ x }}</h2>\n<h3 id="anak-y">Anak {% y %}</h3>'
        )

    def test_an_escaped_backslash_leaves_the_directive_alone(self):
        assert convert("\\\\{{angka:x:2018}}") == (
            Html("<p>\\"),
            FigurePlace("angka", "x", ("2018",)),
            Html("</p>"),
        )

    def test_raw_html_holds_directives_too(self):
        assert FigurePlace("angka", "x", ("2018",)) in convert("<div>Nilai {{angka:x:2018}}</div>")

    def test_an_abbreviation_does_not_reach_into_a_directive(self):
        assert FigurePlace("angka", "ekspor-kayu", ("2018",)) in convert("{{angka:ekspor-kayu:2018}}\n\n*[ekspor]: x")

    @pytest.mark.parametrize(
        "source", ['[a](/b/ "{{angka:x:2018}}")', "![{{angka:x:2018}}](/b.jpg)", "[a]({{angka:x}})"]
    )
    def test_a_directive_in_an_attribute_is_refused(self, source):
        with pytest.raises(BadValue, match="tidak bisa berada di alamat"):
            convert(source)

    def test_an_unknown_name_is_refused_with_the_nearest(self):
        with pytest.raises(BadValue, match=r"maksud Anda '\{\{grafik:ekspor\}\}'"):
            convert("{{grafis:ekspor}}")


def test_deep_nesting_is_refused_and_not_a_crash():
    with pytest.raises(BadValue, match="bersarang"):
        convert("- " * 2000 + "x")
    with pytest.raises(BadValue, match="bersarang"):
        convert("<div>" * 200 + "x")


def test_an_abbreviation_of_digits_is_refused_where_it_would_break_the_page():
    with pytest.raises(BadValue, match="singkatan"):
        convert("a <b>b</b>\n\n*[0]: nol")


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.text(alphabet="ab \n#*_`[]()<>!&{}|:-\"'\\1.^~", max_size=80))
def test_any_text_converts_or_is_refused_and_always_alike(source):
    def attempt():
        try:
            return convert(source)
        except BadValue as error:
            return str(error)

    assert attempt() == attempt()
