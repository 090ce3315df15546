"""The closed list of topics."""

import shlex
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.content.models.topic import Topic
from kabar.content.models.vocabulary import build_vocabulary
from kabar.text.folding import fold_address, fold_label


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


def test_a_circle_of_broader_topics_is_reported_once():
    _, faults = build_vocabulary([topic("a", broader="b"), topic("b", broader="c"), topic("c", broader="a")])

    assert [(t.id, field, message) for t, field, message in faults] == [
        ("a", "broader", "berputar: a → b → c → a; putuskan di salah satu berkas")
    ]


def test_a_reference_to_no_topic_names_the_nearest():
    _, faults = build_vocabulary([topic("kerajinan"), topic("batik", broader="kerajinn")])

    assert faults[0][2] == "topik 'kerajinn' tidak ada; maksud Anda 'kerajinan'?"


def test_an_unknown_name_gets_the_nearest_topics_and_the_command_that_would_add_it():
    vocabulary, _ = build_vocabulary([
        topic("batik-tulis"), topic("batik-cap", label="Batik cap", synonyms=["Batik tulia"]), topic("ekspor"),
        topic("lama", label="Batik tuliz", merged_into="batik-tulis"), topic("batik-alis"),
    ])  # fmt: skip

    assert vocabulary.hint("batik tulus") == (
        "; maksud Anda 'Batik-Tulis', 'Batik cap', atau 'Batik-Alis'?"
        ' Bila memang topik baru: make topik-baru NAMA="batik tulus" DEFINISI="…"'
    )
    assert vocabulary.near("ekspr") == "; maksud Anda 'Ekspor'?"
    assert vocabulary.hint("x" * 3) == '; bila memang topik baru: make topik-baru NAMA="xxx" DEFINISI="…"'


@pytest.mark.parametrize(
    "name", ["Kain tenun", "C#", "it's", 'a "b"', "$HOME", "`ls`", "a\\b", "a!b", "R&D; ls", "🧵", "a|b*"]
)
def test_the_command_that_adds_a_topic_says_its_name_to_a_shell_as_it_is(name):
    vocabulary, _ = build_vocabulary([])

    command = vocabulary.hint(name).partition(": ")[2]

    assert shlex.split(command) == ["make", "topik-baru", f"NAMA={name}", "DEFINISI=…"]


def test_a_name_too_long_to_be_typed_is_left_to_the_editor():
    vocabulary, _ = build_vocabulary([])

    assert vocabulary.hint("x" * 100_000) == '; bila memang topik baru: make topik-baru NAMA="…" DEFINISI="…"'


# Whatever a label may hold: neither control characters nor those that nobody sees.
CHARACTERS = st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="\u115f\u1160")
NAMES = st.text(CHARACTERS, min_size=1, max_size=20).filter(str.strip)
LABELS = st.lists(NAMES, min_size=1, max_size=6, unique_by=fold_label)
SPELLINGS = (
    str.casefold, str.lower, str.strip, lambda name: f" {name}\t", lambda name: name.replace(" ", "-"),
    lambda name: name.replace(" ", " \u00a0 "), lambda name: unicodedata.normalize("NFD", name),
    lambda name: unicodedata.normalize("NFKC", name),
)  # fmt: skip


@given(LABELS, st.data())
def test_any_spelling_of_any_label_gives_its_id(labels, data):
    ids = [f"topik-nomor-{number}" for number in range(len(labels))]
    vocabulary, faults = build_vocabulary([topic(id, label=label) for id, label in zip(ids, labels, strict=True)])
    assert faults == []

    for id, label in zip(ids, labels, strict=True):
        assert vocabulary.find(data.draw(st.sampled_from(SPELLINGS))(label)) == id


@given(st.text(max_size=40))
def test_folding_is_idempotent(text):
    assert fold_label(fold_label(text)) == fold_label(text)
    assert fold_address(fold_address(text)) == fold_address(text)


def test_a_topic_that_was_merged_into_none_is_not_offered():
    vocabulary, faults = build_vocabulary([topic("rotan", merged_into="hilang"), topic("rotang")])

    assert [fault[1] for fault in faults] == ["merged_into"]
    assert vocabulary.near("rotann") == "; maksud Anda 'Rotang'?"
