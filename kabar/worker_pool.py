"""The one pool of worker processes: an executor of Python's own whose processes are forked from this one.

They inherit all that was read, so that what they are asked and what they answer is all that travels. What is a plain
function of its arguments is given to ``submit`` or ``map``, as to any other ``Executor``; what needs what the processes
inherited, to ``do``.
"""

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import contextmanager
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any, TypeVar

_BY_US = (None, -signal.SIGTERM)
_MOST_RUBBISH = 50_000  # objects, some MB: to look for rings among every few hundred takes a sixth of the work


def can_fork() -> bool:
    """Whether this system has processes that inherit what their parent holds, and locks that they share."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return False
    try:
        multiprocessing.Lock()
    except (ImportError, OSError):  # some have none, or no /dev/shm, where Linux keeps them
        return False
    return True


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait while processes are forked: an exception in what Python calls around a fork would be lost."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class WorkerPool(ProcessPoolExecutor):
    """``jobs`` processes that begin when they are first asked for something, and end with a ``with`` statement.

    All are forked then, which is only safe while this process has no other threads: one pool at a time. They inherit
    ``work``, which does one task. ``niceness`` is added to their own. Where one of them dies, what was not done raises
    BrokenProcessPool. Out of a ``with`` statement that fails they are killed, whatever they are at.
    """

    def __init__(self, jobs: int, work: Callable[[Any], Any] | None = None, niceness: int = 0):
        context = multiprocessing.context.ForkContext()
        context.Process = self._process
        self._forked: list[BaseProcess] = []
        self._watching: Thread | None = None
        super().__init__(jobs, context, _begin, (work, niceness))

    def submit(self, function: Callable, /, *args: Any, **named: Any) -> Future:
        if self._watching:
            return super().submit(function, *args, **named)
        with uninterrupted():
            future = super().submit(function, *args, **named)
            # Only workers answer: nobody waits for the rest of an answer once none of them can give it.
            self._result_queue._writer.close()
            self._watching = Thread(target=self._end_together, daemon=True)
            self._watching.start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        super().shutdown(wait, cancel_futures=cancel_futures)
        if wait and self._watching:
            self._watching.join()

    def do(self, task: Any) -> Future:
        """Let a process do ``task`` by the ``work`` that it inherited."""
        return self.submit(_do, task)

    def kill(self) -> None:
        """End all processes, whatever they are at."""
        for process in self._forked:
            process.kill()
        self.shutdown(cancel_futures=True)
        for process in self._forked:
            process.join()

    @property
    def died(self) -> Mapping[int, int]:
        """How each process ended that ended by itself, by its id: its exit code, or minus the signal."""
        return {process.pid: process.exitcode for process in self._forked if process.exitcode not in (0, *_BY_US)}

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind:
            self.kill()
        else:
            self.shutdown()

    def _end_together(self) -> None:
        # One that dies may have half an answer behind it, and the turn to answer with it: the others would wait for it.
        wait([process.sentinel for process in self._forked])
        for process in self._forked:
            process.terminate()

    def _process(self, **named: Any) -> BaseProcess:
        # Processes that are no daemons would be waited for at exit, and could have processes of their own.
        process = multiprocessing.context.ForkProcess(daemon=True, **named)
        self._forked.append(process)
        return process


def is_worker() -> bool:
    """Whether this process is one of a pool, which cannot have processes of its own."""
    return multiprocessing.current_process().daemon


_work: Callable[[Any], Any] | None = None  # of a worker


def _do(task: Any) -> Any:
    return _work(task)


def _begin(work: Callable[[Any], Any] | None, niceness: int) -> None:
    global _work
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us, without a word
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.nice(niceness)
    # What is done leaves rings of objects behind; what was inherited need not be looked through for them.
    gc.freeze()
    gc.set_threshold(_MOST_RUBBISH)
    gc.enable()
    # We hold the pipe that tasks come from ourselves: that nobody writes to it any more is not seen there.
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    multiprocessing.parent_process().join()
    os._exit(1)


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


