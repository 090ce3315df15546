"""Suggestions of topics, each with its reason."""

import pytest

from kabar.editing.topics.topic_suggest import main
from tests.kabar.topics.content import CRAFTS, contents, news, topic
from tests.portals import write_content

GERABAH = "Tungku pembakaran gerabah dari tanah liat, dengan glasir dan putaran kaki di bengkel perajin."
MORE = CRAFTS | {
    "topik/tembikar.md": topic("Keramik", "misspellings: [Kramik]"),
    "topik/cpp.md": topic("C++"),
    "berita/2019/tanah.md": news("[tembikar, ikm]", title="Tanah liat dan glasir", body=GERABAH),
    "berita/2019/kain.md": news("[batik]", title="Malam dan canting", body="Canting menorehkan malam pada kain mori."),
}


def suggest(tmp_path, capsys, text: str, files=MORE) -> str:
    root = write_content(tmp_path, files | {"berita/2019/baru.md": text})
    before = contents(root)

    assert main({"CONTENT": str(root), "BERKAS": str(root / "berita/2019/baru.md")}) == 0

    assert contents(root) == before
    return capsys.readouterr().out


def test_names_in_title_summary_and_body_are_reasons(tmp_path, capsys):
    text = news(
        "[ikm]",
        title="KRIYA dari sampah",
        body="Batik dan batik, juga kramik dan C++; kerajinan-kayu ada di [sini](/topik/kriya/).",
    )

    told = suggest(tmp_path, capsys, text)

    assert told.startswith(
        "Topik sekarang: IKM\nUsul, yang terkuat lebih dulu:\n  Kerajinan [kerajinan]\n    disebut di judul: 'Kriya'\n"
    )
    assert "  Batik [batik]\n    disebut di isi: 'Batik' 2 kali\n" in told
    assert "  Keramik [tembikar]\n    disebut di isi: 'Kramik'\n" in told
    assert "  C++ [cpp]\n    disebut di isi: 'C++'\n" in told
    assert "  Kerajinan kayu [kayu]\n    disebut di isi: 'Kerajinan kayu'\n" in told


def test_similar_articles_give_their_topics_with_the_words_they_share(tmp_path, capsys):
    told = suggest(
        tmp_path, capsys, news("[kerajinan]", "status: draft", title="Belajar membakar", body=f"Catatan. {GERABAH}")
    )

    assert "  Keramik [tembikar]\n    dipakai 1 tulisan serupa, seperti berita/2019/tanah.md (kata sama: " in told
    assert "Batik" not in told


def test_the_text_itself_is_no_evidence(tmp_path, capsys):
    told = suggest(
        tmp_path, capsys, news("[kerajinan]", title="Belajar menyulam", body="Benang sulam, pamedangan, ketam.")
    )

    assert told == "Topik sekarang: Kerajinan\nTidak ada usul.\n"


@pytest.mark.parametrize("tags", ["", "[]", "ikm", "[tak-dikenal]"])
def test_an_entry_whose_tags_are_not_yet_right_gets_suggestions(tmp_path, capsys, tags):
    told = suggest(tmp_path, capsys, news(tags, title="Batik"))

    assert told.startswith("Topik sekarang: belum ada\n")
    assert "  Batik [batik]\n    disebut di judul: 'Batik'\n" in told


def test_a_merged_topic_is_suggested_as_what_it_became(tmp_path, capsys):
    files = MORE | {"topik/ukiran.md": topic("Ukiran", "merged_into: kayu")}

    told = suggest(tmp_path, capsys, news("[ikm]", title="Ukiran"), files)

    assert "  Kerajinan kayu [kayu]\n    disebut di judul: 'Ukiran'\n" in told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "BERKAS kosong"),
        ("berita/2019/tak-ada.md", "BERKAS: berkas 'berita/2019/tak-ada.md' tidak ada"),
        ("berita/2019/rusak.md", "rusak.md:1:1: keterangan di awal berkas belum ada"),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path, capsys, name, told):
    root = write_content(tmp_path, MORE | {"berita/2019/rusak.md": "tanpa keterangan"})

    assert main({"CONTENT": str(root), "BERKAS": name}) == 1

    assert told in capsys.readouterr().err
