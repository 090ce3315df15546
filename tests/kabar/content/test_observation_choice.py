"""Which observation a directive means: one, or none, but never one of another key."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.content.models.figure import KINDS, Figure
from kabar.content.models.figure_choice import grant, read_wish
from kabar.content.parsing.problems import BadValue

PARTNERS = ("", "AU", "MY", "US")
SOURCES = [
    {"publisher": "Badan Karangan", "date": "2025-01-15"},
    {"publisher": "Koran Karangan", "date": "2025-02-20", "said_by": "Badan Karangan"},
    {"publisher": "Koran Karangan", "date": "2025-02-20", "title": "Judul karangan"},
]
OBSERVATIONS = st.lists(
    st.fixed_dictionaries(
        {
            "period": st.sampled_from(["2023", "2024", "2024-Q4"]),
            "value": st.integers(1, 9).map(str),
            "source": st.sampled_from(SOURCES),
        },
        optional={
            "partner": st.sampled_from(PARTNERS[1:]),
            "kind": st.sampled_from(KINDS[1:]),
            "note": st.just("Cakupannya lain."),
            "scope": st.sampled_from(["kemendag", "kemenperin"]),
            "product": st.just("luwak"),
        },
    ),
    min_size=1,
    max_size=10,
    unique_by=lambda one: str({**one, "note": ""}),
)
WORDS = st.tuples(
    st.sampled_from(["2023", "2024", "2024-Q4"]),
    st.sampled_from(PARTNERS),
    st.sampled_from(("", *KINDS)),
    st.sampled_from(["", "cakupan:kemendag", "cakupan:kemenperin"]),
    st.sampled_from(["", "", "produk:luwak"]),
    st.sampled_from(["", "tumbuh:2023", "tumbuh:2024"]),
).map(lambda words: ":".join(filter(None, words)).split(":"))


def figure(*observations: dict, unit: str = "USD") -> Figure:
    return Figure.model_validate({
        "@path": "angka/kopi.yaml",
        "title": "Ekspor kopi karangan",
        "summary": "Angka karangan yang dipakai untuk pengujian.",
        "tags": ["ikm"],
        "measure": "nilai",
        "unit": unit,
        "scopes": [
            {"id": "kemendag", "label": "menurut Kementerian Perdagangan"},
            {"id": "kemenperin", "label": "menurut Kementerian Perindustrian"},
        ],
        "products": [{"id": "luwak", "label": "kopi luwak"}],
        "observations": [{"source": SOURCES[0]} | one for one in observations],
    })


def words_of(wish: str) -> list[str]:
    return wish.split(":")


def refusal(wish: str, *observations: dict) -> str:
    with pytest.raises(BadValue) as refused:
        read_wish(words_of(wish), figure(*observations))
    return str(refused.value)


def chosen(wish: str, *observations: dict) -> Decimal:
    measure = figure(*observations)
    return grant(read_wish(words_of(wish), measure), measure).value.observation.value


COFFEE = [
    {"period": "2025-Q4", "partner": code, "value": value}
    for code, value in (("AU", "8013000"), ("MY", "7630000"), ("US", "9100000"))
]
COFFEE += [
    {"period": "2024-Q4", "partner": "MY", "value": "5883000"},
    {"period": "2024-Q4", "partner": "AU", "value": "8014000"},
]


def test_one_of_several_partners_is_never_meant_for_all():
    message = refusal("2025-Q4", *COFFEE)

    assert message == (
        "angka kopi 2025-Q4 tercatat untuk beberapa negara mitra; pilih salah satu: {{angka:kopi:2025-Q4:AU}},"
        " {{angka:kopi:2025-Q4:MY}}, {{angka:kopi:2025-Q4:US}}"
    )


def test_growth_is_that_of_one_partner():
    measure = figure(*COFFEE)
    granted = grant(read_wish(words_of("2025-Q4:MY:tumbuh:2024-Q4"), measure), measure)

    assert (granted.value.observation.value, granted.base.observation.value) == (7630000, 5883000)
    assert "tercatat untuk beberapa negara mitra" in refusal("2025-Q4:tumbuh:2024-Q4", *COFFEE)
    assert "tidak punya angka US untuk 2024-Q4; yang ada: tidak ada" in refusal("2025-Q4:US:tumbuh:2024-Q4", *COFFEE)


def test_growth_of_a_total_is_never_stated_against_one_partner():
    total = {"period": "2025-Q4", "value": "30000000"}

    assert "tidak punya angka semua negara untuk 2024-Q4" in refusal("2025-Q4:tumbuh:2024-Q4", total, *COFFEE)


def test_without_words_all_partners_and_actual_values_are_meant():
    others = [{"period": "2024", "value": "1", "kind": "target"}, {"period": "2024", "value": "2", "partner": "US"}]

    assert chosen("2024", *others, {"period": "2024", "value": "3"}) == 3
    assert chosen("2024:US", *others) == 2
    assert chosen("2024", others[1]) == 2
    assert chosen("2024", others[0]) == 1


def test_of_several_kinds_without_an_actual_one_none_is_taken():
    message = refusal("2024", *({"period": "2024", "value": "1", "kind": kind} for kind in ("target", "perkiraan")))

    assert message.endswith(
        "dengan beberapa sifat; pilih salah satu: {{angka:kopi:2024:perkiraan}}, {{angka:kopi:2024:target}}"
    )


def test_an_actual_value_is_not_compared_with_a_target():
    message = refusal(
        "2024:tumbuh:2023", {"period": "2024", "value": "2"}, {"period": "2023", "value": "1", "kind": "target"}
    )

    assert message == "angka 2023 hanya target; angka aktual tidak dibandingkan dengannya; tulis angkanya saja"


def test_a_range_is_compared_with_the_same_months_of_other_years_alone():
    nine = [{"period": f"{year}-01..{year}-09", "value": str(year)} for year in (2023, 2024)]
    others = [
        {"period": "2023", "value": "5"},
        {"period": "2023-01..2023-08", "value": "4"},
        {"period": "2023-S1", "value": "3"},
    ]

    measure = figure(*nine, *others)
    assert (
        grant(read_wish(words_of("2024-01..2024-09:tumbuh:2023-Q1..2023-Q3"), measure), measure).base.observation.value
        == 2023
    )
    for base in ("2023", "2023-01..2023-08", "2023-S1"):
        assert "bandingkan dengan masa yang sama, misalnya tumbuh:2023-01..2023-09" in refusal(
            f"2024-01..2024-09:tumbuh:{base}", *nine, *others
        )
    assert chosen("2023-01..2023-06", *others) == 3


SCOPES = [
    {"period": "2024", "value": "52", "scope": "kemenperin"},
    {"period": "2024", "value": "491", "scope": "kemendag"},
    {"period": "2023", "value": "48", "scope": "kemenperin"},
]


def test_of_several_scopes_one_has_to_be_named():
    assert refusal("2024", *SCOPES) == (
        "angka kopi 2024 tercatat dengan beberapa cakupan; pilih salah satu: {{angka:kopi:2024:cakupan:kemendag}},"
        " {{angka:kopi:2024:cakupan:kemenperin}}"
    )
    assert chosen("2024:cakupan:kemendag", *SCOPES) == 491
    assert chosen("2023", *SCOPES) == 48
    assert "tulis id dari scopes di angka/kopi.yaml; maksud Anda 'kemendag'?" in refusal(
        "2024:cakupan:kemendg", *SCOPES
    )


def test_growth_stays_within_one_scope_and_one_product():
    measure = figure(*SCOPES)

    assert (
        grant(read_wish(words_of("2024:cakupan:kemenperin:tumbuh:2023"), measure), measure).base.observation.value == 48
    )
    assert "tidak punya angka kemendag untuk 2023" in refusal("2024:cakupan:kemendag:tumbuh:2023", *SCOPES)
    part = {"period": "2024", "value": "5", "product": "luwak"}
    assert "tidak punya angka luwak untuk 2023" in refusal(
        "2024:produk:luwak:tumbuh:2023", part, {"period": "2023", "value": "9"}
    )


BOTH_RIGHT = [
    {"period": "2024", "value": str(value), "source": source, "note": "Cakupannya lain."}
    for value, source in enumerate(SOURCES, 1)
]


def test_of_values_that_are_both_right_a_source_has_to_be_named():
    message = refusal("2024", *BOTH_RIGHT)

    names = re.findall(r"\{\{angka:kopi:([^}]*)\}\}", message)
    assert names == [
        "2024:sumber:2025-01-15", "2024:sumber:koran-karangan-2025-02-20-badan-karangan", "2024:sumber:judul-karangan",
    ]  # fmt: skip
    assert [chosen(name, *BOTH_RIGHT) for name in names] == [1, 2, 3]


def test_sources_that_are_equal_are_to_be_distinguished_in_the_ledger():
    alike = [one | {"source": SOURCES[0]} for one in BOTH_RIGHT]

    assert "yang tidak dapat dibedakan; bedakan tanggal, judul, atau penyebutnya di angka/kopi.yaml" in refusal(
        "2024", *alike
    )


def test_growth_keeps_to_one_source_where_several_are_right():
    before = [one | {"period": "2023", "value": str(10 * int(one["value"]))} for one in BOTH_RIGHT]
    measure = figure(*BOTH_RIGHT, *before)
    granted = grant(read_wish(words_of("2024:sumber:2025-01-15:tumbuh:2023"), measure), measure)

    assert granted.base.observation.value == 10


@given(OBSERVATIONS, WORDS)
def test_whatever_the_ledger_contains_a_directive_means_one_key_or_is_refused(observations, words):
    measure = figure(*observations)
    period, said = words[0], set(words[1:])
    fits = [
        one
        for one in measure.observations
        if one.period == period
        and (not said & set(PARTNERS) or one.partner in said)
        and (not said & set(KINDS) or one.kind in said)
        and ("cakupan" not in said or one.scope in said)
        and ("produk" not in said or one.product in said)
    ]
    try:
        granted = grant(read_wish(words, measure), measure)
    except BadValue as refused:
        # Each key to choose from can be chosen.
        for name in (
            re.findall(r"\{\{angka:kopi:([^}]*)\}\}", str(refused)) if "pilih salah satu" in str(refused) else ()
        ):
            read_wish(words_of(name), measure)
        assert len(fits) != 1 or "tumbuh" in words
        return

    one = granted.value.observation
    assert one in fits
    # Nothing unsaid is chosen among several, but a total, a scope that is none, and what was.
    rest = fits
    for name, unsaid in (("partner", ""), ("product", ""), ("kind", "aktual"), ("scope", "")):
        rest = [other for other in rest if getattr(other.key, name) == unsaid] or rest
        assert {getattr(other.key, name) for other in rest} == {getattr(one.key, name)}
    assert {other.value for other in rest} == {other.value for other in granted.value.observations}
    if granted.base:
        assert {other.key.series for other in (*granted.value.observations, *granted.base.observations)} == {
            one.key.series
        }
        assert {other.period for other in granted.base.observations} == {words[words.index("tumbuh") + 1]}
        assert {other.kind for other in granted.base.observations} <= {"aktual", "sementara", one.kind}
