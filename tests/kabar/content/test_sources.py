"""Sources: written once, named by id, known to the day, the month or the year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.content.library import load_library
from kabar.content.parsing.moments import first_possible_day, precision_of, read_reduced_date
from kabar.content.parsing.problems import BadValue
from kabar.indonesian.dates import reduced_date_text
from tests.portals import NEWS, SMALL, write_content

SOURCE = (
    "publisher: Antara\ntitle: Ekspor karangan naik\nurl: https://antara.example/1\ndate: 2018-03\nsaid_by: Menteri"
    " karangan\n"
)
LEDGER = """\
title: Ekspor karangan
summary: Angka karangan yang dipakai untuk pengujian.
tags: [ikm]
measure: nilai karangan
unit: USD
observations:
  - {period: 2016, value: 4, source: {publisher: Koran, date: 2017}}
  - {period: 2017, value: 5, source: antara-2018}
  - {period: 2018, value: 6, source: {id: antara-2018, said_by: Dirjen karangan}}
"""
FILES = {"sumber/antara-2018.yaml": SOURCE, "angka/karangan.yaml": LEDGER}
ARTICLE = {
    "berita/2019/bersumber.md": NEWS.replace(
        "tags", "based_on: [antara-2018, {publisher: Koran, date: Mei 2019}]\ntags"
    )
}


def load(tmp_path, files, now=date(2020, 1, 1)):
    return load_library(write_content(tmp_path, SMALL | FILES | files), now)


def messages(tmp_path, files) -> list[str]:
    return [problem.as_line() for problem in load(tmp_path, files).problems]


def test_a_figure_contains_what_the_source_says_that_it_names(tmp_path):
    loaded = load(tmp_path, {})
    inline, named, reported = (one.source for one in loaded.library.figures["karangan"].observations)

    assert loaded.problems == () and list(loaded.library.sources) == ["antara-2018"]
    assert (inline.id, inline.publisher, inline.date) == (None, "Koran", "2017")
    assert (named.id, named.publisher, named.title, named.date) == (
        "antara-2018",
        "Antara",
        "Ekspor karangan naik",
        "2018-03",
    )
    assert (named.said_by, reported.said_by, reported.url) == (
        "Menteri karangan",
        "Dirjen karangan",
        "https://antara.example/1",
    )


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        ("angka/karangan.yaml", "source: antara-2018", "source: antara-2019",
            "8:38: observations.source: 'antara-2019' tidak ada di sumber/; maksud Anda 'antara-2018'?"),
        ("angka/karangan.yaml", "{publisher: Koran, date: 2017}", "{publisher: Koran}",
            "7:38: observations.source: wajib diisi; tulis: date: … atau id: … di sumber/"),
        ("angka/karangan.yaml", "{publisher: Koran, date: 2017}", "{title: Judul}",
            "7:38: observations.source: wajib diisi; tulis: publisher: … dan date: … atau id: … di sumber/"),
        ("angka/karangan.yaml", "said_by: Dirjen karangan", "publisher: Koran",
            "sumber dengan id sudah memuat publisher; hapus di sini, tulis di sumber/antara-2018.yaml"),
        ("angka/karangan.yaml", "date: 2017", "date: 2017-13",
            "'2017-13' tidak ada di kalender; tulis seperti 2026-08-12, 2026-08, atau 2026"),
        ("sumber/antara-2018.yaml", "date: 2018-03\n", "", "1:1: date: wajib diisi; tulis: date: …"),
        ("sumber/antara-2018.yaml", "2018-03", "2021-03",
            "sumber bertanggal 2021-03 belum terbit; betulkan tanggalnya"),
    ],
)  # fmt: skip
def test_a_source_that_is_not_whole_is_reported_with_its_remedy(tmp_path, path, old, new, message):
    assert old in FILES[path]

    reported = messages(tmp_path, {path: FILES[path].replace(old, new)})

    assert any(message in line for line in reported), reported


def test_an_article_names_a_source_or_writes_it_in_place(tmp_path):
    assert messages(tmp_path, ARTICLE) == []
    (reported,) = messages(tmp_path, {path: text.replace("antara-2018", "antara") for path, text in ARTICLE.items()})
    assert "based_on: 'antara' tidak ada di sumber/; maksud Anda 'antara-2018'?" in reported


def test_a_source_that_only_a_withheld_observation_names_is_withheld_with_it(tmp_path):
    def withheld(*replacing: tuple[str, str]) -> tuple[set, tuple]:
        text = LEDGER
        for old, new in replacing:
            text = text.replace(old, new)
        loaded = load(tmp_path, {"angka/karangan.yaml": text})
        return set(loaded.library.withholding.implied), tuple(one.as_line() for one in loaded.problems)

    hidden = [
        ("source: antara-2018}", "source: antara-2018, embargo: 2021-01-01}"),
        ("Dirjen karangan}}", "Dirjen karangan}, status: draft}"),
    ]
    assert withheld(*hidden) == ({"sumber/antara-2018.yaml"}, ())
    assert withheld(*hidden[:1]) == (set(), ())


def test_what_is_shown_may_not_name_a_withheld_source(tmp_path):
    reported = messages(tmp_path, ARTICLE | {"sumber/antara-2018.yaml": SOURCE + "status: draft\n"})

    assert [line.partition(":")[0] for line in reported] == [
        "content/angka/karangan.yaml", "content/angka/karangan.yaml", "content/berita/2019/bersumber.md",
    ]  # fmt: skip
    assert all("memakai sumber/antara-2018.yaml yang belum terbit" in line for line in reported)


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.sampled_from(["day", "month", "year"]))
def test_a_reduced_date_is_as_long_as_it_is_known(day, precision):
    text = day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]

    assert read_reduced_date(text) == text == read_reduced_date(reduced_date_text(text))
    assert precision_of(text) == precision
    first = first_possible_day(text)
    assert (
        first <= day and first.isoformat().startswith(text) and first.isoformat()[len(text) :] in ("", "-01", "-01-01")
    )


@pytest.mark.parametrize("text", ["1899", "19", "2019-00", "03/2019", "Mai 2019", "2019-02-30", "2019?"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(BadValue):
        read_reduced_date(text)


def test_a_value_is_superseded_by_that_of_a_source_that_is_named(tmp_path):
    old = LEDGER.replace("source: antara-2018}", "source: {publisher: Koran, date: 2017}, superseded_by: 2018-03}")
    assert "tidak ada angka lain untuk 2017 dari sumber bertanggal 2018-03" in "".join(
        messages(tmp_path, {"angka/karangan.yaml": old})
    )
    assert messages(tmp_path, {"angka/karangan.yaml": old.replace("{period: 2018,", "{period: 2017,")}) == []


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("scope: badn", "observations.scope: 'badn' tidak ada di scopes; maksud Anda 'badan'?"),
        ("product: kayu", "observations.product: 'kayu' tidak ada di products; tambahkan di 'products' berkas ini"),
    ],
)
def test_a_scope_or_a_product_is_declared_before_it_is_used(tmp_path, key, message):
    text = LEDGER.replace("unit: USD", "unit: USD\nscopes: [{id: badan, label: menurut badan}]").replace(
        "value: 4,", f"value: 4, {key},"
    )
    (reported,) = messages(tmp_path, {"angka/karangan.yaml": text})

    assert reported.endswith(message)
