"""Tell a full disk, whatever met it: the system, SQLite, or another program that says so in its own words."""

import errno
import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT)
# strerror(3) in English, as Python, git and Rust programs give it; Rust adds the number; SQLite has words of its own.
_SAID = re.compile(r"no space left on device|disk quota exceeded|os error 28\b|database or disk is full", re.IGNORECASE)


def full_disk_line(error: BaseException) -> str:
    """What to say where ``error``, or what it was raised from, is a full disk; else nothing."""
    for one in _chain(error):
        if isinstance(one, sqlite3.Error) and _SAID.search(str(one)):
            return _line("")
        if isinstance(one, OSError) and one.errno in _FULL:
            # Of two names, as a copy or a link has them, the second is that of the new file.
            name = one.filename2 or one.filename
            return _line(os.fsdecode(name) if isinstance(name, str | bytes | os.PathLike) else "")
    return ""


def raise_if_full(said: str, where: str) -> None:
    """Raise OSError (ENOSPC) for ``where``, where ``said``, the words of another program, tell of a full disk here.

    What git repeats of another machine begins with ``remote:``; the disk there is not ours.
    """
    if any(_SAID.search(line) for line in said.splitlines() if not line.lstrip().startswith("remote:")):
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
