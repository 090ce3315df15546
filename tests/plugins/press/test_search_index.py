"""Of the index of the search only the part is made anew that says something else."""

import gzip
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import cbor2
import pytest
from lxml import html

from plugins.press.failure import BuildFailed
from plugins.press.search_index import add_index
from tests.plugins.press.damage import flip
from tests.plugins.press.project import files_of
from tests.plugins.press.sites import Site
from tests.portals import NEWS, SMALL, write_content
from tests.theme.pages import FULL, Example
from tests.theme.rendering import draw

DAY = "2026-11-29 08:00"
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
        self.jobs = 1

    def draw(self, name: str, inputs: str, language: str = "id") -> None:
        path = self.output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        main = f"<main data-pagefind-body><h1>{name}</h1>{inputs}</main>"
        path.write_text(f"<html lang={language}><title>Karangan</title>{main}")
        self.drawn[name] = inputs

    def add(self) -> dict[str, int]:
        """Make the index; the folder on the disk that each of its parts is."""
        names = [name for name in sorted(self.drawn, reverse=True) if name.startswith("berita/")]
        articles = [f"{name.removesuffix('/index.html')}.md" for name in names]
        add_index(self.output, self.drawn, articles, self.cache, self.steps, self.jobs)
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


def pages_of(files: Mapping[str, bytes], part: str) -> Iterator[str]:
    """The addresses of the pages of a part by their numbers, as a browser reads them."""

    def read(name: str) -> bytes:
        return gzip.decompress(files[f"pagefind/{part}/{name}"]).removeprefix(b"pagefind_dcd")

    (language,) = json.loads(files[f"pagefind/{part}/pagefind-entry.json"])["languages"].values()
    for page in cbor2.loads(read(f"pagefind.{language['hash']}.pf_meta"))[1]:
        yield json.loads(read(f"fragment/{page[0]}.pf_fragment"))["url"]


def test_pages_are_numbered_in_the_order_of_their_names(index):
    index.steps = (ENTRIES * 4, ENTRIES * 8)
    index.add()

    assert list(pages_of(index.files(), "kini")) == [
        f"/{name.removesuffix('index.html')}" for name in sorted(index.drawn)
    ]


def test_the_bytes_are_the_same_whatever_order_the_disk_lists_pages_in(tmp_path):
    # Held in memory, a folder lists what was made last first; on a disk, by a hash of its own.
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as other:
        one, back, disk = Index(Path(other) / "satu"), Index(Path(other) / "lain"), Index(tmp_path / "cakram")
        shutil.rmtree(back.output)
        for name, inputs in reversed(one.drawn.items()):
            back.draw(name, inputs)
        for made in (one, back, disk):
            made.add()

        assert one.files() == back.files() == disk.files()


@pytest.mark.parametrize("jobs", [2, 5])
def test_the_bytes_are_the_same_whatever_the_number_of_jobs(index, tmp_path, jobs):
    index.add()
    other = Index(tmp_path / "lain")
    other.jobs = jobs
    other.add()

    assert index.files() == other.files()


def test_pages_of_all_languages_stand_in_one_index(index):
    for language in ("ms", "en", "jv", "ace", "su"):
        index.draw(f"{language}/index.html", "", language)
    index.add()
    listed = json.loads(index.files()["pagefind/kini/pagefind-entry.json"])["languages"]

    assert {name: one["page_count"] for name, one in listed.items()} == {"id": 7}  # an entry, a topic, and these five


def test_no_file_tells_when_or_on_which_system_it_was_packed(index):
    index.add()
    # The WebAssembly comes packed with Pagefind's program.
    packed = {name: data for name, data in index.files().items() if data[:2] == b"\x1f\x8b" and "/wasm." not in name}

    assert {Path(name).suffix for name in packed} == {".pf_fragment", ".pf_index", ".pf_meta"}
    assert {(data[4:8], data[9]) for data in packed.values()} == {(b"\0\0\0\0", 255)}


def test_a_page_that_is_not_there_stops_the_build(index):
    (index.output / page(3)).unlink()

    with pytest.raises(BuildFailed, match="karangan-03"):
        index.add()


DAMAGES = {
    "one byte": flip,
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "gone": lambda path: path.unlink(),
    "another in its place": lambda path: path.write_bytes(b"{}"),
    "not to be read by others": lambda path: path.chmod(0o600),
    "a stranger beside it": lambda path: path.with_name("asing").write_bytes(b"asing"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_kept_part_that_was_damaged_is_made_anew(index, damage):
    index.steps = (ENTRIES * 4, ENTRIES * 8)
    index.add()
    right = index.files()
    for name in ("pagefind.js", "*.pf_meta", "*.pf_fragment"):
        damage(sorted(index.cache.rglob(name))[0])
        index.add()

        assert index.files() == right
    assert {path.stat().st_mode & 0o777 for path in index.output.rglob("pagefind/**/*") if path.is_file()} == {0o644}


def test_a_file_where_parts_are_kept_is_no_obstacle(index):
    index.add()
    right = index.files()
    shutil.rmtree(index.cache)
    index.cache.write_bytes(b"bukan folder")
    index.add()

    assert index.files() == right


# With made-up pages and smaller steps: test_an_old_page_that_leads_to_a_new_entry_leaves_its_part_as_it_is.
@pytest.mark.long
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
