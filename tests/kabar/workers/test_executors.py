"""What pure functions are done by answers in the order of its calls, whatever it is."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import pytest

from kabar import worker_pool as module
from kabar.worker_pool import InlineExecutor, WorkerPool, answers, executor_for


@pytest.mark.parametrize(
    "make", [InlineExecutor, lambda: executor_for(1), lambda: executor_for(2), lambda: ThreadPoolExecutor(3)]
)
def test_calls_are_answered_in_their_order_with_their_names(make):
    with make() as executor:
        given = answers(executor, ((number, pow, (number, 2)) for number in range(50)), 2)

        assert [(name, future.result()) for name, future in given] == [(number, number**2) for number in range(50)]


def test_with_one_job_or_without_fork_it_is_done_here(monkeypatch):
    assert isinstance(executor_for(2), WorkerPool)
    monkeypatch.setattr(module, "can_fork", lambda: False)
    for jobs in (1, 2):
        with executor_for(jobs) as executor:
            assert executor.submit(os.getpid).result() == os.getpid()


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_fails_fails_alone(jobs):
    with executor_for(jobs) as executor:
        calls = [("a", int, ("1",)), ("b", int, ("x",)), ("c", int, ("3",))]
        errors = {name: type(future.exception()) for name, future in answers(executor, calls, jobs)}

    assert errors == {"a": type(None), "b": ValueError, "c": type(None)}


def test_no_more_is_given_out_than_keeps_all_busy():
    asked = []

    def calls():
        for number in range(100):
            asked.append(number)
            yield number, time.sleep, (0.01,)

    with ThreadPoolExecutor(2) as executor:
        for number, _ in answers(executor, calls(), 2):
            assert len(asked) - number <= 4 * 2 + 1


def test_here_an_answer_is_given_before_the_next_call_is_asked_for():
    done = []
    calls = ((number, done.append, (number,)) for number in range(5))

    assert all(done == list(range(number + 1)) for number, _ in answers(InlineExecutor(), calls, 8))


def test_a_process_that_dies_is_told():
    with pytest.raises(BrokenProcessPool), executor_for(2) as executor:
        for _, future in answers(executor, [(1, os._exit, (1,)), (2, time.sleep, (60,))], 2):
            future.result()
