"""The last output, looked at while the content is read."""

import os

import pytest

from kabar.build.last_build import early_checks, output_checks
from kabar.build.output.integrity import digest_of
from kabar.build.output.output_manifest import keep_tree, look_at
from kabar.index.database import Database

NAMES = ("index.html", "a.html", "b.html", "c.html")


@pytest.fixture
def kept(tmp_path):
    output, spare, database = tmp_path / "output", tmp_path / "lama", Database(tmp_path / "build.sqlite")
    output.mkdir()
    spare.mkdir()
    for name in NAMES:
        (output / name).write_text("Karangan")
        (output / name).chmod(0o644)
        os.link(output / name, spare / name)
    tree = look_at(output, spare, dict.fromkeys(NAMES, digest_of(b"Karangan")))
    assert database.change(lambda connection: keep_tree(connection, None, tree))
    return database, output, spare


def is_as_left(kept, jobs: int, reads: bool = False) -> bool:
    database, output, spare = kept
    with early_checks(output_checks(database, output, jobs, spare, reads), jobs) as answer:
        first = answer()
        assert answer() == first
        return first


@pytest.mark.parametrize("reads", [False, True])
@pytest.mark.parametrize("jobs", [1, 2, 7])
def test_an_output_as_it_was_left_is_told(kept, jobs, reads):
    assert is_as_left(kept, jobs, reads)


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_in_which_a_file_changed_is_told(kept, jobs):
    (kept[1] / "index.html").write_text("Karangan lain")

    assert not is_as_left(kept, jobs)


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_beside_which_the_spare_changed_is_told(kept, jobs):
    (kept[2] / "asing.html").touch()

    assert not is_as_left(kept, jobs)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_changed_byte_is_told_where_files_are_read(kept, jobs, name):
    status = (kept[1] / name).stat()
    (kept[1] / name).write_text("karangan")
    os.utime(kept[1] / name, ns=(status.st_atime_ns, status.st_mtime_ns))

    assert is_as_left(kept, jobs)
    assert not is_as_left(kept, jobs, reads=True)


@pytest.mark.parametrize("jobs", [1, 2])
def test_where_nothing_was_kept_it_is_not_the_same(kept, jobs):
    kept[0].discard()

    assert not is_as_left(kept, jobs)


def test_nothing_runs_on_where_nobody_asked(kept):
    database, output, spare = kept
    with pytest.raises(ValueError, match="isi keliru"), early_checks(
        output_checks(database, output, 2, spare, True), 2
    ):
        raise ValueError("isi keliru")
