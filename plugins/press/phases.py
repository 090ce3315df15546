"""The phases of a build, in their order: which one it is in, for whoever watches, and how long each took."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


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
class Course:
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
