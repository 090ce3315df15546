"""Pictures that are not opened again while their files are the same."""

import os

import pytest

from kabar.content.media import picture_pixels
from kabar.content.parsing.problems import BadValue
from kabar.content.reading.walk import walk
from kabar.content.validation import picture_checks as checked_pictures
from kabar.content.validation import picture_checks as picture_memory
from kabar.content.validation.picture_checks import CheckedPictures, PictureMemory
from tests.pictures import photo, saved

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="20"><path d="M0 0h9"/></svg>'
SIZELESS = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'


@pytest.fixture
def root(tmp_path):
    (tmp_path / "gambar").mkdir()
    write(tmp_path, "gambar/a.svg", DRAWING.format(10))
    write(tmp_path, "gambar/tanpa-ukuran.svg", SIZELESS)
    return tmp_path


def write(root, name: str, text: str, age: int = 10) -> None:
    (root / name).write_text(text)
    status = (root / name).stat()
    os.utime(root / name, ns=(status.st_atime_ns, status.st_mtime_ns - age * 10**9))


def remembered(root, *withheld: str) -> PictureMemory:
    """A memory of what another one has seen."""
    first = PictureMemory(root, walk(root).files)
    for path in walk(root).files:
        first.of(path)
    return PictureMemory(root, walk(root).files, first.text_without(withheld))


def never(*_):
    raise AssertionError("opened, though it is the same")


def test_one_that_is_the_same_is_not_opened_again(root, monkeypatch):
    memory = remembered(root)
    monkeypatch.setattr(picture_memory, "read_drawing", never)

    found = memory.of("gambar/a.svg")
    assert (found.path, found.width, found.height, found.kind, len(found.digest)) == ("gambar/a.svg", 10, 20, "SVG", 64)
    assert memory.of("gambar/tanpa-ukuran.svg") is None


def test_one_that_changed_is_seen_as_it_is(root):
    before = remembered(root)
    before.of("gambar/a.svg")
    cached = before.text_without(())
    write(root, "gambar/a.svg", DRAWING.format(99), age=9)

    assert PictureMemory(root, walk(root).files, cached).of("gambar/a.svg").width == 99


def test_of_what_was_written_just_now_nothing_is_kept(root):
    write(root, "gambar/a.svg", DRAWING.format(30), age=0)

    assert "gambar/a.svg" not in remembered(root)._known
    assert "gambar/tanpa-ukuran.svg" in remembered(root)._known


def test_nothing_is_kept_of_what_is_withheld_or_was_only_checked(root):
    assert set(remembered(root, "gambar/a.svg")._known) == {"gambar/tanpa-ukuran.svg"}

    memory = PictureMemory(root, walk(root).files)
    assert memory.fault_of("gambar/a.svg") == "" and memory.text_without(()) == "{}"


@pytest.fixture
def looked_at(monkeypatch):
    """The paths of pictures that were unpacked to be checked."""
    paths, check = [], picture_pixels.check_pixels
    monkeypatch.setattr(picture_pixels, "check_pixels", lambda path, data: paths.append(path) or check(path, data))
    return paths


def checked_by(root, *paths: str) -> None:
    """Look for faults of ``paths`` as a new run does."""
    checked = CheckedPictures(root / ".cache/periksa/gambar")
    memory = PictureMemory(root, walk(root).files, checked=checked)
    for path in paths:
        memory.fault_of(path)
        memory.fault_of(path)
    checked.keep()


def test_a_whole_picture_is_unpacked_once_for_all_runs_and_all_names(tmp_path, looked_at):
    (tmp_path / "gambar").mkdir()
    for name in ("a", "b"):
        (tmp_path / f"gambar/{name}.jpg").write_bytes(saved(photo(20, 20), "JPEG"))
    checked_by(tmp_path, "gambar/a.jpg")
    checked_by(tmp_path, "gambar/a.jpg", "gambar/b.jpg")
    assert looked_at == ["gambar/a.jpg"]

    (tmp_path / "gambar/a.jpg").write_bytes(saved(photo(21, 20), "JPEG"))
    checked_by(tmp_path, "gambar/a.jpg")
    assert looked_at == ["gambar/a.jpg"] * 2


def test_a_broken_picture_is_reported_in_every_run(tmp_path, looked_at):
    (tmp_path / "gambar").mkdir()
    (tmp_path / "gambar/a.jpg").write_bytes(saved(photo(200, 200), "JPEG")[:-200])
    for _ in range(2):
        checked_by(tmp_path, "gambar/a.jpg")
    assert looked_at == ["gambar/a.jpg"] * 2

    memory = PictureMemory(tmp_path, walk(tmp_path).files)
    assert memory.fault_of("gambar/a.jpg").startswith("gambar rusak")
    with pytest.raises(BadValue, match="gambar rusak"):
        memory.of("gambar/a.jpg")
    assert memory.text_without(()) == "{}"


def test_what_was_checked_is_kept_without_a_name_and_whatever_befalls_it_costs_time_alone(
    tmp_path, looked_at, monkeypatch
):
    (tmp_path / "gambar").mkdir()
    (tmp_path / "gambar/rahasia.jpg").write_bytes(saved(photo(20, 20), "JPEG"))
    checked_by(tmp_path, "gambar/rahasia.jpg")
    kept = tmp_path / ".cache/periksa/gambar"
    assert len(kept.read_bytes()) == 41 and b"rahasia" not in kept.read_bytes()

    for damage in (b"", b"\xff\xfe", kept.read_bytes()[:-9], b"0" * 41):
        kept.write_bytes(damage)
        checked_by(tmp_path, "gambar/rahasia.jpg")
    assert len(looked_at) == 5
    # Another library may open what this one does not.
    monkeypatch.setattr(checked_pictures, "version", lambda library: "0")
    checked_by(tmp_path, "gambar/rahasia.jpg")
    assert len(looked_at) == 6


def test_of_more_pictures_than_are_kept_those_of_the_last_run_stay(tmp_path, looked_at, monkeypatch):
    monkeypatch.setattr(checked_pictures, "_MOST", 2)
    (tmp_path / "gambar").mkdir()
    for number in range(3):
        (tmp_path / f"gambar/{number}.jpg").write_bytes(saved(photo(20 + number, 20), "JPEG"))
        checked_by(tmp_path, f"gambar/{number}.jpg")

    assert len((tmp_path / ".cache/periksa/gambar").read_text().split()) == 1
    checked_by(tmp_path, "gambar/2.jpg")
    assert looked_at == ["gambar/0.jpg", "gambar/1.jpg", "gambar/2.jpg"]
