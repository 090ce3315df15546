"""The life of a training: the state on both sides of each moment."""

from datetime import datetime, timedelta

import pytest

from plugins.agenda.life import LABELS, life_of, stage_at
from tests.plugins.agenda.test_states import bimtek

SECOND = timedelta(seconds=1)
OPEN = {"opens": "2025-05-01", "closes": "2025-05-10", "via": "dinas"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def states(**values) -> list[tuple[str, str | None, bool]]:
    return [
        (stage.state, stage.since and stage.since.isoformat(), stage.joinable) for stage in life_of(bimtek(**values))
    ]


@pytest.mark.parametrize(
    ("values", "before", "moment", "after"),
    [
        # whole days, by the zone of the province
        ({}, "akan-datang", "2025-05-20T00:00+07:00", "berlangsung"),
        ({}, "berlangsung", "2025-05-23T00:00+07:00", "selesai"),
        ({"place": {"name": "A", "province": "ID-BA"}}, "akan-datang", "2025-05-20T00:00+08:00", "berlangsung"),
        ({"place": {"name": "A", "province": "ID-PA"}}, "berlangsung", "2025-05-23T00:00+09:00", "selesai"),
        ({"mode": "daring", "timezone": "Asia/Tokyo", "place": None}, "akan-datang", "2025-05-20T00:00+09:00", "berlangsung"),
        ({"mode": "hibrida"}, "berlangsung", "2025-05-23T00:00+07:00", "selesai"),
        # hours, one day, across midnight, an end without hours
        ({"start": "2025-05-20 08:30", "end": "2025-05-20 16:00"}, "akan-datang", "2025-05-20T08:30+07:00", "berlangsung"),
        ({"start": "2025-05-20 08:30", "end": "2025-05-20 16:00"}, "berlangsung", "2025-05-20T16:00+07:00", "selesai"),
        ({"start": "2025-05-20 21:00", "end": "2025-05-21 02:00"}, "berlangsung", "2025-05-21T02:00+07:00", "selesai"),
        ({"start": "2025-05-20 08:30", "end": "2025-05-20"}, "berlangsung", "2025-05-21T00:00+07:00", "selesai"),
        ({"start": "2025-05-20", "end": "2025-05-20"}, "berlangsung", "2025-05-21T00:00+07:00", "selesai"),
        # registration
        ({"registration": OPEN}, "pendaftaran-belum-dibuka", "2025-05-01T00:00+07:00", "pendaftaran-dibuka"),
        ({"registration": OPEN}, "pendaftaran-dibuka", "2025-05-11T00:00+07:00", "pendaftaran-ditutup"),
        ({"registration": OPEN}, "pendaftaran-ditutup", "2025-05-20T00:00+07:00", "berlangsung"),
        ({"registration": OPEN | {"opens": "2025-05-01 09:00"}}, "pendaftaran-belum-dibuka", "2025-05-01T09:00+07:00", "pendaftaran-dibuka"),
        ({"registration": OPEN | {"closes": "2025-05-10 16:00"}}, "pendaftaran-dibuka", "2025-05-10T16:00+07:00", "pendaftaran-ditutup"),
        ({"registration": {"via": "dinas"}}, "pendaftaran-dibuka", "2025-05-20T00:00+07:00", "berlangsung"),
        ({"registration": OPEN | {"selection_announced": "2025-05-15"}}, "pendaftaran-dibuka", "2025-05-11T00:00+07:00", "seleksi-peserta"),
        ({"registration": OPEN | {"selection_announced": "2025-05-15"}}, "seleksi-peserta", "2025-05-15T00:00+07:00", "peserta-diumumkan"),
        ({"registration": OPEN | {"selection_announced": "2025-05-15"}}, "peserta-diumumkan", "2025-05-20T00:00+07:00", "berlangsung"),
        ({"registration": {"via": "dinas", "selection_announced": "2025-05-15"}}, "pendaftaran-dibuka", "2025-05-15T00:00+07:00", "peserta-diumumkan"),
        ({"registration": OPEN | {"full": "true"}}, "kuota-penuh", "2025-05-11T00:00+07:00", "pendaftaran-ditutup"),
        ({"registration": OPEN, "access": "undangan"}, "pendaftaran-belum-dibuka", "2025-05-01T00:00+07:00", "pendaftaran-dibuka"),
        ({"registration": OPEN, "access": "tertutup"}, "akan-datang", "2025-05-20T00:00+07:00", "berlangsung"),
    ],
)  # fmt: skip
def test_a_state_changes_at_its_moment_and_not_a_second_before(values, before, moment, after):
    stages = life_of(bimtek(**values))

    assert stage_at(stages, at(moment) - SECOND).state == before
    assert stage_at(stages, at(moment)).state == after
    assert at(moment) in {stage.since for stage in stages}


@pytest.mark.parametrize("status", ["ditunda", "dibatalkan", "tentatif"])
def test_a_date_that_did_not_hold_never_comes_to_pass(status):
    told = {"event_status": status, "event_status_reason": "Karangan."}

    assert states(**told) == [(status, None, False)]


def test_one_may_register_for_a_tentative_date_but_not_for_one_that_was_put_off():
    told = {"registration": OPEN, "event_status_reason": "Karangan."}

    assert [joinable for _, _, joinable in states(**told, event_status="tentatif")] == [False, True, False]
    assert [joinable for _, _, joinable in states(**told, event_status="ditunda")] == [False]


def test_a_registration_that_stays_open_can_be_joined_while_the_training_runs():
    stages = life_of(bimtek(registration=OPEN | {"closes": "2025-05-21"}))

    assert stage_at(stages, at("2025-05-21T12:00+07:00")).joinable
    assert stage_at(stages, at("2025-05-21T12:00+07:00")).state == "berlangsung"
    assert not stage_at(stages, at("2025-05-22T00:00+07:00")).joinable


@pytest.mark.parametrize("values", [{"full": "true"}, {"via": None}])
def test_no_seat_and_no_way_to_register_cannot_be_joined(values):
    assert not any(stage.joinable for stage in life_of(bimtek(registration=OPEN | values)))


def test_appointed_participants_and_withdrawn_trainings_can_never_be_joined():
    correction = {"date": "2025-04-02", "kind": "pencabutan", "text": "Karangan."}

    assert not any(stage.joinable for stage in life_of(bimtek(registration=OPEN, access="tertutup")))
    assert life_of(bimtek(registration=OPEN, status="withdrawn", corrections=[correction])) == ()


def test_every_state_has_a_name():
    stages = life_of(bimtek(registration=OPEN | {"selection_announced": "2025-05-15"}))

    assert {stage.state for stage in stages} <= LABELS.keys()
