"""Progress of a build (phases, counts), and a summary of what it read, wrote and used."""

import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TextIO

from kabar.build.output.output_manifest import LastTree
from kabar.build.output.spare_tree import TreeFiles

if TYPE_CHECKING:
    # Not imported when a build has nothing to do.
    from rich.table import Table
    from rich.text import Text

    from kabar.content.reading.reading import Reading


class Phase(StrEnum):
    """The phases of a build, as they are shown."""

    READ = "Membaca isi"
    PLAN = "Merencanakan"
    MAKE = "Membuat gambar"
    RENDER = "Menggambar"
    INDEX = "Mengindeks pencarian"
    COMPRESS = "Memadatkan"
    LINKS = "Memeriksa tautan"
    LEAKS = "Mencari yang bocor"
    SWAP = "Menukar"


# Called with a phase, the number of finished files and of all files, and where they were made ("" for this machine); 0
# and 0 when they are not counted.
Show = Callable[[Phase, int, int, str], None]


def show_nothing(_phase: Phase, _done: int, _of: int, _where: str) -> None:
    """Shows nothing: for builds without a terminal."""


@dataclass
class PhaseTimer:
    """Reports the progress of a build to ``show``; ``seconds`` are the durations of finished phases.

    ``where`` says where the work of a phase was done so far.
    """

    show: Show = show_nothing
    where: Callable[[], str] = str
    seconds: dict[Phase, float] = field(default_factory=dict)
    _now: Phase | None = None
    _since: float = 0.0

    def enter(self, phase: Phase) -> None:
        """Ends the current phase and begins ``phase``."""
        self.end()
        self._now = phase
        self.show(phase, 0, 0, "")

    def count(self, done: int, of: int) -> None:
        """Reports that ``done`` of ``of`` files are finished in this phase."""
        if self._now:
            self.show(self._now, done, of, self.where())

    def end(self) -> None:
        """Ends the current phase."""
        now = time.monotonic()
        if self._now:
            self.seconds[self._now] = self.seconds.get(self._now, 0.0) + now - self._since
        self._now, self._since = None, now


_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in which getrusage(2) counts memory


@dataclass(frozen=True)
class Tally:
    """Counts of a build. Documents of ``content/``: ``read`` from files, ``recalled`` from the build database. Files of
    the output compared with the last one: ``written``, ``removed``.

    ``where`` says where pictures were made, "" without a cluster. ``seconds`` by phase; ``memory`` and
    ``memory_of_child``: peak memory in bytes of this process and of the largest of its child processes.
    """

    read: int
    recalled: int
    written: int
    removed: int
    seconds: Mapping[Phase, float]
    memory: int
    memory_of_child: int
    where: str = ""

    def as_lines(self) -> tuple[str, str]:
        """Two lines in Indonesian: files, then time and memory."""
        seconds = ", ".join(f"{phase.lower()} {_decimal(spent)}" for phase, spent in self.seconds.items())
        child = f", proses anak {_megabytes(self.memory_of_child)}" if self.memory_of_child else ""
        where = f"; {self.where}" if self.where else ""
        return (
            f"  isi: {self.read} berkas dibaca, {self.recalled} dari simpanan;"
            f" hasil: {self.written} berkas ditulis, {self.removed} dihapus{where}",
            f"  detik: {seconds}; memori puncak: {_megabytes(self.memory)}{child}",
        )


def tally(
    reading: "Reading", present: TreeFiles, tree: LastTree, seconds: Mapping[Phase, float], where: str = ""
) -> Tally:
    """Returns the counts of a build that read ``reading`` and left ``tree``; ``present`` are reused files."""
    recalled = reading.kept.count if reading.kept else 0
    written, removed = _changes(present, tree)
    own, child = (resource.getrusage(who).ru_maxrss * _UNIT for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Tally(len(reading.documents) - recalled, recalled, written, removed, dict(seconds), own, child, where)


def _changes(present: TreeFiles, tree: LastTree) -> tuple[int, int]:
    if tree.spare:
        return len(tree.made), len(tree.gone)
    # The replaced tree is gone, so inodes cannot be compared.
    now = tree.files
    return sum(present.get(name, ())[:2] != file[:2] for name, file in now.items()), len(present.keys() - now.keys())


def _decimal(seconds: float) -> str:
    return f"{seconds:.1f}".replace(".", ",")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


_INTERVAL = 0.1  # seconds between two updates of one phase
_BAR = 30  # columns


@contextmanager
def progress(stream: TextIO) -> Iterator[Show]:
    """Yields a function that shows the phases of a build on ``stream`` if that is a terminal."""
    if not stream.isatty():
        yield show_nothing
        return
    display = _Display(stream)
    try:
        yield display.show
    finally:
        display.end()


class _Display:
    def __init__(self, stream: TextIO):
        # Imported here: not needed without a terminal.
        from rich.console import Console
        from rich.live import Live

        self._console = Console(file=stream)
        self._live = Live(
            console=self._console, transient=True, auto_refresh=False, redirect_stdout=False, redirect_stderr=False
        )
        self._phase: Phase | None = None
        self._next = 0.0

    def show(self, phase: Phase, done: int, of: int, where: str) -> None:
        now = time.monotonic()
        if phase == self._phase and now < self._next:
            return
        self._phase, self._next = phase, now + _INTERVAL
        if not self._live.is_started:
            self._live.start()
            # So that the terminal has its cursor if this process is killed.
            self._console.show_cursor(True)
        self._live.update(_line(phase, done, of, where), refresh=True)

    def end(self) -> None:
        if self._live.is_started:
            self._live.stop()


def _line(phase: Phase, done: int, of: int, where: str) -> "Text | Table":
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    if not of:
        return Text(f"{phase} …", no_wrap=True, overflow="ellipsis")
    line = Table.grid(padding=(0, 1))
    counted = f"{phase} {done}/{of}" + (f" ({where})" if where else "")
    line.add_row(Text(counted, no_wrap=True, overflow="ellipsis"), ProgressBar(of, done, width=_BAR))
    return line


