"""Compressed copies say what their texts say, are made once, and go with them."""

import gzip
import shutil
from pathlib import Path

import brotli
import pytest

from kabar.build.output.integrity import digest_of
from kabar.build.output.precompression import SMALLEST, add_compressed
from kabar.worker_pool import InlineExecutor, executor_for
from tests.kabar.build.damage import flip
from tests.kabar.build.project import files_of

LONG = "Perajin gerabah membakar tanah liat. " * 100
FILES = {
    "index.html": LONG.encode(),
    "berita/a/index.html": LONG.replace("gerabah", "tenun").encode(),
    "berita/b/index.html": LONG.encode(),
    "theme/portal.css": b"a{color:red}" * 200,
    "short.html": b"a" * (SMALLEST - 1),
    "photo.jpg": LONG.encode(),
    "_headers": LONG.encode(),
}
UNPACK = {".br": brotli.decompress, ".gz": gzip.decompress}


def staged(folder: Path, files: dict[str, bytes] = FILES) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def compressed(staging: Path, cache: Path, jobs: int) -> dict[str, bytes]:
    with executor_for(jobs) as executor:
        return add_compressed(staging, cache, executor, jobs)


def copies_of(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.suffix in UNPACK}


@pytest.fixture
def cache(tmp_path) -> Path:
    return tmp_path / "simpanan"


def test_texts_of_more_than_a_packet_get_copies_that_say_the_same(tmp_path, cache):
    staging = staged(tmp_path / "hasil")

    added = compressed(staging, cache, 2)

    texts = ("index.html", "berita/a/index.html", "berita/b/index.html", "theme/portal.css")
    assert set(added) == set(copies_of(staging)) == {text + ending for text in texts for ending in UNPACK}
    for name, path in copies_of(staging).items():
        assert UNPACK[path.suffix](path.read_bytes()) == FILES[name.removesuffix(path.suffix)]
        assert path.stat().st_mode & 0o777 == 0o644
        assert path.stat().st_size < len(FILES[name.removesuffix(path.suffix)])


@pytest.mark.parametrize("jobs", [1, 2, 7])
def test_the_bytes_are_the_same_whatever_the_number_of_jobs(tmp_path, cache, jobs):
    one, other = staged(tmp_path / "satu"), staged(tmp_path / "lain")

    compressed(one, cache / "satu", 1)
    compressed(other, cache / "lain", jobs)

    assert files_of(one) == files_of(other)


def test_only_a_changed_text_is_compressed_again(tmp_path, cache):
    staging = staged(tmp_path / "hasil")
    compressed(staging, cache, 2)
    before = {name: path.stat().st_ino for name, path in copies_of(staging).items()}

    compressed(staged(staging, FILES | {"berita/a/index.html": LONG.replace("gerabah", "perak").encode()}), cache, 2)

    after = {name: path.stat().st_ino for name, path in copies_of(staging).items()}
    assert {name for name in after if after[name] != before[name]} == {
        "berita/a/index.html.br",
        "berita/a/index.html.gz",
    }


def test_nothing_is_kept_of_a_text_that_is_gone(tmp_path, cache):
    staging = staged(tmp_path / "hasil")
    compressed(staging, cache, 2)

    compressed(staged(staging, {"index.html": FILES["index.html"]}), cache, 2)

    assert set(copies_of(staging)) == {"index.html.br", "index.html.gz"}
    assert {path.suffix for path in cache.iterdir()} == set(UNPACK)
    assert len(list(cache.iterdir())) == 2


DAMAGES = {
    "one byte": flip,
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "gone": lambda path: path.unlink(),
    "another in its place": lambda path: (path.unlink(), path.write_bytes(b"rusak")),
    "not to be read by others": lambda path: path.chmod(0o600),
    "a folder in its place": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_copy_that_was_damaged_is_made_again(tmp_path, cache, damage):
    staging = staged(tmp_path / "hasil")
    compressed(staging, cache, 2)
    whole = files_of(staging)
    for path in sorted(cache.iterdir()):
        damage(path)

    compressed(staged(staging), cache, 2)

    assert files_of(staging) == whole
    assert {path.stat().st_mode & 0o777 for path in copies_of(staging).values()} == {0o644}


class Counting(InlineExecutor):
    """Counts what it is given."""

    def __init__(self):
        self.count = 0

    def submit(self, function, /, *args, **named):
        self.count += 1
        return super().submit(function, *args, **named)


def test_a_text_that_stands_twice_or_is_kept_is_not_given_out_again(tmp_path, cache):
    first, again = Counting(), Counting()

    add_compressed(staged(tmp_path / "hasil"), cache, first)
    add_compressed(staged(tmp_path / "hasil"), cache, again)

    assert (first.count, again.count) == (3, 0)


def test_a_file_where_copies_are_kept_is_no_obstacle(tmp_path, cache):
    cache.write_bytes(b"bukan folder")
    staging = staged(tmp_path / "hasil")

    assert len(compressed(staging, cache, 2)) == len(copies_of(staging)) == 8


def test_copies_are_named_with_the_digests_of_their_bytes(tmp_path, cache):
    staging = staged(tmp_path / "hasil")
    first = compressed(staging, cache, 2)
    again = compressed(staged(staging), cache, 2)

    assert first == again == {name: digest_of(path.read_bytes()) for name, path in copies_of(staging).items()}


def test_no_copy_tells_when_or_on_which_system_it_was_made(tmp_path, cache):
    staging = staged(tmp_path / "hasil")
    compressed(staging, cache, 2)
    headers = {path.read_bytes()[:10] for path in copies_of(staging).values() if path.suffix == ".gz"}

    assert headers == {b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"}


def test_what_an_editor_attached_under_such_a_name_stays(tmp_path, cache):
    staging = staged(tmp_path / "hasil", {"lampiran/data.csv": LONG.encode(), "lampiran/data.csv.gz": b"milik redaksi"})

    added = compressed(staging, cache, 1)

    assert list(added) == ["lampiran/data.csv.br"]
    assert (staging / "lampiran/data.csv.gz").read_bytes() == b"milik redaksi"


@pytest.mark.build
def test_a_published_portal_has_copies_while_they_are_asked_for(project):
    bodies = {"index.html": LONG, "lama/index.html": LONG, "404.html": ""}

    def publish(**variables: str) -> set[str]:
        done = project.run("build", "--publish", **variables)
        assert done.returncode == 0, done.stderr
        return set(copies_of(project.output))

    project.draw(bodies)
    first = publish(PADATKAN="1")
    same = publish(PADATKAN="1")
    project.draw({name: body for name, body in bodies.items() if name != "lama/index.html"})

    assert {"index.html.br", "index.html.gz", "lama/index.html.br"} < first == same
    assert not {name for name in publish(PADATKAN="1") if name.startswith("lama/")}
    assert publish() == set()


@pytest.mark.build
@pytest.mark.parametrize(
    ("arguments", "value", "told"),
    [
        ((), "1", "make publish PADATKAN=1"),
        (("--publish",), "ya", "PADATKAN 'ya'"),
        (("--preview",), "1", "make publish"),
    ],
)
def test_copies_are_for_the_public_alone(project, arguments, value, told):
    done = project.run("build", *arguments, PADATKAN=value)

    assert done.returncode != 0
    assert told in done.stderr
