"""Of the index of the search only the part is made anew that says something else."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from plugins.press.search_index import add_index
from tests.plugins.press.project import files_of
from tests.plugins.press.sites import Site
from tests.portals import NEWS, SMALL, write_content
from tests.theme.pages import FULL, Example
from tests.theme.rendering import draw

DAY = "2026-11-24 08:00"
TODAY = NEWS.replace("2019-05-26", "2026-11-20").replace("Berita karangan", "Berita baru")
# Of eleven entries the newest part holds one, the one before two, the oldest eight.
STEPS, ENTRIES = (2, 4), 11
TOPIC = "topik/ikm/index.html"

pytestmark = pytest.mark.build


def page(number: int) -> str:
    return f"berita/2019/karangan-{number:02}/index.html"


class Index:
    """The index of an output of ``ENTRIES`` entries and a topic, with what it keeps in ``folder``."""

    def __init__(self, folder: Path):
        self.output, self.cache = folder / "output", folder / "simpan"
        self.drawn: dict[str, str] = {}
        for number in range(ENTRIES):
            self.draw(page(number), "tulisan=1;terkait=1")
        self.draw(TOPIC, "topik=1")
        self.steps = STEPS

    def draw(self, name: str, inputs: str) -> None:
        path = self.output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<html lang=id><title>Karangan</title><main data-pagefind-body><h1>{name}</h1>{inputs}</main>")
        self.drawn[name] = inputs

    def add(self) -> dict[str, int]:
        """Make the index; the folder on the disk that each of its parts is."""
        articles = [f"{name.removesuffix('/index.html')}.md" for name in sorted(self.drawn, reverse=True) if name != TOPIC]
        list(add_index(self.output, self.drawn, articles, self.cache, self.steps))
        return {path.name.partition("-")[0]: path.stat().st_ino for path in self.cache.iterdir()}

    def files(self) -> Mapping[str, bytes]:
        return {name: data for name, data in files_of(self.output).items() if name.startswith("pagefind/")}


@pytest.fixture
def index(tmp_path):
    return Index(tmp_path)


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


@pytest.mark.parametrize(
    ("name", "changed"),
    [(page(11), {"kini"}), (TOPIC, {"kini"}), (page(10), {"kini"}), (page(9), {"lalu"}), (page(0), {"arsip"})],
)
def test_only_the_part_of_what_changed_is_made_anew(index, name, changed):
    before = index.add()
    index.draw(name, "tulisan=2;terkait=1")
    after = index.add()

    assert {part for part in before if after[part] != before[part]} == changed
    assert before.keys() == after.keys() == {"kini", "lalu", "arsip"}


def test_an_old_page_that_leads_to_a_new_entry_leaves_its_part_as_it_is(index):
    before = index.add()
    index.draw(page(0), "tulisan=1;terkait=2")

    assert index.add() == before


def test_an_index_that_was_brought_up_is_the_one_that_is_made_at_once(index, tmp_path):
    index.add()
    # One after the other across boundaries, also out of a part that is then no more.
    for number in (11, 12, 13, 14):
        index.draw(page(number), "tulisan=1")
        index.add()
    for number in (3, 0, *range(4, 11)):
        del index.drawn[page(number)]
        index.add()
    clean = Index(tmp_path / "bersih")
    clean.drawn = index.drawn
    for name, inputs in index.drawn.items():
        clean.draw(name, inputs)
    clean.add()

    assert index.files() == clean.files()


def test_parts_are_listed_with_their_pages_and_share_one_program(index):
    index.add()
    files = index.files()

    assert json.loads(files["pagefind/bagian.json"]) == {"kini": 2, "lalu": 2, "arsip": 8}
    # The first one is loaded first.
    assert next(iter(json.loads(files["pagefind/bagian.json"]))) == "kini"
    program = {name for name in files if name.endswith(".js") or "/wasm." in name}
    assert {"pagefind/pagefind.js", "pagefind/pagefind-worker.js", "pagefind/wasm.id.pagefind"} <= program
    assert {name.count("/") for name in program} == {1}


def test_files_of_parts_that_did_not_change_stay_the_same_files(index):
    index.add()
    others = [name for name in index.files() if "/kini/" not in name and name != "pagefind/bagian.json"]
    before = {name: (index.output / name).stat().st_ino for name in others}
    index.draw(page(11), "tulisan=1")
    index.add()

    assert before == {name: (index.output / name).stat().st_ino for name in others}


def test_a_new_entry_and_a_corrected_recent_one_leave_the_part_before_as_it_is(site):
    # No two of one hour, and all of them in 2019.
    hours = (f"{number // 600 + 2:02}-{number // 24 % 25 + 1:02} {number % 24:02}:00" for number in range(800))
    old = {f"berita/2019/lama-{number:03}.md": NEWS.replace("05-26 01:35", hour) for number, hour in enumerate(hours)}
    oldest, recent = "berita/2019/lama-000.md", "berita/2019/lama-799.md"
    # The oldest shares a topic with the new one alone, so that it leads there.
    old[oldest] = old[oldest].replace("[ikm]", "[batik]")
    topic = SMALL["topik/ikm.md"].replace("IKM", "Batik").replace("Industri kecil dan menengah]", "Kain batik]")
    write_content(site.folder / "content", old | {"topik/batik.md": topic.replace("[ikmm]", "[batk]")})
    before = parts(site)
    written = {
        "berita/2026/baru.md": TODAY.replace("[ikm]", "[batik]"),
        recent: old[recent].replace("Isi berita", "Isi lain"),
    }
    write_content(site.folder / "content", written)
    after = parts(site)

    assert before.keys() == after.keys() == {"kini", "lalu"}
    assert after["lalu"] == before["lalu"] and after["kini"] != before["kini"]
    assert b"/berita/2026/baru/" in (site.folder / "output/berita/2019/lama-000/index.html").read_bytes()


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
