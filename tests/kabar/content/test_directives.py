"""The grammar of directives."""

import pytest

from kabar.content.markdown_source.directives import DIRECTIVE, FigurePlace, read_directive
from kabar.content.parsing.problems import BadValue


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("{{angka:ekspor-kerajinan:2018}}", FigurePlace("angka", "ekspor-kerajinan", ("2018",))),
        ("{{angka:ekspor-kerajinan:2018-Q1:penuh}}", FigurePlace("angka", "ekspor-kerajinan", ("2018-Q1", "penuh"))),
        ("{{angka:ekspor:2018:tumbuh:1999}}", FigurePlace("angka", "ekspor", ("2018", "tumbuh", "1999"))),
        ("{{ angka : ekspor : 2018 }}", FigurePlace("angka", "ekspor", ("2018",))),
        ("{{ angka: ekspor : 2018 }}", FigurePlace("angka", "ekspor", ("2018",))),
        ("{{grafik:ekspor}}", FigurePlace("grafik", "ekspor")),
        ("{{tabel:ekspor}}", FigurePlace("tabel", "ekspor")),
        ("\\{{ x }}", None),
        ("{ {", None),
        ("\\{{angka:ekspor:2018}}", None),
    ],
)
def test_a_directive_is_a_known_name_with_its_words(typed, place):
    match = DIRECTIVE.search(typed)

    assert (read_directive(match) if match else None) == place


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("{{angak:ekspor}}", "penanda '{{angak:ekspor}}' tidak terbaca; maksud Anda '{{angka:ekspor}}'?"),
        ("{{foo:x}}", "penanda '{{foo:x}}' tidak dikenal; yang ada: angka, grafik, tabel. Supaya tampil"),
        ("{{foo:", "tidak dikenal"),
        (
            "{{ x }}",
            "penanda '{{ x }}' tidak dikenal; yang ada: angka, grafik, tabel. Supaya tampil apa adanya, tulis \\ di",
        ),
        ("{{ nama: x }}", "tidak dikenal"),
        ("{{angka}}", "tidak dikenal"),
        ("{{}}", "tidak dikenal"),
        ("{{Angka : Ekspor 2018}}", "maksud Anda '{{angka:Ekspor:2018}}'?"),
        ("{{angka ekspor|2018}}", "maksud Anda '{{angka:ekspor:2018}}'?"),
        ("{{angka:ekspor:2018", "belum ditutup; tulis pada satu baris, seperti {{angka:ekspor-kerajinan:2018}}"),
        ("{{grafik:}}", "'' bukan nama berkas di angka/; tulis seperti {{grafik:ekspor-kerajinan}}"),
        ("{{tabel:Ekspor Kayu}}", "'Ekspor Kayu' bukan nama berkas"),
        ("{{angka:../rahasia:2018}}", "'../rahasia' bukan nama berkas"),
        ("{{angka:ekspor:}}", "pilihan '' pada penanda 'angka' tidak terbaca"),
        ("{{angka:ekspor:20 18}}", "pilihan '20 18' pada penanda 'angka' tidak terbaca"),
    ],
)
def test_a_mistake_is_reported_with_the_right_form(typed, expected):
    with pytest.raises(BadValue) as refusal:
        read_directive(DIRECTIVE.search(typed))

    assert expected in str(refusal.value)
