"""Run a command of the press: what fails is said with its place in our own code or templates."""

from collections.abc import Callable

from plugins.content_model.command import run
from plugins.press.failure import explain


def run_command(command: Callable[[], None]) -> int:
    """Call ``command`` and return the exit code; what fails is said in one line each."""
    return run(command, explain)
