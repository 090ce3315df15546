"""Converts bodies in worker processes while their parent goes on; reports bodies that time out or kill their process.

Each process inherits one converter and converts runs of bodies. A body that takes too long is ended by an alarm
(SIGALRM) of its own process, so no other process has to watch it. Without fork, bodies are converted in this process,
without a time limit.
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

FEWEST_TO_SPLIT = 32  # bodies: with fewer, a second process costs more than it saves
_NICENESS = 5  # planning has priority: the build always waits for it, for bodies only if they are not done by then
_MAX_RUN = 64  # bodies stored at once
_DIED = "isi menghentikan proses yang mengubahnya; sederhanakan susunannya"

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Failure(Generic[Key]):
    """A body that was not converted, with a message in Indonesian."""

    key: Key
    message: str


def convert_all(
    sources: Sequence[tuple[Key, str]],
    make_converter: Callable[[], Converter],
    jobs: int,
    seconds: float = 20,
) -> tuple[dict[Key, Body], list[Failure[Key]]]:
    """The bodies of ``sources`` by key, and the failures, both in the order of ``sources``.

    The result does not depend on ``jobs``. A body that takes longer than ``seconds`` fails; the others are converted.
    """
    texts = dict(sources)
    return Conversion(list(texts), texts.__getitem__, make_converter, jobs, seconds=seconds).finish()


def convert_here(source: str, converter: Converter) -> Body | str:
    """The body, or an error message in Indonesian."""
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
    """Converts the bodies ``keys``, starting with ``start`` or ``finish``.

    ``text_of`` returns a source; it is called in the process that converts it. ``keep`` stores converted bodies, also
    in that process, and returns whether it did; stored bodies are not sent back.
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
        """Start the worker processes."""
        if not self._left or self._workers or not can_fork():
            return
        self._own_converter()  # before the fork
        size = max(1, min(_MAX_RUN, len(self._left) // (4 * self._jobs)))
        runs = [self._left[start : start + size] for start in range(0, len(self._left), size)]
        # Shared anonymous memory. For each run: its process, and which body that is converting, from 1 (0: none).
        self._at = memoryview(mmap(-1, 16 * len(runs))).cast("Q", (len(runs), 2))
        self._workers = WorkerPool(min(self._jobs, len(runs)), self._convert_run, _NICENESS)
        self._runs: list[tuple[list[Key], Future[tuple[dict[Key, Body], dict[Key, str]]]]] = []
        # The first bodies may kill their process before the last are submitted.
        with suppress(BrokenProcessPool):
            for number, run in enumerate(runs):
                self._runs.append((run, self._workers.do((number, run))))

    def finish(self) -> tuple[dict[Key, Body], list[Failure[Key]]]:
        """The bodies that were not stored, by key, and the failures, both in the order of the keys."""
        try:
            while self._left:
                self.start()
                done = self._take_runs(self._workers) if self._workers else self._convert_here()
                # Retry the runs of processes that died.
                left = [key for key in self._left if key not in done]
                if len(left) == len(self._left):
                    # They die for a reason outside the bodies, such as lack of memory, and would again.
                    self._failures[left[0]] = _DIED
                    break
                self._left = left
        finally:
            self.close()
        failed = [Failure(key, self._failures[key]) for key in self._keys if key in self._failures]
        return {key: self._bodies[key] for key in self._keys if key in self._bodies}, failed

    def close(self) -> None:
        """Stop the worker processes."""
        if self._workers:
            self._workers.kill()
        self._workers = None

    def _take_runs(self, workers: WorkerPool) -> set[Key]:
        """Wait for all processes; the keys that are converted or failed."""
        done: set[Key] = set()
        for run, answer in self._runs:
            with suppress(BrokenProcessPool):
                bodies, failures = answer.result()
                done.update(run)
                self._bodies |= bodies
                self._failures |= failures
        workers.shutdown()
        self._workers = None
        for number, (run, _) in enumerate(self._runs):
            process, place = self._at[number, 0], self._at[number, 1]
            if place and process in workers.died:
                done.add(run[place - 1])
                self._failures[run[place - 1]] = self._why(workers.died[process])
        return done

    def _convert_here(self) -> set[Key]:
        for key in self._left:
            result = self._convert(key)
            if isinstance(result, str):
                self._failures[key] = result
            else:
                self._bodies[key] = result
        return set(self._left)

    def _convert(self, key: Key) -> Body | str:
        return convert_here(self._text_of(key), self._own_converter())

    def _own_converter(self) -> Converter:
        self._converter = self._converter or self._make_converter()
        return self._converter

    def _convert_run(self, task: tuple[int, list[Key]]) -> tuple[dict[Key, Body], dict[Key, str]]:
        """The bodies of a run that were not stored, and messages; runs in a worker process."""
        number, run = task
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        bodies: dict[Key, Body] = {}
        failures: dict[Key, str] = {}
        self._at[number, 0] = os.getpid()
        for place, key in enumerate(run, 1):
            self._at[number, 1] = place
            signal.setitimer(signal.ITIMER_REAL, self._seconds)
            try:
                result: Body | str = self._convert(key)
            except BaseException:  # such as SystemExit
                result = _DIED
            signal.setitimer(signal.ITIMER_REAL, 0)
            if isinstance(result, str):
                failures[key] = result
            else:
                bodies[key] = result
        self._at[number, 1] = 0
        is_kept = self._keep and bodies and self._keep(bodies)
        return {} if is_kept else bodies, failures

    def _why(self, exit_code: int) -> str:
        if exit_code == -signal.SIGALRM:
            taken = f"{self._seconds:g}".replace(".", ",")
            return f"isi tidak selesai diubah dalam {taken} detik; sederhanakan susunannya"
        return _DIED
