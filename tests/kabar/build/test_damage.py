"""Whatever happened to what is kept between builds, what is published is what a clean build gives, byte for byte."""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kabar.build.output.ownership import MARKER
from tests.forking import run_forked
from tests.kabar.build.project import ROOT, files_of
from tests.kabar.build.sites import Site
from tests.kabar.build.test_incremental import differences
from tests.kabar.build.test_publish import git
from tests.pictures import png
from tests.portals import NEWS, SMALL

pytestmark = pytest.mark.build

EDITED = "content/berita/2019/lain.md"
PHOTO = "tags: [ikm]\nphoto: {file: gambar/a.png, alt: Satu titik, credit: Uji}\n"
CONTENT = SMALL | {
    "berita/2019/karangan.md": NEWS.replace("tags: [ikm]\n", PHOTO),
    "berita/2019/lain.md": NEWS.replace("karangan", "lain") + "\n" + "Isi yang panjang. " * 100,
    # What is withheld is sought in all files, and it is kept in which it was not.
    "berita/2019/draf.md": NEWS.replace("---\n", "---\nstatus: draft\n", 1).replace("karangan", "rahasia"),
    "gambar/a.png": png("a"),
    "ekstra/sendiri.txt": "Berkas redaksi.\n",
}


def flip(path: Path, _others: Sequence[bytes]) -> None:
    """Change bytes all over the file, and neither its size nor its time."""
    data = bytearray(path.read_bytes())
    for at in range(len(data) // 2 % 97, len(data), 97):
        data[at] ^= 1
    write_through(path, bytes(data))


def write_through(path: Path, data: bytes) -> None:
    status = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def cut(path: Path, _others: Sequence[bytes]) -> None:
    write_through(path, path.read_bytes()[: path.stat().st_size // 2])


def remove(path: Path, _others: Sequence[bytes]) -> None:
    path.unlink()


def replace(path: Path, others: Sequence[bytes]) -> None:
    """Put another file of the same kind in its place, with the time of the one that was there."""
    status, data = path.stat(), path.read_bytes()
    aside = path.with_name(f"{path.name}.lain")
    aside.write_bytes(next((other for other in others if other != data), data[::-1]))
    os.utime(aside, ns=(status.st_atime_ns, status.st_mtime_ns))
    aside.replace(path)


# Patterns below the project of what is kept. Together stand those of which none is read where another is damaged.
OUTPUT, SPARE = "output/**/*", ".cache/press/*/spare/**/*"
LEAVES = (
    ".cache/terakhir/*.cari/**/*",
    ".cache/terakhir/*.padat/*",
    ".cache/kartu/*",
    ".cache/gambar/*",
    ".cache/templat/*",
)
DATABASE = ".cache/build/*.sqlite"


class Publisher:
    """Publishes a portal again and again, in two forms in turns; ``right`` are the files that each has to give."""

    def __init__(self, folder: Path):
        self.site = Site(folder / "situs")
        theme = [path for path in (ROOT / "theme").rglob("*") if path.is_file()]
        own = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (*theme, ROOT / "pelicanconf.py")}
        self.files = own | {f"content/{path}": data for path, data in CONTENT.items()}
        self.is_edited = False
        self.right = {}
        # The first is clean. The other is made on top of it (``test_incremental``), so that there is a tree before.
        for is_edited in (False, True):
            self.right[is_edited] = self.publish(is_edited)
        self.check(is_edited=False)

    def publish(self, is_edited: bool, **variables: str) -> dict[str, bytes]:
        self.is_edited = is_edited
        edited = {EDITED: self.files[EDITED] + "Tambahan." * is_edited}
        self.site.write(self.files | edited)
        done = self.site.build("--publish", BUILD_DATE="2019-07-01", PADATKAN="1", **variables)
        assert (done.returncode, done.stderr) == (0, "")
        return files_of(self.site.output)

    def check(self, is_edited: bool, **variables: str) -> None:
        assert differences(self.publish(is_edited, **variables), self.right[is_edited]) == []

    def check_drawn_anew(self, is_edited: bool, **variables: str) -> None:
        """The same where there is no output: to draw everything asks for all that is kept."""
        shutil.rmtree(self.site.output)
        self.check(is_edited, **variables)
        # There is a tree before again.
        self.check(not is_edited)

    def found(self, *patterns: str) -> list[Path]:
        # Where the mark is damaged, the folder may be somebody else's: it is not touched, and that is told.
        below = [path for pattern in patterns for path in sorted(self.site.folder.glob(pattern)) if path.name != MARKER]
        found = [path for path in below if path.is_file()]
        assert found, patterns
        return found

    def damage(self, how: Callable, *patterns: str) -> None:
        for pattern in patterns:
            paths = self.found(pattern)
            others = [path.read_bytes() for path in paths]
            for number, path in enumerate(paths):
                how(path, others[number + 1 :] + others[:number])


@pytest.fixture(scope="module")
def publisher(tmp_path_factory):
    return Publisher(tmp_path_factory.mktemp("rusak"))


@pytest.mark.parametrize("how", [flip, replace, pytest.param(remove, marks=pytest.mark.long)])
def test_an_output_that_was_damaged_is_published_as_it_was_made(publisher, how):
    # Nothing else has changed: where that is not seen, nothing is built.
    publisher.damage(how, OUTPUT)
    publisher.check(publisher.is_edited)


def test_damage_is_found_by_several_processes(publisher):
    publisher.damage(flip, OUTPUT)
    publisher.check(not publisher.is_edited, JOBS="2")


@pytest.mark.parametrize("name", ["berita/2019/karangan/index.html", "pagefind/pagefind.js"])
def test_one_damaged_file_of_the_output_is_made_anew(publisher, name):
    flip(publisher.site.output / name, [])
    publisher.check(not publisher.is_edited)


@pytest.mark.parametrize("how", [remove, replace])
def test_what_was_done_to_the_tree_before_never_comes_back(publisher, how):
    publisher.damage(how, SPARE)
    publisher.check(not publisher.is_edited)


def test_a_stranger_in_the_tree_before_never_comes_back(publisher):
    (page,) = publisher.found(".cache/press/*/spare/berita/2019/karangan/index.html")
    page.with_name("asing.html").write_text("Asing")
    publisher.check(not publisher.is_edited)


def test_damaged_caches_are_made_anew(publisher):
    publisher.damage(flip, *LEAVES)
    publisher.check_drawn_anew(not publisher.is_edited)


@pytest.mark.parametrize("how", [flip, remove])
def test_a_damaged_database_costs_time_alone(publisher, how):
    publisher.damage(how, DATABASE)
    publisher.check(not publisher.is_edited)


@pytest.mark.parametrize("part", [0, 40, *(pytest.param(part, marks=pytest.mark.long) for part in range(5, 100, 5))])
def test_a_database_that_was_damaged_anywhere_costs_time_alone(publisher, part):
    (file,) = publisher.found(DATABASE)
    data = bytearray(file.read_bytes())
    start = len(data) * part // 100
    for at in range(start, min(start + 3000, len(data))):
        data[at] ^= 0x55
    write_through(file, bytes(data))
    publisher.check(not publisher.is_edited)


def test_what_was_done_to_the_tree_that_is_deployed_is_not_deployed(publisher, tmp_path):
    folder, remote = publisher.site.folder, tmp_path / "situs.git"
    git(tmp_path, "init", "--quiet", "--bare", remote.name)
    git(folder, "init", "--quiet", "--initial-branch=main")
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    environ = {**kept, "HOME": str(tmp_path), "BUILD_DATE": "2019-07-01", "DEPLOY_REMOTE": str(remote)}

    def deploy() -> str:
        done = run_forked("kabar.publish.__main__", (), folder, environ)
        assert (done.returncode, done.stderr) == (0, "")
        return git(remote, "rev-parse", "gh-pages^{tree}")

    right = deploy()
    publisher.damage(flip, ".cache/terbit/**/*")

    assert deploy() == right


def test_no_packed_file_tells_when_or_on_which_system_it_was_packed(publisher):
    files = publisher.right[publisher.is_edited]
    # The WebAssembly comes packed with Pagefind's program.
    packed = {name: data for name, data in files.items() if data[:2] == b"\x1f\x8b" and "/wasm." not in name}

    assert {Path(name).suffix for name in packed} == {".gz", ".pf_filter", ".pf_fragment", ".pf_index", ".pf_meta"}
    assert {(data[4:8], data[9]) for data in packed.values()} == {(b"\0\0\0\0", 255)}


@pytest.mark.long
@pytest.mark.parametrize("how", [flip, cut, remove, replace])
def test_each_thing_that_is_kept_may_be_damaged_alone(publisher, how):
    for pattern in (OUTPUT, SPARE, *LEAVES, DATABASE):
        for is_edited in (False, True):
            publisher.damage(how, pattern)
            publisher.check(is_edited)
            # Everything that is kept is there again.
            publisher.check_drawn_anew(is_edited)
            publisher.damage(how, pattern)
            publisher.check_drawn_anew(is_edited, JOBS="2")


@pytest.mark.long
@pytest.mark.parametrize("how", [flip, cut, remove, replace])
def test_each_file_of_the_index_may_be_damaged_alone(publisher, how):
    for number in range(len(publisher.found(LEAVES[0]))):
        how(publisher.found(LEAVES[0])[number], [b"lain"])
        publisher.check(not publisher.is_edited)
