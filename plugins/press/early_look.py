"""Look at the files of the last output in processes of their own, while the content is read."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from plugins.index.database import Database
from plugins.press.last_tree import is_as_left, read_tree
from plugins.workers.pool import can_fork, uninterrupted


@contextmanager
def early_look(looks: Sequence[Callable[[], bool]], jobs: int) -> Iterator[Callable[[], bool]]:
    """Begin with each of ``looks`` in a process of its own; what is given waits for the answer whether all hold.

    With one of ``jobs``, or where there is no fork, they begin when they are asked.
    """
    if jobs < 2 or not can_fork():
        yield lambda: all(look() for look in looks)
        return
    context = multiprocessing.get_context("fork")
    looking = [context.Process(target=_answer, args=(look,), daemon=True) for look in looks]
    with uninterrupted():
        for process in looking:
            process.start()

    def answer() -> bool:
        for process in looking:
            process.join()
        # One that was killed has told nothing: then everything is looked at.
        return all(process.exitcode == 0 for process in looking)

    try:
        yield answer
    finally:
        for process in looking:
            process.kill()
            process.join()


def looks_at(
    database: Database, output: Path, jobs: int, spare: Path | None = None, reads: bool = False
) -> list[Callable[[], bool]]:
    """How to find out whether ``output`` is the tree that ``database`` tells of, and ``spare`` the one before it.

    With ``reads`` also whether each file has the bytes that were made: so many looks as ``jobs`` share in that.
    """
    looks = [partial(is_as_left, database, output, spare)]
    if reads:
        looks += [partial(_is_whole, database, output, spare, slice(number, None, jobs)) for number in range(jobs)]
    return looks


def _is_whole(database: Database, output: Path, spare: Path | None, part: slice) -> bool:
    tree = read_tree(database, with_spare=False)
    # Of another folder, such as one that was copied here, the press reads all once it has seen what it holds.
    return tree is not None and tree.is_of(output) and not any(tree.damaged(output, spare, part))


def _answer(look: Callable[[], bool]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us, without a word
    os._exit(0 if look() else 1)
