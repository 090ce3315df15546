"""All trainings as JSON, read back and held to the schema that is published beside it."""

import json
from datetime import date
from functools import cache

import jsonschema
import pytest

from kabar.agenda.document import V1, V2, VERSIONS, Version, agenda_text, schema_text
from kabar.content.library import Library
from kabar.content.models.bimtek import Bimtek
from kabar.topics.tree import build_tree
from tests.kabar.agenda.life_cases import CASES, edge_name
from tests.kabar.outputs.structured_data.loading import HOST, load
from tests.portals import BIMTEK

FULL = """\
---
title: Bimtek karangan lengkap
date: 2019-05-01
summary: Teras bimtek karangan yang cukup panjang untuk pengujian.
tags: [ikm]
start: 2019-05-13 08:30
end: 2019-05-18 16:00
place: {name: Balai Uji, address: Jalan Karangan 1, regency: Kota Denpasar, province: Bali}
organisers: [redaksi, {name: Dinas karangan, url: https://dinas.example/}]
instructors: [{name: Orang karangan, title: perajin}]
access: undangan
eligibility: [Perajin karangan]
documents: [KTP]
quota: 30
quota_by: [{region: Karangan, seats: 10}]
fee: {amount: 250000, currency: IDR}
covered: [konsumsi]
registration:
  opens: 2019-05-02
  closes: 2019-05-05 16:00
  via: whatsapp
  contacts: [{name: Karangan, whatsapp: 0812-0000-0000}]
  through: [redaksi]
  selection_announced: 2019-05-10
certificate: {name: Sertifikat karangan, kind: keikutsertaan}
letter: {number: 1/KARANGAN, date: 2019-04-30}
previous_starts: [2019-05-06]
programme: karangan
---
Isi.
"""


def document(tmp_path, files, version: Version = V1) -> dict:
    return told_of(load(tmp_path, files, date(2019, 6, 1)), version)


def told_of(library: Library, version: Version) -> dict:
    """The document, held to its schema."""
    trainings = [one for one in library.articles.values() if isinstance(one, Bimtek)]
    told = json.loads(agenda_text(version, trainings, library, build_tree(library.vocabulary.topics), HOST))
    validator(version).validate(told)
    return told


@cache
def validator(version: Version) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(schema_text(version)), format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("version", VERSIONS, ids=lambda one: f"version {one.number}")
def test_the_schema_is_one(version):
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text(version)))


def test_every_field_and_computed_moment_is_told(tmp_path):
    told = document(tmp_path, {"bimtek/2019/lengkap.md": FULL})["trainings"][0]

    assert told["url"] == "https://uji.example/portal/bimtek/2019/lengkap/"
    assert told["zone"] == "Asia/Makassar"
    assert (told["starts_at"], told["over_at"]) == ("2019-05-13T08:30:00+08:00", "2019-05-18T16:00:00+08:00")
    assert told["registration_closes_at"] == "2019-05-05T16:00:00+08:00"
    assert [stage["state"] for stage in told["stages"]] == [
        "lewat-undangan", "seleksi-peserta", "peserta-diumumkan", "berlangsung", "selesai",
    ]  # fmt: skip
    assert told["organiser_names"] == ["Redaksi Uji", "Dinas karangan"]
    assert told["fee"] == {"amount": "250000", "currency": "IDR"}
    assert told["topics"] == [{"id": "ikm", "label": "IKM"}]
    assert not {"body", "path", "status"} & told.keys()


# Frozen: a reader of version 1 finds these keys, in this order, for good.
KEYS_OF_V1 = [
    "title", "date", "modified", "summary", "tags", "authors", "editor", "dateline", "photo", "attachments",
    "lang", "translation_of", "based_on", "start", "end", "timezone", "mode", "place", "organisers",
    "instructors", "access", "eligibility", "documents", "quota", "quota_by", "fee", "covered", "covered_note",
    "registration", "certificate", "letter", "lesson_hours", "event_status", "event_status_reason",
    "previous_starts", "programme", "participants", "outcome", "gallery", "id", "url", "calendar", "zone",
    "starts_at", "over_at", "registration_closes_at", "stages", "topics", "organiser_names", "province_name",
]  # fmt: skip
PICTURED = FULL.replace(
    "---\nIsi.",
    "photo: {file: gambar/a.svg, alt: Kayu, credit: Uji, consent: ada}\n"
    "gallery: [{file: gambar/a.svg, alt: Papan, credit: Uji, consent: tidak-perlu}]\n"
    "accepted: [{warning: singkatan, text: JP, reason: Alasan karangan redaksi}]\n---\nIsi.",
)
FILES = {
    "bimtek/2019/lengkap.md": PICTURED,
    "gambar/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
}


def test_version_1_keeps_its_keys_and_its_address(tmp_path):
    told = document(tmp_path, FILES)

    assert (V1.address, told["version"]) == ("/bimtek/agenda.json", 1)
    (training,) = told["trainings"]
    assert list(training) == KEYS_OF_V1
    assert list(training["registration"]) == [
        "opens",
        "closes",
        "url",
        "via",
        "contacts",
        "through",
        "selection_announced",
        "full",
    ]
    assert training["registration"]["contacts"] == [{"name": "Karangan", "whatsapp": "6281200000000", "email": None}]


@pytest.mark.parametrize("version", VERSIONS, ids=lambda one: f"version {one.number}")
def test_no_version_tells_what_editors_keep_to_themselves(tmp_path, version):
    told = json.dumps(document(tmp_path, FILES, version)) + schema_text(version)

    assert "Kayu" in told and "Papan" in told
    assert not [word for word in ("accepted", "consent", "tidak-perlu", "Alasan karangan") if word in told]


def test_version_2_gives_whole_addresses_and_names(tmp_path):
    (told,) = document(tmp_path, FILES, V2)["trainings"]

    assert told["photo"]["url"] == "https://uji.example/portal/gambar/a.svg"
    redaksi = {"id": "redaksi", "name": "Redaksi Uji", "url": "https://uji.example/portal/lembaga/redaksi/"}
    assert told["organisers"] == [redaksi, {"id": None, "name": "Dinas karangan", "url": "https://dinas.example/"}]
    assert told["registration"]["through"] == [told["editor"]] == [redaksi]
    assert told["instructors"][0] == {
        "id": None,
        "name": "Orang karangan",
        "url": None,
        "title": "perajin",
        "organisation": None,
    }
    assert told["registration"]["closes_at"] == "2019-05-05T16:00:00+08:00"
    assert told["place"]["province_name"] == "Bali"
    assert ".md" not in json.dumps(told)


@pytest.mark.parametrize("case", CASES, ids=edge_name)
def test_any_training_keeps_to_the_schema(tmp_path, case):
    keys = "\n".join(f"{key}: {json.dumps(value)}" for key, value in case["training"].items())
    text = BIMTEK[: BIMTEK.index("start:")] + keys + '\norganisers: [{name: Balai karangan}]\n---\nIsi.\n'

    library = load(tmp_path, {"bimtek/2019/karangan.md": text}, date(2019, 6, 1))

    for version in VERSIONS:
        (told,) = told_of(library, version)["trainings"]
        assert told["stages"] == case["stages"]


def test_drafts_and_what_is_to_come_are_not_told(tmp_path):
    files = {
        "bimtek/2019/draf.md": BIMTEK.replace("tags", "status: draft\ntags"),
        "bimtek/2019/nanti.md": BIMTEK.replace("date: 2019-05-01", "date: 2019-07-01"),
        "bimtek/2019/kini.md": BIMTEK,
    }

    assert [one["id"] for one in document(tmp_path, files)["trainings"]] == ["bimtek/2019/kini"]
