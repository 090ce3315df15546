"""Moments as machines read them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kabar.outputs.structured_data.json_ld import iso_moment, whole_minutes

JAKARTA = ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (date(2019, 5, 13), "2019-05-13"),
        (datetime(2019, 5, 26, 1, 35, tzinfo=JAKARTA), "2019-05-26T01:35:00+07:00"),
        (datetime(2019, 5, 26, 1, 35, tzinfo=ZoneInfo("Asia/Jayapura")), "2019-05-26T01:35:00+09:00"),
        (datetime(2019, 5, 26, 1, 35, 7, tzinfo=UTC), "2019-05-26T01:35:07+00:00"),
        (datetime(1, 1, 1, tzinfo=JAKARTA), "0001-01-01T00:00:48+07:08"),
    ],
)
def test_a_moment_is_written_with_an_offset_of_whole_minutes(moment, written):
    assert iso_moment(moment) == written


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "America/New_York"])
def test_local_mean_time_keeps_its_moment(zone):
    moment = datetime(1890, 3, 2, 9, 0, tzinfo=ZoneInfo(zone))

    moved = whole_minutes(moment)

    assert moved == moment
    assert moved.utcoffset() % timedelta(minutes=1) == timedelta()


def test_a_moment_without_offset_is_refused():
    with pytest.raises(ValueError, match="without offset"):
        iso_moment(datetime(2019, 5, 26))
