"""Files are drawn alike by any number of processes, and what fails is told once."""

import multiprocessing
import os
import signal
from collections import Counter

import pytest

from kabar.build.options import processes_from
from kabar.build.render import render_queue as module
from kabar.build.render.render_queue import FEWEST_TO_SPLIT, RenderQueue
from kabar.build.verify.html_links import Links
from kabar.failure import BuildFailed
from tests.kabar.build.project import files_of

MANY = FEWEST_TO_SPLIT + 5


def page(number: int) -> bytes:
    return f'<p id="p{number}"><a href="/{number}/">x</a>'.encode()


def fail() -> bytes:
    raise KeyError("rusak")


def queue(folder, jobs, **others) -> RenderQueue:
    made = RenderQueue(folder, jobs)
    for number in range(MANY):
        made.add(f"{number}/index.html", lambda number=number: page(number))
    for name, draw in others.items():
        made.add(name, draw)
    return made


@pytest.mark.parametrize("jobs", [1, 2, 8])
def test_the_same_files_and_links_whatever_the_number_of_processes(tmp_path, jobs):
    links = queue(tmp_path, jobs).render()

    assert files_of(tmp_path) == {f"{number}/index.html": page(number) for number in range(MANY)}
    assert list(links) == [f"{number}/index.html" for number in range(MANY)]
    assert links["3/index.html"] == Links(("/3/",), frozenset({"p3"}))


@pytest.mark.parametrize("jobs", [1, 2, 8])
def test_the_first_file_that_fails_is_told_with_its_cause(tmp_path, jobs):
    with pytest.raises(BuildFailed, match=r"KeyError: 'rusak' \(saat menggambar a\)") as failure:
        queue(tmp_path, jobs, a=fail, b=fail).render()

    assert isinstance(failure.value.__cause__, KeyError)


def test_what_stands_before_a_file_that_fails_is_drawn(tmp_path):
    with pytest.raises(BuildFailed, match="'rusak'"):
        queue(tmp_path, 4, a=fail).render()

    assert files_of(tmp_path).items() >= {f"{number}/index.html": page(number) for number in range(MANY)}.items()


def test_a_process_that_is_killed_is_told(tmp_path):
    here = os.getpid()

    def kill() -> bytes:
        assert os.getpid() != here, "drawn in the process of the test"
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(BuildFailed, match="dihentikan"):
        queue(tmp_path, 2, a=kill).render()

    assert multiprocessing.active_children() == []


def test_workers_are_followed_by_others_so_that_their_memory_is_given_back(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_MOST_OF_WORKER", 4)
    made = RenderQueue(tmp_path, 2)
    for number in range(MANY):
        made.add(str(number), lambda: str(os.getpid()).encode())

    made.render()

    by_process = Counter(files_of(tmp_path).values())
    assert str(os.getpid()).encode() not in by_process
    assert max(by_process.values()) <= 2 * 4


def test_where_there_is_no_fork_all_is_drawn_here(tmp_path, monkeypatch):
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    here = str(os.getpid()).encode()

    queue(tmp_path, 4, a=lambda: str(os.getpid()).encode()).render()

    assert files_of(tmp_path)["a"] == here


def test_a_full_disk_is_told(tmp_path):
    (tmp_path / "1").touch()  # where a folder should be made

    with pytest.raises(OSError, match="exists"):
        queue(tmp_path, 2).render()


@pytest.mark.parametrize(("text", "number"), [("1", 1), (" 8 ", 8), ("", os.cpu_count())])
def test_jobs_are_a_number(text, number):
    assert processes_from(text) == number


@pytest.mark.parametrize("text", ["0", "-1", "dua", "1.5", "999", "²"])
def test_jobs_that_are_no_number_are_refused(text):
    with pytest.raises(BuildFailed, match="JOBS"):
        processes_from(text)
