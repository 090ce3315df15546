"""A card says what a training's summary says, and of a story the value that was known when it was written."""

import pytest

from kabar.outputs.social_cards.card import card_of
from tests.kabar.outputs.structured_data.loading import load
from tests.portals import BIMTEK, NEWS

FIGURE = """\
title: Ekspor ukiran
summary: Nilai ekspor ukiran karangan dalam setahun.
tags: [ikm]
measure: nilai ekspor
unit: USD
observations:
  - {period: 2017, value: 1000000, source: {publisher: Badan Karangan, date: 2018-02-01}}
  - {period: 2018, value: 1100000, source: {publisher: Badan Karangan, date: 2019-02-01}}
"""


def story(day: str) -> str:
    year = day[:4]
    return (
        NEWS.replace("2019-05-26 01:35", f"{day} 09:00").replace("tags: [ikm]", "tags: [ikm]\nfigures: [ukiran]"),
        year,
    )


@pytest.mark.parametrize(
    ("day", "facts"),
    [
        ("2019-05-26", ("2018: US$1,1 juta, naik 10 persen dari 2017", "Ekspor ukiran")),
        ("2018-05-26", ("2017: US$1 juta", "Ekspor ukiran")),
        ("2017-05-26", ()),
    ],
)
def test_a_story_about_exports_shows_the_value_that_was_known(tmp_path, day, facts):
    text, year = story(day)
    library = load(tmp_path, {f"ekspor/{year}/kabar.md": text, "angka/ukiran.yaml": FIGURE})
    card = card_of(library.articles[f"ekspor/{year}/kabar.md"], library)

    assert card.facts == facts
    assert all(fact in card.text for fact in facts)


def test_a_trainings_card_shows_days_town_and_deadline(tmp_path):
    keys = "registration: {opens: 2019-05-02, closes: 2019-05-10, via: dinas}\norganisers:"
    text = BIMTEK.replace("organisers:", keys).replace(
        "name: Balai Uji\n", "name: Balai Uji\n  regency: Kota Pontianak\n"
    )
    library = load(tmp_path, {"bimtek/2019/karangan.md": text})
    card = card_of(library.articles["bimtek/2019/karangan.md"], library)

    assert (card.date, card.badges, card.is_off) == ("13–18 Mei 2019", (), False)
    assert card.facts == ("Kota Pontianak", "Pendaftaran dibuka 2 Mei 2019, sampai 10 Mei 2019 pukul 23.59 WIB")
