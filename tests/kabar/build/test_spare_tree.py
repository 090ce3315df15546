"""One tree is brought up to another, whatever it held before."""

import os
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.build.output.spare_tree import FILE_MODE, bring_up, discard

NAMES = st.sampled_from(["a", "b.html", "c/a", "c/d/e", "c/d/f", "g/h"])
TREES = st.dictionaries(NAMES, st.sampled_from(["satu", "dua", "tiga kali"]), max_size=6)


def write(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(FILE_MODE)
    return folder


def read(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


@given(TREES, TREES, st.sets(NAMES))
@settings(max_examples=60)
def test_a_tree_becomes_the_other_and_shares_its_files(tmp_path_factory, old, new, shared):
    place = tmp_path_factory.mktemp("pohon")
    output, folder = write(place / "output", new), write(place / "lama", old)
    for name in shared & old.keys() & new.keys():
        (folder / name).unlink()
        os.link(output / name, folder / name)

    present = bring_up(folder, output)

    assert read(folder) == read(output) == new
    assert present.keys() == new.keys()
    assert all((folder / name).samefile(output / name) for name in new)
    assert not [path for path in folder.rglob("*") if path.is_dir() and not any(path.iterdir())]


def test_what_is_no_plain_file_is_left_out_and_taken_away(tmp_path):
    output, folder = write(tmp_path / "output", {"a": "isi"}), write(tmp_path / "lama", {"b": "lama"})
    for place in (output, folder):
        (place / "tautan").symlink_to("/etc/hostname")

    assert list(bring_up(folder, output)) == ["a"]
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_without_an_output_nothing_is_held(tmp_path):
    folder = write(tmp_path / "lama", {"a/b": "lama"})

    assert bring_up(folder, tmp_path / "tidak-ada") == {}
    assert not any(folder.iterdir())


def test_folders_that_are_empty_go_with_their_last_file(tmp_path):
    folder = write(tmp_path / "lama", {"a/b/c": "x", "a/d": "y"})

    discard(folder, ["a/b/c"])
    assert sorted(path.name for path in folder.rglob("*")) == ["a", "d"]


def test_folders_that_others_made_are_not_taken_along(tmp_path):
    output, folder = write(tmp_path / "output", {"a/b": "isi", "c": "isi"}), write(tmp_path / "lama", {"a/b": "lama"})
    for place in (output, folder):
        (place / "a/asing/dalam").mkdir(parents=True)
    (folder / "c").mkdir()

    bring_up(folder, output)

    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*")) == ["a", "a/b", "c"]
    assert (folder / "c").is_file()
