"""The closed list of topics."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.content_model.folding import fold_address, fold_label
from plugins.content_model.topic import Topic
from plugins.content_model.vocabulary import build_vocabulary


def topic(id: str, **values) -> Topic:
    return Topic(**{"@path": f"topik/{id}.md", "label": id.title(), "definition": "Karangan."} | values)


@pytest.mark.parametrize("name", ["ikm", "IKM", "Industri Kecil dan Menengah", "industri-kecil dan  menengah", "ÍKM"])
def test_any_spelling_of_a_name_leads_to_its_topic(name):
    vocabulary, faults = build_vocabulary([topic("ikm", synonyms=["Industri kecil dan menengah"])])

    assert faults == []
    assert vocabulary.find(name) == "ikm"


def test_a_listed_misspelling_is_accepted_and_names_the_label():
    vocabulary, _ = build_vocabulary([topic("ikm", label="IKM", misspellings=["ikmm"])])

    assert vocabulary.find("IKMM") == "ikm"
    assert vocabulary.meant("IKMM") == "IKM"
    assert vocabulary.meant("IKM") is None


def test_a_merged_topic_leads_to_what_it_became():
    vocabulary, faults = build_vocabulary([topic("a", merged_into="b"), topic("b", merged_into="c"), topic("c")])

    assert faults == []
    assert vocabulary.find("A") == "c"


def test_two_topics_may_not_claim_one_name():
    _, faults = build_vocabulary([topic("batik"), topic("kain", synonyms=["BATIK"])])

    assert [(t.id, field) for t, field, _ in faults] == [("kain", "synonyms")]
    assert "topik/batik.md" in faults[0][2]


def test_a_circle_of_broader_topics_is_told_once():
    _, faults = build_vocabulary([topic("a", broader="b"), topic("b", broader="c"), topic("c", broader="a")])

    assert [(t.id, field, message) for t, field, message in faults] == [
        ("a", "broader", "berputar: a → b → c → a; putuskan di salah satu berkas")
    ]


def test_a_reference_to_no_topic_names_the_nearest():
    _, faults = build_vocabulary([topic("kerajinan"), topic("batik", broader="kerajinn")])

    assert faults[0][2] == "topik 'kerajinn' tidak ada; maksud Anda 'kerajinan'?"


@given(st.text(max_size=40))
def test_folding_is_idempotent(text):
    assert fold_label(fold_label(text)) == fold_label(text)
    assert fold_address(fold_address(text)) == fold_address(text)
