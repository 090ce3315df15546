"""A file of ``ekstra/`` never stands where something else does."""

from datetime import date

import pytest

from kabar.content.library import load_library
from tests.pictures import photo, png, saved
from tests.portals import NEWS, SMALL, write_content

PORTAL = "portal ini sendiri"
STORY = "berita/2019/karangan.md"
ALIASED = {STORY: NEWS.replace("tags", "aliases: [arsip/lama]\ntags")}
OLD = {"alamat.yaml": "addresses:\n  - {address: /arsip/lama/, date: 2019-06-01, moved_to: /berita/}\n"}


def problems(tmp_path, *extras: str, **more) -> list[tuple[str, int, str]]:
    files = SMALL | {extra: png() if extra.endswith(".png") else b"uji" for extra in extras} | more
    loaded = load_library(write_content(tmp_path, files), date(2020, 1, 1))
    return [(one.path, one.line, one.message) for one in loaded.problems]


@pytest.mark.parametrize(
    ("extra", "holder", "more"),
    [
        ("berita/2019/karangan/index.html", STORY, {}),
        ("Berita/2019/Karangan/Index.html", STORY, {}),
        ("berita/2019/karangan", STORY, {}),
        ("berita/index.html", PORTAL, {}),
        ("Berita/index.html", PORTAL, {}),
        ("berita", PORTAL, {}),
        ("berita/2019", PORTAL, {}),
        ("berita/2019/hal/1/index.html", PORTAL, {}),
        ("bimtek/provinsi", PORTAL, {}),
        ("bimtek/agenda.ics", PORTAL, {}),
        ("topik/ikm/atom.xml", PORTAL, {}),
        ("index.html", PORTAL, {}),
        ("404.html", PORTAL, {}),
        ("Robots.txt", PORTAL, {}),
        ("manifest.webmanifest", PORTAL, {}),
        ("sitemap.xml/a.txt", PORTAL, {}),
        ("Sitemap-berita-2019.xml", PORTAL, {}),
        ("terbit-2019.json", PORTAL, {}),
        ("terbit-2019.json/a.txt", PORTAL, {}),
        ("theme", PORTAL, {}),
        ("cari/index.html", PORTAL, {}),
        ("cari/kosakata.json", PORTAL, {}),
        ("topik/ikm/agenda.ics", PORTAL, {}),
        ("arsip/lama/index.html", STORY, ALIASED),
        ("arsip/lama", STORY, ALIASED),
        ("arsip", PORTAL, ALIASED),
        ("Arsip/Lama/index.html", "alamat.yaml", OLD),
    ],
)
def test_a_file_that_wants_a_taken_address_is_reported_with_its_holder(tmp_path, extra, holder, more):
    path = f"ekstra/{extra}"

    assert problems(tmp_path, path, **more) == [
        (path, 1, f"alamat /{extra} sudah dipakai {holder}; ganti nama berkas ini")
    ]


@pytest.mark.parametrize(
    "extra", ["theme/gaya.css", "kartu/a.png", "gambar/foto/a.png", "Lampiran/a.txt", "pagefind/pagefind.js"]
)
def test_a_file_in_a_folder_that_the_portal_fills_itself_is_refused(tmp_path, extra):
    path = f"ekstra/{extra}"

    folder = extra.partition("/")[0]
    assert problems(tmp_path, path) == [
        (path, 1, f"folder /{folder}/ diisi portal ini sendiri; pindahkan berkas ini ke folder lain di ekstra/")
    ]


def test_of_two_files_the_second_by_name_is_reported(tmp_path):
    reported = problems(
        tmp_path, "ekstra/X.txt", "ekstra/x.txt", "ekstra/D", "ekstra/d/a.txt", "ekstra/e/a.txt", "ekstra/E"
    )

    assert [path for path, _, _ in reported] == ["ekstra/d/a.txt", "ekstra/e/a.txt", "ekstra/x.txt"]
    assert "sudah dipakai ekstra/X.txt;" in reported[-1][-1]


@pytest.mark.parametrize(
    "extra", ["CNAME", "favicon.ico", "berita/2019/karangan/denah.txt", "google1234.html", "b/index.html"]
)
def test_a_file_that_stands_in_nobodys_way_is_let_be(tmp_path, extra):
    assert problems(tmp_path, f"ekstra/{extra}") == []


def test_a_picture_that_is_cut_off_is_named(tmp_path):
    whole = saved(photo(40, 30), "PNG")

    assert problems(tmp_path / "utuh", **{"ekstra/ikon.png": whole}) == []
    assert problems(tmp_path / "terpotong", **{"ekstra/ikon.png": whole[:-60]}) == [
        ("ekstra/ikon.png", 1, "gambar rusak atau terpotong; simpan ulang dari aplikasi aslinya")
    ]
