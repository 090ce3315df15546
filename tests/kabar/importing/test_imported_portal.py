"""An imported archive is built: every old address leads to its new page, in one portal that all tests here read."""

from pathlib import Path

import pytest
from html5lib import parse

from kabar.importing.__main__ import main
from tests.kabar.importing.archives import item, write_export
from tests.kabar.importing.importing import TODAY
from tests.once import made_once
from tests.portals import MINIMAL, write_content
from tests.site.building import build

pytestmark = pytest.mark.build

BODY = (
    "Perajin belajar <b>mewarnai</b> benang di balai. "
    '<a href="https://balai.example/profil/balai/">Profil balai</a>\n\n'
    "<h2>Hasil</h2>\n<ul><li>satu</li><li>dua</li></ul>\n\n[caption]<img src='x.jpg' alt='Kain'> Kain[/caption]"
)
OLD = {
    "/2019/05/tulisan-1/": "/berita/2019/tulisan-1/",
    "/kabar/perajin-kembali.html": "/berita/2020/tulisan-2/",
    "/profil/balai/": "/balai/",
    "/category/kabar-balai/": "/topik/kabar-balai/",
}


def _make(folder: Path) -> None:
    content = write_content(folder / "content", MINIMAL)
    items = [
        item(1, "Perajin mewarnai", BODY),
        item(
            2,
            "Perajin kembali",
            BODY,
            date="2020-02-03 08:00:00",
            link="https://balai.example/kabar/perajin-kembali.html",
        ),
        item(3, "Profil", BODY, type="page", slug="balai", link="https://balai.example/profil/balai/"),
        item(4, "Rahasia kantor", "Kalimat yang sangat rahasia sekali.", status="private"),
    ]
    export = write_export(folder / "ekspor.xml", items)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        environ = {"WXR": str(export), "CONTENT": str(content), "BUILD_DATE": TODAY, "TERAPKAN": "1", "JOBS": "1"}
        assert main(environ) == 0
    build(content, folder / "hasil", BUILD_DATE=TODAY)


@pytest.fixture(scope="module")
def output(tmp_path_factory) -> Path:
    return made_once(tmp_path_factory, "pindahan", _make) / "hasil"


def page_at(output: Path, address: str):
    file = output / address.strip("/")
    return parse((file / "index.html" if file.is_dir() else file).read_text("utf-8"), namespaceHTMLElements=False)


@pytest.mark.parametrize(("old", "new"), OLD.items())
def test_every_old_address_leads_to_the_new_page(output, old, new):
    page = page_at(output, old)

    refresh = [one.get("content") for one in page.iter("meta") if (one.get("http-equiv") or "").lower() == "refresh"]
    assert len(refresh) == 1 and refresh[0].endswith(new)
    assert page_at(output, new).find("body") is not None


def test_links_inside_the_archive_lead_to_new_pages(output):
    links = [one.get("href") for one in page_at(output, "/berita/2019/tulisan-1/").iter("a")]

    assert "/balai/" in links
    assert not [link for link in links if link and "balai.example/profil" in link]


def test_a_page_shows_text_and_headings_and_no_raw_markup(output):
    page = page_at(output, "/berita/2019/tulisan-1/")
    text = " ".join("".join(page.find(".//main").itertext()).split())

    assert "Perajin belajar mewarnai benang" in text
    assert "[caption" not in text and "<b>" not in text and "**" not in text
    assert "Hasil" in ["".join(one.itertext()).strip() for one in page.iter("h2")]


def test_what_was_private_is_nowhere(output):
    assert not [path for path in output.rglob("*.html") if "sangat rahasia" in path.read_text("utf-8")]
