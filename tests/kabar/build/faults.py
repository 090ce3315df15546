"""Stop a build at a chosen file operation, in a forked child of this process, which has all code loaded."""

import errno
import os
import signal
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path

from kabar.build.options import BuildOptions
from kabar.build.pipeline import build
from kabar.command import lines_of
from kabar.failure import BuildFailed, explain

# Events of PEP 578 that change the disk; of "open" those that may write.
_CHANGES = {
    "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.utime", "os.truncate", "os.link", "os.symlink",
}  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
KILL, FULL, READ_ONLY = "kill", "no space", "read-only"
REMOVED, SPOILT = "database removed", "database spoilt"  # once, in the middle of a build
_ERRORS = {FULL: errno.ENOSPC, READ_ONLY: errno.EROFS}
# A full disk still lets things be renamed and removed.
_NEEDS_SPACE = {"open", "os.mkdir", "os.link", "os.symlink"}


@dataclass(frozen=True)
class Outcome:
    """How a child ended: its exit code (negative for a signal), its file operations, what it told."""

    code: int
    operations: int
    told: str


def build_in_fork(
    folder: Path, fault: str = "", at: int = 0, build_date: str = "2019-06-01", jobs: int = 1
) -> Outcome:
    """Build the project in ``folder``; from its ``at``-th file operation on (from 1) there is ``fault``."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        _child(folder, fault, at, writer, build_date, jobs)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    count, _, text = told.partition("\n")
    return Outcome(os.waitstatus_to_exitcode(status), int(count or 0), text)


def _child(folder: Path, fault: str, at: int, writer: int, build_date: str, jobs: int) -> None:
    code, count, text = 1, [0], ""
    try:
        os.chdir(folder)
        sys.path[:0] = [str(folder)]
        sys.addaudithook(_hook(folder, fault, at, count))
        build(
            BuildOptions(
                folder / "pelicanconf.py", folder / "content", folder / "output", build_date=build_date, jobs=jobs
            )
        )
        code = 0
    except (BuildFailed, OSError) as error:
        text = "\n".join(lines_of(error, explain))
    except BaseException:
        code, text = 3, traceback.format_exc()
    try:
        os.write(writer, f"{count[0]}\n{text}".encode("utf-8", "replace"))
    finally:
        # Also where nobody listens any longer: this process must never go on as if it were the tests'.
        os._exit(code)


def _strike(folder: Path, fault: str) -> None:
    for file in (folder / ".cache/build").glob("*.sqlite"):
        if fault == REMOVED:
            file.unlink()
        else:
            with file.open("r+b") as data:
                # All but the first page, without which it is no database for anybody.
                size = file.stat().st_size
                data.seek(4096)
                data.write(bytes(max(size - 4096, 0)))


def _hook(folder: Path, fault: str, at: int, count: list[int]):
    root, this = os.fspath(folder), os.getpid()

    def hook(event: str, arguments: tuple) -> None:
        if event not in _CHANGES and not (event == "open" and arguments[2] & _WRITES):
            return
        path = os.fspath(arguments[0]) if not isinstance(arguments[0], int) else root
        inside = not Path(path).is_absolute() or str(path).startswith(root)  # relative: below an opened folder
        if os.getpid() != this or not inside or "__pycache__" in str(path):
            return
        count[0] += 1
        if not fault or count[0] < at:
            return
        if fault in (REMOVED, SPOILT):
            _strike(folder, fault) if count[0] == at else None
            return
        if fault == KILL:
            os.kill(this, signal.SIGKILL)
        if fault == READ_ONLY or event in _NEEDS_SPACE:
            raise OSError(_ERRORS[fault], os.strerror(_ERRORS[fault]), path)

    return hook
