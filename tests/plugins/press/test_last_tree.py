"""The last tree is known by one look at each file, and the spare is brought up by what changed alone."""

import os

import pytest

from plugins.press.integrity import digest_of
from plugins.press.last_tree import LastTree, keep_tree, look_at, read_tree
from plugins.press.spare_tree import FILE_MODE, FOLDER_MODE
from tests.plugins.press.damage import flip

OLD = {"index.html": "lama", "a/index.html": "satu", "b/index.html": "dua", "hilang/x.html": "x", "jadi": "berkas"}
NEW = {"index.html": "baru", "a/index.html": "satu", "b/index.html": "dua", "jadi/index.html": "folder", "c/d/e.html": "e"}


def fill(folder, files: dict[str, str]):
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(FILE_MODE)
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            path.chmod(FOLDER_MODE)
    return folder


def told(folder) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def trees(tmp_path):
    """An output, the older tree that it replaced, and what was told of both; what both hold is one file."""
    output, spare = fill(tmp_path / "output", NEW), fill(tmp_path / "spare", OLD)
    for name in OLD.keys() & NEW.keys():
        if OLD[name] == NEW[name]:
            (spare / name).unlink()
            os.link(output / name, spare / name)
    digests = {name: digest_of(text.encode()) for name, text in NEW.items()}
    chapters = {"/topik/": (b"t", ("topik/a.html",), (b"a",), (), ())}
    return output, spare, look_at(output, spare, "dunia", {"index.html": b"m"}, chapters, digests)


def test_an_untouched_output_is_the_last_tree(trees):
    output, _, tree = trees

    assert tree.is_at(output)


SPOILS = {
    "a file written": lambda output: (output / "a/index.html").write_text("lain sama sekali"),
    "a file of the same size": lambda output: (output / "a/index.html").write_text("tiga"),
    "a file gone": lambda output: (output / "a/index.html").unlink(),
    "a file more": lambda output: (output / "a/asing.html").touch(),
    "a folder more": lambda output: (output / "asing").mkdir(),
    "another mode": lambda output: (output / "a/index.html").chmod(0o600),
    "a link in its place": lambda output: ((output / "a/index.html").unlink(), (output / "a/index.html").symlink_to("/")),
    "a name gone from the spare": lambda output: (output.with_name("spare") / "a/index.html").unlink(),
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
def test_whatever_was_done_to_the_output_is_seen(trees, spoil):
    output, _, tree = trees
    spoil(output)

    assert not tree.is_at(output)


def test_the_spare_is_brought_up_by_second_names(trees):
    output, spare, tree = trees

    assert tree.is_spare(spare)
    tree.bring_up(spare, output)
    assert told(spare) == NEW
    assert all((spare / name).samefile(output / name) for name in NEW)
    assert tree.is_at(output)


def test_a_folder_made_anew_is_not_the_spare(trees, tmp_path):
    _, spare, tree = trees
    spare.rename(tmp_path / "lain")
    fill(spare, OLD)

    assert not tree.is_spare(spare)


def test_a_spare_into_which_something_came_is_not_the_one_it_was(trees):
    _, spare, tree = trees
    (spare / "a/asing.html").touch()

    assert not tree.is_spare(spare)


def test_a_changed_byte_is_seen_where_files_are_read(trees):
    output, spare, tree = trees
    assert list(tree.damaged(output)) == list(tree.damaged(output, spare)) == []

    flip(output / "index.html")
    flip(spare / "a/index.html")

    assert tree.is_at(output) and tree.is_spare(spare)
    assert sorted(tree.damaged(output)) == sorted(tree.damaged(output, spare)) == ["a/index.html", "index.html"]


def test_what_both_trees_hold_is_read_where_the_next_one_is_made(trees):
    output, spare, tree = trees
    data = (spare / "a/index.html").read_bytes()
    (spare / "a/index.html").unlink()
    (spare / "a/index.html").write_bytes(data[::-1])

    assert list(tree.damaged(output)) == []
    assert list(tree.damaged(output, spare)) == ["a/index.html"]


def test_a_file_whose_digest_is_not_known_counts_as_damaged(trees):
    output, _, tree = trees
    del tree.digests["b/index.html"]

    assert list(tree.damaged(output)) == ["b/index.html"]


def test_the_parts_of_a_tree_that_are_read_are_all_of_it(trees):
    output, _, tree = trees
    for name in NEW:
        flip(output / name)

    found = [name for number in range(3) for name in tree.damaged(output, part=slice(number, None, 3))]
    assert sorted(found) == sorted(NEW)


def test_build_after_build_the_tree_is_known(trees):
    output, spare, tree = trees
    for number in range(4):
        assert tree.is_at(output) and tree.is_spare(spare)
        tree.bring_up(spare, output)
        (spare / "index.html").unlink()
        fill(spare, {"index.html": f"build {number}", f"baru-{number}/index.html": "x"})
        gone = []
        if number:
            gone = [f"baru-{number - 1}/index.html"]
            (spare / gone[0]).unlink()
            (spare / gone[0]).parent.rmdir()
        # What a build does: the two change places.
        output.rename(output.with_name("aside"))
        spare.rename(output)
        output.with_name("aside").rename(spare)
        written = ["index.html", f"baru-{number}/index.html", "b/index.html"]
        digests = {name: digest_of((output / name).read_bytes()) for name in told(output)}
        tree = tree.after(output, spare, "dunia", {}, {}, written, gone, digests)

        assert tree.made == sorted(written[:2])
        assert tree.files.keys() == tree.digests.keys() == told(output).keys()
        assert list(tree.damaged(output)) == []


def test_what_is_kept_comes_back_or_nothing_does(trees, tmp_path):
    file, tree = tmp_path / "pohon", trees[2]
    for digests in ({}, {"index.html": b"x" * 16}, tree.digests):
        tree.digests = digests
        keep_tree(file, tree)
        assert read_tree(file) == tree

    data = file.read_bytes()
    for at in range(0, len(data), 13):
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert read_tree(file) is None
        file.write_bytes(data[:at])
        assert read_tree(file) is None
    file.unlink()
    assert read_tree(file) is None
    assert not LastTree().is_at(tmp_path)
