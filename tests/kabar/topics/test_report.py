"""What `make topik` tells."""

from kabar.editing.topics.topic_list import main
from kabar.topics.report import report_on
from tests.kabar.topics.content import CLOCK, CRAFTS, library_of, news, topic
from tests.portals import write_content

MORE = CRAFTS | {
    "topik/lurik.md": topic("Lurik", "broader: batik"),
    "topik/ekspor.md": topic("Ekspor"),
    "topik/lama.md": topic("Lama", "merged_into: kayu"),
    "berita/2019/tiga.md": news("[kayu, ikm]", body="Perajin gerabah dan gerabah."),
    "berita/2019/empat.md": news(
        "[batik, kerajinan]", body="Tungku gerabah milik perajin batik dan para perajin lain."
    ),
    "berita/2019/lima.md": news(
        "[ikm]", body="[gerabah](https://perajin.example) Gerabah, {{angka:karangan:2018}} 2018."
    ),
    "berita/2019/enam.md": news("[ikm]", "lang: en", body="Perajin gerabah."),
}


def report(tmp_path, files):
    return report_on(library_of(write_content(tmp_path, files)))


def ids(topics) -> list[str]:
    return [topic.id for topic in topics]


def test_topics_stand_in_the_tree_with_their_counts_and_drafts_apart(tmp_path):
    told = report(tmp_path, MORE)

    assert [(row.depth, row.topic.id, row.own, row.with_narrower, row.withheld) for row in told.rows] == [
        (0, "ekspor", 0, 0, 0),
        (0, "ikm", 3, 6, 0),
        (1, "kerajinan", 3, 4, 1),
        (2, "batik", 2, 2, 0),
        (3, "lurik", 0, 0, 0),
        (2, "kayu", 2, 2, 0),
    ]
    assert (told.shown, told.withheld) == (6, 1)


def test_unused_lonely_and_inseparable_topics_and_thin_articles_are_named(tmp_path):
    files = MORE | {
        "topik/lengkap.md": topic("Lengkap"),
        "topik/kembar.md": topic("Kembar"),
        "berita/2019/satu.md": news("[lengkap, kembar]"),
        "berita/2019/tujuh.md": news("[lengkap, ekspor, kembar]"),
    }

    told = report(tmp_path, files)

    assert ids(told.unused) == ["lurik"]
    assert ids(told.lonely) == ["ekspor", "batik"]
    assert [ids(group) for group in told.inseparable] == [["kembar", "lengkap"]]
    assert [article.path for article in told.thin] == [
        "berita/2019/enam.md", "berita/2019/lima.md", "berita/2019/draf.md",
    ]  # fmt: skip


def test_a_topic_of_drafts_or_figures_alone_is_not_unused(tmp_path):
    told = report(
        tmp_path,
        {path: text for path, text in CRAFTS.items() if path not in ("berita/2019/satu.md", "berita/2019/dua.md")},
    )

    assert ids(told.unused) == ["batik", "kayu"]


def test_frequent_words_that_no_topic_covers_count_indonesian_articles(tmp_path):
    told = report(tmp_path, MORE)

    assert dict(told.uncovered)["gerabah"] == 3
    assert not {"perajin", "batik", "para", "2018", "dan", "tungku"} & dict(told.uncovered).keys()
    covered = report(tmp_path, MORE | {"topik/ekspor.md": topic("Ekspor", "synonyms: [Ekspor gerabah]")})
    assert "gerabah" not in dict(covered.uncovered)


def test_a_tree_as_deep_as_there_are_topics_is_written(tmp_path):
    chain = {f"topik/t{n}.md": topic(f"Dalam {n}", f"broader: t{n - 1}" if n else "") for n in range(1200)}

    told = report(tmp_path, CRAFTS | chain)

    assert max(row.depth for row in told.rows) == 1199


def test_make_topik_prints_the_tree_and_ends_well(tmp_path, capsys):
    root = write_content(tmp_path, MORE)

    assert main({"CONTENT": str(root)}, CLOCK) == 0

    out = capsys.readouterr().out
    assert out.startswith("6 topik, 6 tulisan terbit, 1 draf atau terjadwal.\n")
    assert "\n  Kerajinan             3 / 4 +1  [kerajinan]\n" in out
    assert "\nBelum dipakai (2): pakailah" in out
    assert "\n  gerabah (3 tulisan)\n" in out


def test_content_that_cannot_be_read_is_told_instead(tmp_path, capsys):
    root = write_content(tmp_path, CRAFTS | {"berita/2019/tiga.md": news("[ikn]")})

    assert main({"CONTENT": str(root)}, CLOCK) == 1

    told = capsys.readouterr()
    assert told.out == ""
    assert "tiga.md:5:8: tags: topik 'ikn' tidak ada" in told.err
    assert told.err.endswith("1 galat; betulkan dulu, lalu ulangi\n")


def test_a_build_date_or_folder_that_is_none_is_told(tmp_path, capsys):
    root = write_content(tmp_path, CRAFTS)

    assert main({"CONTENT": str(root), "BUILD_DATE": "kemarin"}, CLOCK) == 1
    assert main({"CONTENT": "tidak-ada"}, CLOCK) == 1

    assert "BUILD_DATE" in (told := capsys.readouterr().err)
    assert "CONTENT: folder 'tidak-ada' tidak ada" in told
