"""Makes files in advance in worker processes, and stores them."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
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

        Files that cannot be made are skipped: ``FileStore.bytes_of`` tries again and raises the error. Stops where a
        file cannot be stored. Raises BrokenProcessPool where a process dies.
        """
        for number, ((store, files), answer) in enumerate(answers(executor, self._given(), jobs), 1):
            error = answer.exception()
            if isinstance(error, BrokenProcessPool):
                raise error
            if not error and not all(map(store.keep, files, answer.result())):
                return
            count(number, len(self._calls))

    def _given(self) -> Iterator[tuple[tuple[FileStore, list[MadeFile]], Maker, tuple[bytes, list[Any]]]]:
        for store, files in self._calls:
            with suppress(OSError):
                yield (store, files), files[0].make, (files[0].source(), [file.setting for file in files])


