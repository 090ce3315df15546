"""The swap of a whole output, and what a killed build leaves."""

import errno
import os
import re
import threading
import time

import pytest

from kabar.build.output.output_swap import Workplace, exchange, workplace
from kabar.failure import BuildFailed
from tests.kabar.build.project import files_of


def fill(folder, text):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(text)


def silent(_line):
    raise AssertionError("nobody is waited for")


@pytest.fixture
def place(tmp_path):
    """The workplace as a killed build leaves it: its folder is there, nobody holds it."""
    with workplace(tmp_path / "output", tmp_path / ".cache", silent) as held:
        folder = held.folder
    folder.mkdir()
    return Workplace(tmp_path / "output", folder)


@pytest.mark.parametrize("name", ["spare", "staging", "aside", "discarded"])
@pytest.mark.parametrize(
    "make", [lambda path: path.touch(), lambda path: path.symlink_to("/tmp")], ids=["file", "link"]
)
def test_what_is_no_folder_is_not_built_on(place, name, make):
    make(place.folder / name)

    begin_next_build(place)


def begin_next_build(place):
    with workplace(place.output, place.output.parent / ".cache", silent) as held:
        assert list(held.staging.iterdir()) == []


def test_what_was_staged_takes_the_outputs_place_whole(tmp_path):
    fill(tmp_path / "output" / "lama", "lama")

    with workplace(tmp_path / "output", tmp_path / ".cache", silent) as place:
        fill(place.staging, "baru")
        place.swap()

    assert files_of(tmp_path / "output") == {"index.html": b"baru"}


def test_the_next_build_starts_from_what_was_replaced(tmp_path):
    fill(tmp_path / "output", "lama")

    with workplace(tmp_path / "output", tmp_path / ".cache", silent) as place:
        fill(place.staging, "baru")
        place.swap()
    with workplace(tmp_path / "output", tmp_path / ".cache", silent) as place:
        assert files_of(place.staging) == {"index.html": b"lama"}

    # What was never shown is not kept.
    assert not list((tmp_path / ".cache" / "press").iterdir())


def test_beside_an_output_elsewhere_nothing_is_left(tmp_path):
    (tmp_path / "proyek").mkdir()
    fill(tmp_path / "lain" / "output", "lama")

    with workplace(tmp_path / "lain" / "output", tmp_path / "proyek" / ".cache", silent) as place:
        fill(place.staging, "baru")
        place.swap()

    assert [path.name for path in (tmp_path / "lain").iterdir()] == ["output"]


def test_a_swap_that_fails_leaves_the_old_output(tmp_path):
    fill(tmp_path / "output", "lama")

    with workplace(tmp_path / "output", tmp_path / ".cache", silent) as place:
        place.staging.rmdir()
        with pytest.raises(FileNotFoundError):
            place.swap()

    assert files_of(tmp_path / "output") == {"index.html": b"lama"}


def test_killed_between_the_renames_the_old_output_comes_back(place):
    fill(place.folder / "previous", "lama")
    fill(place.folder / "staging", "baru")

    begin_next_build(place)

    assert files_of(place.output) == {"index.html": b"lama"}
    assert not place.folder.exists()


def test_killed_after_the_swap_the_new_output_stays(place):
    fill(place.output, "baru")
    fill(place.folder / "previous", "lama")

    begin_next_build(place)

    assert files_of(place.output) == {"index.html": b"baru"}
    assert not place.folder.exists()


def test_killed_while_the_old_output_is_removed_its_remains_never_come_back(place):
    fill(place.folder / "discarded", "separuh")

    begin_next_build(place)

    assert not place.output.exists()
    assert not place.folder.exists()


def test_an_old_output_that_cannot_be_put_back_is_kept(place):
    fill(place.output, "lama")
    (place.folder / "staging").mkdir()
    place.output.rename(place.folder / "previous")

    place.leave()

    assert files_of(place.folder) == {"previous/index.html": b"lama"}


@pytest.fixture
def other_disk(monkeypatch):
    """Folders cannot be moved between the project and the output."""
    monkeypatch.setattr("kabar.build.output.output_swap._can_move", lambda source, target: False)


def test_on_another_disk_the_stage_stands_beside_the_output_and_goes_away(tmp_path, other_disk):
    output = tmp_path / "hasil" / "situs"

    with workplace(output, tmp_path / "proyek" / ".cache", silent) as place:
        assert place.folder.parent == output.parent
        fill(place.staging, "baru")
        place.swap()

    assert [path.name for path in output.parent.iterdir()] == ["situs"]


def test_outside_the_project_the_next_build_starts_from_what_was_replaced_too(tmp_path):
    output, cache = tmp_path / "hasil" / "situs", tmp_path / "proyek" / ".cache"
    fill(output, "lama")

    with workplace(output, cache, silent) as place:
        fill(place.staging, "baru")
        place.swap()
    with workplace(output, cache, silent) as place:
        assert files_of(place.staging) == {"index.html": b"lama"}
    assert [path.name for path in output.parent.iterdir()] == ["situs"]


@pytest.mark.parametrize("is_there", [True, False])
def test_of_two_projects_that_write_to_one_output_the_second_waits(tmp_path, is_there):
    output, told = tmp_path / "situs", []
    if is_there:
        fill(output, "lama")

    def second():
        with workplace(output, tmp_path / "dua" / ".cache", told.append):
            told.append(files_of(output))

    with workplace(output, tmp_path / "satu" / ".cache", silent) as place:
        fill(place.staging, "baru")
        place.swap()
        waiting = threading.Thread(target=second)
        waiting.start()
        while not told:
            time.sleep(0.01)
        assert waiting.is_alive()
    waiting.join()

    assert told == [f"Menunggu build lain yang sedang menulis '{output}' …", {"index.html": b"baru"}]


def test_two_folders_change_places_in_one_step(tmp_path):
    one, other = tmp_path / "satu", tmp_path / "dua"
    for folder in (one, other):
        folder.mkdir()
        (folder / "isi").write_text(folder.name)

    assert exchange(one, other)
    assert ((one / "isi").read_text(), (other / "isi").read_text()) == ("dua", "satu")
    with pytest.raises(FileNotFoundError):
        exchange(one, tmp_path / "tidak-ada")


def test_where_folders_cannot_be_exchanged_they_are_renamed(tmp_path, monkeypatch):
    monkeypatch.setattr("kabar.build.output.output_swap.exchange", lambda one, other: False)
    output = tmp_path / "output"
    output.mkdir()
    (output / "lama").touch()

    with workplace(output, tmp_path / ".cache", print) as place:
        (place.staging / "baru").touch()
        place.swap()

    assert [path.name for path in output.iterdir()] == ["baru"]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (
            errno.EBUSY,
            "adalah titik kait (mount point), yang tidak dapat diganti utuh dalam satu langkah; pilih folder di",
        ),
        (errno.EXDEV, "ada di dua titik kait (mount point), sehingga tidak dapat ditukar; pilih OUTPUT di luar"),
    ],
)
@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_mount_that_does_not_show_is_told_in_one_line_and_the_old_output_stays(
    tmp_path, monkeypatch, code, line, can_exchange
):
    def refuse(*_folders):
        raise OSError(code, os.strerror(code))

    fill(tmp_path / "output", "lama")
    monkeypatch.setattr("kabar.build.output.output_swap.exchange", refuse if can_exchange else lambda one, other: False)

    with workplace(tmp_path / "output", tmp_path / ".cache", silent) as place:
        fill(place.staging, "baru")
        monkeypatch.setattr(type(tmp_path), "rename", refuse)
        with pytest.raises(BuildFailed, match=re.escape(line)):
            place.swap()
        monkeypatch.undo()

    assert files_of(tmp_path / "output") == {"index.html": b"lama"}
    assert not list((tmp_path / ".cache/press").iterdir())
