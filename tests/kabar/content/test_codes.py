"""Provinces against a list that others keep: ISO 3166-2:ID as Debian's iso-codes has it, by pycountry."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pycountry
import pytest

from kabar.content.parsing.codes import GROUPS, PROVINCES, WIB, WIT, WITA, countries, partner_name, read_partner
from kabar.content.parsing.problems import BadValue


def test_the_provinces_are_the_38_of_iso_3166_2():
    # "Geographical unit" are the islands that the standard groups them by.
    codes = {one.code for one in pycountry.subdivisions.get(country_code="ID") if one.type != "Geographical unit"}

    assert len(codes) == 38
    assert PROVINCES.keys() == codes


@pytest.mark.parametrize(("zone", "hours", "count"), [(WIB, 7, 18), (WITA, 8, 12), (WIT, 9, 8)])
def test_each_province_lies_in_one_of_the_three_zones(zone, hours, count):
    # Keppres 41/1987, with today's provinces: those of Sumatra, Java, West and Central Kalimantan are WIB.
    assert ZoneInfo(zone).utcoffset(datetime(2026, 1, 1)).total_seconds() == hours * 3600
    assert sum(1 for _, of in PROVINCES.values() if of == zone) == count


def test_a_partner_is_a_country_or_one_of_the_groups_and_named_in_both_languages():
    assert not GROUPS.keys() & countries().keys()
    assert [read_partner(code) for code in ("US", "EU", "ASEAN")] == ["US", "EU", "ASEAN"]
    assert (partner_name("EU"), partner_name("EU", "en"), partner_name("US", "en")) == (
        "Uni Eropa",
        "European Union",
        "United States",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [("eu", "huruf besar"), ("Uni Eropa", "EU"), ("Jepang", "JP"), ("EUR", "atau kelompok: EU, ASEAN"), ("jp", "JP")],
)
def test_another_partner_is_refused_with_the_code(text, message):
    with pytest.raises(BadValue) as refused:
        read_partner(text)

    assert message in f"{refused.value} {refused.value.right}"
