"""Processes that draw, each given one share of the files after the other, and ended when it has had enough."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from plugins.press.failure import BuildFailed

_MOST_AT_ONCE = 2048  # files of a share
_FEWEST_AT_ONCE = 128


def shares_of(count: int, processes: int) -> Iterator[range]:
    """``count`` places in shares of neighbours, smaller towards the end, so that all are done at about one time.

    What neighbours are drawn from lies together in memory: a worker that drew one page in two would copy all of it.
    The shares come in order, so that whatever is begun behind a file that fails, what stands before it is drawn.
    """
    fewest = min(_FEWEST_AT_ONCE, -(-count // processes))
    start = 0
    while start < count:
        size = min(_MOST_AT_ONCE, max(-(-(count - start) // (2 * processes)), fewest))
        yield range(start, min(start + size, count))
        start += size


@dataclass
class Worker:
    """A process that draws; ``pipe`` takes shares and gives what came of them, ``given`` counts the files of all."""

    process: multiprocessing.Process
    pipe: Connection
    given: int = 0

    def give(self, share: range) -> None:
        """Let it draw the files at the places ``share``."""
        self.given += len(share)
        # One that has died shows it when we listen.
        with suppress(OSError):
            self.pipe.send(share)

    def answer(self) -> Any:
        """What came of its share. Raises BuildFailed where it was ended."""
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            raise BuildFailed(
                "proses yang menggambar halaman dihentikan, mungkin karena memori habis; ulangi dengan JOBS=1"
            ) from None


class Crew:
    """The workers of this moment; ``hired`` counts all that there were."""

    def __init__(self):
        self.workers: list[Worker] = []
        self.hired = 0

    def hire(self, work: Callable[[Connection], None], share: range) -> None:
        """Let a new process ``work`` on ``share``, and what it is given later."""
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        others = [ours, *(worker.pipe for worker in self.workers)]
        process = context.Process(target=_begin, args=(others, work, theirs), daemon=True)
        process.start()
        theirs.close()
        self.hired += 1
        worker = Worker(process, ours)
        self.workers.append(worker)
        worker.give(share)

    def ready(self, seconds: float) -> list[Worker]:
        """Those who have something to tell, after ``seconds`` at the latest."""
        told = wait([worker.pipe for worker in self.workers], seconds)
        return [worker for worker in self.workers if worker.pipe in told]

    def dismiss(self, worker: Worker) -> None:
        """End it."""
        self.workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()


def _begin(others: Sequence[Connection], work: Callable[[Connection], None], pipe: Connection) -> None:
    for other in others:
        other.close()
    work(pipe)
