"""The output as a whole: what is there, the same bytes everywhere, nothing that was withheld."""

import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.pictures import png
from tests.portals import NEWS, SMALL, write_content
from tests.site.building import ROOT, build, build_afresh, files_of, run_build
from tests.site.pages import read_page, text_of

pytestmark = pytest.mark.build

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_every_kind_of_page_is_there(portal):
    for name in (
        "index.html", "404.html", "terkini/index.html", "redaksi/index.html", "topik/index.html", "lembaga/index.html",
        "orang/index.html", "angka/index.html", "berita/index.html", "bimtek/index.html", "ekspor/index.html",
        "berita/2019/index.html", "topik/ikm/index.html", "orang/edi-eskak/index.html", "lembaga/bbkb/index.html",
        "pedoman-media-siber/index.html", "atom.xml", "rss.xml", "feed.json", "berita/atom.xml", "topik/ikm/atom.xml",
        "sitemap.xml", "robots.txt", "favicon.svg", "gambar/ukiran-kawung.svg", ".nojekyll",
    ):  # fmt: skip
        assert (portal / name).is_file(), name


def test_every_page_leads_to_masthead_and_guidelines_and_says_it_is_an_example(portal):
    for path in portal.rglob("*.html"):
        page = read_page(path)
        if page.find(".//meta[@http-equiv='refresh']") is None:
            led = {a.get("href") for a in page.iter("a")}
            assert {"/redaksi/", "/pedoman-media-siber/", "/undangan-palsu/"} <= led, path
            assert "Portal contoh" in text_of(page.find(".//body")), path


def test_the_sitemap_names_pages_that_are_there_and_no_redirects(published):
    places = [loc.text for loc in ET.parse(published / "sitemap.xml").iter(f"{SITEMAP}loc")]

    assert "https://kabar.example/portal/topik/ikm/" in places
    for place in places:
        path = published / place.removeprefix("https://kabar.example/portal/") / "index.html"
        assert path.is_file(), place
        assert read_page(path).find(".//meta[@http-equiv='refresh']") is None, place


def test_a_production_build_works_below_a_path(published):
    page = read_page(published / "topik/ikm/index.html")

    assert page.find(".//link[@rel='canonical']").get("href") == "https://kabar.example/portal/topik/ikm/"
    assert all(a.get("href").startswith(("/portal/", "http", "#", "mailto:", "webcal:")) for a in page.iter("a"))


def test_no_address_of_any_page_or_style_sheet_lies_outside_that_path(published):
    address = re.compile(
        rb"""(?:\b(?:href|src|action|poster)="|\b(?:srcset="|srcset="[^"]*, )|url=|url\(["']?)(/[^"'\s),;]*)"""
    )
    outside = {
        (name, found)
        for name, data in files_of(published).items()
        if name.endswith((".html", ".css", ".webmanifest")) and not name.startswith("pagefind/")
        for found in address.findall(data)
        if not found.startswith(b"/portal/")
    }

    assert outside == set()


def test_no_page_names_the_local_server_in_production(published):
    assert not [name for name, data in files_of(published).items() if b"127.0.0.1" in data]


def test_there_is_no_inline_script_or_style(portal):
    for path in portal.rglob("*.html"):
        page = read_page(path)
        assert page.find(".//style") is None, path
        for element in page.iter():
            assert element.get("style") is None, path
            assert not [name for name in element.attrib if str(name).startswith("on")], path
        for script in page.iter("script"):
            assert script.get("src") or script.get("type") == "application/ld+json", path


@pytest.fixture
def elsewhere(tmp_path) -> Path:
    """A copy of the checkout in another folder, with its plugins the other way round."""
    project = tmp_path / "salinan lain"
    for name in ("kabar", "plugins", "theme", "content"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, project / name)
    settings = project / "pelicanconf.py"
    settings.write_text(settings.read_text("utf-8") + "\nPLUGINS.reverse()\n", "utf-8")
    return project


def test_the_same_input_gives_the_same_bytes_anywhere(portal, elsewhere, tmp_path):
    output = build_afresh(
        elsewhere,
        elsewhere / "content",
        tmp_path / "hasil",
        TZ="Pacific/Kiritimati",
        LANG="tr_TR.UTF-8",
        LC_ALL="C",
        PYTHONHASHSEED="12345",
    )

    assert files_of(output) == files_of(portal)


MARK = "RAHASIA-7f3a"
WITHHELD = {
    "berita/2019/draf-rahasia.md": (
        NEWS.replace("Berita karangan", f"{MARK} judul draf")
        .replace(
            "tags",
            "status: draft\nphoto: {file: gambar/rahasia-7f3a.png, alt: A, credit: B}\naliases:"
            " [/lama/rahasia-7f3a/]\ntags",
        )
        .replace("Isi", f"{MARK} isi")
    ),
    "berita/2030/nanti-rahasia.md": (
        NEWS.replace("Berita karangan", f"{MARK} judul nanti").replace("2019-05-26", "2030-01-01")
    ),
    "gambar/rahasia-7f3a.png": png(MARK),
}


def test_nothing_that_is_withheld_reaches_any_file(tmp_path):
    output = build(write_content(tmp_path / "isi", SMALL | WITHHELD), tmp_path / "hasil")

    for name, data in files_of(output).items():
        assert MARK.encode() not in data and MARK.lower().encode() not in data, name
        assert "rahasia" not in name


def test_a_withdrawn_entry_keeps_title_and_reason_and_loses_everything_else(tmp_path):
    correction = "corrections: [{date: 2019-06-01, kind: pencabutan, text: Sumbernya keliru.}]"
    withdrawn = (
        NEWS.replace("tags", f"status: withdrawn\n{correction}\ntags").replace("Isi", MARK).replace("Teras", MARK)
    )
    output = build(write_content(tmp_path / "isi", SMALL | {"berita/2019/karangan.md": withdrawn}), tmp_path / "hasil")

    page = text_of(read_page(output / "berita/2019/karangan/index.html").find(".//main"))

    assert "Berita karangan" in page and "Sumbernya keliru." in page
    assert not [name for name, data in files_of(output).items() if MARK.encode() in data]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("berita/2019/rusak.md", NEWS.replace("2019-05-26", "26/05/2019"), ":3:7: date: "),
        (
            "berita/2019/rusak.md",
            NEWS.replace("Isi", "[a](/tidak/ada/) Isi"),
            ":7:1: isi: alamat '/tidak/ada/' tidak ada",
        ),
        ("berita/2019/rusak.md", "tanpa pagar", ":1:1: keterangan di awal berkas belum ada"),
    ],
)
def test_a_failed_build_names_the_mistake_and_leaves_the_last_good_output(tmp_path, path, text, expected):
    content = write_content(tmp_path / "isi", SMALL)
    output = build(content, tmp_path / "hasil")
    before = files_of(output)

    done = run_build(write_content(content, {path: text}), output)

    assert done.returncode != 0
    assert f"{path}{expected}" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(output) == before


NASTY = (
    '"<b>Batik</b> & <script>alert(1)</script>"', '"\U0001f9f5 Benang & jarum"', '"{{ judul }} {% templat %}"',
    '"]]> --> </title>"', '"مرحبا بالعالم"', '"' + "panjang" * 28 + '"', '"\'"', '"C++ / C# \\\\ %s ${x}"',
)  # fmt: skip


def test_titles_of_any_kind_are_shown_as_text(tmp_path):
    entries = {
        f"berita/2019/judul-{number}.md": NEWS.replace("Berita karangan", title) for number, title in enumerate(NASTY)
    }
    output = build(write_content(tmp_path / "isi", SMALL | entries), tmp_path / "hasil")

    first = read_page(output / "berita/2019/judul-0/index.html")

    assert text_of(first.find(".//h1")) == "<b>Batik</b> & <script>alert(1)</script>"
    assert not [
        script for script in first.iter("script") if "alert" in (script.text or "") and script.get("type") is None
    ]
    assert "{{ judul }} {% templat %}" in text_of(read_page(output / "berita/2019/judul-2/index.html").find(".//h1"))
    for name in ("atom.xml", "rss.xml", "sitemap.xml"):
        ET.parse(output / name)


FIGURE = """\
title: Angka karangan
summary: Angka karangan yang dipakai untuk pengujian.
tags: [ikm]
measure: nilai karangan
unit: USD
observations:
  - {period: 2018, value: 7000000, source: {publisher: Penerbit Uji, date: 2019-01-15}}
  - {period: 2018, value: 5000000, source: {publisher: Penerbit Lain, date: 2018-12-15}}
"""


def test_a_figure_may_stand_in_any_body_with_its_source_and_its_rival(tmp_path):
    said = "Nilainya {{angka:karangan:2018}}.\n"
    files = {
        "angka/karangan.yaml": FIGURE,
        "halaman/tentang.md": f"---\ntitle: Tentang\nsummary: Halaman karangan untuk pengujian.\n---\n{said}",
        "orang/uji.md": f"---\nname: Orang Uji\n---\n{said}",
        "topik/ikm.md": SMALL["topik/ikm.md"] + said,
        "berita/2019/karangan.md": NEWS + said,
    }
    output = build(write_content(tmp_path / "isi", SMALL | files), tmp_path / "hasil")

    for name in ("tentang", "orang/uji", "topik/ikm", "berita/2019/karangan"):
        page = read_page(output / name / "index.html")
        assert text_of(page.find(".//*[@class='prose']//data")) == "US$7 juta (sumber lain: US$5 juta)"
        assert [element for element in page.iter() if element.get("id") == "k-sumber-1"], name


def test_only_a_build_that_is_not_for_the_public_may_go_without_search(tmp_path):
    content = write_content(tmp_path / "isi", SMALL)
    output = tmp_path / "hasil"
    index = output / "pagefind"

    build(content, output)
    assert files_of(index)
    build(content, output, TANPA_CARI="1")
    assert not any(index.rglob("*"))
    build(content, output, "--publish", TANPA_CARI="1")
    assert files_of(index)
