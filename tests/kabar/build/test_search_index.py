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

from kabar.build.search.search_index import LastIndex, SearchIndex, add_index
from kabar.worker_pool import executor_for
from tests.kabar.build.damage import flip
from tests.kabar.build.project import files_of
from tests.kabar.build.sites import Site
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


class Portal:
    """An output of ``ENTRIES`` entries and a topic, with its index, and what that keeps in ``folder``."""

    def __init__(self, folder: Path):
        self.output, self.cache = folder / "output", folder / "simpan"
        self.index = SearchIndex()
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

    def add(self, *damaged: str) -> set[str]:
        """Make the index, of whose files those ``damaged`` are known to be; the parts of which files were written."""
        names = [name for name in sorted(self.drawn, reverse=True) if name.startswith("berita/")]
        articles = [f"{name.removesuffix('/index.html')}.md" for name in names]
        files = {name: name not in damaged for name in (*self.index.made, *self.index.kept, *damaged)}
        last = LastIndex(self.index.parts, files)
        before = self.written()
        with executor_for(self.jobs) as executor:
            self.index = add_index(self.output, self.drawn, articles, self.cache, last, executor, self.jobs, self.steps)
        assert {*self.index.made, *self.index.kept} == self.files().keys()
        now = self.written()
        return {name.split("/")[1] for name in now if before.get(name) != now[name] and name.count("/") > 1}

    def written(self) -> dict[str, tuple[int, int]]:
        """What tells whether a file of the index was written again, by its name."""
        found = {name: (self.output / name).stat() for name in self.files()}
        return {name: (one.st_ino, one.st_mtime_ns) for name, one in found.items()}

    def files(self) -> Mapping[str, bytes]:
        return {name: data for name, data in files_of(self.output).items() if name.startswith("pagefind/")}


@pytest.fixture
def portal(tmp_path):
    return Portal(tmp_path)


@pytest.fixture
def site(tmp_path):
    site = Site(tmp_path / "proyek")
    write_content(site.folder / "content", SMALL)
    return site


def index_of(site: Site) -> dict[str, int]:
    """The files of the index of ``site``, which is built, each by its name and the file on the disk that it is."""
    assert site.build(BUILD_DATE=DAY).returncode == 0
    files = [path for path in (site.folder / "output" / "pagefind").rglob("*") if path.is_file()]
    return {path.relative_to(site.folder / "output").as_posix(): path.stat().st_ino for path in files}


@pytest.mark.parametrize(
    ("name", "changed"),
    [(page(11), {"kini"}), (TOPIC, {"kini"}), (page(10), {"kini"}), (page(9), {"lalu"}), (page(0), {"arsip"})],
)
def test_only_the_part_of_what_changed_is_made_anew(portal, name, changed):
    assert portal.add() == {"kini", "lalu", "arsip"}
    portal.draw(name, "tulisan=2;terkait=1")

    assert portal.add() == changed


def test_an_old_page_that_leads_to_a_new_entry_leaves_its_part_as_it_is(portal):
    portal.add()
    portal.draw(page(0), "tulisan=1;terkait=2")

    assert portal.add() == set()


def test_an_index_that_was_brought_up_is_the_one_that_is_made_at_once(portal, tmp_path):
    portal.add()
    # One after the other across boundaries, also out of parts that are then no more.
    for number in (11, 12, 13, 14):
        portal.draw(page(number), "tulisan=1")
        portal.add()
    for number in (3, 0, *range(4, 11)):
        del portal.drawn[page(number)]
        portal.add()
    clean = Portal(tmp_path / "bersih")
    clean.drawn = portal.drawn
    for name, inputs in portal.drawn.items():
        clean.draw(name, inputs)
    clean.add()

    assert portal.files() == clean.files()


def test_parts_are_listed_with_their_pages_and_share_one_program(portal):
    portal.add()
    files = portal.files()

    assert json.loads(files["pagefind/bagian.json"]) == {"kini": 2, "lalu": 2, "arsip": 8}
    # The first one is loaded first.
    assert next(iter(json.loads(files["pagefind/bagian.json"]))) == "kini"
    program = {name for name in files if name.endswith(".js") or "/wasm." in name}
    assert {"pagefind/pagefind.js", "pagefind/pagefind-worker.js", "pagefind/wasm.id.pagefind"} <= program
    assert {name.count("/") for name in program} == {1}


def test_of_a_part_that_changed_only_the_files_change_that_say_something_else(portal):
    portal.steps = (ENTRIES * 4, ENTRIES * 8)
    portal.add()
    before, files = portal.written(), portal.files()
    portal.draw(page(11), "tulisan=1")
    portal.add()
    now = portal.files()

    changed = {name for name, status in portal.written().items() if before.get(name) != status}
    assert changed == {name for name, data in now.items() if files.get(name) != data}
    assert sum("/fragment/" in name for name in changed) == 1


def test_of_the_newest_part_only_the_slice_is_indexed_that_changed(portal):
    portal.steps = (ENTRIES * 4, ENTRIES * 8)
    portal.add()
    (topic, entries) = sorted(portal.cache.iterdir(), key=lambda path: path.stat().st_size)
    portal.draw(page(11), "tulisan=1")
    portal.add()

    assert topic in portal.cache.iterdir() and entries not in portal.cache.iterdir()
    assert len(list(portal.cache.iterdir())) == 2


def pages_of(files: Mapping[str, bytes], part: str) -> Iterator[str]:
    """The addresses of the pages of a part by their numbers, as a browser reads them."""

    def read(name: str) -> bytes:
        return gzip.decompress(files[f"pagefind/{part}/{name}"]).removeprefix(b"pagefind_dcd")

    (language,) = json.loads(files[f"pagefind/{part}/pagefind-entry.json"])["languages"].values()
    for page in cbor2.loads(read(f"pagefind.{language['hash']}.pf_meta"))[1]:
        yield json.loads(read(f"fragment/{page[0]}.pf_fragment"))["url"]


def test_pages_are_numbered_from_the_oldest_entry_and_all_else_behind(portal):
    portal.steps = (ENTRIES * 4, ENTRIES * 8)
    portal.draw("angka/ekspor/index.html", "angka=1")
    portal.add()

    names = [*map(page, range(ENTRIES)), "angka/ekspor/index.html", TOPIC]
    assert list(pages_of(portal.files(), "kini")) == [f"/{name.removesuffix('index.html')}" for name in names]


def test_the_bytes_are_the_same_whatever_order_the_disk_lists_pages_in(tmp_path):
    # Held in memory, a folder lists what was made last first; on a disk, by a hash of its own.
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as other:
        one, back, disk = (Portal(path) for path in (Path(other) / "satu", Path(other) / "lain", tmp_path / "cakram"))
        shutil.rmtree(back.output)
        for name, inputs in reversed(one.drawn.items()):
            back.draw(name, inputs)
        for made in (one, back, disk):
            made.add()

        assert one.files() == back.files() == disk.files()


@pytest.mark.parametrize("jobs", [2, 5])
def test_the_bytes_are_the_same_whatever_the_number_of_jobs(portal, tmp_path, jobs):
    portal.add()
    other = Portal(tmp_path / "lain")
    other.jobs = jobs
    other.add()

    assert portal.files() == other.files()


def test_pages_of_all_languages_stand_in_one_index(portal):
    for language in ("ms", "en", "jv", "ace", "su"):
        portal.draw(f"{language}/index.html", "", language)
    portal.add()
    listed = json.loads(portal.files()["pagefind/kini/pagefind-entry.json"])["languages"]

    assert {name: one["page_count"] for name, one in listed.items()} == {"id": 7}  # an entry, a topic, and these five


def test_no_file_tells_when_or_on_which_system_it_was_packed(portal):
    portal.add()
    # The WebAssembly comes packed with Pagefind's program.
    packed = {name: data for name, data in portal.files().items() if data[:2] == b"\x1f\x8b" and "/wasm." not in name}

    assert {Path(name).suffix for name in packed} == {".pf_fragment", ".pf_index", ".pf_meta"}
    assert {(data[4:8], data[9]) for data in packed.values()} == {(b"\0\0\0\0", 255)}


def test_a_page_that_is_not_there_stops_the_build(portal):
    (portal.output / page(3)).unlink()

    with pytest.raises(OSError, match="karangan-03"):
        portal.add()


def test_a_page_that_is_not_marked_is_not_indexed_even_alone(portal):
    for name in portal.drawn:
        (portal.output / name).write_text("<html><title>Karangan</title><main><p>data-pagefind-body</p></main></html>")
    portal.add()

    assert json.loads(portal.files()["pagefind/bagian.json"]) == {}
    assert not [name for name in portal.files() if name.count("/") > 1]


def test_a_portal_without_pages_has_no_index(portal):
    portal.add()
    portal.drawn = {}
    portal.add()

    assert portal.files() == {} and list(portal.cache.iterdir()) == []


DAMAGES = {
    "one byte": flip,
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "gone": lambda path: path.unlink(),
    "another in its place": lambda path: path.write_bytes(b"{}"),
    "not to be read by others": lambda path: path.chmod(0o600),
    "a stranger beside it": lambda path: path.with_name("asing").write_bytes(b"asing"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_kept_slice_that_was_damaged_is_made_anew(portal, tmp_path, damage):
    portal.steps = (ENTRIES * 4, ENTRIES * 8)
    portal.add()
    for path in sorted(portal.cache.iterdir()):
        damage(path)
    # Of both slices one is still the right one, and is asked for again.
    portal.draw(page(11), "tulisan=1")
    portal.add()
    clean = Portal(tmp_path / "bersih")
    clean.steps = portal.steps
    clean.draw(page(11), "tulisan=1")
    clean.add()

    assert portal.files() == clean.files()
    assert sorted(path.name for path in portal.cache.iterdir()) == sorted(path.name for path in clean.cache.iterdir())


@pytest.mark.parametrize("name", ["pagefind/pagefind.js", "pagefind/kini/kata.json", "pagefind/arsip/*/*.pf_fragment"])
@pytest.mark.parametrize("damage", [flip, Path.unlink], ids=["one byte", "gone"])
def test_a_file_of_the_index_that_is_not_as_it_was_made_is_made_anew(portal, name, damage):
    portal.add()
    right = portal.files()
    found = sorted(portal.output.glob(name))[0]
    damage(found)
    portal.add(found.relative_to(portal.output).as_posix())

    assert portal.files() == right
    assert {path.stat().st_mode & 0o777 for path in portal.output.rglob("pagefind/**/*") if path.is_file()} == {0o644}


def test_an_index_of_which_nothing_is_known_any_more_is_the_same(portal):
    portal.add()
    right = portal.written()
    (portal.output / "pagefind/kini/asing").write_text("asing")
    portal.index = SearchIndex()

    assert portal.add("pagefind/kini/asing", *right) == set()
    assert portal.written() == right


def test_a_file_where_slices_are_kept_is_no_obstacle(portal):
    portal.add()
    right = portal.files()
    shutil.rmtree(portal.cache)
    portal.cache.write_bytes(b"bukan folder")
    portal.add()

    assert portal.files() == right


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
    before = index_of(site)
    written = {
        "berita/2026/baru.md": TODAY.replace("[ikm]", "[batik]"),
        recent: old[recent].replace("Isi berita", "Isi lain"),
    }
    write_content(site.folder / "content", written)
    after = index_of(site)

    changed = {name for name in after if before.get(name) != after[name]}
    assert {name.split("/")[1] for name in after if name.count("/") > 1} == {"kini", "lalu"}
    assert {name.split("/")[1] for name in changed} == {"kini", "bagian.json"}
    assert sum("/fragment/" in name for name in changed) <= 6  # two entries, and whom they are told of
    assert b"/berita/2026/baru/" in (site.folder / "output/berita/2019/lama-000/index.html").read_bytes()


def test_where_no_indexed_page_changed_nothing_of_the_index_does(site):
    before = index_of(site)
    withheld = TODAY.replace("---\n", "---\nstatus: draft\n", 1).replace("karangan", "rahasia")
    write_content(site.folder / "content", {"berita/2026/draf.md": withheld})

    assert index_of(site) == before


def test_what_the_index_held_and_holds_no_more_leaves_the_output(site, tmp_path):
    index_of(site)
    write_content(site.folder / "content", {"berita/2026/baru.md": TODAY})
    index_of(site)
    (site.folder / "content/berita/2026/baru.md").unlink()
    index_of(site)

    clean = Site(tmp_path / "bersih")
    write_content(clean.folder / "content", SMALL)
    index_of(clean)
    assert files_of(site.folder / "output") == files_of(clean.folder / "output")


def indexed(example: Example) -> str:
    (body,) = html.fromstring(draw(example)).xpath("//*[@data-pagefind-body]")
    for ignored in body.xpath(".//*[@data-pagefind-ignore]"):
        ignored.drop_tree()
    return " ".join(body.text_content().split())


@pytest.mark.parametrize("kind", ["berita", "bimtek", "ekspor"])
def test_what_is_indexed_of_an_entry_is_the_same_whatever_it_leads_to(kind):
    example = FULL[kind]
    alone = replace(example.page, related=(), series=(), backlinks=(), trainings=())
    card = example.page.related[0]
    among = replace(example.page, related=(card,), series=(card,), backlinks=(card,), trainings=(card,))

    assert indexed(replace(example, page=alone)) == indexed(replace(example, page=among))
