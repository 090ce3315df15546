"""Run a command so that whatever stops it is said in one line each, without a traceback."""

import logging
import os
import sys
import traceback
import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from plugins.content_model.console import write_errors
from plugins.content_model.disk import full_disk_line
from plugins.content_model.redaction import given_addresses, without_secrets

_TRACEBACK = Path(".cache") / "galat.txt"


class Stopped(Exception):
    """What stops a command. ``lines`` are Indonesian, one for each mistake."""

    def __init__(self, *lines: str):
        super().__init__("\n".join(lines))
        self.lines = lines


def kind_and_text(error: BaseException) -> str:
    """One line about ``error``: its kind and its text."""
    text = " ".join(str(error).split())
    return ": ".join(part for part in (type(error).__name__, text) if part)


def lines_of(error: Exception, explain: Callable[[BaseException], str] = kind_and_text) -> tuple[str, ...]:
    """What to say of ``error``, which stopped a command: a full disk by its name, an unforeseen one by ``explain``."""
    if full := full_disk_line(error):
        return (full,)
    if isinstance(error, Stopped):
        return error.lines
    if isinstance(error, OSError):
        return (f"Berkas tidak dapat dibaca atau ditulis: {error}",)
    return (explain(error),)


def run(command: Callable[[], int | None], explain: Callable[[BaseException], str] = kind_and_text) -> int:
    """Call ``command``; the exit code, which is its own unless something stops it.

    The way to a mistake in code or templates stands in ``.cache/galat.txt``, for those who mend it.
    """
    warnings.showwarning = _show_warning
    logging.lastResort = _Remarks(logging.WARNING)
    try:
        code = command() or 0
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        _report(["Dihentikan."])
        return 130
    except BrokenPipeError:
        # What read our output, such as ``head``, has ended: that is no news.
        _report([])
    except Stopped as stopped:
        if stopped.__cause__:
            _keep_traceback()
        _report(lines_of(stopped, explain))
    except OSError as error:
        _report(lines_of(error, explain))
    except Exception as error:
        (line,) = lines_of(error, explain)
        _report([f"{line}{_keep_traceback()}"])
    return 1


class _Remarks(logging.Handler):
    """What libraries log, where no other handler takes it; Python's own writes it as it is."""

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):
            write_errors([record.getMessage()])


def _show_warning(message: Warning | str, category: type[Warning], *_place: object) -> None:
    with suppress(OSError):
        write_errors([f"{category.__name__}: {message}"])


def _report(lines: Iterable[str]) -> None:
    with suppress(OSError):
        write_errors(lines)
    try:
        sys.stdout.flush()
    except OSError:
        # What standard output cannot take would be tried again at exit, and told by Python in its own words.
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)


def _keep_traceback() -> str:
    try:
        _TRACEBACK.parent.mkdir(exist_ok=True)
        text = without_secrets(traceback.format_exc(), given_addresses())
        _TRACEBACK.write_text(text, "utf-8", "backslashreplace")
    except OSError:
        return ""
    return f" (rincian: {_TRACEBACK})"
