"""Of the index of the search only the part is made anew that says something else."""

from dataclasses import replace

import pytest
from lxml import html

from tests.plugins.press.project import files_of
from tests.plugins.press.sites import Site
from tests.portals import NEWS, SMALL, write_content
from tests.theme.pages import FULL, Example
from tests.theme.rendering import draw

DAY = "2026-11-24 08:00"
OLD = "berita/2019/karangan/index.html"
TODAY = NEWS.replace("2019-05-26", "2026-11-20").replace("Berita karangan", "Berita baru")

pytestmark = pytest.mark.build


@pytest.fixture
def site(tmp_path):
    site = Site(tmp_path / "proyek")
    write_content(site.folder / "content", SMALL)
    return site


def parts(site: Site) -> dict[str, tuple[str, int]]:
    """The parts of the index that are kept, each by its name and the folder on the disk that it is."""
    assert site.build(BUILD_DATE=DAY).returncode == 0
    kept = [path for path in (site.folder / ".cache" / "terakhir").glob("*.cari/*") if path.is_dir()]
    return {path.name.partition("-")[0]: (path.name, path.stat().st_ino) for path in kept}


def test_an_entry_of_this_year_leaves_the_archive_as_it_is(site):
    before = parts(site)
    old_page = (site.folder / "output" / OLD).read_bytes()
    write_content(site.folder / "content", {"berita/2026/baru.md": TODAY})
    after = parts(site)

    assert after["arsip"] == before["arsip"] and after["kini"] != before["kini"]
    # Even though the old page was drawn anew: it leads to the new entry.
    assert (site.folder / "output" / OLD).read_bytes() != old_page


def test_an_entry_of_the_archive_changes_the_archive(site):
    before = parts(site)
    write_content(site.folder / "content", {"berita/2019/karangan.md": NEWS.replace("Isi berita", "Isi lain")})
    after = parts(site)

    assert after["arsip"] != before["arsip"]


def test_where_no_indexed_page_changed_nothing_of_the_index_does(site):
    before = parts(site)
    files = {path: path.stat().st_ino for path in (site.folder / "output" / "pagefind").rglob("*") if path.is_file()}
    withheld = TODAY.replace("---\n", "---\nstatus: draft\n", 1).replace("karangan", "rahasia")
    write_content(site.folder / "content", {"berita/2026/draf.md": withheld})

    assert parts(site) == before
    assert files == {path: path.stat().st_ino for path in files}


def test_what_the_index_held_and_holds_no_more_leaves_the_output(site, tmp_path):
    parts(site)
    write_content(site.folder / "content", {"berita/2026/baru.md": TODAY})
    parts(site)
    (site.folder / "content/berita/2026/baru.md").unlink()
    parts(site)

    clean = Site(tmp_path / "bersih")
    write_content(clean.folder / "content", SMALL)
    parts(clean)
    assert files_of(site.folder / "output") == files_of(clean.folder / "output")


def indexed(example: Example) -> str:
    (body,) = html.fromstring(draw(example)).xpath("//*[@data-pagefind-body]")
    for ignored in body.xpath(".//*[@data-pagefind-ignore]"):
        ignored.drop_tree()
    return " ".join(body.text_content().split())


@pytest.mark.parametrize("kind", ["berita", "bimtek", "ekspor"])
def test_what_is_indexed_of_an_entry_is_the_same_whatever_it_leads_to(kind):
    example = FULL[kind]
    alone = replace(example.page, related=(), series=(), told_by=(), trainings=())
    card = example.page.related[0]
    among = replace(example.page, related=(card,), series=(card,), told_by=(card,), trainings=(card,))

    assert indexed(replace(example, page=alone)) == indexed(replace(example, page=among))
