"""Stop Pelican with problems that people can mend, instead of a traceback."""

import logging
from collections.abc import Sequence

from plugins.content_model.console import write_errors

_PELICAN = logging.getLogger("pelican")  # on which Pelican's command reports what stopped it


class ReportedError(Exception):
    """What stopped a build was printed already; the text says how much of it there is. Pelican ends with 1."""


def print_and_stop(lines: Sequence[str]) -> ReportedError:
    """Print ``lines`` on standard error, whole and one below the other, and give the error to raise.

    Pelican's own handler of log messages would break them at the width of the terminal, and add a traceback.
    """
    write_errors(lines)
    if _without_traceback not in _PELICAN.filters:
        _PELICAN.addFilter(_without_traceback)
    return ReportedError(f"portal tidak dibangun; {len(lines)} hal di atas perlu diperbaiki")


def _without_traceback(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, ReportedError):
        record.exc_info = None
        record.msg, record.args = "%s", (error,)
    return True
