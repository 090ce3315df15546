"""Which observation is meant."""

from kabar.content.models.figure import Figure
from kabar.figures.ledger import disputed, latest, other_values, sorted_observations


def figure(*observations: dict) -> Figure:
    source = {"publisher": "Penerbit Uji", "date": "2020-01-01"}
    return Figure.model_validate({
        "@path": "angka/uji.yaml",
        "title": "Angka karangan",
        "summary": "Angka karangan untuk pengujian.",
        "tags": ["ikm"],
        "measure": "nilai",
        "unit": "USD",
        "observations": [{"source": source} | observation for observation in observations],
    })


def test_a_year_stands_after_its_months_and_quarters():
    told = figure(*({"period": period, "value": "1"} for period in ("2018", "2018-12", "2018-Q1", "2017", "2018-02")))

    assert [o.period for o in sorted_observations(told)] == ["2017", "2018-02", "2018-Q1", "2018-12", "2018"]


def test_actual_comes_before_target_and_all_partners_before_one():
    told = figure(
        {"period": "2018", "value": "1", "kind": "target"},
        {"period": "2018", "value": "2", "partner": "US"},
        {"period": "2017", "value": "3"},
    )

    assert latest(told).largest.value == 3


def test_of_rivals_the_newest_source_is_told_and_both_are_disputed():
    told = figure(
        {"period": "2018", "value": "5", "source": {"publisher": "A", "date": "2019-05-26"}},
        {"period": "2018", "value": "7", "source": {"publisher": "A", "date": "2019-04-25"}},
    )

    assert latest(told).largest.value == 5
    assert disputed(told) == {id(observation) for observation in told.observations}
    assert other_values(told, latest(told).largest) == [7]


def test_only_partners_stand_beside_each_other_largest_first():
    told = figure(
        *(
            {"period": "2018", "value": value, "partner": code}
            for code, value in (("MY", "5"), ("US", "9"), ("JP", "7"))
        )
    )

    assert [choice.observation.partner for choice in latest(told).choices] == ["US", "JP", "MY"]
    assert latest(told).earlier is None
