"""The file of a new topic."""

from datetime import date
from io import StringIO

import pytest

from kabar.content.library import load_library
from kabar.editing.topics.topic_new import main
from tests.kabar.topics.content import CRAFTS, contents, library_of, news
from tests.portals import write_content


def new(root, name, definition="Kain yang ditenun.") -> int:
    return main({"CONTENT": str(root), "NAMA": name, "DEFINISI": definition})


@pytest.mark.parametrize(
    "name", ["Kain tenun", "C++", "C#", "R: D # e", "it's \"x\"", "- a", "Yes", "[a]", "*a", "\\n", "🧵", "حرفة"]
)
def test_a_new_topic_holds_together_with_the_rest_and_keeps_its_name(tmp_path, name):
    root = write_content(tmp_path, CRAFTS)

    assert new(root, name, f"Arti: {name} # 1") == 0

    library = library_of(root)
    topic = library.vocabulary.topics[library.vocabulary.find(name)]
    assert (topic.label, topic.definition) == (name, f"Arti: {name} # 1")


def test_a_new_topic_has_its_keys_and_the_way_to_the_guide(tmp_path):
    root = write_content(tmp_path, CRAFTS)

    new(root, "Kain  tenun ")

    assert (root / "topik/kain-tenun.md").read_text("utf-8") == (
        "---\n# Kunci lain (synonyms, broader, …) dan artinya: docs/panduan-redaksi.md#topik-baru\n"
        "label: Kain tenun\ndefinition: Kain yang ditenun.\n---\n"
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("kriya  KAYU", "nama 'kriya KAYU' sudah dipakai topik 'Kerajinan kayu' (topik/kayu.md); pakai topik itu"),
        ("Batik!", "nama 'batik' sudah dipakai topik 'Batik' (topik/batik.md)"),
        ("", 'NAMA kosong; tulis nama topiknya, seperti: make topik-baru NAMA="Kain tenun"'),
        ("a\u202eb", "label: ada karakter tersembunyi (U+202E); tulis: label: ab"),
        ("Lama", "alamat /topik/lama/ sudah dipakai topik/lama.md"),
    ],
)
def test_what_is_taken_or_unfit_is_refused_and_nothing_written(tmp_path, capsys, name, told):
    root = write_content(tmp_path, CRAFTS | {"berita/2019/tiga.md": news("[ikm]", "aliases: [/topik/lama/]")})
    before = contents(root)

    assert new(root, name) == 1

    assert told in capsys.readouterr().err
    assert contents(root) == before


def test_without_a_definition_the_file_asks_for_one(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO())  # no terminal
    root = write_content(tmp_path, CRAFTS)

    assert new(root, "Kain tenun", " ") == 0

    assert "'definition' masih kosong" in capsys.readouterr().out
    (problem,) = load_library(root, date(2026, 1, 1)).problems
    assert (problem.path, problem.field) == ("topik/kain-tenun.md", "definition")


def test_a_broken_file_of_that_name_is_not_overwritten(tmp_path, capsys):
    root = write_content(tmp_path, CRAFTS | {"topik/kain-tenun.md": "belum jadi"})

    assert new(root, "Kain tenun") == 1

    assert "topik/kain-tenun.md:1:1: berkas ini sudah ada dan tidak ditimpa" in capsys.readouterr().err
    assert (root / "topik/kain-tenun.md").read_text() == "belum jadi"


def test_mistakes_elsewhere_do_not_matter(tmp_path):
    root = write_content(tmp_path, CRAFTS | {"berita/2019/tiga.md": news("[Kain tenun, Kain tenn]")})

    assert new(root, "Kain tenun") == 0
