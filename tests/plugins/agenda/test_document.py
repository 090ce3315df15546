"""All trainings as JSON, read back and held to the schema that is published beside it."""

import json
from datetime import date

import jsonschema
import pytest

from plugins.agenda.document import agenda_text, schema_text
from plugins.content_model.bimtek import Bimtek
from plugins.topics.tree import build_tree
from tests.plugins.agenda.life_cases import CASES, edge_name
from tests.plugins.structured_data.loading import HOST, load
from tests.portals import BIMTEK

FULL = """\
---
title: Bimtek karangan lengkap
date: 2019-05-01
summary: Teras bimtek karangan yang cukup panjang untuk pengujian.
tags: [ikm]
start: 2019-05-13 08:30
end: 2019-05-18 16:00
place: {name: Balai Uji, address: Jalan Karangan 1, regency: Kota Karangan, province: Bali}
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


def document(tmp_path, files, now=date(2019, 6, 1)) -> dict:
    library = load(tmp_path, files, now)
    trainings = [one for one in library.articles.values() if isinstance(one, Bimtek)]
    told = json.loads(agenda_text(trainings, library, build_tree(library.vocabulary.topics), HOST))
    jsonschema.validate(told, json.loads(schema_text()), format_checker=jsonschema.FormatChecker())
    return told


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text()))


def test_every_field_and_computed_moment_is_told(tmp_path):
    told = document(tmp_path, {"bimtek/2019/lengkap.md": FULL})["trainings"][0]

    assert told["url"] == "https://uji.example/portal/bimtek/2019/lengkap/"
    assert told["zone"] == "Asia/Makassar"
    assert (told["starts_at"], told["over_at"]) == ("2019-05-13T08:30:00+08:00", "2019-05-18T16:00:00+08:00")
    assert told["registration_closes_at"] == "2019-05-05T16:00:00+08:00"
    assert [stage["state"] for stage in told["stages"]] == [
        "pendaftaran-belum-dibuka", "pendaftaran-dibuka", "seleksi-peserta", "peserta-diumumkan", "berlangsung", "selesai",
    ]  # fmt: skip
    assert told["organiser_names"] == ["Redaksi Uji", "Dinas karangan"]
    assert told["fee"] == {"amount": "250000", "currency": "IDR"}
    assert told["topics"] == [{"id": "ikm", "label": "IKM"}]
    assert not {"body", "path", "status"} & told.keys()


@pytest.mark.parametrize("case", CASES, ids=edge_name)
def test_any_training_keeps_to_the_schema(tmp_path, case):
    keys = "\n".join(f"{key}: {json.dumps(value)}" for key, value in case["training"].items())
    text = BIMTEK[: BIMTEK.index("start:")] + keys + '\norganisers: [{name: Balai karangan}]\n---\nIsi.\n'

    (told,) = document(tmp_path, {"bimtek/2019/karangan.md": text})["trainings"]

    assert told["stages"] == case["stages"]


def test_drafts_and_what_is_to_come_are_not_told(tmp_path):
    files = {
        "bimtek/2019/draf.md": BIMTEK.replace("tags", "status: draft\ntags"),
        "bimtek/2019/nanti.md": BIMTEK.replace("date: 2019-05-01", "date: 2019-07-01"),
        "bimtek/2019/kini.md": BIMTEK,
    }

    assert [one["id"] for one in document(tmp_path, files)["trainings"]] == ["bimtek/2019/kini"]
