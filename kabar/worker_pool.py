"""Worker pool: a ``ProcessPoolExecutor`` whose processes are forked from this one.

Workers inherit the memory of this process, so that only tasks and results are pickled. Functions that depend on their
arguments alone go to ``submit`` or ``map``, as with any ``Executor``; tasks that need inherited data go to ``do``.
"""

import gc
import multiprocessing
import os
import signal
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, ForkProcess
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")

_ENDED_BY_US = -signal.SIGTERM
_GC_THRESHOLD = 50_000  # objects, some MB; collecting every few hundred objects takes a sixth of the time


def can_fork() -> bool:
    """Whether this system can fork processes and has locks that they share."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return False
    try:
        multiprocessing.Lock()
    except (ImportError, OSError):  # no semaphores, or no /dev/shm, where Linux keeps them
        return False
    return True


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Block SIGINT while processes are forked: Python drops an exception raised in its fork handlers."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class WorkerPool(ProcessPoolExecutor):
    """``jobs`` processes, forked at the first task and ended with the ``with`` statement; killed if that raises.

    Forking is only safe while this process has no other threads: one pool at a time. Workers inherit ``work``, which
    does one task, and are niced by ``niceness``. If a worker dies, all unfinished tasks raise BrokenProcessPool.
    """

    def __init__(self, jobs: int, work: Callable[[Any], Any] | None = None, niceness: int = 0):
        self._forked: list[BaseProcess] = []
        self._watching: Thread | None = None
        super().__init__(jobs, _fork_context(self._forked), _begin, (work, niceness))

    def submit(self, function: Callable[P, T], /, *args: P.args, **named: P.kwargs) -> Future[T]:
        if self._watching:
            return super().submit(function, *args, **named)
        with uninterrupted():
            future = super().submit(function, *args, **named)
            # Close our copy of the pipe's write end, so that reading a result ends once all workers have.
            writer: Connection = self._result_queue._writer  # type: ignore[attr-defined]  # not in the stubs
            writer.close()
            self._watching = Thread(target=self._end_together, daemon=True)
            self._watching.start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        super().shutdown(wait, cancel_futures=cancel_futures)
        if wait and self._watching:
            self._watching.join()

    def do(self, task: Any) -> Future[Any]:
        """Submit ``task`` to the inherited ``work``."""
        return self.submit(_do, task)

    def kill(self) -> None:
        """Kill all processes."""
        for process in self._forked:
            process.kill()
        self.shutdown(cancel_futures=True)
        for process in self._forked:
            process.join()

    @property
    def died(self) -> Mapping[int, int]:
        """Exit code (or minus the signal) by process id of the workers that failed."""
        return {
            process.pid: process.exitcode
            for process in self._forked
            if process.pid is not None and process.exitcode not in (None, 0, _ENDED_BY_US)
        }

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind:
            self.kill()
        else:
            self.shutdown()

    def _end_together(self) -> None:
        # A worker that dies may hold the result queue's lock, for which the others would wait forever.
        wait([process.sentinel for process in self._forked])
        for process in self._forked:
            process.terminate()


def _fork_context(forked: list[BaseProcess]) -> ForkContext:
    """A context that adds each process that it makes to ``forked``.

    They are daemons: Python waits for others at exit, and these could have children.
    """

    class Worker(ForkProcess):
        def __init__(self, **named: Any):
            super().__init__(daemon=True, **named)
            forked.append(self)

    class Context(ForkContext):
        Process = Worker

    return Context()


def is_worker() -> bool:
    """Whether this process is a worker, which cannot have children."""
    return multiprocessing.current_process().daemon


_work: Callable[[Any], Any] | None = None  # set in a worker


def _do(task: Any) -> Any:
    assert _work
    return _work(task)


def _begin(work: Callable[[Any], Any] | None, niceness: int) -> None:
    global _work
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.nice(niceness)
    # Tasks leave reference cycles behind; inherited objects need not be searched for them.
    gc.freeze()
    gc.set_threshold(_GC_THRESHOLD)
    gc.enable()
    # A worker has the write end of the task pipe itself, so that reading does not fail when the parent is gone.
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os._exit(1)


_AHEAD = 4  # calls per job that are submitted before the first is done: their arguments are kept in memory


class ElasticExecutor(Executor, ABC):
    """An executor whose number of workers is known only while it works, and may change."""

    @abstractmethod
    def workers(self) -> int:
        """The calls that it can run at once, at least 1."""


class InlineExecutor(Executor):
    """An executor that runs each call at once in this process."""

    def submit(self, function: Callable[P, T], /, *args: P.args, **named: P.kwargs) -> Future[T]:
        """Call ``function`` and return a future that is done."""
        future: Future[T] = Future()
        try:
            future.set_result(function(*args, **named))
        except Exception as error:
            future.set_exception(error)
        return future


def executor_for(jobs: int) -> Executor:
    """The executor for the pure functions of a build, for a ``with`` statement.

    A pool of ``jobs`` processes; with one job, or without fork, an executor that runs calls in this process.
    """
    return WorkerPool(jobs) if jobs > 1 and can_fork() else InlineExecutor()


def spawned_executor(jobs: int) -> Executor:
    """A pool of ``jobs`` processes that inherit nothing: slower to start, and safe while this process has threads."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, context, signal.signal, (signal.SIGINT, signal.SIG_IGN))


def answers(
    executor: Executor, calls: Iterable[tuple[T, Callable[..., Any], tuple[Any, ...]]], jobs: int
) -> Iterator[tuple[T, Future[Any]]]:
    """Submit ``calls`` (name, function, arguments); yields each name with its finished future, in their order.

    The next of ``calls`` is taken only when the ``jobs``, or the workers of an ElasticExecutor, are about to run out of
    work.
    """
    waiting: deque[tuple[T, Future[Any]]] = deque()
    for name, function, arguments in calls:
        waiting.append((name, executor.submit(function, *arguments)))
        at_once = executor.workers() if isinstance(executor, ElasticExecutor) else jobs
        while waiting and (len(waiting) > _AHEAD * at_once or waiting[0][1].done()):
            yield _done(waiting)
    while waiting:
        yield _done(waiting)


def _done(waiting: deque[tuple[T, Future[Any]]]) -> tuple[T, Future[Any]]:
    name, future = waiting.popleft()
    wait_for([future])
    return name, future


