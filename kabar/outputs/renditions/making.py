"""Makes files in advance in worker processes, and stores them."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor
from contextlib import suppress
from itertools import groupby
from typing import Any

from kabar.outputs.renditions.made_files import FileStore, MadeFile, Maker
from kabar.worker_pool import answers

_MOST_AT_ONCE = 16  # files that one call makes


def _count_nothing(_done: int, _of: int) -> None:
    pass


class Making:
    """Collects files to make; those of one source are made by one call."""

    def __init__(self) -> None:
        self._calls: list[tuple[FileStore, list[MadeFile]]] = []
        self._fetched = 0

    def __len__(self) -> int:
        """The number of calls."""
        return len(self._calls)

    def add(self, store: FileStore, files: Iterable[MadeFile]) -> None:
        """Add those of ``files`` that ``store`` lacks; files of one source must be adjacent."""
        for _, group in groupby(store.lacks(files), lambda file: (file.make, file.source)):
            of_one = list(group)
            for start in range(0, len(of_one), _MOST_AT_ONCE):
                self._calls.append((store, of_one[start : start + _MOST_AT_ONCE]))

    def make(self, executor: Executor, jobs: int = 1, count: Callable[[int, int], None] = _count_nothing) -> None:
        """Make them in ``executor``, ``jobs`` calls at a time, and store them; ``count(done, of)`` reports the calls.

        What a shared store has is fetched instead, and what is made is written to it. Files that cannot be made are
        skipped: ``FileStore.bytes_of`` tries again and raises the error. Stops where a file cannot be stored. Raises
        BrokenExecutor where a process dies or a cluster cannot be used.
        """
        self._fetched = 0
        for number, ((store, files), answer) in enumerate(answers(executor, self._given(), jobs), 1):
            error = answer.exception()
            if isinstance(error, BrokenExecutor):
                raise error
            if not error:
                made = answer.result()
                if not all(map(store.keep, files, made)):
                    return
                for file, data in zip(files, made, strict=True):
                    store.share(file, data)
            count(number + self._fetched, len(self._calls))

    def _given(self) -> Iterator[tuple[tuple[FileStore, list[MadeFile]], Maker, tuple[bytes, list[Any]]]]:
        for store, files in self._calls:
            lacking = store.fetch(files)
            if not lacking:
                self._fetched += 1
                continue
            with suppress(OSError):
                yield (store, lacking), lacking[0].make, (lacking[0].source(), [file.setting for file in lacking])


