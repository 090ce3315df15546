"""What became of a value, in words."""

from decimal import Decimal

import pytest

from kabar.indonesian.growth import growth_text, multiple_text, share_growth_text


@pytest.mark.parametrize(
    ("value", "base", "indonesian", "english"),
    [
        ("1200000000", "300000000", "naik 300 persen dibandingkan dengan 1999", "up 300 per cent on 1999"),
        ("870000000", "300000000", "naik 190 persen dibandingkan dengan 1999", "up 190 per cent on 1999"),
        ("109", "100", "naik 9 persen dibandingkan dengan 1999", "up 9 per cent on 1999"),
        ("109.44", "100", "naik 9,4 persen dibandingkan dengan 1999", "up 9.4 per cent on 1999"),
        ("50", "100", "turun 50 persen dibandingkan dengan 1999", "down 50 per cent on 1999"),
        ("0", "100", "turun 100 persen dibandingkan dengan 1999", "down 100 per cent on 1999"),
        ("100", "100", "tetap dibandingkan dengan 1999", "unchanged from 1999"),
        ("100.01", "100", "tetap dibandingkan dengan 1999", "unchanged from 1999"),
    ],
)
def test_a_growth(value, base, indonesian, english):
    assert growth_text(Decimal(value), Decimal(base), "1999") == indonesian
    assert growth_text(Decimal(value), Decimal(base), "1999", "en") == english


@pytest.mark.parametrize(
    ("value", "base", "text"),
    [
        ("400", "100", "menjadi empat kali lipat dibandingkan dengan 1999"),
        ("290", "100", "menjadi 2,9 kali lipat dibandingkan dengan 1999"),
        ("1000", "100", "menjadi sepuluh kali lipat dibandingkan dengan 1999"),
        ("1200", "100", "menjadi 12 kali lipat dibandingkan dengan 1999"),
        ("50", "100", "menjadi 0,5 kali lipat dibandingkan dengan 1999"),
    ],
)
def test_a_multiple_is_what_it_became_never_by_how_much_it_rose(value, base, text):
    assert multiple_text(Decimal(value), Decimal(base), "1999") == text


def test_per_cents_grow_by_percentage_points():
    assert share_growth_text(Decimal(9), Decimal(6), "2017") == "naik 3 poin persentase dibandingkan dengan 2017"
    assert share_growth_text(Decimal(-1), Decimal(6), "2017", "en") == "down 7 percentage points on 2017"
