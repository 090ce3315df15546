"""Hints: the nearest known word, without comparing each with each."""

import random
import time
from difflib import get_close_matches

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.content_model.nearest import closest, did_you_mean

WORDS = st.text("abcde -É9", max_size=12)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(WORDS, st.lists(WORDS, max_size=30), st.integers(1, 9))
def test_the_nearest_words_are_those_of_difflib(word, known, most):
    # Unlike difflib, nothing and nothing are not called alike.
    expected = [near for near in get_close_matches(word, sorted(set(known)), n=most, cutoff=0.6) if near]

    assert [near for near in closest(word, known, most) if near] == expected


@pytest.mark.parametrize(
    ("word", "hint"),
    [("IKN", "; maksud Anda 'IKM'?"), ("bimtk", "; maksud Anda 'Bimtek'?"), ("zzz", ""), ("", ""), ("x" * 10_000, "")],
)
def test_a_hint_names_the_word_as_it_is_written(word, hint):
    assert did_you_mean(word, ["IKM", "Bimtek", ""]) == hint


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
def test_a_thousand_unknown_words_among_a_thousand_are_told_in_seconds(known, unknown):
    start = time.process_time()

    for word in unknown:
        closest(word, known, 9)
        did_you_mean(word, known)

    assert time.process_time() - start < 15
