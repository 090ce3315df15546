"""Which file is read by what, and which file no rule reads."""

import pytest

from kabar.content.models.article import News
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.figure import Figure
from kabar.content.parsing.problems import ERROR
from kabar.content.reading.folders import find_files, kind_of


def test_the_folder_says_the_kind():
    assert kind_of("berita/2019/ukiran-kayu.md") == (News, "")
    assert kind_of("bimtek/2019/ukiran.md") == (Bimtek, "")
    assert kind_of("angka/ekspor.yaml") == (Figure, "")
    assert kind_of("gambar/2019/Ukiran_1.JPG") == (None, "")
    assert kind_of("portal.yaml") == (None, "")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("berita/2019/ukiran.MD", "berkas di berita/ harus berakhiran .md; ganti namanya menjadi ukiran.md"),
        ("berita/ukiran.md", "letakkan di berita/<tahun>/ukiran.md"),
        ("berita/2019/05/ukiran.md", "letakkan di folder tahunnya; pindahkan ke berita/2019/ukiran.md"),
        ("topik/a/ikm.md", "letakkan langsung di topik/; pindahkan ke topik/ikm.md"),
        ("beritta/2019/a.md", "tidak ada aturan untuk folder 'beritta' di sini; pindahkan ke berita/2019/a.md"),
        ("catatan.md", "tidak ada aturan 'catatan.md' di sini"),
        (
            "berita/2019/Ukiran Kayu.md",
            "nama berkas hanya boleh huruf kecil, angka, dan tanda hubung; ganti namanya menjadi ukiran-kayu.md",
        ),
        ("berita/2019/u\u200bkiran.md", "nama berkas hanya boleh huruf kecil"),
        ("berita/2019/con.md", "nama 'con' tidak bisa disimpan di Windows"),
        ("berita/2019/" + "a" * 101 + ".md", "nama berkas terlalu panjang"),
        ("gambar/a b.jpg", "nama berkas dan folder hanya boleh"),
        ("gambar/nul.jpg", "nama 'nul.jpg' tidak bisa disimpan di Windows"),
    ],
)
def test_a_file_that_no_rule_reads_is_reported_with_its_remedy(path, message):
    model, reported = kind_of(path)

    assert model is None
    assert reported.startswith(message)


def test_symbolic_links_are_refused_and_editors_leftovers_passed_over(tmp_path):
    (tmp_path / "luar").mkdir()
    content = tmp_path / "content"
    (content / "topik").mkdir(parents=True)
    (content / "topik" / "rahasia.md").symlink_to(tmp_path / "luar")
    (content / "topik" / ".ikm.md.swp").write_text("")
    (content / "topik" / "ikm.md~").write_text("")

    files, problems = find_files(content)

    assert files.documents == {}
    assert [problem.path for problem in problems] == ["topik/rahasia.md"]
    assert "tautan simbolik" in problems[0].message


@pytest.mark.parametrize(
    ("names", "reported"),
    [
        (["gambar/2019/a.png", "gambar/2019/A.PNG"], [("gambar/2019/a.png", "gambar/2019/A.PNG")]),
        (["lampiran/a.pdf", "lampiran/a.PDF", "lampiran/A.pdf"],
         [("lampiran/a.PDF", "lampiran/A.pdf"), ("lampiran/a.pdf", "lampiran/A.pdf")]),
        (["gambar/Kain/a.png", "gambar/kain/b.png", "gambar/kain/c.png"], [("gambar/kain", "gambar/Kain")]),
        (["gambar/kain/a.png", "gambar/Kain"], [("gambar/kain", "gambar/Kain")]),
        (["gambar/x/Y/a.png", "gambar/X/y/a.png"],
         [("gambar/x", "gambar/X"), ("gambar/x/Y", "gambar/X/y"), ("gambar/x/Y/a.png", "gambar/X/y/a.png")]),
        (["gambar/caf\u00e9.png", "gambar/cafe\u0301.png"], [("gambar/caf\u00e9.png", "gambar/cafe\u0301.png")]),
        (["gambar/a.png", "gambar/b/a.png", "lampiran/A.png"], []),
    ],
)  # fmt: skip
def test_names_that_differ_in_case_alone_are_an_error_that_names_both(tmp_path, names, reported):
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    if len([path for path in tmp_path.rglob("*") if path.is_file()]) < len(names):
        pytest.skip("this disk keeps one of them")

    _, problems = find_files(tmp_path)

    found = [one for one in problems if "namanya sama dengan" in one.message]
    assert [(one.path, one.message.split("'")[1]) for one in found] == reported
    assert all(one.severity == ERROR and one.message.endswith("ganti salah satu nama") for one in found)
