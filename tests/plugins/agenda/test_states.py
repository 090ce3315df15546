"""The state of a training at a moment."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from plugins.agenda.states import joinable, state_of
from plugins.content_model.bimtek import Bimtek

JAKARTA = ZoneInfo("Asia/Jakarta")
OPEN = {"registration": {"opens": "2025-05-01", "closes": "2025-05-10", "via": "dinas"}}


def bimtek(**values) -> Bimtek:
    shared = {
        "@path": "bimtek/2025/a.md",
        "title": "Bimtek karangan",
        "date": "2025-04-01",
        "summary": "Teras karangan yang cukup panjang.",
        "tags": ["ikm"],
        "start": "2025-05-20",
        "end": "2025-05-22",
        "organisers": [{"name": "Balai karangan"}],
        "place": {"name": "Balai", "province": "ID-JB"},
    }
    return Bimtek.model_validate(shared | values)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA)


@pytest.mark.parametrize(
    ("values", "now", "state"),
    [
        ({}, "2025-05-19T23:59", "Akan datang"),
        ({}, "2025-05-20T00:00", "Berlangsung"),
        ({}, "2025-05-22T23:59", "Berlangsung"),
        ({}, "2025-05-23T00:00", "Selesai"),
        (OPEN, "2025-04-30T23:59", "Pendaftaran belum dibuka"),
        (OPEN, "2025-05-01T00:00", "Pendaftaran dibuka"),
        (OPEN, "2025-05-10T23:59", "Pendaftaran dibuka"),
        (OPEN, "2025-05-11T00:00", "Pendaftaran ditutup"),
        (OPEN | {"access": "tertutup"}, "2025-05-05T00:00", "Akan datang"),
        ({"event_status": "dibatalkan", "event_status_reason": "A"}, "2025-06-01T00:00", "Dibatalkan"),
        ({"event_status": "ditunda", "event_status_reason": "A"}, "2025-05-20T12:00", "Ditunda"),
        ({"event_status": "tentatif"}, "2025-05-01T00:00", "Tentatif"),
        ({"previous_starts": ["2025-05-13"]}, "2025-05-01T00:00", "Akan datang, jadwal diubah"),
    ],
)
def test_a_training_is_told_as_it_stands(values, now, state):
    assert state_of(bimtek(**values), at(now)) == state


def test_those_that_can_be_joined_come_by_deadline():
    later = bimtek(**{"@path": "bimtek/2025/b.md", "registration": {"closes": "2025-05-15", "via": "dinas"}})
    sooner = bimtek(**{"@path": "bimtek/2025/c.md", "registration": {"closes": "2025-05-12", "via": "dinas"}})
    full = bimtek(**{"@path": "bimtek/2025/d.md", "registration": {"closes": "2025-05-12", "full": "true", "via": "dinas"}})
    untold = bimtek(**{"@path": "bimtek/2025/e.md", "registration": {"closes": "2025-05-15"}})

    assert joinable([later, sooner, full, untold], at("2025-05-11T08:00")) == [sooner, later]
