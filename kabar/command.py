"""Runs a command and reports errors in one line each, without a traceback."""

import errno
import logging
import os
import re
import sqlite3
import sys
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from kabar.console import given_addresses, without_secrets, write_errors

_FULL = (errno.ENOSPC, errno.EDQUOT)
# strerror(3) in English, as Python, git and Rust programs print it; Rust adds the number; SQLite has its own message.
_FULL_MESSAGE = re.compile(
    r"no space left on device|disk quota exceeded|os error 28\b|database or disk is full", re.IGNORECASE
)


def full_disk_line(error: BaseException) -> str:
    """The message if ``error`` or one of its causes is a full disk, else ""."""
    for one in _chain(error):
        if isinstance(one, sqlite3.Error) and _FULL_MESSAGE.search(str(one)):
            return _line("")
        if isinstance(one, OSError) and one.errno in _FULL:
            # A copy or a link has two names; the second is that of the new file.
            name = one.filename2 or one.filename
            return _line(os.fsdecode(name) if isinstance(name, str | bytes | os.PathLike) else "")
    return ""


def raise_if_full(output: str, where: str) -> None:
    """Raise OSError (ENOSPC) for the file ``where`` if the ``output`` of another program reports a full disk.

    Lines that begin with ``remote:`` are ignored: git repeats the output of another machine in them.
    """
    if any(_FULL_MESSAGE.search(line) for line in output.splitlines() if not line.lstrip().startswith("remote:")):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), where)


def _line(place: str) -> str:
    shown = place.removeprefix(f"{Path.cwd()}/")
    what = f"'{shown}' tidak dapat ditulis" if place else "tidak ada ruang lagi untuk menulis"
    return f"Disk penuh: {what}; kosongkan ruang di disk itu, lalu ulangi"


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        yield following
        seen.add(id(following))
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)


_TRACEBACK = Path(".cache") / "galat.txt"


class Stopped(Exception):
    """An error that stops a command; ``lines`` are Indonesian, one for each mistake."""

    def __init__(self, *lines: str):
        super().__init__("\n".join(lines))
        self.lines = lines


def kind_and_text(error: BaseException) -> str:
    """The class name and the text of ``error`` on one line."""
    text = " ".join(str(error).split())
    return ": ".join(part for part in (type(error).__name__, text) if part)


def lines_of(error: Exception, explain: Callable[[BaseException], str] = kind_and_text) -> tuple[str, ...]:
    """The lines that report ``error``; ``explain`` describes an unexpected one."""
    if full := full_disk_line(error):
        return (full,)
    if isinstance(error, Stopped):
        return error.lines
    if isinstance(error, OSError):
        return (f"Berkas tidak dapat dibaca atau ditulis: {error}",)
    return (explain(error),)


def run(command: Callable[[], int | None], explain: Callable[[BaseException], str] = kind_and_text) -> int:
    """Call ``command``, report what it raises, and return its exit code, or 1 (130 on Ctrl-C).

    The traceback of an unexpected error is written to ``.cache/galat.txt``.
    """
    warnings.showwarning = _show_warning
    logging.lastResort = _LastResort(logging.WARNING)
    try:
        code = command() or 0
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        _report(["Dihentikan."])
        return 130
    except BrokenPipeError:
        # The reader of our output, such as ``head``, has ended: nothing to report.
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


class _LastResort(logging.Handler):
    """Writes log messages of libraries that have no other handler, without secrets."""

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):
            write_errors([record.getMessage()])


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    with suppress(OSError):
        write_errors([f"{category.__name__}: {message}"])


def _report(lines: Iterable[str]) -> None:
    with suppress(OSError):
        write_errors(lines)
    try:
        sys.stdout.flush()
    except OSError:
        # Python would flush again at exit, fail again, and print its own message.
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


