"""Files are made before they are asked for: those of one source together, none twice, none for nothing."""

import os
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from kabar.outputs.renditions.made_files import FileStore, MadeFile
from kabar.outputs.renditions.making import Making
from kabar.worker_pool import InlineExecutor, executor_for, is_worker


def repeat(data: bytes, numbers: list[int]) -> list[bytes]:
    if 0 in numbers:
        raise ValueError("nothing")
    if -1 in numbers and is_worker():
        os._exit(1)
    return [data * number for number in numbers]


def files_of(source: Path, *numbers: int) -> list[MadeFile]:
    read = source.read_bytes
    return [MadeFile((source.name, number), repeat, read, number) for number in numbers]


class Counting(InlineExecutor):
    """Notes what it is given."""

    def __init__(self):
        self.given = []

    def submit(self, function, /, *args, **named):
        self.given.append(args)
        return super().submit(function, *args, **named)


@pytest.fixture
def sources(tmp_path) -> tuple[Path, Path]:
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "b").write_bytes(b"b")
    return tmp_path / "a", tmp_path / "b"


def made(store: FileStore, files: list[MadeFile], executor, jobs: int = 1) -> Making:
    making = Making()
    making.add(store, files)
    making.make(executor, jobs)
    return making


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_was_made_before_is_what_is_asked_for(tmp_path, sources, jobs):
    store, files = FileStore(tmp_path / "simpan"), files_of(sources[0], *range(1, 40)) + files_of(sources[1], 1, 2)

    with executor_for(jobs) as executor:
        made(store, files, executor, jobs)

    assert store.lacks(files) == []
    for source in sources:
        source.unlink()
    assert [store.bytes_of(file) for file in files] == [b"a" * number for number in range(1, 40)] + [b"b", b"bb"]


def test_those_of_one_source_are_made_together_and_each_once(tmp_path, sources):
    store, executor = FileStore(tmp_path / "simpan"), Counting()

    made(store, files_of(sources[0], 1, 2, 2) + files_of(sources[1], 1), executor)

    assert executor.given == [(b"a", [1, 2]), (b"b", [1])]


def test_nothing_that_is_kept_is_made(tmp_path, sources):
    store, executor = FileStore(tmp_path / "simpan"), Counting()
    made(store, files_of(sources[0], 1, 2), InlineExecutor())

    assert len(made(store, files_of(sources[0], 1, 2), executor)) == 0
    made(store, files_of(sources[0], 1, 2, 3), executor)
    assert executor.given == [(b"a", [3])]


def test_what_cannot_be_made_is_left_to_who_asks_for_it(tmp_path, sources):
    store = FileStore(tmp_path / "simpan")
    gone, failing, last = *files_of(tmp_path / "c", 1), *files_of(sources[0], 0), *files_of(sources[1], 1)

    made(store, [gone, failing, last], InlineExecutor())

    assert store.lacks([gone, failing, last]) == [gone, failing]
    with pytest.raises(ValueError, match="nothing"):
        store.bytes_of(failing)
    with pytest.raises(FileNotFoundError):
        store.bytes_of(gone)


def test_where_nothing_can_be_kept_no_more_is_made(tmp_path, sources):
    (tmp_path / "simpan").write_text("bukan folder")
    executor = Counting()

    made(FileStore(tmp_path / "simpan"), files_of(sources[0], 1) + files_of(sources[1], 1), executor)

    assert len(executor.given) == 1


def test_a_process_that_dies_is_told_and_what_was_made_is_kept(tmp_path, sources):
    store, files = FileStore(tmp_path / "simpan"), files_of(sources[0], *range(1, 17)) + files_of(sources[1], -1)

    with pytest.raises(BrokenProcessPool), executor_for(2) as executor:
        made(store, files[:16], executor, 2)
        made(store, files, executor, 2)

    assert store.lacks(files) == files[16:]
