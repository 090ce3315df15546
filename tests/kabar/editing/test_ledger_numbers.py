"""Amounts in export news against the ledger. Every number is made up."""

from decimal import Decimal

import pytest
import yaml

from kabar.content.models.article import Export
from kabar.content.models.figure import Figure
from kabar.content.parsing.problems import ERROR, WARNING
from kabar.editing.check.ledger_numbers import check_amounts, find_amounts

LEDGER = """\
"@path": angka/ekspor-karangan.yaml
title: Ekspor karangan
summary: Angka karangan yang dipakai untuk pengujian.
tags: [ikm]
measure: nilai ekspor karangan
unit: USD
observations:
  - {period: 1999, value: 300000000, source: {publisher: A, date: 2019-01-01}}
  - {period: 2018, value: 1234000000, source: {publisher: A, date: 2019-01-01}}
"""
FIGURE = Figure.model_validate(yaml.load(LEDGER, yaml.BaseLoader))


def found(body: str, ledger: Figure = FIGURE, **more) -> list[tuple[str, str]]:
    article = Export.model_validate({
        "@path": "ekspor/2019/a.md",
        "@body": body,
        "title": "Ekspor karangan",
        "date": "2019-05-01",
        "summary": "Teras karangan yang cukup panjang.",
        "tags": ["ikm"],
        "figures": ["ekspor-karangan"],
    } | more)  # fmt: skip
    return [(finding.text, finding.severity) for finding in check_amounts(article, [ledger])]


@pytest.mark.parametrize(
    ("text", "lang", "amounts"),
    [
        ("senilai US$1,2 miliar dan Rp1.500.000", "id", [("1200000000", "USD"), ("1500000", "IDR")]),
        ("naik 9,5 persen, lalu 12%", "id", [("9.5", "persen"), ("12", "persen")]),
        ("Rp 2,25\ntriliun; €5 juta; ¥700", "id", [("2250000000000", "IDR"), ("5000000", "EUR"), ("700", "JPY")]),
        ("worth US$1.2 billion, up 9.5 per cent", "en", [("1200000000", "USD"), ("9.5", "persen")]),
        ("30 orang pada 2018, pasal 12, kursi 5", "id", []),
    ],
)
def test_amounts_are_read_as_they_are_written(text, lang, amounts):
    assert [(one.value, one.unit) for one in find_amounts(text, lang)] == [
        (Decimal(value), unit) for value, unit in amounts
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Pada 2018 nilai ekspor karangan US$1,2 miliar.",
        "Nilainya US$1,23 miliar, atau US$1.234.000.000.",
        "Nilainya naik 311 persen sejak 1999.",
        "Nilainya {{angka:ekspor-karangan:2018}} dan `US$5 miliar`.",
    ],
)
def test_what_the_ledger_holds_or_what_follows_from_it_is_left_alone(body):
    assert found(body) == []


def test_an_amount_that_the_ledger_lacks_is_pointed_out():
    assert found("Pasarnya US$5 miliar, tumbuh 7 persen.") == [("US$5 miliar", WARNING), ("7 persen", WARNING)]


def test_an_amount_that_the_ledger_contradicts_is_an_error():
    assert found("Pada 2018, nilai ekspor karangan mencapai US$2 miliar.") == [("US$2 miliar", ERROR)]
    assert found("Isi.", title="Nilai ekspor karangan 2018 US$2 miliar") == [("US$2 miliar", ERROR)]


@pytest.mark.parametrize(
    "body",
    [
        "Nilai ekspor karangan 1999 dan 2018 tidak mencapai US$2 miliar.",
        "Pada 2018, impor mencapai US$2 miliar.",
        "Pada 2017, nilai ekspor karangan US$2 miliar.",
    ],
)
def test_where_something_else_may_be_meant_it_is_only_a_warning(body):
    assert found(body) == [("US$2 miliar", WARNING)]


def test_a_change_from_one_partner_to_another_does_not_follow_from_the_ledger():
    rows = "\n".join(
        f"  - {{period: {period}, value: {value}, partner: {code}, source: {{publisher: A, date: 2019-01-01}}}}"
        for period, code, value in ((2017, "AU", 100), (2017, "MY", 50), (2018, "MY", 65))
    )
    ledger = Figure.model_validate(yaml.load(LEDGER.partition("  - {")[0] + rows, yaml.BaseLoader))

    assert found("Nilainya naik 30 persen.", ledger=ledger) == []
    assert found("Nilainya turun 35 persen.", ledger=ledger) == [("35 persen", WARNING)]
