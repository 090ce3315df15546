"""Topics that get another id."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.editing.topics.topic_rename import main
from tests.kabar.topics.content import CLOCK, CRAFTS, contents, library_of, news, topic
from tests.portals import write_content


def rename(root, old, new, apply="1") -> int:
    return main({"CONTENT": str(root), "LAMA": old, "BARU": new, "TERAPKAN": apply}, CLOCK)


def test_every_place_that_writes_the_old_id_writes_the_new_one(tmp_path):
    root = write_content(tmp_path, CRAFTS)

    assert rename(root, "kerajinan", "kriya-tangan") == 0

    library = library_of(root)
    after = contents(root)
    assert "topik/kerajinan.md" not in after
    assert library.vocabulary.topics["kriya-tangan"].aliases == ("topik/kerajinan",)
    assert library.redirects["topik/kerajinan"] == "topik/kriya-tangan.md"
    assert library.vocabulary.topics["batik"].broader == "kriya-tangan"
    assert b"tags: [kriya-tangan, batik]" in after["berita/2019/satu.md"]
    assert b"tags: [kriya-tangan]" in after["berita/2019/draf.md"]
    assert b"tags: [kriya-tangan]" in after["angka/karangan.yaml"]
    assert after["berita/2019/dua.md"] == CRAFTS["berita/2019/dua.md"].encode()


def test_related_and_merged_topics_follow(tmp_path):
    root = write_content(tmp_path, CRAFTS | {"topik/lama.md": topic("Lama", "merged_into: 'kayu' # kata")})

    assert rename(root, "kayu", "kerajinan-kayu") == 0

    after = contents(root)
    assert b"related:\n  - kerajinan-kayu\n" in after["topik/batik.md"]
    assert b"merged_into: 'kerajinan-kayu' # kata\n" in after["topik/lama.md"]


def test_until_it_is_applied_everything_is_only_shown(tmp_path, capsys):
    root = write_content(tmp_path, CRAFTS)

    assert rename(root, "kayu", "ukiran", apply="") == 0

    assert capsys.readouterr().out == f"""\
{root}/berita/2019/dua.md
  baris 5:
  - tags: [Kriya, kayu]
  + tags: [Kriya, ukiran]
{root}/topik/batik.md
  baris 6:
  -   - kayu
  +   - ukiran
{root}/topik/kayu.md berganti nama menjadi {root}/topik/ukiran.md
  sesudah baris 6:
  + aliases:
  +   - /topik/kayu/
3 berkas.
Alamat /topik/kayu/ akan dialihkan ke /topik/ukiran/.
Belum ada yang ditulis. Untuk menerapkannya, ulangi perintah ini dengan TERAPKAN=1
"""
    assert contents(root) == {path: text.encode() for path, text in CRAFTS.items()}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kayu", "batik", "'batik' sudah dipakai topik 'Batik' (topik/batik.md); untuk menyatukan keduanya: make "
            "topik-gabung DARI=kayu KE=batik"),
        ("kayu", "kriya", "'kriya' sudah dipakai topik 'Kerajinan' (topik/kerajinan.md)"),
        ("kayu", "kayu", "LAMA dan BARU sama: 'kayu'"),
        ("kayu", "", "BARU kosong"),
        ("", "kayu", "LAMA kosong"),
        ("kayuu", "ukiran", "LAMA: topik 'kayuu' tidak ada; maksud Anda 'Kerajinan kayu'"),
        ("kayu", "Kayu Ukir", "BARU: nama berkas hanya boleh huruf kecil, angka, dan tanda hubung; ganti namanya "
            "menjadi kayu-ukir.md"),
        ("kayu", "hal", "BARU: nama 'hal' dipakai portal ini"),
        ("kayu", "con", "BARU: nama 'con' tidak bisa disimpan di Windows"),
        ("kayu", "../kayu", "BARU: "),
        ("kayu", "dipakai", "alamat /topik/dipakai/ sudah dipakai berita/2019/tiga.md"),
        ("kayu", "dipesan", "alamat /topik/dipesan/ sudah dipakai berita/2019/empat.md"),
        ("kayu", "dihapus", "alamat /topik/dihapus/ sudah dipakai alamat.yaml"),
        ("lama", "ukiran", "topik 'lama' sudah digabung ke 'kayu'"),
        ("kayu", "keyu", "'keyu' ada di misspellings topik/kayu.md"),
    ],
)  # fmt: skip
def test_what_cannot_be_renamed_is_refused(tmp_path, capsys, old, new, told):
    more = {
        "berita/2019/tiga.md": news("[ikm]", "aliases: [/topik/dipakai/]"),
        "berita/2019/empat.md": news("[ikm]", "aliases: [/topik/dipesan/]", "status: draft"),
        "alamat.yaml": "- address: /topik/dihapus/\n  date: 2019-01-01\n  reason: Karangan.\n",
        "topik/lama.md": topic("Lama", "merged_into: kayu"),
        "topik/kayu.md": topic("Kerajinan kayu", "misspellings: [keyu]"),
    }
    root = write_content(tmp_path, CRAFTS | more)
    before = contents(root)

    assert rename(root, old, new) == 1

    assert told in capsys.readouterr().err
    assert contents(root) == before


def test_links_to_the_file_or_the_feed_are_named_and_nothing_is_changed(tmp_path, capsys):
    body = (
        "[a]({filename}/topik/kayu.md) [b](/topik/kayu/) [c](/topik/kayu/#isi)\n\n[d](/topik/kayu/atom.xml)"
        " `{filename}/topik/kayu.md`"
    )
    link = 'corrections: [{date: 2019-05-27, kind: ralat, text: Karangan., link: "{filename}/topik/kayu.md"}]'
    root = write_content(tmp_path, CRAFTS | {"berita/2019/tiga.md": news("[ikm]", link, body=body)})
    before = contents(root)

    assert rename(root, "kayu", "ukiran") == 1

    told = capsys.readouterr().err
    assert re.findall(r"tiga\.md:(\d+:\d+): (\S+):", told) == [
        ("6:70", "corrections.link"),
        ("8:1", "isi"),
        ("10:1", "isi"),
    ]
    assert "Betulkan dulu tautan ke topik ini" in told
    assert contents(root) == before


def test_links_to_the_old_address_go_on_working(tmp_path):
    root = write_content(tmp_path, CRAFTS | {"berita/2019/tiga.md": news("[ikm]", body="[b](/topik/kayu/)")})

    assert rename(root, "kayu", "ukiran") == 0

    library_of(root)


def test_a_spelling_that_only_the_old_id_knows_is_told_with_the_remedy(tmp_path, capsys):
    files = CRAFTS | {"berita/2019/dua.md": news("[Kriya, KAYU]")}
    root = write_content(tmp_path, files)

    assert rename(root, "kayu", "ukiran") == 1
    told = capsys.readouterr().err
    (root / "topik/kayu.md").write_text(files["topik/kayu.md"].replace("[Kriya kayu]", "[Kriya kayu, KAYU]"))

    assert (
        "dua.md:5:15: tags: 'KAYU' hanya dikenal dari id lama 'kayu'; tambahkan 'KAYU' ke synonyms di topik/kayu.md"
        in told
    )
    assert rename(root, "kayu", "ukiran") == 0
    assert library_of(root).articles["berita/2019/dua.md"].tags == ("kerajinan", "ukiran")


def test_content_with_errors_is_refused_with_the_errors(tmp_path, capsys):
    root = write_content(tmp_path, CRAFTS | {"berita/2019/tiga.md": news("[ikn]")})

    assert rename(root, "kayu", "ukiran") == 1

    assert "berita/2019/tiga.md:5:8: tags: topik 'ikn' tidak ada" in capsys.readouterr().err


def test_an_older_address_and_the_present_one_change_places(tmp_path):
    aliases = "aliases: [/topik/papan/, /topik/balok/] # lama"
    root = write_content(tmp_path, CRAFTS | {"topik/kayu.md": topic("Kerajinan kayu", aliases)})
    before = contents(root)

    assert rename(root, "kayu", "papan") == 0
    assert b"aliases: [/topik/kayu/, /topik/balok/] # lama" in (root / "topik/papan.md").read_bytes()
    assert rename(root, "papan", "kayu") == 0

    assert contents(root) == before


def test_going_back_says_that_the_name_between_is_not_redirected(tmp_path, capsys):
    root = write_content(tmp_path, CRAFTS)
    rename(root, "kayu", "ukiran")
    capsys.readouterr()

    rename(root, "ukiran", "kayu", apply="")

    assert "Bila /topik/ukiran/ sudah pernah terbit, tambahkan di aliases topik ini" in capsys.readouterr().out


TAGS = st.sampled_from([
    "[kayu]", "[ kayu ,batik ]  # kata", "['kayu', \"batik\"]", "[Kriya Kayu, batik]",
    "\n  - batik\n  # dulu\n  - 'kayu' # kata",
    "\n- \"kayu\"\n-   ikm", "\n  - >-\n    kayu\n  - ikm", "[\n  ikm,  # satu\n  'kayu',\n]", "[kerajinan-kayu]",
    "[!!str kayu]",
])  # fmt: skip
ALIASES = st.sampled_from([
    [], ["aliases:"], ["aliases: []"], ["aliases: [/topik/balok/]  # kata"],
    ["aliases:", "  - '/topik/balok/'  # kata"],
    ["aliases:", "- /topik/balok/", "# akhir"], ["aliases: [ /topik/balok/, ]"], ["# aliases:", ""],
])  # fmt: skip


@settings(derandomize=True, max_examples=25, deadline=None)
@given(
    tags=st.lists(TAGS, min_size=1, max_size=4),
    aliases=ALIASES,
    relations=st.sampled_from(
        ["related: [kayu]", "related:\n- ikm\n- kayu", "broader: 'kayu'", "merged_into: 'kayu' # kata"]
    ),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_renamed_and_renamed_back_every_file_has_the_same_bytes(tags, aliases, relations, end, mark):
    files = CRAFTS | {
        "topik/kayu.md": topic("Kerajinan kayu", "synonyms: [Kriya kayu]", *aliases),
        "topik/batik.md": topic("Batik", relations),
        "topik/pelatihan.md": topic("Pelatihan"),
        "berita/2019/dua.md": news("[ikm]"),
    }
    if "merged" in relations:
        # A topic that has gone up in another is that other one.
        tags = [tag.replace("batik", "pelatihan") for tag in tags]
        files |= {"berita/2019/satu.md": news("[ikm]")}
    files |= {f"berita/2019/tulisan-{number}.md": news(tag) for number, tag in enumerate(tags)}
    stored = {path: (mark + text.replace("\n", end)).encode() for path, text in files.items()}
    with TemporaryDirectory() as folder:
        root = write_content(Path(folder), stored)
        library_of(root)

        assert rename(root, "kayu", "ukiran") == 0
        library_of(root)
        assert rename(root, "ukiran", "kayu") == 0

        assert contents(root) == stored
