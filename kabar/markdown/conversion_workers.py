"""Convert many bodies in several processes while their parent goes on; one that takes too long, or dies, is named.

Each process inherits one converter, and converts one run of bodies after the other. What ends it too early is an alarm
of its own, which no body can turn off, so that no other process has to watch it. On a system without fork the bodies
are converted here, without a limit.
"""

import os
import signal
from collections.abc import Callable, Hashable, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from mmap import mmap
from typing import Generic, TypeVar

from kabar.content.markdown_source.directives import Body
from kabar.content.parsing.problems import BadValue
from kabar.markdown.conversion import Converter
from kabar.worker_pool import WorkerPool, can_fork

FEWEST_TO_SPLIT = 32  # bodies: below it a second process costs more than it saves
_NICENESS = 5  # planning goes first: a build waits for all of it, and for bodies only where they are not done by then
_LONGEST_RUN = 64  # bodies that are kept at once
_DIED = "isi menghentikan proses yang mengubahnya; sederhanakan susunannya"

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Failure:
    """A body that was not converted: ``key`` as it was given, ``message`` in Indonesian."""

    key: Hashable
    message: str


def convert_all(
    sources: Sequence[tuple[Key, str]],
    make_converter: Callable[[], Converter],
    jobs: int,
    seconds: float = 20,
) -> tuple[dict[Key, Body], list[Failure]]:
    """The bodies of ``sources`` by key, and what failed, both in the order given.

    The same whatever ``jobs`` is. A body may take ``seconds``; the others do not suffer from it.
    """
    texts = dict(sources)
    return Conversion(list(texts), texts.__getitem__, make_converter, jobs, seconds=seconds).finish()


def convert_here(source: str, converter: Converter) -> Body | str:
    """The body, or the message that says why there is none."""
    try:
        return converter.convert(source)
    except BadValue as error:
        return str(error)
    except Exception as error:
        return (
            f"isi tidak dapat diubah menjadi halaman ({type(error).__name__});"
            " sederhanakan susunannya, atau laporkan kepada pengembang"
        )


class Conversion(Generic[Key]):
    """The conversion of the bodies ``keys``, of which ``text_of`` gives the source where it is converted.

    ``keep`` is called in the processes with what they converted, and tells whether it was kept for later; what was
    kept is not given back. It is not begun before ``start`` or ``finish``.
    """

    def __init__(
        self,
        keys: Sequence[Key],
        text_of: Callable[[Key], str],
        make_converter: Callable[[], Converter],
        jobs: int,
        keep: Callable[[Mapping[Key, Body]], bool] | None = None,
        seconds: float = 20,
    ):
        self._keys = keys
        self._text_of = text_of
        self._make_converter = make_converter
        self._jobs = max(jobs, 1) if len(keys) >= FEWEST_TO_SPLIT else 1
        self._keep = keep
        self._seconds = seconds
        self._left = list(keys)
        self._bodies: dict[Key, Body] = {}
        self._failures: dict[Key, str] = {}
        self._converter: Converter | None = None
        self._workers: WorkerPool | None = None

    def start(self) -> None:
        """Begin, in processes of their own."""
        if not self._left or self._workers or not can_fork():
            return
        self._converter = self._converter or self._make_converter()
        size = max(1, min(_LONGEST_RUN, len(self._left) // (4 * self._jobs)))
        runs = [self._left[start : start + size] for start in range(0, len(self._left), size)]
        # Memory without a file, which forks share: which process is at which body of each run, counted from 1.
        self._at = memoryview(mmap(-1, 16 * len(runs))).cast("Q", (len(runs), 2))
        self._workers = WorkerPool(min(self._jobs, len(runs)), self._convert_run, _NICENESS)
        self._runs: list[tuple[list[Key], Future]] = []
        # The first bodies may end their process before the last are given.
        with suppress(BrokenProcessPool):
            for number, run in enumerate(runs):
                self._runs.append((run, self._workers.do((number, run))))

    def finish(self) -> tuple[dict[Key, Body], list[Failure]]:
        """The bodies that were not kept, by key, and what failed, both in the order of the keys."""
        try:
            while self._left:
                self.start()
                done = self._take_runs(self._workers) if self._workers else self._convert_here()
                # What was with processes that ended is done once more.
                left = [key for key in self._left if key not in done]
                if len(left) == len(self._left):
                    # They die beside their work, of whatever the machine lacks, and would the next time.
                    self._failures[left[0]] = _DIED
                    break
                self._left = left
        finally:
            self.close()
        failed = [Failure(key, self._failures[key]) for key in self._keys if key in self._failures]
        return {key: self._bodies[key] for key in self._keys if key in self._bodies}, failed

    def close(self) -> None:
        """Give up what was not finished."""
        if self._workers:
            self._workers.kill()
        self._workers = None

    def _take_runs(self, workers: WorkerPool) -> set[Key]:
        """The keys of what was done, when all processes have ended."""
        done: set[Key] = set()
        for run, answer in self._runs:
            with suppress(BrokenProcessPool):
                bodies, failures = answer.result()
                done.update(run)
                self._bodies |= bodies
                self._failures |= failures
        workers.shutdown()
        self._workers = None
        for (run, _), (process, place) in zip(self._runs, self._at.tolist(), strict=False):
            if place and process in workers.died:
                done.add(run[place - 1])
                self._failures[run[place - 1]] = self._why(workers.died[process])
        return done

    def _convert_here(self) -> set[Key]:
        self._converter = self._converter or self._make_converter()
        for key in self._left:
            result = self._convert(key)
            (self._failures if isinstance(result, str) else self._bodies)[key] = result
        return set(self._left)

    def _convert(self, key: Key) -> Body | str:
        return convert_here(self._text_of(key), self._converter)

    def _convert_run(self, task: tuple[int, list[Key]]) -> tuple[dict[Key, Body], dict[Key, str]]:
        """The bodies of a run that were not kept, and messages; in a process of the pool."""
        number, run = task
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        bodies: dict[Key, Body] = {}
        failures: dict[Key, str] = {}
        self._at[number, 0] = os.getpid()
        for place, key in enumerate(run, 1):
            self._at[number, 1] = place
            signal.setitimer(signal.ITIMER_REAL, self._seconds)
            try:
                result = self._convert(key)
            except BaseException:  # such as SystemExit
                result = _DIED
            signal.setitimer(signal.ITIMER_REAL, 0)
            (failures if isinstance(result, str) else bodies)[key] = result
        self._at[number, 1] = 0
        is_kept = self._keep and bodies and self._keep(bodies)
        return {} if is_kept else bodies, failures

    def _why(self, exit_code: int) -> str:
        if exit_code == -signal.SIGALRM:
            taken = f"{self._seconds:g}".replace(".", ",")
            return f"isi tidak selesai diubah dalam {taken} detik; sederhanakan susunannya"
        return _DIED


