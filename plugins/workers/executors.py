"""Executors for the pure functions of a build: top-level functions of bytes and plain values.

Any ``Executor`` can do these: they use no path of this machine, and nothing that was read before.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures import wait as wait_for
from typing import Any, TypeVar

from plugins.workers.pool import WorkerPool, can_fork

_AHEAD = 4  # calls for each job that are given out before the first is answered: what they are given lies in memory

T = TypeVar("T")


class Here(Executor):
    """An executor that does in this process, at once, what it is given."""

    def submit(self, function: Callable, /, *args: Any, **named: Any) -> Future:
        """The future of what is done already."""
        future: Future = Future()
        try:
            future.set_result(function(*args, **named))
        except Exception as error:
            future.set_exception(error)
        return future


def executor_for(jobs: int) -> Executor:
    """The executor for the pure functions of a build, to be used in a ``with`` statement.

    Every build has its executors from here. There are ``jobs`` processes; with one, or without fork, all is done here.
    """
    return WorkerPool(jobs) if jobs > 1 and can_fork() else Here()


def answers(
    executor: Executor, calls: Iterable[tuple[T, Callable, tuple]], jobs: int
) -> Iterator[tuple[T, Future]]:
    """Each call (a name for it, function, arguments) by its name, with its future, which is done; in their order.

    ``calls`` is asked for more only when ``jobs`` are about to lack work.
    """
    waiting: deque[tuple[T, Future]] = deque()
    for name, function, arguments in calls:
        waiting.append((name, executor.submit(function, *arguments)))
        while waiting and (len(waiting) > _AHEAD * jobs or waiting[0][1].done()):
            yield _done(waiting)
    while waiting:
        yield _done(waiting)


def _done(waiting: deque[tuple[T, Future]]) -> tuple[T, Future]:
    name, future = waiting.popleft()
    wait_for([future])
    return name, future
