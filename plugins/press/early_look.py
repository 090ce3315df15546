"""Look at each file of the last output in a process of its own, while the content is read."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.press.last_tree import read_tree


@contextmanager
def early_look(file: Path, output: Path, jobs: int) -> Iterator[Callable[[], bool]]:
    """Begin to look whether ``output`` is the tree that ``file`` tells of; what is given waits for the answer.

    With one of ``jobs``, or where there is no fork, it looks when it is asked.
    """
    if jobs < 2 or "fork" not in multiprocessing.get_all_start_methods() or not file.is_file():
        yield lambda: _is_there(file, output)
        return
    looking = multiprocessing.get_context("fork").Process(target=_look, args=(file, output), daemon=True)
    looking.start()

    def answer() -> bool:
        # One that was killed has told nothing: then everything is looked at.
        looking.join()
        return looking.exitcode == 0

    try:
        yield answer
    finally:
        looking.kill()
        looking.join()


def _is_there(file: Path, output: Path) -> bool:
    tree = read_tree(file)
    return tree is not None and tree.is_at(output)


def _look(file: Path, output: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us, without a word
    os._exit(0 if _is_there(file, output) else 1)
