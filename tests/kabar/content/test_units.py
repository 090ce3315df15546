"""Units of measures: ours, those that a portal adds, and what is no unit."""

from datetime import date

import pytest

from kabar.content.library import load_library
from kabar.content.parsing.codes import UNITS
from tests.portals import PORTAL, SMALL, write_content

LEDGER = """\
title: Pesantren karangan
summary: Angka karangan yang dipakai untuk pengujian.
tags: [ikm]
measure: jumlah pondok
unit: {unit}
observations:
  - {{period: 2018, value: 5, source: {{publisher: Penerbit karangan, date: 2019-01-15}}}}
"""


def messages(tmp_path, unit: str, portal: str = "", more: str = "") -> list[str]:
    files = SMALL | {"angka/karangan.yaml": LEDGER.format(unit=unit) + more, "portal.yaml": PORTAL + portal}
    problems = load_library(write_content(tmp_path, files), date(2020, 1, 1)).problems
    return [f"{one.path}:{one.line}:{one.column}: {one.field}: {one.message}" for one in problems]


@pytest.mark.parametrize("unit", ["USD", "sentra", "sertifikat", "unit usaha"])
def test_a_unit_of_ours_needs_no_word(tmp_path, unit):
    assert unit == "USD" or unit in UNITS
    assert messages(tmp_path, unit) == []


def test_a_portal_adds_units_of_its_own(tmp_path):
    (message,) = messages(tmp_path, "pondok pesantren")

    assert (
        "angka/karangan.yaml:5:7: unit: satuan 'pondok pesantren' tidak dikenal" in message
        and "'units' portal.yaml" in message
    )
    assert messages(tmp_path, "pondok pesantren", "units: [pondok pesantren]\n") == []


def test_a_unit_is_added_once(tmp_path):
    (message,) = messages(tmp_path, "USD", "units: [ton, pondok]\n")

    assert "satuan 'ton' sudah ada; hapus baris ini" in message


def test_only_per_cents_are_shares_of_something(tmp_path):
    (message,) = messages(tmp_path, "USD", more="share_of: nilai ekspor\n")

    assert "share_of: hanya untuk angka dalam persen, bukan USD; hapus baris ini" in message
    assert messages(tmp_path, "persen", more="share_of: nilai ekspor\n") == []
