"""Links inside a built portal lead somewhere."""

import pytest

from kabar.build.verify.html_links import read_links
from kabar.build.verify.link_check import check_links
from tests.kabar.build.project import files_of

SITE = "https://kabar.example/portal"
PAGES = {
    "index.html": "<p id='atas'>",
    "berita/index.html": "",
    "berita/2019/a/index.html": "<h2 id='bagian-é'>",
    "gambar/Foto 1.jpg": "",
    "ikon.svg": "<svg><symbol id='ikan'></symbol></svg>",
    "theme/a.css": "",
}


def links_in(folder):
    return {name: read_links(name, data) for name, data in files_of(folder).items()}


def problems_of(folder, target, base="/portal", absolute=SITE):
    for name, text in {**PAGES, "berita/b.html": f'<a href="{target}">x</a>'}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return check_links(links_in(folder), base, absolute)


@pytest.mark.parametrize(
    "target",
    [
        "/portal/",
        "/portal/berita/2019/a/",
        "/portal/berita/2019/a/#bagian-é",
        "/portal/berita/2019/a/#bagian-%C3%A9",
        "/portal/berita/2019/a/index.html?x=1",
        "/portal/gambar/Foto%201.jpg",
        "/portal/ikon.svg#ikan",
        "/portal/theme/a.css#apa-saja",
        "2019/a/",
        "./",
        "../",
        "..",
        "../#atas",
        "?hal=2",
        "#",
        "#top",
        "#:~:text=halo",
        "",
        f"{SITE}",
        f"{SITE}/",
        f"{SITE}/berita/2019/a/#bagian-é",
        "https://kabar.example/portal-lain/",
        "https://lain.example/tidak/ada",
        "mailto:a@b.id",
        "tel:+62812",
        "https://wa.me/?text=x",
    ],
)
def test_a_link_that_leads_somewhere_or_elsewhere_is_right(tmp_path, target):
    assert problems_of(tmp_path, target) == []


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("/portal/berita/2019/b/", "tidak menuju ke halaman atau berkas mana pun"),
        ("/portal/berita/2019/a", "kurang '/' di akhir"),
        ("/portal/berita/2019/A/", "tidak menuju ke halaman atau berkas mana pun"),
        ("/berita/2019/a/", "berada di luar '/portal/', tempat portal ini"),
        ("../../..", "berada di luar '/portal/', tempat portal ini"),
        ("/portal/berita/2019/a/#tidak-ada", "menunjuk ke bagian '#tidak-ada' yang tidak ada di"),
        ("#tidak-ada", "menunjuk ke bagian '#tidak-ada' yang tidak ada di berita/b.html"),
        (f"{SITE}/tidak/ada/", "tidak menuju ke halaman atau berkas mana pun"),
        ("//berita/2019/a/", "berawalan '//' dan menunjuk ke situs lain"),
        ("https://[salah/", "bukan alamat yang sah"),
        ("/portal/gambar/Foto%202.jpg", "tidak menuju ke halaman atau berkas mana pun"),
    ],
)
def test_a_broken_link_is_told_with_its_page_and_target(tmp_path, target, told):
    (problem,) = problems_of(tmp_path, target)

    assert problem.startswith(f"berita/b.html: '{target}' {told}")


def test_without_a_base_the_portal_stands_at_the_root(tmp_path):
    assert problems_of(tmp_path, "/berita/2019/a/", "", "http://127.0.0.1:8000") == []
    assert problems_of(tmp_path, "http://127.0.0.1:8000/x/", "", "http://127.0.0.1:8000") != []


def test_pictures_of_a_style_sheet_are_looked_for_from_the_sheet(tmp_path):
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "a.css").write_text("@import 'b.css'; p { background: url(../c.png) }")
    (tmp_path / "c.png").write_bytes(b"")

    assert check_links(links_in(tmp_path), "", "http://127.0.0.1:8000") == [
        "theme/a.css: 'b.css' tidak menuju ke halaman atau berkas mana pun"
    ]


def test_a_broken_link_of_many_pages_is_told_once(tmp_path):
    for name in ("a.html", "b.html", "c.html"):
        (tmp_path / name).write_text('<img src="/tidak-ada.png" alt="">')

    assert check_links(links_in(tmp_path), "", "http://127.0.0.1:8000") == [
        "a.html (dan 2 halaman lain): '/tidak-ada.png' tidak menuju ke halaman atau berkas mana pun"
    ]


def test_after_fifty_broken_links_only_their_number_is_told(tmp_path):
    links = "".join(f'<a href="/{n}/">x</a>' for n in range(60))
    (tmp_path / "index.html").write_text(links)

    problems = check_links(links_in(tmp_path), "", "http://127.0.0.1:8000")

    assert len(problems) == 51
    assert problems[-1] == "dan 10 tautan rusak lainnya"


def test_a_page_that_is_not_utf8_is_told(tmp_path):
    (tmp_path / "a.html").write_bytes(b"\xff")

    assert check_links(links_in(tmp_path), "", "http://127.0.0.1:8000") == ["a.html: bukan UTF-8"]
