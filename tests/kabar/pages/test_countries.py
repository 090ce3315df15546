"""The pages of partner countries."""

from tests.kabar.pages.test_composition import pages, values
from tests.portals import NEWS

EXPORT = NEWS.replace("tags", "partners: [US, JP]\nfigures: [karangan]\ntags")
LEDGER = """\
title: Ekspor karangan
summary: Angka karangan yang dipakai untuk pengujian.
tags: [ikm]
measure: nilai karangan
unit: USD
observations:
  - {period: 2018, value: 5, source: {publisher: Penerbit karangan, date: 2019-01-15}}
  - {period: 2018, value: 2, partner: NL, source: {publisher: Penerbit karangan, date: 2019-01-15}}
  - {period: 2018, value: 3, partner: US, source: {publisher: Penerbit karangan, date: 2019-01-15}}
"""


def test_only_countries_that_something_is_told_of_have_a_page(tmp_path):
    told = pages(tmp_path, {"ekspor/2019/karangan.md": EXPORT, "angka/karangan.yaml": LEDGER})
    found = {url: page for url, page in told.items() if url.startswith("/ekspor/negara/")}

    assert sorted(found) == ["/ekspor/negara/jp/", "/ekspor/negara/nl/", "/ekspor/negara/us/"]
    assert found["/ekspor/negara/us/"].heading == "Ekspor ke Amerika Serikat"
    assert [row.text for table in found["/ekspor/negara/us/"].tables for row in table.rows] == ["US$3"]
    assert not any(table.has_partners for table in found["/ekspor/negara/us/"].tables)
    assert (found["/ekspor/negara/jp/"].tables, len(found["/ekspor/negara/jp/"].listing.cards)) == ((), 1)
    assert found["/ekspor/negara/nl/"].listing.cards == ()


def test_a_country_page_promises_figures_only_where_there_are_some(tmp_path):
    told = pages(tmp_path, {"ekspor/2019/karangan.md": EXPORT, "angka/karangan.yaml": LEDGER})

    assert told["/ekspor/negara/us/"].intro == "Angka dan kabar ekspor produk IKM Indonesia ke Amerika Serikat."
    assert told["/ekspor/negara/jp/"].intro == "Kabar ekspor produk IKM Indonesia ke Jepang."


def test_entries_and_measures_lead_to_their_countries(tmp_path):
    told = pages(tmp_path, {"ekspor/2019/karangan.md": EXPORT, "angka/karangan.yaml": LEDGER})

    assert values(told["/ekspor/2019/karangan/"])["Negara tujuan"] == ["Amerika Serikat", "Jepang"]
    assert values(told["/angka/karangan/"])["Negara mitra"] == ["Amerika Serikat", "Belanda"]
    assert {fact.label: fact.values for fact in told["/angka/karangan/"].facts}["Negara mitra"][
        0
    ].url == "/ekspor/negara/us/"


def test_a_withdrawn_entry_makes_no_country(tmp_path):
    gone = EXPORT.replace(
        "tags", "status: withdrawn\ncorrections: [{date: 2019-06-01, kind: pencabutan, text: Karangan.}]\ntags"
    )
    told = pages(tmp_path, {"ekspor/2019/karangan.md": gone.replace("figures: [karangan]\n", "")})

    assert not [url for url in told if url.startswith("/ekspor/negara/")]
