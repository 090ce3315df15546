"""What a build read, wrote and used, summed up for the one who started it."""

import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TextIO

from kabar.build.output.output_manifest import LastTree
from kabar.build.output.spare_tree import TreeFiles
from kabar.content.reading.reading import Reading


class Phase(StrEnum):
    """What a build is at, as people are told."""

    READ = "Membaca isi"
    PLAN = "Merencanakan"
    MAKE = "Membuat gambar"
    DRAW = "Menggambar"
    INDEX = "Mengindeks pencarian"
    COMPRESS = "Memadatkan"
    LINKS = "Memeriksa tautan"
    LEAKS = "Mencari yang bocor"
    SWAP = "Menukar"


# Takes a phase, and how many files of how many are done with in it; 0 of 0 where they are not counted.
Show = Callable[[Phase, int, int], None]


def show_nothing(_phase: Phase, _done: int, _of: int) -> None:
    """Where nobody watches."""


@dataclass
class PhaseTimer:
    """The course of one build, told to ``show`` as it goes; ``seconds`` are those of the phases that are over."""

    show: Show = show_nothing
    seconds: dict[Phase, float] = field(default_factory=dict)
    _now: Phase | None = None
    _since: float = 0.0

    def enter(self, phase: Phase) -> None:
        """End the phase before, and begin ``phase``."""
        self.end()
        self._now = phase
        self.show(phase, 0, 0)

    def count(self, done: int, of: int) -> None:
        """Tell that ``done`` files of ``of`` are done with in this phase."""
        if self._now:
            self.show(self._now, done, of)

    def end(self) -> None:
        """End the phase before."""
        now = time.monotonic()
        if self._now:
            self.seconds[self._now] = self.seconds.get(self._now, 0.0) + now - self._since
        self._now, self._since = None, now


_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in which getrusage(2) counts memory


@dataclass(frozen=True)
class Tally:
    """Of documents in ``content/``: ``read`` anew, ``recalled`` from the store. Of files of the output against those of
    the last: ``written``, ``removed``.

    ``seconds`` by phase; ``memory`` and ``memory_of_child``: the most bytes that this process and the biggest of those
    it started held.
    """

    read: int
    recalled: int
    written: int
    removed: int
    seconds: Mapping[Phase, float]
    memory: int
    memory_of_child: int

    def as_lines(self) -> tuple[str, str]:
        """In Indonesian: what became of files, then what it cost."""
        seconds = ", ".join(f"{phase.lower()} {_decimal(spent)}" for phase, spent in self.seconds.items())
        child = f", proses anak {_megabytes(self.memory_of_child)}" if self.memory_of_child else ""
        return (
            f"  isi: {self.read} berkas dibaca, {self.recalled} dari simpanan;"
            f" hasil: {self.written} berkas ditulis, {self.removed} dihapus",
            f"  detik: {seconds}; memori puncak: {_megabytes(self.memory)}{child}",
        )


def tally(reading: Reading, present: TreeFiles, tree: LastTree, seconds: Mapping[Phase, float]) -> Tally:
    """What a build did that read ``reading`` and left ``tree``; ``present`` was taken from the last output."""
    recalled = reading.kept.count if reading.kept else 0
    written, removed = _changes(present, tree)
    own, child = (resource.getrusage(who).ru_maxrss * _UNIT for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Tally(len(reading.documents) - recalled, recalled, written, removed, dict(seconds), own, child)


def _changes(present: TreeFiles, tree: LastTree) -> tuple[int, int]:
    if tree.spare:
        return len(tree.made), len(tree.gone)
    # The tree that was replaced is gone, and with it what would tell of its files by their numbers.
    now = tree.files
    return sum(present.get(name, ())[:2] != told[:2] for name, told in now.items()), len(present.keys() - now.keys())


def _decimal(seconds: float) -> str:
    return f"{seconds:.1f}".replace(".", ",")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


_BREATH = 0.1  # seconds between two pictures of one phase
_BAR = 30  # columns


@contextmanager
def progress(stream: TextIO) -> Iterator[Show]:
    """What shows the phases of a build on ``stream`` while that is a terminal, and else nothing."""
    if not stream.isatty():
        yield show_nothing
        return
    picture = _Picture(stream)
    try:
        yield picture.show
    finally:
        picture.end()


class _Picture:
    def __init__(self, stream: TextIO):
        # Imported here: a build that nobody watches has no use for it.
        from rich.console import Console
        from rich.live import Live

        self._console = Console(file=stream)
        self._live = Live(
            console=self._console, transient=True, auto_refresh=False, redirect_stdout=False, redirect_stderr=False
        )
        self._phase: Phase | None = None
        self._next = 0.0

    def show(self, phase: Phase, done: int, of: int) -> None:
        now = time.monotonic()
        if phase == self._phase and now < self._next:
            return
        self._phase, self._next = phase, now + _BREATH
        if not self._live.is_started:
            self._live.start()
            # Whoever kills us finds a terminal that has its cursor.
            self._console.show_cursor(True)
        self._live.update(_line(phase, done, of), refresh=True)

    def end(self) -> None:
        if self._live.is_started:
            self._live.stop()


def _line(phase: Phase, done: int, of: int):
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    if not of:
        return Text(f"{phase} …", no_wrap=True, overflow="ellipsis")
    line = Table.grid(padding=(0, 1))
    line.add_row(Text(f"{phase} {done}/{of}", no_wrap=True, overflow="ellipsis"), ProgressBar(of, done, width=_BAR))
    return line


