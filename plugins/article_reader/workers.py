"""Convert many bodies in forked processes; one that takes too long, or dies, is named and passed over.

Each process inherits one converter and takes body after body. The parent waits no longer than the
limit for any of them. On a system without fork the bodies are converted here, without a limit.
"""

import gc
import multiprocessing
import signal
import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TypeVar

from plugins.article_reader.conversion import Converter
from plugins.content_model.body_parts import Body
from plugins.content_model.problems import BadValue

FEWEST_TO_SPLIT = 32  # bodies: below it a second process costs more than it saves
MOST_RUBBISH = 50_000  # objects, some MB, that gather before rings among them are looked for

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
    if not sources:
        return {}, []
    converter = make_converter()
    if "fork" not in multiprocessing.get_all_start_methods():
        results = [_convert(converter, source) for _, source in sources]
    else:
        jobs = max(jobs, 1) if len(sources) >= FEWEST_TO_SPLIT else 1
        results = _Crew([source for _, source in sources], converter, jobs, seconds).work()
    bodies, failures = {}, []
    for (key, _), result in zip(sources, results, strict=True):
        if isinstance(result, str):
            failures.append(Failure(key, result))
        else:
            bodies[key] = result
    return bodies, failures


def _convert(converter: Converter, source: str) -> Body | str:
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


@dataclass
class _Worker:
    process: multiprocessing.Process
    pipe: Connection
    at: int = -1  # the source it is at, or -1
    deadline: float = 0.0


class _Crew:
    """Deals the numbers of ``sources`` to workers, who inherit the sources themselves."""

    def __init__(self, sources: list[str], converter: Converter, jobs: int, seconds: float):
        self._sources = sources
        self._converter = converter
        self._seconds = seconds
        self._jobs = jobs
        self._left: Iterator[int] = iter(range(len(sources)))
        self._results: list[Body | str] = [""] * len(sources)
        self._workers: list[_Worker] = []

    def work(self) -> list[Body | str]:
        try:
            for _ in range(self._jobs):
                self._hire()
            while self._workers:
                self._listen()
        finally:
            for worker in list(self._workers):
                self._dismiss(worker)
        return self._results

    def _hire(self) -> None:
        """Start a worker on the next source, if any is left."""
        if (number := next(self._left, None)) is None:
            return
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        others = [worker.pipe for worker in self._workers]
        arguments = (theirs, [ours, *others], self._sources, self._converter)
        process = context.Process(target=_serve, args=arguments, daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        self._give(worker, number)

    def _give(self, worker: _Worker, number: int) -> None:
        worker.at = number
        worker.deadline = time.monotonic() + self._seconds
        # One that has died shows it when we listen.
        with suppress(OSError):
            worker.pipe.send(number)

    def _listen(self) -> None:
        soonest = min(worker.deadline for worker in self._workers)
        ready = wait([worker.pipe for worker in self._workers], max(soonest - time.monotonic(), 0))
        now = time.monotonic()
        for worker in list(self._workers):
            if worker.pipe in ready:
                self._take(worker)
            elif worker.deadline <= now:
                taken = f"{self._seconds:g}".replace(".", ",")
                self._give_up(worker, f"isi tidak selesai diubah dalam {taken} detik; sederhanakan susunannya")

    def _take(self, worker: _Worker) -> None:
        try:
            self._results[worker.at] = worker.pipe.recv()
        except (EOFError, OSError):
            self._give_up(worker, "isi menghentikan proses yang mengubahnya; sederhanakan susunannya")
            return
        number = next(self._left, None)
        if number is None:
            self._dismiss(worker)
        else:
            self._give(worker, number)

    def _give_up(self, worker: _Worker, message: str) -> None:
        self._results[worker.at] = message
        self._dismiss(worker)
        self._hire()

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()


def _serve(pipe: Connection, not_ours: list[Connection], sources: list[str], converter: Converter) -> None:
    """The work of one process: numbers of sources come in, their bodies or messages go out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The parent ends us, without a word.
    # A converted body leaves rings of objects behind; what was inherited need not be looked through for them.
    gc.freeze()
    gc.set_threshold(MOST_RUBBISH)
    gc.enable()
    for other in not_ours:
        other.close()
    while True:
        try:
            number = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_convert(converter, sources[number]))
