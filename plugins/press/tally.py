"""What a build read, wrote and used, summed up for the one who started it."""

import resource
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from plugins.content_model.reading import Reading
from plugins.press.last_tree import LastTree
from plugins.press.phases import Phase
from plugins.press.spare_tree import Held

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


def tally(reading: Reading, held: Held, tree: LastTree, seconds: Mapping[Phase, float]) -> Tally:
    """What a build did that read ``reading`` and left ``tree``; ``held`` was taken from the last output."""
    recalled = reading.kept.count if reading.kept else 0
    written, removed = _changes(held, tree)
    own, child = (resource.getrusage(who).ru_maxrss * _UNIT for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Tally(len(reading.documents) - recalled, recalled, written, removed, dict(seconds), own, child)


def _changes(held: Held, tree: LastTree) -> tuple[int, int]:
    if tree.spare:
        return len(tree.made), len(tree.gone)
    # The tree that was replaced is gone, and with it what would tell of its files by their numbers.
    now = tree.files
    return sum(held.get(name, ())[:2] != told[:2] for name, told in now.items()), len(held.keys() - now.keys())


def _decimal(seconds: float) -> str:
    return f"{seconds:.1f}".replace(".", ",")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"
