"""``sections`` of portal.yaml: a portal without some of the sections, and introductions of its own."""

from datetime import date

import pytest

from kabar.content.library import load_library
from kabar.editing.forge_links import forge_links
from kabar.editing.new_entry import main as new_entry
from kabar.sections.registry import SECTIONS, shown_sections
from tests.own_portal import OWN_PORTAL, PORTAL
from tests.portals import NEWS, write_content

MEASURE = "title: Angka karangan\n"
NO_EXPORTS = "rubrik 'ekspor' tidak dipakai portal ini"


def problems_of(tmp_path, portal: str = PORTAL, **files: str) -> list[str]:
    content = write_content(tmp_path / "isi", OWN_PORTAL | {"portal.yaml": portal} | files)
    return [one.as_line() for one in load_library(content, date(2020, 1, 1)).problems]


def test_a_portal_without_exports_has_no_problem(tmp_path):
    assert problems_of(tmp_path) == []


def test_a_portal_that_says_nothing_has_all_sections_as_they_are(tmp_path):
    content = write_content(tmp_path, OWN_PORTAL | {"portal.yaml": PORTAL.partition("sections:")[0]})

    assert shown_sections(load_library(content, date(2020, 1, 1)).library.portal) == SECTIONS


@pytest.mark.parametrize("path", ["ekspor/2019/karangan.md", "angka/karangan.yaml"])
def test_a_file_of_a_section_that_is_switched_off_is_an_error_that_says_so(tmp_path, path):
    lines = problems_of(tmp_path, **{path: MEASURE if path.endswith("yaml") else NEWS.replace("[ikm]", "[perak]")})

    remedy = "hapus berkas ini, atau hapus 'hidden: true' rubrik itu dari portal.yaml"
    assert f"content/{path}:1:1: {NO_EXPORTS}; {remedy}" in lines


def test_a_draft_of_a_section_that_is_switched_off_stops_no_build_but_is_named(tmp_path):
    draft = NEWS.replace("[ikm]", "[perak]").replace("title:", "status: draft\ntitle:")

    (line,) = problems_of(tmp_path, **{"ekspor/2019/karangan.md": draft})

    assert line.startswith(f"content/ekspor/2019/karangan.md:1:1: galat (belum terbit): {NO_EXPORTS}")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("/topik/\n", "/ekspor/\n", "menu.address: rubrik 'ekspor' tidak dipakai portal ini (sections); hapus "
            "/ekspor/ dari menu"),
        ("/topik/\n", "/angka/\n", "menu.address: rubrik 'ekspor' tidak dipakai portal ini (sections); hapus /angka/ "
            "dari menu"),
        ("[topics,", "[figure,", "front.blocks: rubrik 'ekspor' tidak dipakai portal ini (sections); hapus 'figure' "
            "dari sini"),
        ("- name: ekspor", "- name: expor", "sections.name: rubrik 'expor' tidak ada; pilih salah satu: berita, "
            "bimtek, ekspor; maksud Anda 'ekspor'?"),
        ("- name: ekspor", "- name: berita", "sections.name: 'berita' sudah disebut; gabungkan keduanya"),
        ("    hidden: true", "    hidden: ya", "sections.hidden: tulis true atau false; tulis: hidden: true"),
        ("    hidden: true", "    hidden: true\n    introduction: Karangan",
            "sections.introduction: rubrik 'ekspor' tidak dipakai, jadi pengantarnya tidak tampil; hapus baris ini"),
    ],
)
def test_a_setting_that_does_not_fit_is_named_with_its_line_and_remedy(tmp_path, old, new, message):
    before, _, _ = PORTAL.partition(old)
    line = (before + new.rstrip("\n")).count("\n") + 1

    found = "\n".join(problems_of(tmp_path, PORTAL.replace(old, new, 1)))

    assert f"content/portal.yaml:{line}:" in found
    assert message in found


def test_a_portal_of_no_section_at_all_is_refused(tmp_path):
    off = "".join(f"- {{name: {name}, hidden: true}}\n" for name in SECTIONS)
    portal = PORTAL.partition("menu:")[0] + "sections:\n" + off

    assert any("semua rubrik tidak dipakai; hapus 'hidden: true'" in line for line in problems_of(tmp_path, portal))


def test_a_link_to_a_section_that_is_switched_off_leads_nowhere(tmp_path):
    news = OWN_PORTAL["berita/2019/karangan.md"].replace("Isi berita", "[Isi](/ekspor/) berita")

    (line,) = problems_of(tmp_path, **{"berita/2019/karangan.md": news})

    assert "/ekspor/" in line


def test_nothing_new_is_written_for_a_section_that_is_switched_off(tmp_path, capsys):
    content = write_content(tmp_path, OWN_PORTAL)

    assert new_entry("ekspor", {"CONTENT": str(content), "JUDUL": "Karangan", "BUILD_DATE": "2020-01-01"}) == 1
    assert "rubrik 'ekspor' tidak dipakai portal ini" in capsys.readouterr().err
    assert not (content / "ekspor").exists()


def test_no_link_offers_to_write_for_a_section_that_is_switched_off(tmp_path):
    portal = f"{PORTAL}repository: https://github.com/karangan/portal\n"
    library = load_library(write_content(tmp_path, OWN_PORTAL | {"portal.yaml": portal}), date(2020, 1, 1)).library

    assert {*forge_links(library.portal, date(2020, 1, 1), [])} == {"Tulis berita", "Tulis bimtek"}
