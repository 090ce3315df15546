"""The table of regencies and cities is whole, and each is known by its name."""

from collections import Counter

import pytest

from kabar.content.parsing.codes import PROVINCES, provinces_of, read_regency, regencies
from kabar.content.parsing.problems import BadValue

# Kepmendagri 300.2.2-2430 Tahun 2025: regencies and cities of each province.
COUNTS = {
    "ID-AC": (18, 5), "ID-SU": (25, 8), "ID-SB": (12, 7), "ID-RI": (10, 2), "ID-JA": (9, 2), "ID-SS": (13, 4),
    "ID-BE": (9, 1),
    "ID-LA": (13, 2), "ID-BB": (6, 1), "ID-KR": (5, 2), "ID-JK": (1, 5), "ID-JB": (18, 9), "ID-JT": (29, 6),
    "ID-YO": (4, 1),
    "ID-JI": (29, 9), "ID-BT": (4, 4), "ID-BA": (8, 1), "ID-NB": (8, 2), "ID-NT": (21, 1), "ID-KB": (12, 2),
    "ID-KT": (13, 1),
    "ID-KS": (11, 2), "ID-KI": (7, 3), "ID-KU": (4, 1), "ID-SA": (11, 4), "ID-ST": (12, 1), "ID-SN": (21, 3),
    "ID-SG": (15, 2),
    "ID-GO": (5, 1), "ID-SR": (6, 0), "ID-MA": (9, 2), "ID-MU": (8, 2), "ID-PA": (8, 1), "ID-PB": (7, 0),
    "ID-PS": (4, 0),
    "ID-PT": (8, 0), "ID-PE": (8, 0), "ID-PD": (5, 1),
}  # fmt: skip


def test_each_province_has_its_regencies_and_cities():
    kinds = Counter((one.province, one.name.partition(" ")[0]) for one in regencies().values())

    assert {code: (kinds[code, "Kabupaten"], kinds[code, "Kota"]) for code in PROVINCES} == COUNTS
    assert len({one.code for one in regencies().values()}) == len(regencies()) == 514


def test_every_name_is_read_as_it_is_written():
    assert {read_regency(name) for name in regencies()} == set(regencies())


@pytest.mark.parametrize(
    "same", ["Kabupaten Gunung Kidul", "Kota Palangkaraya", "Kota Administrasi Jakarta Selatan", "Kabupaten Kulonprogo"]
)
def test_spaces_within_a_name_do_not_matter(same):
    assert read_regency(same) == same


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Sleman", "Kabupaten Sleman"), ("Kab. Sleman", "Kabupaten Sleman"), ("KABUPATEN SLEMAN", "Kabupaten Sleman"),
        ("kota Jogja", "Kota Yogyakarta"), ("Solo", "Kota Surakarta"), ("Kotamadya Surabaya", "Kota Surabaya"),
        ("Kabupaten Sleeman", "Kabupaten Sleman"), ("Kab Bandung", "Kabupaten Bandung"),
        ("Jaksel", "Kota Jakarta Selatan"),
        ("Kabupaten Mamuju Utara", "Kabupaten Pasangkayu"), ("Kabupaten Antah", ""), ("", ""),
    ],
)  # fmt: skip
def test_what_is_meant_is_offered(written, meant):
    with pytest.raises(BadValue) as bad:
        read_regency(written)

    assert bad.value.right == meant


def test_a_name_that_two_have_offers_both():
    with pytest.raises(BadValue, match=r"atau Kota Bandung") as bad:
        read_regency("Bandung")

    assert bad.value.right == "Kabupaten Bandung"
    assert provinces_of("Bandung") == {"ID-JB"}
