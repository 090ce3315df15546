"""Which trainings can be joined, now or later."""

from datetime import datetime
from zoneinfo import ZoneInfo

from kabar.agenda.life import joinable, still_to_come
from tests.kabar.agenda.trainings import bimtek

JAKARTA = ZoneInfo("Asia/Jakarta")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA)


def named(name: str, **registration):
    return bimtek(**{"@path": f"bimtek/2025/{name}.md", "registration": {"via": "dinas"} | registration})


def test_those_that_can_be_joined_come_by_deadline():
    later, sooner = named("b", closes="2025-05-15"), named("c", closes="2025-05-12")
    full, untold = named("d", closes="2025-05-12", full="true"), named("e", closes="2025-05-15", via=None)

    assert joinable([later, sooner, full, untold], at("2025-05-11T08:00")) == [sooner, later]


def test_those_that_open_later_are_still_to_come_and_closed_ones_are_not():
    open_now, later = named("a", closes="2025-05-15"), named("b", opens="2025-05-12", closes="2025-05-14")
    closed = named("c", closes="2025-05-10")

    assert still_to_come([open_now, later, closed], at("2025-05-11T08:00")) == [later, open_now]
