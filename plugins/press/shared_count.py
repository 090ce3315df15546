"""Count what forked workers do, cheaply enough for every file."""

from mmap import mmap


class SharedCount:
    """What ``workers`` processes that are forked later have done: each counts in a place of its own, without a lock."""

    def __init__(self, workers: int):
        # Memory without a file, which forks share.
        self._places = memoryview(mmap(-1, 8 * workers)).cast("Q")

    def add(self, worker: int) -> None:
        """Tell that ``worker``, counted from 0, has done one more."""
        self._places[worker] += 1

    @property
    def total(self) -> int:
        """What all of them have done so far."""
        return sum(self._places)
