"""The newest value of a measure in words: it is never more than the ledger holds. All figures are made up."""

import re

import pytest
from hypothesis import given

from kabar.content.parsing.codes import countries
from kabar.figures.headline import headline_text, sentence
from kabar.indonesian.numbers import amount_text
from tests.kabar.content.test_observation_choice import BOTH_RIGHT, COFFEE, OBSERVATIONS, SCOPES
from tests.kabar.content.test_observation_choice import figure as measure_of
from tests.kabar.figures.test_ledger import figure

OTHER = {"publisher": "Badan Lain", "date": "2026-01-01"}
LATER = {"publisher": "Koran", "date": "2026-02-01", "said_by": "Badan Lain"}
NOTED = {"note": "Cakupannya lain."}


@pytest.mark.parametrize(
    ("observations", "text"),
    [
        ([("2025", "144000000"), ("2024", "139806000")], "2025: US$144 juta, naik 3 persen dari 2024"),
        ([("2025", "90"), ("2024", "100")], "2025: US$90, turun 10 persen dari 2024"),
        ([("2025", "100"), ("2019", "100")], "2025: US$100, setara dengan 2019"),
        ([("2025", "90"), ("2024", "0")], "2025: US$90"),
        ([("2025-Q1", "12"), ("2024-Q4", "9"), ("2024-Q1", "10")],
            "triwulan I 2025: US$12, naik 20 persen dari triwulan I 2024"),
        ([("2025-Q1", "12"), ("2024", "9")], "triwulan I 2025: US$12"),
        ([("2025-S1", "12"), ("2024-S1", "10"), ("2024-S2", "9")],
            "semester I 2025: US$12, naik 20 persen dari semester I 2024"),
        ([("2022-01..2022-09", "12"), ("2021-01..2021-09", "10"), ("2021", "9")],
            "Januari–September 2022: US$12, naik 20 persen dari Januari–September 2021"),
        ([("2022-01..2022-09", "12"), ("2021-01..2021-08", "10"), ("2021", "9")], "Januari–September 2022: US$12"),
        ([("2019..2021", "12"), ("2016..2018", "10"), ("2018", "9")],
            "2019–2021: US$12, naik 20 persen dari 2016–2018"),
        ([("2022", "12"), ("2019..2021", "10")], "2022: US$12"),
        ([("2025", "12", {"kind": "target"}), ("2024", "9")], "2024: US$9"),
        ([("2025", "12", {"kind": "target"}), ("2024", "9", {"kind": "target"})], "2025: US$12 (target)"),
        ([("2025", "12", {"kind": "sementara"}), ("2024", "9", {"kind": "sementara"})],
            "2025: US$12 (angka sementara), naik 33,3 persen dari 2024"),
        ([("2025", "12"), ("2025", "10"), ("2024", "9")], "2025: US$12; sumber lain menyebut US$10"),
        ([("2025", "12", NOTED), ("2025", "10", NOTED), ("2024", "9")], "2025: US$12; sumber lain menyebut US$10"),
        ([("2025", "12"), ("2024", "9"), ("2024", "8")], "2025: US$12"),
        ([("2025", "12"), ("2024", "9", {"partner": "MY"})], "2025: US$12"),
        ([("2025", "12"), ("2024", "9", {"source": OTHER})], "2025: US$12"),
        ([("2025", "12", {"source": OTHER}), ("2024", "9", {"source": LATER})],
            "2025: US$12, naik 33,3 persen dari 2024"),
        ([("2025", "12", {"partner": "MY"}), ("2024", "10", {"partner": "MY"})],
            "2025: Malaysia US$12, naik 20 persen dari 2024"),
        ([("2025", "12", {"partner": "MY"}), ("2024", "10", {"partner": "AU"})], "2025: Malaysia US$12"),
    ],
)  # fmt: skip
def test_a_headline_says_the_newest_value_and_what_became_of_it(observations, text):
    told = figure(*({"period": period, "value": value} | dict(*more) for period, value, *more in observations))

    assert headline_text(told).replace("\u00a0", " ") == text
    assert sentence(told) == f"Angka karangan {headline_text(told)}"


def test_values_of_partners_alone_are_told_as_theirs():
    assert headline_text(measure_of(*COFFEE)).replace("\u00a0", " ") == (
        "triwulan IV 2025: 3 negara, terbesar Amerika Serikat US$9,1 juta"
    )


def test_values_of_several_scopes_are_told_beside_each_other_each_with_its_own():
    text = headline_text(measure_of(*SCOPES)).replace("\u00a0", " ")

    assert text == "2024: US$491 (menurut Kementerian Perdagangan) dan US$52 (menurut Kementerian Perindustrian)"
    assert headline_text(measure_of(SCOPES[0], SCOPES[2])).replace("\u00a0", " ") == (
        "2024: US$52 (menurut Kementerian Perindustrian), naik 8,3 persen dari 2023"
    )
    assert headline_text(measure_of({"period": "2024", "value": "5", "product": "luwak"})) == "2024: US$5 (kopi luwak)"


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (["2023 kemendag 56", "2024-01..2024-08 kemendag 3"], "2023: US$56 (menurut Kementerian Perdagangan)"),
        (["2023 kemendag 56", "2025 kemenperin 9"], "2023: US$56 (menurut Kementerian Perdagangan)"),
        (["2024-S1 kemendag 5", "2025 kemenperin 9"], "semester I 2024: US$5 (menurut Kementerian Perdagangan)"),
        (["2024-01..2024-08 kemenperin 3", "2023 kemenperin 9"], "2023: US$9 (menurut Kementerian Perindustrian)"),
    ],
)
def test_the_scope_named_first_and_its_whole_years_lead(rows, text):
    told = (dict(zip(("period", "scope", "value"), row.split(), strict=True)) for row in rows)

    assert headline_text(measure_of(*told)).replace("\u00a0", " ") == text


def test_values_of_one_partner_from_several_scopes_name_it_each():
    one = {"period": "2023", "value": "1", "partner": "AU"}
    told = measure_of({**one, "scope": "kemenperin"}, {**one, "value": "2", "scope": "kemendag"})

    assert headline_text(told).replace("\u00a0", " ") == (
        "2023: Australia US$2 (menurut Kementerian Perdagangan) dan Australia US$1 (menurut Kementerian Perindustrian)"
    )


def test_of_values_that_are_both_right_both_are_told():
    assert (
        headline_text(measure_of(*BOTH_RIGHT)).replace("\u00a0", " ")
        == "2024: US$3; sumber lain menyebut US$2 dan US$1"
    )


@given(OBSERVATIONS)
def test_whatever_the_ledger_holds_a_value_of_one_partner_names_it(observations):
    told = measure_of(*observations)
    text = headline_text(told).replace("\u00a0", " ")
    totals = {amount_text(one.value, "USD") for one in told.observations if not one.partner}
    named = [code for code in ("AU", "MY", "US") if countries()[code] in text]

    if not named:
        said = re.split("; sumber lain|, (?:naik|turun|setara)", text.partition(": ")[2])[0]
        assert {*re.findall(r"US\$[^\s,();]+", said)} <= totals
    for code in named:
        values = {amount_text(one.value, "USD") for one in told.observations if one.partner == code}
        # Its product and scope may stand between.
        assert any(re.search(rf"{countries()[code]}[^$]* {re.escape(value)}", text) for value in values)
