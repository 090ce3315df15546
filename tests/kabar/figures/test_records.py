"""The ledger for machines, read back: CSV, JSON, and a Data Package held to what its standard says."""

import csv
import io
import json
import re
from decimal import Decimal
from hashlib import sha256

import pytest

from kabar.figures.data_package import data_package
from kabar.figures.records import COLUMNS, csv_url, figure_csv, figure_record
from kabar.outputs.structured_data.dataset import figure_graph
from tests.kabar.outputs.structured_data.loading import HOST, load
from tests.portals import SMALL, write_content
from tests.site.building import build, files_of

LEDGER = """\
title: "=Ekspor karangan"
summary: Angka karangan yang dipakai untuk pengujian.
tags: [ikm]
measure: nilai karangan
unit: USD
scopes: [{id: badan, label: menurut badan, note: Kode barang disebut.}]
products: [{id: rotan, label: furnitur rotan}]
observations:
  - {period: 2018, value: 870000000.25, source: {publisher: "@Dua", date: 2019-04-25}, note: "Kata, \\"kutip\\""}
  - {period: 2018-Q1, value: -5, partner: US, source: {publisher: Mitra, url: https://mitra.example/, date: 2019-04-25}}
  - {period: 1999, value: 1, source: {publisher: Lama, date: 2000-01-15}, superseded_by: 2001-01-15}
  - {period: 1999, value: 2, source: {publisher: Baru, date: 2001-01-15}}
  - {period: 2018-01..2018-09, value: 3, scope: badan, product: rotan, source: {publisher: Baru, date: 2019-01-15}}
"""
PATH = "angka/karangan.yaml"
# What CSV, JSON, the Data Package and JSON-LD all carry.
COMPARED = (
    "period_start", "period_end", "value", "partner", "kind", "scope", "product", "source_id", "date", "date_precision",
)  # fmt: skip
NAMED = """\
  - {period: 2019-Q2, value: 7.50, kind: target, scope: badan, source: kabar}
"""
SOURCE = """\
publisher: Kabar
title: Judul
date: 2019-05
"""


@pytest.fixture
def library(tmp_path):
    return load(tmp_path, {PATH: LEDGER})


def rows(library) -> list[dict[str, str]]:
    text = figure_csv(library.figures["karangan"])
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_a_row_is_an_observation_with_its_source(library):
    found = rows(library)

    assert [(row["period"], row["value"]) for row in found] == [
        ("1999", "1"), ("1999", "2"), ("2018-Q1", "-5"), ("2018-01..2018-09", "3"),
        ("2018", "870000000.25"),
    ]  # fmt: skip
    assert tuple(found[0]) == COLUMNS
    assert found[0]["superseded_by"] == "2001-01-15"
    assert (found[2]["partner"], found[2]["url"], found[2]["unit"]) == ("US", "https://mitra.example/", "USD")
    assert [(row["period_start"], row["period_end"]) for row in found[2:4]] == [
        ("2018-01-01", "2018-03-31"), ("2018-01-01", "2018-09-30"),
    ]  # fmt: skip
    assert [(row["scope"], row["product"], row["date_precision"]) for row in found[2:4]] == [
        ("", "", "day"),
        ("badan", "rotan", "day"),
    ]
    assert (found[4]["publisher"], found[4]["note"]) == ("'@Dua", 'Kata, "kutip"')


def test_the_record_holds_every_observation_and_no_float(library):
    figure = library.figures["karangan"]
    told = json.loads(json.dumps(figure_record(figure, HOST)))

    assert {Decimal(one["value"]) for one in told["observations"]} == {one.value for one in figure.observations}
    assert all(isinstance(one["value"], str) for one in told["observations"])
    assert (told["scopes"], told["products"]) == (
        [{"id": "badan", "label": "menurut badan", "note": "Kode barang disebut."}],
        [{"id": "rotan", "label": "furnitur rotan"}],
    )  # fmt: skip
    assert told["url"] == "https://uji.example/portal/angka/karangan/"


def test_the_package_keeps_to_its_standard(library):
    package = data_package(library, HOST)
    (resource,) = package["resources"]
    data = figure_csv(library.figures["karangan"]).encode()

    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    # Resources: a name, and a path that is relative and does not climb; files are told by length and digest.
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"]) and re.fullmatch(r"[a-z0-9._-]+", resource["name"])
    assert resource["path"] == "karangan/data.csv" == csv_url(library.figures["karangan"]).removeprefix("/angka/")
    assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{sha256(data).hexdigest()}")
    assert all({"title"} <= source.keys() <= {"title", "path", "email", "version"} for source in package["sources"])
    assert all({"path"} <= licence.keys() <= {"name", "path", "title"} for licence in package["licenses"])


def test_every_row_fits_the_packages_schema(library):
    (resource,) = data_package(library, HOST)["resources"]
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    read = {"string": str, "number": Decimal, "date": lambda text: re.fullmatch(r"\d{4}-\d\d-\d\d", text)[0]}

    assert tuple(fields) == COLUMNS
    for row in rows(library):
        for name, text in row.items():
            limits = fields[name].get("constraints", {})
            assert text or not limits.get("required")
            assert not text or read[fields[name]["type"]](text) is not None
            assert not text or text in limits.get("enum", [text])
            assert not text or re.fullmatch(limits.get("pattern", ".*"), text, re.DOTALL)


def test_every_form_of_the_ledger_says_the_same(tmp_path):
    library = load(tmp_path, {PATH: LEDGER + NAMED, "sumber/kabar.yaml": SOURCE})
    figure = library.figures["karangan"]
    (dataset,) = figure_graph(figure, figure.observations, library, HOST)
    record, package = json.loads(json.dumps([figure_record(figure, HOST), data_package(library, HOST)]))
    names = [field["name"] for field in package["resources"][0]["schema"]["fields"]]
    table = [
        dict(zip(names, row, strict=True)) for row in list(csv.reader(io.StringIO(figure_csv(figure), newline="")))[1:]
    ]

    def of_table(row: dict) -> tuple:
        return tuple(row[name] for name in COMPARED)

    def of_record(one: dict) -> tuple:
        source = one["source"]
        flat = one | {"source_id": source.get("id"), "date": source["date"], "date_precision": source["date_precision"]}
        return tuple(flat.get(name) or "" for name in COMPARED)

    def of_linked_data(one: dict) -> tuple:
        source, flat = one["subjectOf"], {each["propertyID"]: each["value"] for each in one["additionalProperty"]}
        flat |= {"period_start": one["observationDate"], "value": one["value"], "kind": one["measurementQualifier"]}
        flat |= {"source_id": source.get("identifier"), "date": source["datePublished"]}
        return tuple(flat.get(name) or "" for name in COMPARED)

    told = sorted(map(of_table, table))
    assert told == sorted(map(of_record, record["observations"])) == sorted(map(of_linked_data, dataset["mainEntity"]))
    assert ("2019-04-01", "2019-06-30", "7.50", "", "target", "badan", "", "kabar", "2019-05", "month") in told
    (named,) = (one for one in dataset["mainEntity"] if one["subjectOf"].get("identifier"))
    assert (
        named["observationPeriod"] == "P3M"
        and named["subjectOf"]["@id"] == "https://uji.example/portal/sumber/kabar/#this"
    )


def test_the_build_writes_them_and_links_to_them_and_an_empty_ledger_writes_none(tmp_path):
    full = files_of(build(write_content(tmp_path / "a", SMALL | {PATH: LEDGER}), tmp_path / "b"))
    empty = files_of(build(write_content(tmp_path / "c", SMALL), tmp_path / "d"))

    page = full["angka/karangan/index.html"].decode()
    for name in ("angka/karangan/data.csv", "angka/karangan/data.json", "angka/datapackage.json"):
        assert name in full and f'href="/{name}"' in page
    assert not [name for name in empty if name.startswith("angka/") and not name.endswith(".html")]


def test_a_record_says_nothing_of_when_a_number_was_to_be_shown(tmp_path):
    ledger = LEDGER.replace(
        "{period: 1999, value: 1,", "{period: 1999, value: 1, status: published, embargo: 2000-01-01,"
    )
    assert ledger != LEDGER
    plain, told = (
        figure_record(load(tmp_path / name, {PATH: text}).figures["karangan"], HOST)
        for name, text in (("a", LEDGER), ("b", ledger))
    )

    assert told == plain
