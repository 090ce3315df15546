"""Processes that share the work of this one: nothing of it is lost, and none of them is left."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import synchronize
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from kabar.worker_pool import WorkerPool, can_fork, is_worker

ROOT = Path(__file__).parents[3]


def test_what_was_read_is_inherited():
    unpicklable = {number: lambda number=number: number * number for number in range(50)}

    with WorkerPool(3, lambda number: (unpicklable[number](), os.getpid())) as pool:
        answers = [answer.result() for answer in list(map(pool.do, range(50)))]

    assert [square for square, _ in answers] == [number * number for number in range(50)]
    assert os.getpid() not in {pid for _, pid in answers}


def test_it_is_an_executor_for_plain_functions():
    with WorkerPool(2) as pool:
        assert isinstance(pool, Executor)
        assert pool.submit(pow, 2, 10).result() == 1024
        assert list(pool.map(len, ["a", "bb", "ccc"])) == [1, 2, 3]


def test_workers_know_that_they_are_and_are_nice():
    with WorkerPool(1, lambda _: (is_worker(), os.nice(0)), niceness=3) as pool:
        assert pool.do(None).result() == (True, os.nice(0) + 3)

    assert not is_worker()


@pytest.mark.parametrize("missing", [ImportError, OSError])
def test_a_system_without_shared_locks_has_no_pool(monkeypatch, missing):
    def refuse(*_, **__):
        raise missing

    assert can_fork()
    monkeypatch.setattr(synchronize.SemLock, "__init__", refuse)
    assert not can_fork()


def test_a_process_that_dies_breaks_what_was_not_done_and_how_it_ended_is_known():
    def work(task):
        if task == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    with WorkerPool(1, work) as pool:
        pid = pool.do("live").result()
        with pytest.raises(BrokenProcessPool):
            pool.do("die").result()

    assert pool.died == {pid: -signal.SIGKILL}
    assert multiprocessing.active_children() == []


def test_what_fails_ends_all_processes_at_once():
    with pytest.raises(KeyboardInterrupt), WorkerPool(2, time.sleep) as pool:
        for _ in range(20):
            pool.do(60)
        raise KeyboardInterrupt

    assert multiprocessing.active_children() == []


def test_a_process_that_dies_at_half_of_its_answer_is_not_waited_for():
    def work(task):
        if task == "die":
            Connection._send = send_half
        return task

    def send_half(connection, data):
        os.write(connection.fileno(), data[: len(data) // 2])
        os.kill(os.getpid(), signal.SIGKILL)

    with WorkerPool(2, work) as pool:
        answers = [pool.do(task) for task in ("live", "die", "live", "live")]
        with pytest.raises(BrokenProcessPool):
            answers[1].result(timeout=10)

    assert list(pool.died.values()) == [-signal.SIGKILL]
    assert multiprocessing.active_children() == []


ORPHANS = """
import os, sys, time
from kabar.worker_pool import WorkerPool
pool = WorkerPool(3, lambda seconds: time.sleep(seconds) or os.getpid())
print(*[future.result() for future in [pool.do(0.2) for _ in range(3)]], flush=True)
time.sleep(60)
"""


def test_workers_end_with_a_parent_that_is_killed():
    parent = subprocess.Popen([sys.executable, "-c", ORPHANS], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    workers = [int(pid) for pid in parent.stdout.readline().split()]

    parent.kill()
    parent.wait()

    assert len(set(workers)) == 3
    deadline = time.monotonic() + 10
    while (alive := [pid for pid in workers if is_running(pid)]) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert alive == []


def is_running(pid: int) -> bool:
    """Whether the process is at work: one that nobody waited for yet is not."""
    asked = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return asked.stdout.strip()[:1] not in ("", "Z")


INTERRUPTED_AT_A_FORK = """
import os, signal
from kabar.worker_pool import WorkerPool

os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGINT))
try:
    with WorkerPool(2) as workers:
        workers.submit(int).result()
    print("went on")
except KeyboardInterrupt:
    print("interrupted")
"""


def test_ctrl_c_while_processes_are_forked_is_not_lost():
    done = subprocess.run([sys.executable, "-c", INTERRUPTED_AT_A_FORK], cwd=ROOT, capture_output=True, text=True)

    assert (done.stdout, done.stderr) == ("interrupted\n", "")
