"""Show on a terminal what a build is at. Nothing of it stays; where there is no terminal, there never was any.

No thread draws it: workers are forked meanwhile, and would inherit whatever lock a thread held.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from plugins.press.phases import Phase, Show, show_nothing

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
