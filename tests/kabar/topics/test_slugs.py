"""Ids made from labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.editing.topics.topic_new import fault_of_id, slug_of


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("Kain tenun", "kain-tenun"),
        ("Café & Résto", "cafe-dan-resto"),
        ("Jum'at, Jum’at", "jumat-jumat"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("#batik", "batik"),
        ("Батик", "batik"),
        ("北京", "bei-jing"),
        ("حرفة", "hrf"),
        ("3", "3"),
        ("CON", "topik-con"),
        ("hal", "topik-hal"),
    ],
)
def test_an_id_is_readable_where_it_can_be(label, slug):
    assert slug_of(label).startswith(slug)
    assert len(slug_of(label)) <= len(slug) + 1


def test_labels_without_letters_get_ids_of_their_own_whatever_their_spelling():
    assert slug_of("🧵") == slug_of(" 🧵\ufe0f".strip()) == "topik-36487e7e"
    assert slug_of("🪵") != slug_of("🧵")


def test_long_labels_are_cut_at_a_word_and_stay_apart():
    one, other = (slug_of(f"{'Kerajinan tangan ' * 12}{end}") for end in ("satu", "dua"))

    assert one != other
    assert one.startswith("kerajinan-tangan-kerajinan-tangan-kerajinan-tangan-")
    assert len(one) < 80


@given(st.text(min_size=1, max_size=220))
def test_whatever_the_label_a_file_may_have_the_id(label):
    assert fault_of_id(slug_of(label)) == ""
    assert slug_of(slug_of(label)) == slug_of(label) or len(slug_of(label)) > 60
