"""Words of texts and names."""

from kabar.topics.topic_words import content_words, readable, words_of


def test_words_are_folded_as_names_of_topics_are():
    assert words_of("Kain-Tenun, KAFÉ C++ (C#) 2019 #batik_tulis") == [
        "kain",
        "tenun",
        "kafe",
        "c++",
        "c#",
        "2019",
        "batik",
        "tulis",
    ]


def test_words_that_tell_no_subject_are_left_out():
    assert list(content_words("Para perajin di Bali yang sudah membuat 2019 cap ukiran itu")) == [
        "perajin",
        "bali",
        "ukiran",
    ]


def test_addresses_figures_and_markup_are_not_read():
    body = "[Batik](/topik/kayu/) <em class='rotan'>tulis</em> https://ukir.example {{angka:ekspor:2018}}"

    assert readable(body).split() == ["[Batik", "tulis"]
