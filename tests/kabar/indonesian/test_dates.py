"""Dates as Indonesian newspapers write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from kabar.indonesian.dates import date_range_text, moment_text, period_text, publication_text, short_publication_text

JAKARTA = ZoneInfo("Asia/Jakarta")


def test_a_moment_is_told_with_day_date_clock_and_zone():
    published = datetime(2019, 5, 25, 18, 35, tzinfo=UTC)

    assert moment_text(published, JAKARTA) == "Minggu, 26 Mei 2019 01.35 WIB"
    assert moment_text(published, ZoneInfo("Asia/Makassar")) == "Minggu, 26 Mei 2019 02.35 WITA"
    assert moment_text(published, ZoneInfo("Asia/Jayapura")) == "Minggu, 26 Mei 2019 03.35 WIT"


def test_a_publication_without_an_hour_is_told_by_its_day_alone():
    midnight = datetime(2019, 5, 25, 17, tzinfo=UTC)

    assert publication_text(midnight, JAKARTA) == "Minggu, 26 Mei 2019"
    assert short_publication_text(midnight, JAKARTA) == "26 Mei 2019"
    assert publication_text(midnight, ZoneInfo("Asia/Makassar")) == "Minggu, 26 Mei 2019 01.00 WITA"
    assert short_publication_text(midnight.replace(second=1), JAKARTA) == "26 Mei 2019 00.00 WIB"
    assert moment_text(midnight, JAKARTA) == "Minggu, 26 Mei 2019 00.00 WIB"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2019, 5, 13), date(2019, 5, 18), "13–18 Mei 2019"),
        (date(2019, 5, 30), date(2019, 6, 2), "30 Mei–2 Juni 2019"),
        (date(2019, 12, 30), date(2020, 1, 2), "30 Desember 2019–2 Januari 2020"),
        (date(2019, 5, 13), date(2019, 5, 13), "13 Mei 2019"),
    ],
)
def test_a_range_says_nothing_twice(start, end, text):
    assert date_range_text(start, end) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2019, 5, 13), date(2019, 5, 18), "Senin–Sabtu, 13–18 Mei 2019"),
        (date(2019, 5, 13), date(2019, 5, 13), "Senin, 13 Mei 2019"),
        (date(2019, 5, 13), date(2019, 5, 20), "Senin, 13 Mei 2019 sampai Senin, 20 Mei 2019"),
        (datetime(2025, 5, 20, 8), datetime(2025, 5, 20, 16), "Selasa, 20 Mei 2025, 08.00–16.00 WIB"),
        (datetime(2027, 1, 14, 8, 30), datetime(2027, 1, 16, 16), "Kamis–Sabtu, 14–16 Januari 2027, 08.30–16.00 WIB"),
        (
            datetime(2025, 5, 20, 19),
            datetime(2025, 5, 22, 12),
            "Selasa, 20 Mei 2025 pukul 19.00 sampai Kamis, 22 Mei 2025 pukul 12.00 WIB",
        ),
        (datetime(2025, 5, 20, 8), date(2025, 5, 22), "Selasa–Kamis, 20–22 Mei 2025, mulai 08.00 WIB"),
        (date(2025, 5, 20), datetime(2025, 5, 22, 16), "Selasa–Kamis, 20–22 Mei 2025, sampai 16.00 WIB"),
    ],
)
def test_a_training_tells_its_days_and_the_hours_that_are_known(start, end, text):
    assert period_text(start, end, JAKARTA) == text
