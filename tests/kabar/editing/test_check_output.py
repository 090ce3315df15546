"""What ``make check`` tells: to people, to GitHub, to programs."""

import json
import re

import pytest

from kabar.content.parsing.problems import ERROR, WARNING, Problem
from kabar.editing.check.__main__ import main
from kabar.editing.check.problem_formats import as_github, as_text
from kabar.editing.check.source_lines import SourceLines, with_caret
from tests.office_files import docx
from tests.portals import NEWS, SMALL, write_content

BROKEN = SMALL | {
    "berita/2019/dua.md": NEWS.replace("date: 2019-05-26", "date: 02/03/2019").replace("[ikm]", "[ikmm]"),
    "berita/2019/tiga.md": NEWS.replace("title: Berita karangan", "titel: x"),
}


def check(root, capsys, *arguments: str, **environ: str) -> tuple[int, str, str]:
    code = main([str(root), *arguments], {"BUILD_DATE": "2020-01-01"} | environ)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_each_problem_shows_its_line_with_a_caret_and_all_are_counted(tmp_path, capsys):
    root = write_content(tmp_path, BROKEN)

    code, out, err = check(root, capsys)

    places = re.findall(r"^\S+/(berita/\S+?):(\d+):(\d+): .*\n    (.*)\n    ( *\^)$", out, re.MULTILINE)
    assert code == 1 and len(places) == len(re.findall(r"^\S", out, re.MULTILINE))
    assert [(path, int(line)) for path, line, *_ in places] == sorted((path, int(line)) for path, line, *_ in places)
    for path, line, column, shown, caret in places:
        assert (root / path).read_text().split("\n")[int(line) - 1] == shown
        assert len(caret) == int(column)
    assert re.search(r"2 galat, 1 peringatan$", err.strip())


def test_warnings_do_not_fail(tmp_path, capsys):
    root = write_content(tmp_path, SMALL | {"berita/2019/dua.md": NEWS.replace("[ikm]", "[ikmm]")})

    code, out, err = check(root, capsys)

    assert code == 0 and "peringatan: tags: 'ikmm' salah tulis; tulis: IKM" in out and "0 galat, 1 peringatan" in err


def test_json_tells_the_same(tmp_path, capsys):
    root = write_content(tmp_path, BROKEN)

    code, out, _ = check(root, capsys, FORMAT="json")

    told = json.loads(out)
    assert code == 1 and (told["errors"], told["warnings"], len(told["problems"])) == (2, 1, 3)
    first = told["problems"][0]
    assert (first["file"], first["line"], first["field"]) == (f"{root}/berita/2019/dua.md", 3, "date")
    assert (first["severity"], first["source"]) == ("error", "date: 02/03/2019 01:35")


def test_github_is_told_where_and_nothing_in_a_message_can_begin_another_command(tmp_path):
    problem = Problem("a,b:c.md", 2, 3, "title", "50% salah\n::error::palsu", WARNING)

    (line,) = as_github([problem], "content", SourceLines(tmp_path))

    assert line == "::warning file=content/a%2Cb%3Ac.md,line=2,col=3,title=title::50%25 salah ::error::palsu"


def test_github_and_the_argument_are_known_by_the_command(tmp_path, capsys):
    root = write_content(tmp_path, BROKEN)

    _, out, _ = check(root, capsys, "--format=github", FORMAT="json")

    assert [line.split(" ")[0] for line in out.splitlines()] == ["::error", "::warning", "::error"]


def test_an_unknown_format_is_refused(tmp_path, capsys):
    code, _, err = check(tmp_path, capsys, FORMAT="xml")

    assert code == 1 and "FORMAT 'xml' tidak dikenal; pilih salah satu: teks, github, json" in err


@pytest.mark.parametrize(
    ("line", "column", "shown", "caret"),
    [
        ("date: x", 7, "date: x", "      ^"),
        ("\tx", 2, "\tx", "\t^"),
        ("kayu 木 x", 8, "kayu 木 x", "        ^"),
        ("e\u0301x", 3, "e\u0301x", " ^"),
        ("a\x1b[31mb", 2, "a [31mb", " ^"),
        ("", 9, "", "^"),
        ("x" * 300, 250, "…" + "x" * 100 + "…", " " * 51 + "^"),
    ],
)
def test_the_caret_stands_under_the_column(line, column, shown, caret):
    assert with_caret(line, column) == (shown, caret)


def test_a_problem_of_a_file_that_is_not_there_has_no_line(tmp_path):
    assert len(list(as_text([Problem("tidak/ada.md", 1, 1, "", "x", ERROR)], "c", SourceLines(tmp_path)))) == 1


def test_bytes_of_an_attachment_are_not_shown_as_a_line(tmp_path, capsys):
    root = write_content(tmp_path, SMALL | {"lampiran/a.docx": docx()[:700], "lampiran/b.pdf": b"%PDF-1.4 rusak"})

    code, out, _ = check(root, capsys)
    _, told, _ = check(root, capsys, "--format=json")

    assert code == 1 and [line.split(":")[0][-8:] for line in out.splitlines()] == ["n/a.docx", "an/b.pdf"]
    assert [one["source"] for one in json.loads(told)["problems"]] == ["", ""]


IMPLIED = SMALL | {
    "topik/rotan.md": "---\nlabel: Rotan\ndefinition: Topik karangan.\n---\n",
    "berita/2019/nanti.md": NEWS.replace("2019-05-26 01:35", "2019-12-01").replace("[ikm]", "[rotan]"),
}


def test_what_is_withheld_by_implication_is_noted_and_counts_for_nothing(tmp_path, capsys):
    root = write_content(tmp_path, IMPLIED)

    code, out, err = check(root, capsys, BUILD_DATE="2019-06-01")

    assert (code, err.strip()) == (0, f"{root}: tidak ada masalah")
    assert out.splitlines() == [
        f"{root}/topik/rotan.md:1:1: keterangan: belum tampil sampai Minggu, 1 Desember 2019 00.00 WIB, karena hanya"
        " dipakai berita/2019/nanti.md yang belum terbit; bila harus tampil sekarang, tulis di sini: status: published"
    ]
    _, out, _ = check(root, capsys, BUILD_DATE="2019-06-01", FORMAT="github")
    assert out.startswith("::notice ") and len(out.splitlines()) == 1
    _, out, _ = check(root, capsys, BUILD_DATE="2019-06-01", FORMAT="json")
    told = json.loads(out)
    assert (told["errors"], told["warnings"], told["problems"][0]["severity"]) == (0, 0, "notice")
    assert check(root, capsys, BUILD_DATE="2019-12-01")[1] == ""
