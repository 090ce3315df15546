"""Hints: the nearest known word, also where thousands are unknown."""

import random
import time

import pytest

from kabar.text.suggestions import closest, did_you_mean, nearest_of


@pytest.mark.parametrize(
    ("word", "hint"),
    [("IKN", "; maksud Anda 'IKM'?"), ("bimtk", "; maksud Anda 'Bimtek'?"), ("zzz", ""), ("", ""), ("x" * 10_000, "")],
)
def test_a_hint_names_the_word_as_it_is_written(word, hint):
    assert did_you_mean(word, ["IKM", "Bimtek", ""]) == hint


def test_of_equally_near_words_the_first_in_the_alphabet_comes_first():
    assert closest("kaim", ["kait", "kain", "kais"], 3) == ["kain", "kais", "kait"]


def test_the_only_word_that_can_be_meant_is_almost_the_same():
    assert nearest_of("Agustsu", ["agustus", "april"]) == "agustus"
    assert nearest_of("Agenda", ["agustus", "april"]) == ""


SYLLABLES = ["ba", "tik", "ke", "ra", "jin", "an", "per", "ak", "lo", "gam", "te", "nun", "ang", "ku", "lit"]


def _made_up(count, seed):
    chance = random.Random(seed)
    return ["".join(chance.choices(SYLLABLES, k=chance.randint(3, 7))) for _ in range(count)]


@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        (_made_up(1000, 1), _made_up(1000, 2)),
        ([f"topik nomor {n}" for n in range(1000)], [f"topik nomer {n}x" for n in range(1000)]),
        ([f"/berita/2019/{w}/" for w in _made_up(3000, 3)], [f"/berita/2020/{w}/" for w in _made_up(300, 4)]),
    ],
    ids=["words", "numbered", "addresses"],
)
def test_a_thousand_unknown_words_among_a_thousand_are_reported_in_seconds(known, unknown):
    start = time.process_time()

    for word in unknown:
        closest(word, known, 9)
        did_you_mean(word, known)

    assert time.process_time() - start < 15
