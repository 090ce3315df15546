"""Errors that stop a build, and how they are reported."""

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
    """An error that stops a build."""


def explain(error: BaseException) -> str:
    """One line about ``error``: the place in this project's code or templates, its class name, its text.

    The place is the innermost frame outside the standard library and installed packages.
    """
    if isinstance(error, BuildFailed):
        return "; ".join(error.lines)
    place = _place_of(error)
    return ": ".join(part for part in (place, kind_and_text(error)) if part)


def relative_to_here(path: str | Path) -> str:
    """``path`` relative to the current folder if it lies inside it, else unchanged."""
    path = Path(path)
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def report(lines: Iterable[str]) -> None:
    """Print ``lines`` on stderr."""
    write_errors(lines)


def _place_of(error: BaseException) -> str:
    # Syntax errors of templates and Python have a place of their own: the code never ran.
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if isinstance(file, str) and isinstance(line, int):
        return f"{relative_to_here(file)}:{line}"
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if not frame.filename.startswith((*_LIBRARY_FOLDERS, "<")):
            return f"{relative_to_here(frame.filename)}:{frame.lineno}"
    return ""


def run_command(command: Callable[[], None]) -> int:
    """Call ``command``, report errors in one line each, and return the exit code."""
    return run(command, explain)


