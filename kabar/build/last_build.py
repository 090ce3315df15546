"""Check whether anything has changed since the last build, before any content is read.

Compares file status (name, size, times) of content, theme, plugins, settings, lock and output (``output_manifest``),
the build options, and the time, which must be before the next moment at which the content shows otherwise. The files of
production outputs are read as well. The data is in the build database. Anything unreadable or different means: build.
"""

import hashlib
import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from sqlite3 import Connection

from kabar.build.options import BuildOptions
from kabar.build.output.output_manifest import is_as_left, read_tree
from kabar.content.reading.walk import Walk, walk
from kabar.index.database import Damaged, Database, code_fingerprint
from kabar.index.meta import read_value, remove_values, write_values
from kabar.worker_pool import can_fork, uninterrupted


@contextmanager
def early_checks(checks: Sequence[Callable[[], bool]], jobs: int) -> Iterator[Callable[[], bool]]:
    """Starts each of ``checks`` in a process of its own; yields a function that waits and returns whether all are true.

    With one of ``jobs``, or without fork, they run when that function is called.
    """
    if jobs < 2 or not can_fork():
        yield lambda: all(check() for check in checks)
        return
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_answer, args=(check,), daemon=True) for check in checks]
    with uninterrupted():
        for process in processes:
            process.start()

    def answer() -> bool:
        for process in processes:
            process.join()
        # A killed process counts as a failed check: then everything is scanned.
        return all(process.exitcode == 0 for process in processes)

    try:
        yield answer
    finally:
        for process in processes:
            process.kill()
            process.join()


def output_checks(
    database: Database, output: Path, jobs: int, spare: Path | None = None, reads: bool = False
) -> list[Callable[[], bool]]:
    """Returns checks that ``output`` is the tree in ``database``, and ``spare`` the one before it.

    With ``reads`` also that each file has its original bytes, divided into ``jobs`` checks.
    """
    checks: list[Callable[[], bool]] = [partial(is_as_left, database, output, spare)]
    if reads:
        checks += [partial(_is_whole, database, output, spare, slice(number, None, jobs)) for number in range(jobs)]
    return checks


def _is_whole(database: Database, output: Path, spare: Path | None, part: slice) -> bool:
    tree = read_tree(database, with_spare=False)
    # A copied folder has another inode: the build reads all of it later.
    return tree is not None and tree.is_of(output) and not any(tree.damaged(output, spare, part))


def _answer(check: Callable[[], bool]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent kills this process
    os._exit(0 if check() else 1)


_SOURCES = ("theme", "theme-lokal", "kabar", "plugins")
_NAME = "last build"
_MANY = 20_000  # pages


@dataclass(frozen=True)
class Sources:
    """Everything a build is made from, except the time: its digest, and the files of the content folder."""

    digest: str
    content: Walk


@dataclass(frozen=True)
class LastBuild:
    """Inputs and results of the last build; valid from ``since`` until ``until`` (ISO 8601).

    ``sources`` is a digest. ``lines`` are the reported warnings, ``proof`` the line of the leak scan, ``pages`` the
    number of pages.
    """

    sources: str
    since: str
    until: str
    lines: tuple[str, ...]
    proof: str
    pages: int


def database_of(options: BuildOptions) -> Database:
    """Opens the build database of the output of ``options``; discards it when the cache is not to be read."""
    database = Database(options.cache / "build" / f"{_name_of(options)}.sqlite", code_fingerprint())
    if not options.reads_cache:
        database.discard()
    return database


def recall(options: BuildOptions, database: Database, now: datetime) -> tuple[LastBuild | None, Sources]:
    """Returns the last build if building at ``now`` would give the same, else None; and the sources.

    Raises OSError.
    """
    last = _kept(options, database, now)
    # The status of some thousand files takes no longer than starting a process; more files, or reading them, do.
    is_much = options.production or (last is not None and last.pages >= _MANY)
    jobs = options.jobs if is_much else 1
    checks = output_checks(database, options.output, jobs, reads=options.production) if last else []
    # The output is checked in parallel with the sources.
    with early_checks(checks, jobs) as is_as_left:
        sources = sources_of(options)
        is_same = last is not None and last.sources == sources.digest and is_as_left()
    return last if is_same else None, sources


def _kept(options: BuildOptions, database: Database, now: datetime) -> LastBuild | None:
    """Returns the stored last build if it is valid at ``now``."""
    try:
        kept = json.loads(read_value(database, _NAME) or b"null")
    except Damaged:
        return None
    if kept is None:
        return None
    last = LastBuild(**(kept | {"lines": tuple(kept["lines"])}))
    begins, ends = datetime.fromisoformat(last.since), datetime.fromisoformat(last.until)
    # BUILD_DATE replaces the time, and is part of the options.
    return last if options.build_date.strip() or begins <= now < ends else None


def remember(
    connection: Connection,
    sources: Sources,
    span: tuple[datetime, datetime],
    lines: tuple[str, ...],
    proof: str,
    pages: int,
) -> None:
    """Stores the build from ``sources``, which were scanned before anything was read, valid within ``span``.

    Inside a transaction. A file that changed while it was read has another status than in ``sources``, so that the next
    build builds.
    """
    since, until = (moment.astimezone(UTC).isoformat() for moment in span)
    last = LastBuild(sources.digest, since, until, lines, proof, pages)
    write_values(connection, {_NAME: json.dumps(asdict(last)).encode()})


def forget(connection: Connection) -> None:
    """Removes the last build, so that the next build builds; inside a transaction."""
    remove_values(connection, _NAME)


def sources_of(options: BuildOptions) -> Sources:
    """Scans everything a build is made from, except the time. Raises OSError."""
    asked = (
        str(options.settings), options.siteurl, options.build_date, options.preview, options.production, options.search,
        options.compressed,
    )  # fmt: skip
    content = walk(options.content)
    digests = sorted(content.digests.items())
    odd = sorted((*content.links, *content.unread, *content.odd))
    digest = hashlib.sha256(f"{asked}\0{odd}\0{digests}".encode("utf-8", "surrogateescape"))
    for path in (*(options.root / name for name in _SOURCES), *_files_of_project(options)):
        found = _entries(os.fspath(path)) if path.is_dir() else [os.fspath(path)]
        digest.update("\n".join(sorted(map(_status, found))).encode("utf-8", "surrogateescape"))
    return Sources(digest.hexdigest(), content)


def code_of(options: BuildOptions) -> str:
    """Returns a digest of the code of all pages: theme, plugins, settings, the lock of libraries. Raises OSError.

    Of file contents, since a fresh checkout on a build server has other times and the same code.
    """
    digest = hashlib.sha256()
    folders = (os.fspath(options.root / name) for name in _SOURCES)
    below = (path for folder in folders if Path(folder).is_dir() for path in _entries(folder))
    for path in sorted([*below, *map(os.fspath, _files_of_project(options))]):
        data = Path(path).read_bytes()
        digest.update(f"{os.path.relpath(path, options.root)}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return digest.hexdigest()


def kept_file(options: BuildOptions, ending: str) -> Path:
    """Returns the path of a cache file or folder of this output."""
    return options.cache / "terakhir" / f"{_name_of(options)}.{ending}"


def _name_of(options: BuildOptions) -> str:
    """Returns a name for this output, derived from its path."""
    return hashlib.sha256(os.fsencode(options.output)).hexdigest()[:16]


def _files_of_project(options: BuildOptions) -> list[Path]:
    # Settings, the lock of libraries, and plugins beside them.
    return sorted(path for path in options.root.iterdir() if path.is_file() and not path.name.startswith("."))


def _entries(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            if entry.is_dir(follow_symlinks=False):
                # The entries of folders count, not their own times, which also change with removed entries.
                yield from _entries(entry.path)
            else:
                yield entry.path


def _status(path: str) -> str:
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return f"{path}\0"
    # ctime changes even when a program sets mtime back.
    return f"{path}\0{status.st_mode}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ctime_ns}"


