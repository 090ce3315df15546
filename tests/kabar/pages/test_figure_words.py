"""Figures in running text, as their options ask, with their sources and what contradicts them."""

import re
from decimal import Decimal

import pytest
import yaml

from kabar.content.markdown_source.directives import FigurePlace
from kabar.content.models.figure import Figure
from kabar.content.models.figure_choice import read_wish
from kabar.content.parsing.problems import BadValue
from kabar.pages.parts.body_views import body_view, figure_words
from kabar.pages.parts.figure_views import sources_of, table_of
from tests.kabar.content.test_observation_choice import COFFEE, SCOPES
from tests.kabar.content.test_observation_choice import figure as measure_of
from tests.kabar.outputs.structured_data.loading import load

LEDGER = """\
title: Ekspor karangan
summary: Angka karangan yang dipakai untuk pengujian.
tags: [ikm]
measure: nilai karangan
unit: USD
observations:
  - {period: 1999, value: 300000000, source: {publisher: Lama, date: 2000-01-15}}
  - {period: 2017, value: 0, source: {publisher: Nol, date: 2018-01-15}}
  - {period: 2018, value: 1200000000, source: {publisher: Satu, date: 2019-05-26}}
  - {period: 2018, value: 870000000, source: {publisher: Dua, date: 2019-04-25}}
  - {period: 2018, value: 150000000, partner: US, source: {publisher: Mitra, date: 2019-04-25}}
  - {period: 2016, value: 4000000, partner: JP, source: {publisher: Mitra, date: 2019-04-25}}
  - {period: 2019, value: 5000000, partner: JP, source: {publisher: Mitra, date: 2019-04-25}}
  - {period: 2020, value: 1308000000, kind: target, source: {publisher: Target, date: 2019-04-25}}
"""
SHARE = LEDGER.replace("unit: USD", "unit: persen").replace("000000", "")


def figure(text: str = LEDGER) -> Figure:
    return Figure.model_validate({"@path": "angka/karangan.yaml"} | yaml.load(text, yaml.BaseLoader))


def told(tmp_path, options: str, lang="id", text=LEDGER):
    library = load(tmp_path, {"angka/karangan.yaml": text})
    (view,), sources = body_view((FigurePlace("angka", "karangan", tuple(options.split(":"))),), library, lang)
    return view, [re.split(", ", source.text)[0] for source in sources]


@pytest.mark.parametrize(
    ("options", "text", "value", "sources"),
    [
        ("1999", "US$300 juta", "300000000", ["Lama"]),
        ("1999:ringkas", "US$300 juta", "300000000", ["Lama"]),
        ("1999:penuh", "US$300.000.000", "300000000", ["Lama"]),
        ("2018", "US$1,2 miliar (sumber lain: US$870 juta)", "1200000000", ["Satu", "Dua"]),
        ("2018:US", "US$150 juta", "150000000", ["Mitra"]),
        ("2018:us:penuh", "US$150.000.000", "150000000", ["Mitra"]),
        ("2018:sumber:dua", "US$870 juta (sumber lain: US$1,2 miliar)", "870000000", ["Dua", "Satu"]),
        ("2019", "US$5 juta (Jepang)", "5000000", ["Mitra"]),
        ("2019:tumbuh:2016", "naik 25 persen dibandingkan dengan 2016 (Jepang)", "25", ["Mitra"]),
        ("2020", "US$1,31 miliar (target)", "1308000000", ["Target"]),
        ("2020:target", "US$1,31 miliar", "1308000000", ["Target"]),
        ("2020:target:tumbuh:1999", "naik 336 persen dibandingkan dengan 1999", "336", ["Target", "Lama"]),
        (
            "2018:tumbuh:1999",
            "naik 300 persen dibandingkan dengan 1999 (sumber lain: naik 190 persen dibandingkan dengan 1999)",
            "300",
            ["Satu", "Dua", "Lama"],
        ),
        (
            "2018:tumbuh:1999:kali",
            "menjadi empat kali lipat dibandingkan dengan 1999"
            " (sumber lain: menjadi 2,9 kali lipat dibandingkan dengan 1999)",
            "4.0",
            ["Satu", "Dua", "Lama"],
        ),
    ],
)
def test_a_figure_is_written_as_asked_with_its_sources(tmp_path, options, text, value, sources):
    view, held = told(tmp_path, options)

    assert view.text.replace("\u00a0", " ") == text
    assert Decimal(view.value) == Decimal(value)
    assert held == sources
    assert view.notes == tuple(range(1, len(sources) + 1))


def test_an_english_text_gets_english_words(tmp_path):
    view, _ = told(tmp_path, "2018:tumbuh:1999", "en")

    assert view.text.replace("\u00a0", " ") == "up 300 per cent on 1999 (other sources: up 190 per cent on 1999)"


def test_an_english_text_names_what_it_leaves_unsaid_in_english(tmp_path):
    assert told(tmp_path, "2019", "en")[0].text.replace("\u00a0", " ") == "US$5 million (Japan)"


def test_a_sentence_breaks_between_its_words_but_not_beside_its_numbers(tmp_path):
    view, _ = told(tmp_path, "2018:tumbuh:1999:kali")

    assert view.text.split(" ")[:3] == ["menjadi", "empat", "kali"]
    assert "2,9\u00a0kali" in view.text and "dengan\u00a01999" in view.text


def test_what_two_bodies_state_of_two_years_is_compared_each_with_its_own(tmp_path):
    ledger = "\n".join(line for line in LEDGER.splitlines() if "period" not in line) + """
  - {period: 2017, value: 100, source: {publisher: Satu, date: 2018-01-15}}
  - {period: 2017, value: 10, source: {publisher: Dua, date: 2018-01-15}}
  - {period: 2018, value: 110, source: {publisher: Satu, date: 2019-01-15}}
  - {period: 2018, value: 12, source: {publisher: Dua, date: 2019-01-15}}
"""
    view, held = told(tmp_path, "2018:tumbuh:2017", text=ledger)

    assert view.text.replace("\u00a0", " ") == (
        "naik 10 persen dibandingkan dengan 2017 (sumber lain: naik 20 persen dibandingkan dengan 2017)"
    )
    assert held == ["Satu", "Dua", "Satu", "Dua"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("", "tulis satu masa sesudah nama angka, misalnya {{angka:karangan:2020}}"),
        ("penuh", "tulis satu masa"),
        ("2015", "tidak punya angka untuk 2015; yang ada: 1999, 2016, 2017, 2018, 2019, 2020"),
        ("2018:sumber", "sesudah 'sumber' tulis tanggal atau penerbitnya"),
        ("2018:sumber:tiga", "tidak punya angka dari sumber tiga untuk 2018; yang ada: 2019-04-25, 2019-05-26"),
        ("2018:tumbuh:2016", "tidak punya angka semua negara untuk 2016; yang ada: 1999, 2017, 2020"),
        ("2018:target", "tidak punya angka target untuk 2018; yang ada: 2020"),
        ("1999:US", "tidak punya angka US untuk 1999; yang ada: 2018"),
        ("2018:penuhh", "pilihan 'penuhh' tidak dikenal; maksud Anda 'penuh'?"),
        ("2018:JP", "tidak punya angka JP untuk 2018; yang ada: 2016, 2019"),
        ("2018:NL", "pilihan 'NL' tidak dikenal"),
        ("2018:penuh:ringkas", "pilihan 'ringkas' mengulang pilihan lain"),
        ("2018:kali", "pilihan 'kali' perlu masa pembanding"),
        ("2018:tumbuh", "sesudah 'tumbuh' tulis masa pembandingnya"),
        ("2018:tumbuh:2018", "masa pembanding sama"),
        ("2018:tumbuh:2017", "pertumbuhan dari nol atau angka negatif (2017) tidak dapat dihitung"),
        ("2018:penuh:tumbuh:1999", "pilihan 'penuh' tidak berlaku untuk pertumbuhan"),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_remedy(options, message):
    with pytest.raises(BadValue) as refusal:
        read_wish([word for word in options.split(":") if word], figure())

    assert message in str(refusal.value)


def test_per_cents_are_compared_by_points_and_never_multiplied(tmp_path):
    view, _ = told(tmp_path, "2020:target:tumbuh:1999", text=SHARE)

    assert view.text.replace("\u00a0", " ") == "naik 1.008 poin persentase dibandingkan dengan 1999"
    with pytest.raises(BadValue, match="tidak ditulis berlipat"):
        read_wish(["2020", "tumbuh", "1999", "kali"], figure(SHARE))


def test_decimals_of_a_table_stand_below_each_other():
    rows = table_of(figure(LEDGER.replace("unit: USD", "unit: ton").replace("value: 300000000", "value: 5.25"))).rows

    assert [row.text for row in rows][:2] == ["5,25 ton", "4.000.000,00 ton"]
    assert {len(row.text.partition(",")[2]) for row in rows} == {len("25 ton")}


def many(count: int) -> Figure:
    rows = "".join(
        f"  - {{period: {2000 + n}, value: {n}, source: {{publisher: {'BPS' if n % 3 else 'Koran'}, title: Judul"
        f" {n % 4}, date: 2026-01-0{n % 2 + 1}}}}}\n"
        for n in range(count)
    )
    return figure(LEDGER.partition("  - {")[0] + rows)


def test_a_table_is_folded_after_its_newest_ten_rows():
    few, table = table_of(many(10)), table_of(many(13))

    assert ([row.period for row in few.rows][:2], few.folded) == (["2000", "2001"], ())
    assert [row.period for row in table.rows] == [str(year) for year in range(2012, 2002, -1)]
    assert [row.period for row in table.folded] == ["2002", "2001", "2000"]


def test_sources_stand_once_below_the_publisher_of_so_many_figures():
    first, second = sources_of(many(12))

    assert (first.label, second.label) == ("8 angka dari BPS", "4 angka dari Koran")
    assert [source.text.replace("\u00a0", " ") for source in second.sources] == [
        "“Judul 0”, 1 Januari 2026", "“Judul 2”, 1 Januari 2026", "“Judul 1”, 2 Januari 2026",
        "“Judul 3”, 2 Januari 2026",
    ]  # fmt: skip


def test_a_table_names_scope_and_product_of_each_value_where_there_are_any():
    told = measure_of(*SCOPES, {"period": "2024", "value": "5", "product": "luwak"})
    table = table_of(told)

    assert table.series_heading == "Jenis produk, cakupan"
    assert [row.series for row in table.rows] == [
        "menurut Kementerian Perindustrian", "menurut Kementerian Perdagangan", "menurut Kementerian Perindustrian",
        "kopi luwak",
    ]  # fmt: skip
    assert table_of(measure_of(*COFFEE)).series_heading == ""


def test_a_text_that_leaves_the_scope_to_the_ledger_names_it():
    told = measure_of(SCOPES[2], {"period": "2022", "value": "5", "product": "luwak", "scope": "kemendag"})

    def words(*options: str) -> str:
        return figure_words(read_wish(options, told), told).text.replace("\u00a0", " ")

    assert words("2023") == "US$48 (menurut Kementerian Perindustrian)"
    assert words("2023", "cakupan", "kemenperin") == "US$48"
    assert words("2022", "produk", "luwak") == "US$5 (menurut Kementerian Perdagangan)"
    assert words("2022") == "US$5 (kopi luwak, menurut Kementerian Perdagangan)"
