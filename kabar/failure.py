"""A build that stops, told in lines for the one who started it."""

import sysconfig
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from kabar.command import Stopped, kind_and_text, run
from kabar.console import write_errors

_LIBRARY_FOLDERS = tuple(
    sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")
)


class BuildFailed(Stopped):
    """What stops a build."""


def explain(error: BaseException) -> str:
    """One line about ``error``: the place in our own code or templates, its kind, its text.

    The place is the innermost one outside Python's and other people's folders, since that is
    where it can be mended.
    """
    if isinstance(error, BuildFailed):
        return "; ".join(error.lines)
    place = _place_of(error)
    return ": ".join(part for part in (place, kind_and_text(error)) if part)


def relative_to_here(path: str | Path) -> str:
    """``path`` from the current folder where it lies inside it, else as it is."""
    path = Path(path)
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def report(lines: Iterable[str]) -> None:
    """Print ``lines`` for people, on stderr."""
    write_errors(lines)


def _place_of(error: BaseException) -> str:
    # Template and Python syntax errors carry their own place: the code never ran.
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if isinstance(file, str) and isinstance(line, int):
        return f"{relative_to_here(file)}:{line}"
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if not frame.filename.startswith((*_LIBRARY_FOLDERS, "<")):
            return f"{relative_to_here(frame.filename)}:{frame.lineno}"
    return ""


def run_command(command: Callable[[], None]) -> int:
    """Call ``command`` and return the exit code; what fails is said in one line each."""
    return run(command, explain)


