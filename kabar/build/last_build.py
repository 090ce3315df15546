"""Know that nothing has changed since the last build, before anything is read.

What is compared: names, sizes and times of content, theme, plugins, settings, lock and output (``last_tree``), as a
check of files by their status can tell; what was asked for; and the moment, which must lie before the next one at
which the content shows otherwise. Of what is built for the public each file is read as well. It stands in the build
database beside the tree that the build left. Whatever cannot be read, or does not match, means: build.
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
def early_look(looks: Sequence[Callable[[], bool]], jobs: int) -> Iterator[Callable[[], bool]]:
    """Begin with each of ``looks`` in a process of its own; what is given waits for the answer whether all hold.

    With one of ``jobs``, or where there is no fork, they begin when they are asked.
    """
    if jobs < 2 or not can_fork():
        yield lambda: all(look() for look in looks)
        return
    context = multiprocessing.get_context("fork")
    looking = [context.Process(target=_answer, args=(look,), daemon=True) for look in looks]
    with uninterrupted():
        for process in looking:
            process.start()

    def answer() -> bool:
        for process in looking:
            process.join()
        # One that was killed has told nothing: then everything is looked at.
        return all(process.exitcode == 0 for process in looking)

    try:
        yield answer
    finally:
        for process in looking:
            process.kill()
            process.join()


def looks_at(
    database: Database, output: Path, jobs: int, spare: Path | None = None, reads: bool = False
) -> list[Callable[[], bool]]:
    """How to find out whether ``output`` is the tree that ``database`` tells of, and ``spare`` the one before it.

    With ``reads`` also whether each file has the bytes that were made: so many looks as ``jobs`` share in that.
    """
    looks = [partial(is_as_left, database, output, spare)]
    if reads:
        looks += [partial(_is_whole, database, output, spare, slice(number, None, jobs)) for number in range(jobs)]
    return looks


def _is_whole(database: Database, output: Path, spare: Path | None, part: slice) -> bool:
    tree = read_tree(database, with_spare=False)
    # Of another folder, such as one that was copied here, the press reads all once it has seen what it holds.
    return tree is not None and tree.is_of(output) and not any(tree.damaged(output, spare, part))


def _answer(look: Callable[[], bool]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us, without a word
    os._exit(0 if look() else 1)


_SOURCES = ("theme", "kabar", "plugins")
_NAME = "last build"
_MANY = 20_000  # pages


@dataclass(frozen=True)
class Sources:
    """All that a build is made from, the moment aside: a digest of it, and what stands in the content folder."""

    digest: str
    content: Walk


@dataclass(frozen=True)
class LastBuild:
    """What the last build was made from and gave; ``since`` and ``until``: ISO 8601, when it holds.

    ``sources`` is a digest. ``lines`` are what it told of warnings and proof, ``pages`` how many pages it made.
    """

    sources: str
    since: str
    until: str
    lines: tuple[str, ...]
    proof: str
    pages: int


def database_of(options: BuildOptions) -> Database:
    """The build database of the output that ``options`` asks for; empty where nothing kept is to be asked for."""
    database = Database(options.cache / "build" / f"{_name_of(options)}.sqlite", code_fingerprint())
    if not options.reads_cache:
        database.discard()
    return database


def recall(options: BuildOptions, database: Database, now: datetime) -> tuple[LastBuild | None, Sources]:
    """The last build, where the same sources at ``now`` would give the same, else None; and the sources.

    Raises OSError.
    """
    last = _kept(options, database, now)
    # To look at some thousand files costs no more than a process of its own; at more, or to read them, does.
    is_much = options.production or (last is not None and last.pages >= _MANY)
    jobs = options.jobs if is_much else 1
    looks = looks_at(database, options.output, jobs, reads=options.production) if last else []
    # The output is looked at while the sources are.
    with early_look(looks, jobs) as is_as_left:
        sources = sources_of(options)
        is_same = last is not None and last.sources == sources.digest and is_as_left()
    return last if is_same else None, sources


def _kept(options: BuildOptions, database: Database, now: datetime) -> LastBuild | None:
    """What is kept of the last build, where it holds at ``now``."""
    try:
        kept = json.loads(read_value(database, _NAME) or b"null")
    except Damaged:
        return None
    if kept is None:
        return None
    last = LastBuild(**(kept | {"lines": tuple(kept["lines"])}))
    begins, ends = datetime.fromisoformat(last.since), datetime.fromisoformat(last.until)
    # Where BUILD_DATE is given, it is the moment, and part of what was asked for.
    return last if options.build_date.strip() or begins <= now < ends else None


def remember(
    connection: Connection,
    sources: Sources,
    span: tuple[datetime, datetime],
    lines: tuple[str, ...],
    proof: str,
    pages: int,
) -> None:
    """Keep what was built from ``sources``, as told before anything was read, and holds within ``span``.

    It is written within a change. What changed while it was being read has another status than was told, so that the
    next build builds.
    """
    since, until = (moment.astimezone(UTC).isoformat() for moment in span)
    last = LastBuild(sources.digest, since, until, lines, proof, pages)
    write_values(connection, {_NAME: json.dumps(asdict(last)).encode()})


def forget(connection: Connection) -> None:
    """Let the next build build; within a change."""
    remove_values(connection, _NAME)


def sources_of(options: BuildOptions) -> Sources:
    """All that a build is made from, the moment aside. Raises OSError."""
    asked = (str(options.settings), options.siteurl, options.build_date, options.preview)
    asked += (options.production, options.search, options.compressed)
    content = walk(options.content)
    told = sorted(content.digests.items())
    odd = sorted((*content.links, *content.unread, *content.odd))
    digest = hashlib.sha256(f"{asked}\0{odd}\0{told}".encode("utf-8", "surrogateescape"))
    for path in (*(options.root / name for name in _SOURCES), *_files_of_project(options)):
        found = _entries(os.fspath(path)) if path.is_dir() else [os.fspath(path)]
        digest.update("\n".join(sorted(map(_status, found))).encode("utf-8", "surrogateescape"))
    return Sources(digest.hexdigest(), content)


def code_of(options: BuildOptions) -> str:
    """A digest of what all pages are drawn with: theme, plugins, settings, the lock of libraries. Raises OSError.

    Of their bytes: a fresh checkout on a build server has other times, and the same code.
    """
    digest = hashlib.sha256()
    folders = (os.fspath(options.root / name) for name in _SOURCES)
    below = (path for folder in folders if Path(folder).is_dir() for path in _entries(folder))
    for path in sorted([*below, *map(os.fspath, _files_of_project(options))]):
        data = Path(path).read_bytes()
        digest.update(f"{os.path.relpath(path, options.root)}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return digest.hexdigest()


def kept_file(options: BuildOptions, ending: str) -> Path:
    """Where something is kept from one build of this output to the next."""
    return options.cache / "terakhir" / f"{_name_of(options)}.{ending}"


def _name_of(options: BuildOptions) -> str:
    """A name for this output, by the path that it has."""
    return hashlib.sha256(os.fsencode(options.output)).hexdigest()[:16]


def _files_of_project(options: BuildOptions) -> list[Path]:
    # Settings, the lock of libraries, and plugins that somebody keeps beside them.
    return sorted(path for path in options.root.iterdir() if path.is_file() and not path.name.startswith("."))


def _entries(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            if entry.is_dir(follow_symlinks=False):
                # What folders hold counts; their own times change with what they held once.
                yield from _entries(entry.path)
            else:
                yield entry.path


def _status(path: str) -> str:
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return f"{path}\0"
    # Who writes a file and sets its time back still changes the time of its entry.
    return f"{path}\0{status.st_mode}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ctime_ns}"


