"""The life of a training: the state on both sides of each moment."""

from datetime import datetime

import pytest

from kabar.agenda.life import LABELS, PARTS, closes_at, life_of, over_at, part_of, stage_at
from tests.kabar.agenda.life_cases import CASES, EDGES, edge_name
from tests.kabar.agenda.trainings import bimtek

OPEN = {"opens": "2025-05-01", "closes": "2025-05-10", "via": "dinas"}


def training(case: dict):
    return bimtek(**{"place": None} | case["training"])


def test_the_table_holds_every_state_and_part_and_sixty_edges():
    assert len(EDGES) >= 60
    assert {at["state"] for _, at in EDGES} == LABELS.keys()
    assert {at["part"] for _, at in EDGES} == set(PARTS)


@pytest.mark.parametrize(("case", "at"), EDGES, ids=edge_name)
def test_a_training_is_told_as_it_stands_at_each_moment(case, at):
    one, now = training(case), datetime.fromisoformat(at["now"])
    stage = stage_at(life_of(one), now)

    assert (stage.state, stage.joinable) == (at["state"], at["joinable"])
    assert part_of(stage, over_at(one), now) == at["part"]


@pytest.mark.parametrize("case", CASES, ids=edge_name)
def test_the_moments_of_a_life_are_those_that_the_script_is_given(case):
    one = training(case)
    closes = closes_at(one)

    told = [
        {"state": stage.state, "since": stage.since and stage.since.isoformat(), "joinable": stage.joinable}
        for stage in life_of(one)
    ]
    assert told == case["stages"]
    assert over_at(one).isoformat() == case["over"]
    assert (closes and closes.isoformat()) == case["closes"]


@pytest.mark.parametrize("values", [{"full": "true"}, {"via": None}])
def test_no_seat_and_no_way_to_register_cannot_be_joined(values):
    assert not any(stage.joinable for stage in life_of(bimtek(registration=OPEN | values)))


def test_a_withdrawn_training_has_no_life():
    correction = {"date": "2025-04-02", "kind": "pencabutan", "text": "Karangan."}

    assert life_of(bimtek(registration=OPEN, status="withdrawn", corrections=[correction])) == ()
