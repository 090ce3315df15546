"""The last tree is known by one look at each file, and the spare is brought up by what changed alone."""

import os
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kabar.build.output.integrity import digest_of
from kabar.build.output.output_manifest import LastTree, is_as_left, keep_tree, lay_out, look_at, read_tree
from kabar.build.output.spare_tree import FILE_MODE, FOLDER_MODE
from kabar.index.database import Database
from tests.kabar.build.damage import flip

OLD = {"index.html": "lama", "a/index.html": "satu", "b/index.html": "dua", "hilang/x.html": "x", "jadi": "berkas"}
NEW = {
    "index.html": "baru",
    "a/index.html": "satu",
    "b/index.html": "dua",
    "jadi/index.html": "folder",
    "c/d/e.html": "e",
}


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
    return output, spare, look_at(output, spare, {name: digest_of(text.encode()) for name, text in NEW.items()})


def is_left(tree: LastTree, output, spare=None) -> bool:
    """Whether ``output``, and ``spare`` where it is given, are as ``tree`` was kept."""
    database = Database(output.with_name("build.sqlite"))
    keep(database, None, tree)
    try:
        return is_as_left(database, output, spare)
    finally:
        database.close()


def test_an_untouched_output_is_the_last_tree(trees):
    output, _, tree = trees

    assert is_left(tree, output)


SPOILS = {
    "a file written": lambda output: (output / "a/index.html").write_text("lain sama sekali"),
    "a file of the same size": lambda output: (output / "a/index.html").write_text("tiga"),
    "a file gone": lambda output: (output / "a/index.html").unlink(),
    "a file more": lambda output: (output / "a/asing.html").touch(),
    "a folder more": lambda output: (output / "asing").mkdir(),
    "another mode": lambda output: (output / "a/index.html").chmod(0o600),
    "a link in its place": lambda output: (
        (output / "a/index.html").unlink(),
        (output / "a/index.html").symlink_to("/"),
    ),
    "a name gone from the spare": lambda output: (output.with_name("spare") / "a/index.html").unlink(),
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
def test_whatever_was_done_to_the_output_is_seen(trees, spoil):
    output, _, tree = trees
    spoil(output)

    assert not is_left(tree, output)


def test_the_spare_is_brought_up_by_second_names(trees):
    output, spare, tree = trees

    assert is_left(tree, output, spare)
    tree.bring_up(spare, output)
    assert told(spare) == NEW
    assert all((spare / name).samefile(output / name) for name in NEW)
    assert is_left(tree, output)


@pytest.fixture
def alone(trees):
    """An output, the empty folder in place of its spare, which was removed, and the database."""
    output, spare, tree = trees
    shutil.rmtree(spare)
    spare.mkdir()
    database = Database(output.with_name("build.sqlite"))
    keep(database, None, tree)
    return output, spare, database


def test_an_empty_spare_is_laid_out_from_the_manifest(alone):
    output, spare, database = alone

    assert lay_out(database, output, spare)
    assert told(spare) == NEW
    assert all((spare / name).samefile(output / name) for name in NEW)
    tree = read_tree(database)
    tree.lay_out(spare)
    # The next build finds both trees as this one left them.
    (spare / "index.html").unlink()
    fill(spare, {"index.html": "baru sekali"})
    output.rename(output.with_name("aside"))
    spare.rename(output)
    output.with_name("aside").rename(spare)
    later = tree.after(output, spare, ["index.html"], [], {})
    assert (later.made, later.gone) == (["index.html"], [])
    keep(database, read_tree(database), later)
    assert is_as_left(database, output, spare)
    read_tree(database).bring_up(spare, output)
    assert told(spare) == NEW | {"index.html": "baru sekali"}


@pytest.mark.parametrize("spoil", list(SPOILS.values())[:-1], ids=list(SPOILS)[:-1])
def test_no_spare_is_laid_out_from_an_output_that_changed(alone, spoil):
    output, spare, database = alone
    spoil(output)

    assert not lay_out(database, output, spare)


def test_no_spare_is_laid_out_where_something_is_in_the_way(alone):
    output, spare, database = alone
    (spare / "a").mkdir()

    assert not lay_out(database, output, spare)


def test_without_a_spare_hard_links_are_not_counted(alone):
    output, spare, database = alone
    assert lay_out(database, output, spare)
    tree = read_tree(database)
    tree.lay_out(spare)
    output.rename(output.with_name("aside"))
    spare.rename(output)
    tree = tree.after(output, spare, ["index.html"], [], {})
    shutil.rmtree(output.with_name("aside"))

    assert tree.spare == 0
    assert tree.files["index.html"].hard_links == 0


def test_a_folder_made_anew_is_not_the_spare(trees, tmp_path):
    output, spare, tree = trees
    spare.rename(tmp_path / "lain")
    fill(spare, OLD)

    assert is_left(tree, output) and not is_left(tree, output, spare)


def test_a_spare_into_which_something_came_is_not_the_one_it_was(trees):
    output, spare, tree = trees
    (spare / "a/asing.html").touch()

    assert is_left(tree, output) and not is_left(tree, output, spare)


def test_a_changed_byte_is_seen_where_files_are_read(trees):
    output, spare, tree = trees
    assert list(tree.damaged(output)) == list(tree.damaged(output, spare)) == []

    flip(output / "index.html")
    flip(spare / "a/index.html")

    assert is_left(tree, output, spare)
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
    tree.files["b/index.html"] = tree.files["b/index.html"]._replace(digest=None)

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
        assert is_left(tree, output, spare)
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
        tree = tree.after(output, spare, written, gone, digests)

        assert tree.made == sorted(written[:2])
        assert {name: one.digest for name, one in tree.files.items()} == digests
        assert list(tree.damaged(output)) == []


def test_the_digest_of_a_file_that_was_drawn_anew_is_not_that_of_the_one_before(trees):
    output, spare, tree = trees
    tree.bring_up(spare, output)
    (output / "index.html").unlink()
    (output / "index.html").write_text("baru sekali")

    assert tree.after(output, spare, ["index.html"], [], {}).files["index.html"].digest is None


def test_what_is_kept_comes_back(trees, tmp_path):
    output, spare, tree = trees
    database = Database(tmp_path / "build.sqlite")
    assert read_tree(database) is None

    keep(database, None, tree)
    assert read_tree(database) == tree
    kept = read_tree(database)
    kept.bring_up(spare, output)
    # What is written is what changed: nothing of the tree before stays.
    later = kept.after(output, spare, ["index.html"], ["a/index.html"], {})
    keep(database, kept, later)
    assert read_tree(database) == later
    keep(database, None, tree)
    assert read_tree(database) == tree


def keep(database: Database, before: LastTree | None, tree: LastTree) -> None:
    assert database.change(lambda connection: keep_tree(connection, before, tree))


@pytest.mark.parametrize(
    "loss",
    [
        "DELETE FROM file WHERE name = 'index.html'",
        "DELETE FROM directory WHERE name = 'a'",
        "DELETE FROM meta WHERE name = 'manifest'",
        "UPDATE meta SET value = '[]' WHERE name = 'manifest'",
    ],
)
def test_a_tree_of_which_anything_was_lost_is_none(trees, tmp_path, loss):
    database = Database(tmp_path / "build.sqlite")
    keep(database, None, trees[2])
    assert database.change(lambda connection: connection.execute(loss))

    assert read_tree(database) is None


@given(st.integers(0, 10**6), st.integers(1, 500), st.integers(0, 255))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_database_never_tells_of_another_tree(trees, tmp_path_factory, start, length, filler):
    output, _, tree = trees
    file = tmp_path_factory.mktemp("rusak") / "build.sqlite"
    database = Database(file)
    keep(database, None, tree)
    database.close()
    data = file.read_bytes()
    start %= len(data)
    file.write_bytes(data[:start] + bytes([filler]) * min(length, len(data) - start) + data[start + length :])

    found = read_tree(Database(file))
    assert found is None or found.files.keys() == tree.files.keys() or not is_as_left(Database(file), output)
