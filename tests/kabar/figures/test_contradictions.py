"""What contradicts what: two values of one thing, and a year that is smaller than a part of it."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given

from kabar.content.library import load_library
from kabar.content.models.figure import agree
from kabar.figures.contradictions import StatedContradiction, contradictions_in, contradictions_of
from kabar.figures.records import figure_record
from kabar.outputs.feeds.feed_entries import contradiction_entry
from tests.kabar.content.test_observation_choice import OBSERVATIONS, SCOPES
from tests.kabar.content.test_observation_choice import figure as measure_of
from tests.kabar.outputs.structured_data.loading import HOST, load
from tests.kabar.pages.test_composition import pages
from tests.portals import SMALL, write_content
from tests.site.building import build, files_of

LEDGER = """\
title: Ekspor batik karangan
summary: Angka karangan yang dipakai untuk pengujian.
tags: [ikm]
measure: nilai karangan
unit: USD
scopes: [{id: kemenperin, label: menurut Kemenperin, note: Batik saja}, {id: kemendag, label: menurut Kemendag}]
observations:
  - {period: 2018, value: 52440000, scope: kemenperin, source: {publisher: Koran, date: 2019-05-08, said_by: Menteri}}
  - {period: 2018, value: 52400000, scope: kemenperin, source: {publisher: Kabar, date: 2019-03}, note: Dibulatkan.}
  - {period: 2018, value: 491833000, scope: kemendag,
     source: {publisher: Kemendag, url: https://dag.example/, date: 2019}}
  - {period: 2023-01..2023-08, value: 35000000, scope: kemenperin, source: {publisher: Koran, date: 2023-11-02}}
  - {period: 2023, value: 17500000, scope: kemenperin,
     source: {publisher: Kabar, date: 2024-09-26}, note: Deret diganti.}
  - {period: 2023, value: 100000000, scope: kemenperin, kind: target, source: {publisher: Koran, date: 2023-08-03}}
"""
FILES = {"angka/batik.yaml": LEDGER}


def told(*observations: dict, unit: str = "USD") -> list[tuple[str, str, list[int]]]:
    found = contradictions_in(measure_of(*observations, unit=unit))
    return [(one.heading, one.ratio, [int(claim.value) for claim in one.claims]) for one in found]


def value(period: str, number: int, day: str = "2025-01-15", **more) -> dict:
    return {"period": period, "value": str(number), "source": {"publisher": f"Badan {day}", "date": day}} | more


def test_what_rounding_explains_is_no_contradiction():
    assert told(value("2018", 52440000), value("2018", 52400000, "2019")) == []
    assert told(value("2018", 52440000), value("2018", 53400000, "2019")) == [
        ("2018", "1,02 kali", [53400000, 52440000])
    ]


def test_scopes_contradict_each_other_openly_and_notes_do_not_hide_it():
    assert told(*SCOPES) == [("2024", "9,4 kali", [52, 491])]
    assert told(value("2018", 300, note="Menengah saja."), value("2018", 3000, "2019", note="Semua.")) == [
        ("2018", "10 kali", [3000, 300])
    ]


def test_what_is_superseded_or_of_another_kind_partner_or_product_contradicts_nothing():
    other = [value("2018", 9, kind="target"), value("2018", 3, partner="US"), value("2018", 3, product="luwak")]
    assert told(value("2018", 5), *other) == []
    assert told(value("2018", 5, "2019-01-02", superseded_by="2025-01-15"), value("2018", 9)) == []


def test_a_year_that_is_smaller_than_a_part_of_it_is_a_contradiction():
    year, part = value("2023", 17500000), value("2023-01..2023-08", 35000000, "2023")

    assert told(year, part) == [("2023: lebih kecil daripada sebagian masanya", "2 kali", [17500000, 35000000])]
    assert told(year, value("2023-Q1", 18600000)) == [
        ("2023: lebih kecil daripada sebagian masanya", "1,06 kali", [17500000, 18600000])
    ]
    assert told(year, value("2023-Q1", 17500001)) == told(year, value("2022-01..2022-08", 35000000)) == []
    assert (
        told(value("2023-S1", 10), value("2023-01..2023-05", 12))[0][0]
        == "semester I 2023: lebih kecil daripada sebagian masanya"
    )
    # What is counted at a moment has no parts in time, and neither has a share.
    assert told(year, value("2023-Q1", 18000000), unit="orang") == told(year, part, unit="persen") == []
    assert told(year, part, unit="ton")[0][1] == "2 kali"
    assert told(year | {"kind": "target"}, part) == []


def test_a_partner_or_a_product_that_is_larger_than_all_is_a_contradiction():
    total, part = value("2023", 5000000), value("2023", 7000000, partner="US")

    assert told(total, part) == [("2023: lebih kecil daripada satu negara mitranya", "1,4 kali", [5000000, 7000000])]
    (found,) = contradictions_in(measure_of(total, part))
    assert [found.claim_text(claim) for claim in found.claims] == [
        "Seluruhnya: US$5 juta",
        "Amerika Serikat: US$7 juta",
    ]


@given(OBSERVATIONS)
def test_whatever_the_ledger_holds_claims_of_one_period_contradict_each_other(observations):
    for one in contradictions_in(measure_of(*observations)):
        values = [claim.value for claim in one.claims]
        assert not agree(min(values), max(values)) and one.newest == max(claim.source.date for claim in one.claims)
        assert one.whole or {claim.key._replace(scope="") for claim in one.claims} == {one.key}


def test_all_are_listed_newest_first_with_who_said_what_when_and_why(tmp_path):
    page = pages(tmp_path, FILES, date(2026, 1, 1))["/angka/pertentangan/"]

    assert [(one.heading, one.ratio) for one in page.contradictions] == [
        ("2023, menurut Kemenperin: lebih kecil daripada sebagian masanya", "2 kali"), ("2018", "9,4 kali"),
    ]  # fmt: skip
    claims = [
        (claim.text, claim.source.text.replace("\u00a0", " "), claim.note) for claim in page.contradictions[1].claims
    ]
    assert claims == [
        ("US$491,83 juta", "Kemendag, 2019", "menurut Kemendag"),
        ("US$52,4 juta", "Kabar, Maret 2019", "menurut Kemenperin. Batik saja. Dibulatkan"),
        ("US$52,44 juta", "Koran, 8 Mei 2019, menurut Menteri", "menurut Kemenperin. Batik saja"),
    ]
    assert page.contradictions[0].claims[0].text == "2023: US$17,5 juta"
    assert page.contradictions[0].measure.url == "/angka/batik/#k-berbeda"


def test_the_build_lists_them_leads_to_them_and_feeds_them(tmp_path):
    files = files_of(build(write_content(tmp_path / "isi", SMALL | FILES), tmp_path / "hasil"))
    feed = ElementTree.fromstring(files["angka/pertentangan/atom.xml"])
    names = {"a": "http://www.w3.org/2005/Atom"}

    assert 'href="/angka/pertentangan/"' in files["angka/index.html"].decode()
    assert 'id="k-berbeda"' in files["angka/batik/index.html"].decode()
    assert 'href="/angka/pertentangan/atom.xml"' in files["angka/pertentangan/index.html"].decode()
    entries = feed.findall("a:entry", names)
    assert [entry.findtext("a:title", namespaces=names) for entry in entries] == [
        "Ekspor batik karangan: 2023, menurut Kemenperin: lebih kecil daripada sebagian masanya",
        "Ekspor batik karangan: 2018",
    ]  # fmt: skip
    assert entries[1].findtext("a:summary", namespaces=names).replace("\u00a0", " ") == (
        "US$491,83 juta atau US$52,4 juta atau US$52,44 juta (beda 9,4 kali)."
    )
    assert re.match("2024-09-26T00:00:00", entries[0].findtext("a:updated", namespaces=names))
    assert len({entry.findtext("a:id", namespaces=names) for entry in entries}) == 2


DISPUTES = """\
disputes:
  - about: Potongan untuk mesin impor
    claims:
      - {text: 20 persen, source: {publisher: Koran, date: 2023-09}}
      - {text: 25 persen, source: kabar-2023}
    note: Ketentuannya berubah menurut tahun.
"""
STATED = {
    "angka/batik.yaml": LEDGER + DISPUTES,
    "sumber/kabar-2023.yaml": "publisher: Kabar\ntitle: Mesin\ndate: 2023-01-08\n",
}


def test_what_an_editor_states_stands_behind_what_is_worked_out(tmp_path):
    told = pages(tmp_path, STATED, date(2026, 1, 1))

    of_measure, of_all = told["/angka/batik/"].conflicts, told["/angka/pertentangan/"].contradictions
    stated = of_measure[-1]
    assert [one.heading.partition(":")[0] for one in of_measure] == [
        "2018",
        "2023, menurut Kemenperin",
        "Potongan untuk mesin impor",
    ]
    assert [(claim.text, claim.source.text.replace("\u00a0", " ")) for claim in stated.claims] == [
        ("25 persen", "Kabar, “Mesin”, 8 Januari 2023"), ("20 persen", "Koran, September 2023"),
    ]  # fmt: skip
    assert (stated.note, stated.ratio) == ("Ketentuannya berubah menurut tahun.", "")
    assert [one.heading for one in of_all][1:] == ["Potongan untuk mesin impor", "2018"]
    (fact,) = (one for one in told["/sumber/kabar-2023/"].facts if one.label == "Bertentangan dengan sumber lain")
    assert [(link.label, link.url) for link in fact.values] == [
        ("Potongan untuk mesin impor", "/angka/batik/#k-berbeda")
    ]


def test_what_an_editor_states_is_in_the_feed_and_in_the_record(tmp_path):
    library = load(tmp_path, STATED, date(2026, 1, 1))
    (stated,) = (one for one in contradictions_of(library.figures.values()) if isinstance(one, StatedContradiction))

    entry = contradiction_entry(stated, library, HOST)
    assert (entry.title, entry.summary) == (
        "Ekspor batik karangan: Potongan untuk mesin impor",
        "25 persen atau 20 persen.",
    )
    assert "<p>Ketentuannya berubah menurut tahun.</p>" in entry.content and entry.published.date() == date(2023, 9, 1)
    (record,) = figure_record(library.figures["batik"], HOST)["disputes"]
    assert [(claim["text"], claim["source"].get("id")) for claim in record["claims"]] == [
        ("20 persen", None),
        ("25 persen", "kabar-2023"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("20 persen", "25 Persen", "semua sumber menyebut hal yang sama; tulis apa yang berbeda, atau hapus butir ini"),
        ("      - {text: 20 persen, source: {publisher: Koran, date: 2023-09}}\n", "", "disputes.claims"),
        ("kabar-2023", "kabar-2022", "'kabar-2022' tidak ada di sumber/; maksud Anda 'kabar-2023'?"),
        ("date: 2023-09", "date: 2027-09", "sumber bertanggal 2027-09 belum terbit; betulkan tanggalnya"),
        (
            DISPUTES.partition("\n")[2],
            DISPUTES.partition("\n")[2] * 2,
            "'Potongan untuk mesin impor' sudah disebut; gabungkan keduanya",
        ),
    ],
)
def test_a_dispute_that_is_none_is_told_with_its_remedy(tmp_path, old, new, message):
    assert old in DISPUTES
    files = SMALL | STATED | {"angka/batik.yaml": LEDGER + DISPUTES.replace(old, new)}

    problems = load_library(write_content(tmp_path, files), date(2026, 1, 1)).problems

    assert any(message in one.as_line() for one in problems), problems


def test_those_of_all_measures_come_by_the_date_of_their_newest_source():
    one, other = measure_of(*SCOPES), measure_of(value("2018", 5), value("2018", 9, "2026-01"))

    assert [found.newest for found in contradictions_of([one, other])] == ["2026-01", "2025-01-15"]
