"""Links to a part of a page are told by ``make check`` as the build would tell them, with their place."""

import json
from datetime import date

import pytest

from kabar.content.library import load_library
from kabar.editing.check.__main__ import main
from kabar.markdown.part_links import check_part_links
from tests.portals import BIMTEK, NEWS, SMALL, write_content

HERE, THERE = "berita/2019/karangan.md", "bimtek/2019/karangan.md"
TARGET = BIMTEK.rstrip() + '\n\n## Cara Mendaftar\n\nIsi.\n\n<span id="Jadwal">Isi</span>\n'
REMEDY = "; periksa judul bagiannya atau hapus '#' dan kata sesudahnya"


def told(tmp_path, body: str, **more: str) -> list[tuple[str, int, int, str]]:
    root = write_content(tmp_path, SMALL | {HERE: f"{NEWS.rstrip()}\n\n{body}\n", THERE: TARGET} | more)
    loaded = load_library(root, date(2020, 1, 1))
    assert not [problem for problem in loaded.problems if problem.severity == "galat"]
    found = check_part_links(loaded.crossing)
    return [(problem.path, problem.line, problem.column, problem.message) for problem in found]


@pytest.mark.parametrize(
    "link",
    [
        "[a]({filename}/bimtek/2019/karangan.md#cara-mendaftar)",
        "[a](/bimtek/2019/karangan/#cara-mendaftar)",
        "[a](/bimtek/2019/karangan/?x=1#Jadwal)",
        "[a](/bimtek/2019/karangan/#%4Aadwal)",
        "[a](/bimtek/2019/karangan/#top)",
        "[a](/bimtek/2019/karangan/#:~:text=Isi)",
        "[a](/bimtek/2019/karangan/#k-terkait)",  # the theme's own parts: only the build knows them
        "[a](/bimtek/#apa-saja)",  # a list has no body
        "[a](https://lain.example/#apa-saja)",
        "## Bagian\n\n[a](#bagian)",
        "Catatan[^1].\n\n[^1]: Isi. [a](#fn:1)",
        "`[a](/bimtek/2019/karangan/#salah)`",
        "[tak-terpakai]: /bimtek/2019/karangan/#salah",
    ],
)
def test_a_link_that_arrives_or_that_is_none_is_not_told(tmp_path, link):
    assert told(tmp_path, link) == []


@pytest.mark.parametrize(
    ("link", "part", "hint"),
    [
        ("{filename}/bimtek/2019/karangan.md#cara-daftar", "cara-daftar", "; maksud Anda 'cara-mendaftar'?"),
        ("/bimtek/2019/karangan/#cara-daftar", "cara-daftar", "; maksud Anda 'cara-mendaftar'?"),
        ("/bimtek/2019/karangan/#jadwal-harian-para-peserta", "jadwal-harian-para-peserta", REMEDY),
        ("/bimtek/2019/karangan/#jadwal", "jadwal", "; maksud Anda 'Jadwal'?"),
    ],
)
def test_a_link_to_a_part_that_is_not_there_is_told_with_its_place(tmp_path, link, part, hint):
    line = NEWS.rstrip().count("\n") + 3

    assert told(tmp_path, f"Baca [ini]({link}).") == [
        (HERE, line, 6, f"tautan '{link}' menunjuk ke bagian '#{part}' yang tidak ada di {THERE}{hint}")
    ]


def test_a_link_within_a_body_is_told_at_its_line_and_not_at_the_first(tmp_path):
    ((path, line, column, message),) = told(tmp_path, "## Bagian satu\n\nBaca [ini](#bagian-dua).")

    assert (path, line, column) == (HERE, NEWS.rstrip().count("\n") + 5, 6)
    assert (
        message == "tautan '#bagian-dua' tidak mengarah ke bagian mana pun di tulisan ini; maksud Anda 'bagian-satu'?"
    )


def test_a_page_without_a_body_has_no_parts(tmp_path):
    gone = TARGET.replace(
        "tags", "status: withdrawn\ncorrections: [{date: 2019-06-01, kind: pencabutan, text: Isi.}]\ntags"
    )

    ((*_, message),) = told(tmp_path, "[a](/bimtek/2019/karangan/#cara-mendaftar)", **{THERE: gone})

    assert "'#cara-mendaftar' yang tidak ada" in message


def test_what_is_wrong_in_what_is_withheld_stops_nothing_else(tmp_path):
    draft = NEWS.replace("tags", "status: draft\ntags") + "\n[a](#salah) [b](/bimtek/2019/karangan/#bukan)\n"
    root = write_content(tmp_path, SMALL | {"berita/2019/draf.md": draft})

    found = check_part_links(load_library(root, date(2020, 1, 1)).crossing)

    assert [(one.path, one.line, one.column, one.severity) for one in found] == [
        ("berita/2019/draf.md", 10, 1, "galat (belum terbit)"),
        ("berita/2019/draf.md", 10, 13, "galat (belum terbit)"),
    ]


def test_every_dead_part_is_told_in_one_run_whatever_else_is_wrong(tmp_path):
    body = "[a](#satu) [b](#dua)\n\n[c](/tidak/ada/) [d](/bimtek/2019/karangan/#tiga)\n\n[e](#satu)"
    root = write_content(
        tmp_path, SMALL | {HERE: NEWS.replace("[ikm]", "[salah]").rstrip() + f"\n\n{body}\n", THERE: TARGET}
    )
    loaded = load_library(root, date(2020, 1, 1))

    found = check_part_links(loaded.crossing)

    assert loaded.library is None
    first = NEWS.rstrip().count("\n") + 3
    assert [(one.line, one.column) for one in found] == [(first, 1), (first, 12), (first + 2, 18), (first + 4, 1)]


def test_a_dead_part_is_told_beside_what_the_converter_refuses(tmp_path):
    body = "Nilai {{grafik:ekspor}} di tengah. [a](#satu)"
    root = write_content(tmp_path, SMALL | {HERE: f"{NEWS.rstrip()}\n\n{body}\n"})

    (problem,) = check_part_links(load_library(root, date(2020, 1, 1)).crossing)

    assert problem.message.startswith("tautan '#satu' tidak mengarah")


def test_make_check_fails_by_such_a_link(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_content(tmp_path / "isi", SMALL | {HERE: NEWS.rstrip() + "\n\n[a](#salah)\n"})

    assert main(["isi"], {"BUILD_DATE": "2020-01-01", "FORMAT": "json"}) == 1
    assert "#salah" in json.dumps(json.loads(capsys.readouterr().out))
