"""Pictures that are not opened again while their files are the same."""

import os

import pytest

from plugins.content_model import picture_memory
from plugins.content_model.picture_memory import PictureMemory
from plugins.content_model.walk import walk

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
    return PictureMemory(root, walk(root).files, first.told_but(withheld))


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
    told = before.told_but(())
    write(root, "gambar/a.svg", DRAWING.format(99), age=9)

    assert PictureMemory(root, walk(root).files, told).of("gambar/a.svg").width == 99


def test_of_what_was_written_just_now_nothing_is_kept(root):
    write(root, "gambar/a.svg", DRAWING.format(30), age=0)

    assert "gambar/a.svg" not in remembered(root)._known
    assert "gambar/tanpa-ukuran.svg" in remembered(root)._known


def test_nothing_is_kept_of_what_is_withheld(root):
    assert set(remembered(root, "gambar/a.svg")._known) == {"gambar/tanpa-ukuran.svg"}
