"""Topics that go up in another."""

import pytest

from kabar.editing.topics.topic_merge import main
from kabar.topics.tree import build_tree
from tests.kabar.topics.content import CLOCK, CRAFTS, contents, library_of, news, topic
from tests.portals import write_content


def merge(root, gone, into, apply="1") -> int:
    return main({"CONTENT": str(root), "DARI": gone, "KE": into, "TERAPKAN": apply}, CLOCK)


def test_entries_move_over_and_the_old_names_and_addresses_lead_on(tmp_path):
    root = write_content(tmp_path, CRAFTS)

    assert merge(root, "kerajinan", "ikm") == 0

    library, after = library_of(root), contents(root)
    assert b"tags: [ikm, batik]" in after["berita/2019/satu.md"]
    assert b"tags: [ikm, kayu]" in after["berita/2019/dua.md"]
    assert b"tags: [ikm]" in after["berita/2019/draf.md"]
    assert b"tags: [ikm]" in after["angka/karangan.yaml"]
    assert library.vocabulary.find("Kriya") == "ikm"
    assert library.vocabulary.topics["batik"].broader == "ikm"
    assert after["topik/kerajinan.md"].decode() == CRAFTS["topik/kerajinan.md"].replace(
        "broader: ikm\n", "broader: ikm\nmerged_into: ikm\n"
    )


@pytest.mark.parametrize(
    ("tags", "after"),
    [
        ("[batik, kayu]  # kata", "[kayu]  # kata"),
        ("[kayu, ikm, Batik]", "[kayu, ikm]"),
        ("\n  # satu\n  - kayu\n  - 'batik'  # dua\n  - ikm", "\n  # satu\n  - kayu\n  # dua\n  - ikm"),
        ("['Batik']", "['kayu']"),
        ("[Kain lurik]", "[kayu]"),
    ],
)
def test_a_tag_is_dropped_where_the_entry_already_carries_the_other(tmp_path, tags, after):
    lurik = topic("Kain lurik", "merged_into: batik")
    root = write_content(tmp_path, CRAFTS | {"berita/2019/tiga.md": news(tags), "topik/lurik.md": lurik})

    assert merge(root, "batik", "kayu") == 0

    assert (root / "berita/2019/tiga.md").read_text() == news(after)
    assert library_of(root).vocabulary.topics["lurik"].merged_into == "kayu"


def test_what_stands_above_the_other_topic_takes_the_place_of_the_merged_one(tmp_path):
    deep = {
        "topik/ukiran.md": topic("Ukiran", "broader: kayu"),
        "topik/bakar.md": topic("Ukiran bakar", "broader: ukiran"),
        "topik/papan.md": topic("Papan", "broader: kayu"),
    }
    root = write_content(tmp_path, CRAFTS | deep)

    assert merge(root, "kayu", "bakar") == 0

    tree = build_tree(library_of(root).vocabulary.topics)
    assert tree.ancestors("bakar") == ("ukiran", "kerajinan", "ikm")
    assert tree.ancestors("papan") == ("bakar", "ukiran", "kerajinan", "ikm")


def test_a_topic_whose_only_place_was_below_the_merged_one_becomes_a_root(tmp_path):
    root = write_content(tmp_path, CRAFTS)

    assert merge(root, "ikm", "kerajinan") == 0

    assert (root / "topik/kerajinan.md").read_text() == topic("Kerajinan", "synonyms: [Kriya]")
    assert build_tree(library_of(root).vocabulary.topics).roots == ("kerajinan",)


@pytest.mark.parametrize(
    ("lines", "after"),
    [
        (["related: [batik, ikm]"], ["related: [kayu, ikm]"]),
        (["related: [batik, kayu]"], ["related: [kayu]"]),
        (["related:", "  - batik", "broader: kayu"], ["broader: kayu"]),
        (["broader: batik", "related: [batik]"], ["broader: kayu", "related: []"]),
        (["related: [kayu, batik, ikm, batik]"], ["related: [kayu, ikm]"]),
    ],
)
def test_related_topics_follow_and_are_named_once(tmp_path, lines, after):
    root = write_content(tmp_path, CRAFTS | {"topik/lurik.md": topic("Lurik", *lines)})

    assert merge(root, "batik", "kayu") == 0

    assert (root / "topik/lurik.md").read_text() == topic("Lurik", *after)
    assert (root / "topik/kayu.md").read_text() == CRAFTS["topik/kayu.md"].replace("[batik]", "[]")


@pytest.mark.parametrize(
    ("gone", "into", "told"),
    [
        ("batik", "tenun", "KE: topik 'tenun' tidak ada"),
        ("tenun", "batik", "DARI: topik 'tenun' tidak ada"),
        ("kayu", "Kriya kayu", "DARI dan KE adalah satu topik: 'Kerajinan kayu' (topik/kayu.md)"),
        ("lurik", "kayu", "DARI: topik 'lurik' sudah digabung ke 'batik'; pakai DARI=batik"),
        ("kayu", "lurik", "KE: topik 'lurik' sudah digabung ke 'batik'; pakai KE=batik"),
        ("kayu", "", "KE kosong"),
    ],
)
def test_what_cannot_be_merged_is_refused(tmp_path, capsys, gone, into, told):
    root = write_content(tmp_path, CRAFTS | {"topik/lurik.md": topic("Lurik", "merged_into: batik")})
    before = contents(root)

    assert merge(root, gone, into) == 1

    assert told in capsys.readouterr().err
    assert contents(root) == before


def test_until_it_is_applied_everything_is_only_shown(tmp_path, capsys):
    root = write_content(tmp_path, CRAFTS)

    assert merge(root, "batik", "kayu", apply="0") == 0

    shown = capsys.readouterr().out
    assert (
        f"{root}/berita/2019/satu.md\n  baris 5:\n  - tags: [kerajinan, batik]\n  + tags: [kerajinan, kayu]\n" in shown
    )
    assert shown.endswith("ulangi perintah ini dengan TERAPKAN=1\n")
    assert contents(root) == {path: text.encode() for path, text in CRAFTS.items()}


def test_an_unknown_word_for_apply_is_refused(tmp_path, capsys):
    root = write_content(tmp_path, CRAFTS)

    assert merge(root, "batik", "kayu", apply="ya") == 1

    assert "TERAPKAN='ya' tidak dikenal" in capsys.readouterr().err


def test_every_byte_besides_stays(tmp_path):
    entry = ("\ufeff" + news("[\n  Batik,  # satu\n  'ikm',\n]", "# akhir", body="tags: [batik]")).replace("\n", "\r\n")
    root = write_content(tmp_path, CRAFTS | {"berita/2019/tiga.md": entry})

    merge(root, "batik", "kayu")

    assert (root / "berita/2019/tiga.md").read_bytes() == entry.replace("Batik,", "kayu,").encode()
