"""A whole content folder: what is told across files, and what is withheld."""

from datetime import date, datetime

import pytest

from kabar.content.library import load_library
from tests.pictures import png
from tests.portals import BIMTEK, MINIMAL, NEWS, REDAKSI, SMALL, TOPIC_IKM, write_content

TODAY = date(2020, 1, 1)


def reported(tmp_path, files) -> list[str]:
    return [problem.as_line() for problem in load_library(write_content(tmp_path, files), TODAY).problems]


def test_a_small_portal_is_consistent(tmp_path):
    loaded = load_library(write_content(tmp_path, SMALL), TODAY)

    assert loaded.problems == ()
    assert list(loaded.library.articles) == ["berita/2019/karangan.md", "bimtek/2019/karangan.md"]
    assert loaded.library.now.isoformat() == "2020-01-01T00:00:00+07:00"


def test_tags_become_ids_whatever_their_spelling(tmp_path):
    files = SMALL | {"berita/2019/karangan.md": NEWS.replace("[ikm]", "[Industri-Kecil dan MENENGAH]")}

    library = load_library(write_content(tmp_path, files), TODAY).library

    assert library.articles["berita/2019/karangan.md"].tags == ("ikm",)


def test_a_misspelt_tag_is_a_warning_and_names_the_label(tmp_path):
    lines = reported(tmp_path, SMALL | {"berita/2019/karangan.md": NEWS.replace("[ikm]", "[IKMM]")})

    assert lines == ["content/berita/2019/karangan.md:5:8: peringatan: tags: 'IKMM' salah tulis; tulis: IKM"]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("berita/2019/karangan.md", NEWS.replace("[ikm]", "[ikn]"),
            "5:8: tags: topik 'ikn' tidak ada; maksud Anda 'IKM'? Bila memang topik baru: make topik-baru "
            "NAMA=\"ikn\" DEFINISI=\"…\""),
        ("berita/2019/karangan.md", NEWS.replace("[ikm]", "[ikm, IKM]"),
            "5:13: tags: 'IKM' dan 'ikm' adalah satu topik"),
        ("berita/2019/karangan.md", NEWS.replace("Isi", "[a](/berita/2019/karangn/) Isi"),
            "7:1: isi: alamat '/berita/2019/karangn/' tidak ada"),
        ("berita/2019/karangan.md", NEWS.replace("Isi", "![a]({static}/gambar/x.png) Isi"),
            "isi: berkas 'gambar/x.png' tidak ada"),
        ("berita/2019/karangan.md", NEWS.replace("Isi", "{{angka:x:2018}} Isi"), "7:1: isi: angka 'x' tidak ada"),
        ("berita/2019/karangan.md", NEWS.replace("tags", "photo: {file: gambar/x.png, alt: A, credit: B}\ntags"),
            "5:15: photo.file: berkas 'gambar/x.png' tidak ada"),
        ("berita/2019/karangan.md", NEWS.replace("tags", "aliases: [/berita/2019]\ntags"),
            "aliases: alamat /berita/2019/ sudah dipakai portal ini"),
        ("berita/2019/karangan.md", NEWS.replace("tags", "aliases: [/lama/hal/2]\ntags"),
            "aliases: alamat /lama/hal/2/ sudah dipakai portal ini"),
        ("berita/2019/karangan.md", NEWS.replace("tags", "aliases: [/topik/IKM]\ntags"),
            "aliases: alamat /topik/IKM/ sudah dipakai topik/ikm.md"),
        ("berita/2019/hal.md", NEWS, "1:1: nama 'hal' dipakai portal ini"),
        ("halaman/berita.md", "---\ntitle: A\nsummary: Ringkasan yang cukup panjang.\n---\n",
            "1:1: alamat /berita/ sudah dipakai portal ini"),
        ("topik/lain.md", TOPIC_IKM, "label: nama 'IKM' sudah dipakai oleh topik/ikm.md"),
        ("bimtek/2019/karangan.md", BIMTEK.replace("[redaksi]", "[redaks]"),
            "organisers: 'redaks' tidak ada di lembaga/; maksud Anda 'redaksi'?"),
        ("orang/redaksi.md", "---\nname: A\n---\n", "1:1: id 'redaksi' sudah dipakai lembaga/redaksi.md"),
        ("portal.yaml", "name: A\n", "SITEURL: wajib diisi"),
        ("catatan.txt", "x", "1:1: tidak ada aturan 'catatan.txt' di sini"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_reported(tmp_path, path, text, expected):
    lines = reported(tmp_path, SMALL | {path: text})

    assert any(line.startswith(f"content/{path}:") and expected in line for line in lines), lines


def test_an_author_who_is_nowhere_names_the_nearest(tmp_path):
    lines = reported(tmp_path, SMALL | {"berita/2019/karangan.md": NEWS.replace("tags", "authors: [redaksii]\ntags")})

    assert lines == [
        "content/berita/2019/karangan.md:5:11: authors: 'redaksii' tidak ada di orang/ atau lembaga/; maksud Anda"
        " 'redaksi'?"
    ]


def test_without_the_default_editor_it_is_reported_once(tmp_path):
    files = {path: text for path, text in SMALL.items() if path != "lembaga/redaksi.md"}
    files["bimtek/2019/karangan.md"] = BIMTEK.replace("[redaksi]", "[{name: Balai}]")

    assert [line.partition(": ")[0] for line in reported(tmp_path, files)] == ["content/lembaga/redaksi.md:1:1"]


DRAFT = NEWS.replace("tags", "status: draft\naliases: [/lama/rahasia]\ntags").replace("Berita", "Rahasia")
LATER = NEWS.replace("2019-05-26 01:35", "2020-01-01 00:01").replace("Berita", "Nanti")


def test_drafts_and_entries_of_the_future_are_withheld(tmp_path):
    files = SMALL | {"berita/2019/rahasia.md": DRAFT, "berita/2020/nanti.md": LATER}

    library = load_library(write_content(tmp_path, files), TODAY).library

    assert sorted(library.withheld) == ["berita/2019/rahasia.md", "berita/2020/nanti.md"]
    assert not set(library.withheld) & set(library.articles)
    assert "lama/rahasia" not in library.redirects


def test_an_entry_appears_at_its_minute(tmp_path):
    root = write_content(tmp_path, SMALL | {"berita/2020/nanti.md": LATER})

    assert "berita/2020/nanti.md" in load_library(root, datetime(2020, 1, 1, 0, 1)).library.articles


def test_a_preview_shows_what_is_withheld(tmp_path):
    root = write_content(tmp_path, SMALL | {"berita/2019/rahasia.md": DRAFT})

    library = load_library(root, TODAY, preview=True).library

    assert "berita/2019/rahasia.md" in library.articles
    assert "lama/rahasia" in library.redirects


@pytest.mark.parametrize("link", ["{filename}/berita/2019/rahasia.md", "/berita/2019/rahasia/", "/lama/rahasia/"])
def test_a_shown_entry_may_not_lead_to_a_withheld_one(tmp_path, link):
    shown = NEWS.replace("Isi", f"[lihat]({link}) Isi")

    lines = reported(tmp_path, SMALL | {"berita/2019/rahasia.md": DRAFT, "berita/2019/karangan.md": shown})

    assert len(lines) == 1
    assert "berita/2019/karangan.md terbit, tetapi menunjuk berita/2019/rahasia.md yang belum terbit" in lines[0]


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'%s>"
PNG = png()


def test_only_pictures_that_shown_files_name_are_published(tmp_path):
    photo = "photo: {file: gambar/%s.png, alt: A, credit: B}\ntags"
    files = SMALL | {
        "berita/2019/karangan.md": NEWS.replace("tags", photo % "terbit"),
        "berita/2019/rahasia.md": DRAFT.replace("tags", photo % "rahasia"),
        "topik/ikm.md": TOPIC_IKM.replace("Pengantar", "![x]({static}/gambar/topik.png) Pengantar"),
        **{f"gambar/{name}.png": PNG for name in ("terbit", "rahasia", "topik", "tak-dipakai")},
    }

    loaded = load_library(write_content(tmp_path, files), TODAY)

    assert loaded.problems == ()
    assert loaded.library.files == ("gambar/terbit.png", "gambar/topik.png")


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("x.png", b"GIF89a", "isi berkas bukan PNG"),
        ("x.gif", b"GIF89a", "jenis berkas '.gif' tidak dipakai"),
        ("x.svg", SVG % b" onload='a()'" + b"</svg>", "SVG memuat 'onload='"),
        ("x.svg", SVG % b"" + b"<script>a()</script></svg>", "SVG memuat '<script'"),
        ("x.svg", SVG % b"" + b"<use href='https://x.example/a.svg'/></svg>", "SVG memuat 'href=https"),
        (
            "x.svg",
            SVG % b" xmlns:a-b='http://www.w3.org/2000/svg'" + b"<a-b:script>a()</a-b:script></svg>",
            "SVG memuat '<script'",
        ),
        ("x.svg", SVG % b" style='fill: url(https://x.example)'" + b"</svg>", "SVG memuat 'url('"),
        ("x.svg", SVG % b"" + b"<foreignObject/></svg>", "SVG memuat '<foreignObject'"),
        ("x.svg", SVG % b"" + b"<desc>" + b"x" * 1_000_001 + b"</desc><script/></svg>", "SVG lebih besar dari 1 MB"),
        ("x.svg", b"<!-- -->" * 40 + b"<x", "isi SVG rusak di baris 1"),
        ("x.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "SVG memuat 'DOCTYPE'"),
    ],
)
def test_a_picture_must_be_what_it_says_and_do_nothing(tmp_path, name, data, expected):
    news = NEWS.replace("tags", f"photo: {{file: gambar/{name}, alt: A, credit: B}}\ntags")

    lines = reported(tmp_path, SMALL | {"berita/2019/karangan.md": news, f"gambar/{name}": data})

    assert len(lines) == 1
    assert expected in lines[0]


def test_a_synonym_and_a_merged_topic_redirect(tmp_path):
    merged = "---\nlabel: Industri rumahan\ndefinition: Karangan.\nmerged_into: ikm\n---\n"

    library = load_library(write_content(tmp_path, SMALL | {"topik/industri-rumahan.md": merged}), TODAY).library

    assert library.redirects["topik/industri-kecil-dan-menengah"] == "topik/ikm.md"
    assert library.vocabulary.find("Industri rumahan") == "ikm"


def test_the_old_addresses_of_deleted_files_are_kept(tmp_path):
    old = (
        "- {address: /lama/a/, date: 2019-01-01, moved_to: /berita/2019/karangan/}\n- {address: /lama/b/, date:"
        " 2019-01-01, reason: Ditarik.}\n"
    )
    broken = "- {address: /lama/a/, date: 2019-01-01, moved_to: /tidak/ada/}\n- {address: /lama/b/, date: 2019-01-01}\n"

    assert reported(tmp_path / "baik", SMALL | {"alamat.yaml": old}) == []
    assert reported(tmp_path / "rusak", SMALL | {"alamat.yaml": broken}) == [
        "content/alamat.yaml:1:51: addresses.moved_to: halaman /tidak/ada/ tidak ada; betulkan alamatnya",
        "content/alamat.yaml:2:3: addresses: isi 'reason' atau 'moved_to', salah satu saja",
    ]


def test_every_mistake_of_every_file_is_reported_in_one_run(tmp_path):
    files = MINIMAL | {
        "berita/2019/a.md": NEWS.replace("2019-05-26", "26/05/2019"),
        "berita/2019/b.md": NEWS.replace("[ikm]", "[tidakada]"),
        "bimtek/2019/c.md": BIMTEK.replace("2019-05-18", "2019-05-12"),
        "topik/ikm.md": TOPIC_IKM.replace("definition", "definisi"),
        "lembaga/redaksi.md": REDAKSI + "[x](/tidak/ada/)\n",
        "berita/2019/d.MD": NEWS,
    }

    paths = [line.split(":")[0].removeprefix("content/") for line in reported(tmp_path, files)]

    assert sorted(set(paths)) == sorted(set(files) - {"portal.yaml"})


def test_a_folder_that_is_not_there_is_reported(tmp_path):
    loaded = load_library(tmp_path / "tidak-ada", TODAY)

    assert loaded.library is None
    assert loaded.problems[0].message == "folder isi tidak ada; periksa nama foldernya"


def test_an_old_address_may_not_lead_to_a_withheld_entry(tmp_path):
    old = "- {address: /lama/a/, date: 2019-01-01, moved_to: /berita/2019/rahasia/}\n"

    lines = reported(tmp_path, SMALL | {"berita/2019/rahasia.md": DRAFT, "alamat.yaml": old})

    assert len(lines) == 1
    assert "berita/2019/rahasia.md yang belum terbit" in lines[0]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"alamat.yaml": "- {address: /a/, date: 2019-01-01, moved_to: /b/}\n- {address: /b/, date: 2019-01-01, "
            "moved_to: /a/}\n"}, "alihan ini berputar tanpa akhir"),
        ({"berita/2019/karangan.md": NEWS.replace("tags", "aliases: [/theme/portal.css]\ntags")},
            "sudah dipakai portal ini"),
        ({"berita/2019/karangan.md": NEWS.replace("tags", "aliases: [/lama/index.html]\ntags")},
            "sudah dipakai portal ini"),
        ({"berita/2019/karangan.md": NEWS.replace("tags", "modified: 2030-01-01\ntags")},
            "modified: waktu ini masih di masa depan"),
        ({"berita/2019/karangan.md": NEWS.replace("Isi", "[a](/berita/2030/) Isi"),
            "berita/2030/nanti.md": NEWS.replace("2019-05-26", "2030-05-26")}, "alamat '/berita/2030/' tidak ada"),
        ({f"berita/2019/{name}.md": NEWS.replace("tags",
            "lang: en\ntranslation_of: berita/2019/karangan.md\ntags") for name in ("one", "two")},
            "berita/2019/one.md sudah terjemahan bahasa ini"),
    ],
)  # fmt: skip
def test_what_would_only_break_later_is_reported_at_once(tmp_path, files, expected):
    assert any(expected in line for line in reported(tmp_path, SMALL | files))


def test_the_list_of_old_addresses_may_begin_with_a_comment_or_a_bom(tmp_path):
    old = "# Alamat lama\n\n- {address: /lama/, date: 2019-01-01, reason: Ditarik.}\n"

    assert reported(tmp_path / "a", SMALL | {"alamat.yaml": old}) == []
    assert reported(tmp_path / "b", SMALL | {"alamat.yaml": b"\xef\xbb\xbf" + old.encode()}) == []


FIGURE = """\
title: Angka karangan
summary: Angka karangan yang dipakai untuk pengujian.
tags: [ikm]
measure: nilai karangan
unit: USD
observations:
  - {period: %s, value: 5, kind: %s, source: {publisher: Penerbit karangan, date: %s}}
"""


@pytest.mark.parametrize(
    ("period", "kind", "day", "reported"),
    [
        ("2019-Q3", "aktual", "2019-01-01", "masa 2019-Q3 belum tiba, jadi angkanya belum aktual; tulis kind: target"),
        ("2019-07", "aktual", "2019-01-01", "masa 2019-07 belum tiba"),
        ("2020", "aktual", "2019-01-01", "masa 2020 belum tiba"),
        ("2018", "aktual", "2019-06-02", "sumber bertanggal 2019-06-02 belum terbit"),
        ("2019-Q2", "aktual", "2019-06-01", ""),
        ("2030", "target", "2019-06-01", ""),
    ],
)
def test_an_actual_figure_of_a_time_to_come_is_refused(tmp_path, period, kind, day, reported):
    files = SMALL | {"angka/karangan.yaml": FIGURE % (period, kind, day)}
    loaded = load_library(write_content(tmp_path, files), date(2019, 6, 1))

    messages = [problem.message for problem in loaded.problems]
    assert (messages == []) if not reported else (len(messages) == 1 and messages[0].startswith(reported))
