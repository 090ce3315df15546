"""Convert many bodies in forked processes while their parent goes on; one that takes too long, or dies, is named.

Each process inherits one converter, and takes some bodies after the other from a pipe that holds the numbers of all.
What ends it too early is an alarm of its own, which no body can turn off: nobody has to watch over it. On a system
without fork the bodies are converted here, without a limit.
"""

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from mmap import mmap
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

from plugins.article_reader.conversion import Converter
from plugins.content_model.body_parts import Body
from plugins.content_model.problems import BadValue

FEWEST_TO_SPLIT = 32  # bodies: below it a second process costs more than it saves
MOST_RUBBISH = 50_000  # objects, some MB, that gather before rings among them are looked for
_MOST_RUNS = 2_000  # of which the numbers are held by a pipe, whatever the system
_NICE = 5
_LONGEST_RUN = 64  # bodies that are kept at once, unless there are very many
_NUMBER = 4  # octets
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
        self._crew: _Crew | None = None

    def start(self) -> None:
        """Begin, in processes of their own."""
        if not self._left or self._crew or "fork" not in multiprocessing.get_all_start_methods():
            return
        self._converter = self._converter or self._make_converter()
        self._crew = _Crew(self._left, self._convert, self._jobs, self._keep, self._seconds)

    def finish(self) -> tuple[dict[Key, Body], list[Failure]]:
        """The bodies that were not kept, by key, and what failed, both in the order of the keys."""
        while self._left:
            self.start()
            if self._crew:
                done, bodies, failures = self._crew.finish()
                self._crew = None
            else:
                done, bodies, failures = self._convert_here()
            self._bodies |= bodies
            self._failures |= failures
            # What a process took with it when it died is done once more.
            left = [one for one in self._left if one not in done and one not in bodies and one not in failures]
            if len(left) == len(self._left):
                # They die beside their work, of whatever the machine lacks, and would the next time.
                self._failures[left[0]] = _DIED
                break
            self._left = left
        failed = [Failure(key, self._failures[key]) for key in self._keys if key in self._failures]
        return {key: self._bodies[key] for key in self._keys if key in self._bodies}, failed

    def close(self) -> None:
        """Give up what was not finished."""
        if self._crew:
            self._crew.dismiss()
        self._crew = None

    def _convert(self, key: Key) -> Body | str:
        return convert_here(self._text_of(key), self._converter)

    def _convert_here(self) -> tuple[set[Key], dict[Key, Body], dict[Key, str]]:
        self._converter = self._converter or self._make_converter()
        results = {key: self._convert(key) for key in self._left}
        failures = {key: result for key, result in results.items() if isinstance(result, str)}
        return set(), {key: body for key, body in results.items() if key not in failures}, failures


class _Crew(Generic[Key]):
    """Processes at work on the bodies ``keys``."""

    def __init__(
        self,
        keys: Sequence[Key],
        convert: Callable[[Key], Body | str],
        jobs: int,
        keep: Callable[[Mapping[Key, Body]], bool] | None,
        seconds: float,
    ):
        self._keys, self._convert, self._keep, self._seconds = keys, convert, keep, seconds
        self._run = max(1, min(_LONGEST_RUN, len(keys) // (4 * jobs)), -(-len(keys) // _MOST_RUNS))
        # Memory without a file, which forks share: what is kept, and at which key, counted from 1, each process is.
        self._kept = mmap(-1, len(keys))
        self._at = memoryview(mmap(-1, 8 * jobs)).cast("Q")
        queue, end = os.pipe()
        starts = range(0, len(keys), self._run)
        os.write(end, b"".join(start.to_bytes(_NUMBER, "little") for start in starts))
        os.close(end)
        context = multiprocessing.get_context("fork")
        self._workers: list[tuple[multiprocessing.Process, Connection]] = []
        for worker in range(jobs):
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=self._work, args=(worker, queue, theirs), daemon=True)
            process.start()
            theirs.close()
            self._workers.append((process, ours))
        os.close(queue)

    def finish(self) -> tuple[set[Key], dict[Key, Body], dict[Key, str]]:
        """The keys of what was kept, the other bodies by key, and what failed, when all processes have ended."""
        bodies: dict[Key, Body] = {}
        failures: dict[Key, str] = {}
        try:
            for worker, (process, ours) in enumerate(self._workers):
                try:
                    done, failed = ours.recv()
                    bodies |= done
                    failures |= failed
                except (EOFError, OSError):
                    process.join()
                    if at := self._at[worker]:
                        failures[self._keys[at - 1]] = self._why(process.exitcode)
        finally:
            self.dismiss()
        return {key for at, key in enumerate(self._keys) if self._kept[at]}, bodies, failures

    def dismiss(self) -> None:
        """End all processes, whatever they are at."""
        for process, ours in self._workers:
            process.kill()
            process.join()
            ours.close()
        self._workers = []

    def _why(self, exit_code: int | None) -> str:
        if exit_code == -signal.SIGALRM:
            taken = f"{self._seconds:g}".replace(".", ",")
            return f"isi tidak selesai diubah dalam {taken} detik; sederhanakan susunannya"
        return _DIED

    def _work(self, worker: int, queue: int, pipe: Connection) -> None:
        """The work of one process: starts of runs come in, bodies are kept, the others and messages go out."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us, without a word
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        # Whoever plans goes first: all wait for that in the end, and for us only if we are not done by then.
        os.nice(_NICE)
        # A converted body leaves rings of objects behind; what was inherited need not be looked through for them.
        gc.freeze()
        gc.set_threshold(MOST_RUBBISH)
        gc.enable()
        bodies: dict[Key, Body] = {}
        failures: dict[Key, str] = {}
        while start := os.read(queue, _NUMBER):
            first = int.from_bytes(start, "little")
            run = range(first, min(first + self._run, len(self._keys)))
            done: dict[Key, Body] = {}
            for at in run:
                self._at[worker] = at + 1
                signal.setitimer(signal.ITIMER_REAL, self._seconds)
                result = self._convert(self._keys[at])
                signal.setitimer(signal.ITIMER_REAL, 0)
                (failures if isinstance(result, str) else done)[self._keys[at]] = result
            self._at[worker] = 0
            if self._keep and done and self._keep(done):
                for at in run:
                    self._kept[at] = self._keys[at] in done
            else:
                bodies |= done
        with suppress(OSError):
            pipe.send((bodies, failures))
