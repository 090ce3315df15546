"""Render queue: gathers all files of a build, then renders them in any number of processes, to the same bytes.

Workers compose a page, render its template, write the file and read its links; they inherit the content by fork. They
take share after share, and are replaced after some thousand files, which releases the memory that they gathered.
Without fork, or with few files, rendering happens in this process.
"""

import ctypes
import os
import sqlite3
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, filterfalse, groupby
from mmap import mmap
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from kabar.build.output.integrity import digest_of
from kabar.build.output.spare_tree import discard
from kabar.build.render.fingerprints import Fingerprints, MadeFrom, changed_labels
from kabar.build.render.rendered_files import RenderedFiles, record_of
from kabar.build.render.reuse import Reuse
from kabar.build.verify.html_links import read_links
from kabar.failure import BuildFailed, explain
from kabar.index.database import Damaged
from kabar.index.pages import PageRow
from kabar.outputs.renditions.made_files import FileStore, MadeFile
from kabar.outputs.renditions.making import Making
from kabar.pages.parts.keys import Changes
from kabar.pages.parts.page_sets import KnownPage
from kabar.pages.parts.plan import Inputs
from kabar.worker_pool import WorkerPool, can_fork


def release_freed_memory() -> None:
    """Returns freed memory to the system, which glibc otherwise keeps."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


FEWEST_TO_SPLIT = 24  # files; with fewer, a second process costs more than it saves
_MOST_OF_WORKER = 1536  # files; each worker renders shared components once and caches them
# Consecutive files: their inputs are close in memory. A worker that rendered every second file would copy all of it.
_SHARE = 32  # files
_MOST_KEYS = 8  # in a reason
_GLANCE = 0.1  # seconds between two readings of the progress of workers


class _Rendered(NamedTuple):
    """The record of a rendered file (``rendered_files.record_of``) and its digest, empty when not wanted."""

    record: bytes
    digest: bytes


_Progress = Generator[tuple[str, _Rendered], None, None]  # each file by name, once it is rendered


class RenderJob(NamedTuple):
    """How a file is rendered: ``render`` returns its bytes; ``inputs`` and ``keys`` are as in ``PlannedPage``, without
    inputs it is rendered in every build.
    """

    render: Callable[[], bytes]
    inputs: Inputs | None = None
    keys: Sequence[str] = ()


def _count_nothing(_done: int, _of: int) -> None:
    pass


def _prepare_nothing() -> None:
    pass


@dataclass
class RenderQueue:
    """The files to render below ``folder``, each with its job or a function that returns it.

    With ``fingerprints`` and ``reuse`` a file whose inputs are those of the last output is reused. Files of the folder
    below ``spared``, if given, are not touched. ``count`` gets the number of rendered files and of all, repeatedly.
    ``before_many`` is called before several generations of workers. With ``with_digests`` the digests of rendered files
    are kept.
    """

    folder: Path
    jobs: int = 1
    fingerprints: Fingerprints | None = None
    reuse: Reuse | None = None
    spared: str = ""
    count: Callable[[int, int], None] = _count_nothing
    before_many: Callable[[], None] = _prepare_nothing
    with_digests: bool = False
    _reused: frozenset[str] = frozenset()
    _known: set[str] = field(default_factory=set)
    _compared: dict[str, MadeFrom] = field(default_factory=dict)
    _files: dict[str, RenderJob | Callable[[str], RenderJob]] = field(default_factory=dict)
    _made: list[tuple[str, FileStore, MadeFile]] = field(default_factory=list)
    _claims: dict[str, str] = field(default_factory=dict)
    _folders: dict[str, str] = field(default_factory=dict)
    _digests: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._rendered = RenderedFiles(self.folder.parent)

    def add(
        self, name: str, render: Callable[[], bytes], inputs: Inputs | None = None, keys: Sequence[str] = ()
    ) -> None:
        """Adds the file ``name``, a path below the folder with ``/``; ``render`` returns its bytes.

        ``inputs`` and ``keys`` are as in ``RenderJob``. Raises BuildFailed for a name that leads outside, and for a
        name in use, also if it differs only in case, since some file systems ignore case.
        """
        job = RenderJob(render, inputs, keys)
        if self._is_present(name):
            self._compare(name, job)
        self._enter(name, job)

    def add_later(self, names: Iterable[str], job_of: Callable[[str], RenderJob]) -> None:
        """Adds the files ``names``; ``job_of`` returns the job of each when it is needed.

        Raises BuildFailed as ``add`` does.
        """
        for name in names:
            if self._is_present(name):
                self._compare(name, job_of(name))
            self._enter(name, job_of)

    def add_made(self, name: str, store: FileStore, made: MadeFile, inputs: Inputs) -> None:
        """Adds the file ``name``, which is made as ``made`` and cached in ``store``; ``inputs`` as in ``add``."""
        self.add(name, partial(store.bytes_of, made), inputs)
        self._made.append((name, store, made))

    def making(self) -> Making:
        """Returns what has to be made before rendering: files that are not reused and not in their stores."""
        making = Making()
        for store, group in groupby(self._made, itemgetter(1)):
            making.add(store, [made for name, _, made in group if name not in self._known])
        return making

    def take_over(self, names: Iterable[str]) -> None:
        """Adds files of the last output that are known to be up to date. Raises BuildFailed as ``add`` does."""
        present = dict.fromkeys(names, RenderJob(_never))
        if not self._files.keys().isdisjoint(present):
            twice = min(self._files.keys() & present)
            raise BuildFailed(f"dua halaman untuk satu alamat: '{twice}' dan '{twice}'")
        self._files.update(present)
        self._known.update(present)

    def _enter(self, name: str, job: RenderJob | Callable[[str], RenderJob]) -> None:
        # Names of the last output did not conflict: only new names are checked.
        if name in self._files:
            raise BuildFailed(f"dua halaman untuk satu alamat: '{name}' dan '{name}'")
        if not self._is_present(name):
            self._claim(name)
        self._files[name] = job

    def _is_present(self, name: str) -> bool:
        return self.reuse is not None and name in self.reuse.present

    def _compare(self, name: str, job: RenderJob) -> None:
        """Records whether the file ``name``, which is present, can be reused."""
        if self.reuse is None or self.fingerprints is None or job.inputs is None:
            return
        self._compared[name] = made_from = self.fingerprints.of(job.inputs(), job.keys)
        if self.reuse.is_same(name, made_from.inputs):
            self._known.add(name)

    @property
    def counts(self) -> tuple[int, int]:
        """Number of rendered files, and of reused files."""
        return len(self._files) - len(self._reused), len(self._reused)

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def render(self) -> RenderedFiles:
        """Writes every file that is not reused; returns their records.

        Removes other files from the folder first. Raises BuildFailed for the first file that cannot be rendered, and
        OSError.
        """
        if self.reuse is not None:
            self._check_new_names()
            self._claims, self._folders = {}, {}
            gone = sorted(self.reuse.present.keys() - self._files.keys())
            discard(self.folder, [name for name in gone if not self.spared or not name.startswith(self.spared)])
            self._reused = frozenset(self._known)
        self._render_all(list(filterfalse(self._reused.__contains__, self._files)))
        return self._rendered

    @property
    def rendered_from(self) -> Mapping[str, str]:
        """The inputs of each file by name, as far as they are known; use after ``render``."""
        before = self.reuse.all_inputs if self.reuse is not None else {}
        now = {name: made_from.inputs for name in self._files if (made_from := self._made_from(name))}
        return {name: before[name] for name in self._known if name in before} | now

    @property
    def digests(self) -> Mapping[str, bytes]:
        """The digest of each rendered file by name, if wanted; use after ``render``."""
        return self._digests

    @property
    def reused(self) -> frozenset[str]:
        """The files that were reused; use after ``render``."""
        return self._reused

    def why(self, name: str, changes: Changes) -> str:
        """Returns why the file ``name`` was rendered or reused, in Indonesian; use after ``render``. ``changes`` are
        those since the last output.
        """
        if name not in self._files:
            return "tidak ada berkas seperti itu di portal ini"
        if name in self._reused:
            return "dipakai lagi: semua yang mendasarinya masih sama"
        now = self._made_from(name)
        if now is None or self.reuse is None:
            return "digambar setiap kali, karena bergantung pada seluruh portal"
        before = self.reuse.page(name)
        if before is None or not before.inputs:
            return "digambar: belum ada di hasil yang lalu"
        labels = changed_labels(before.inputs, now.inputs)
        if not labels:
            return "digambar ulang: berkasnya di hasil yang lalu hilang atau berubah"
        used = {*now.keys.split("\n"), *before.keys.split("\n")}
        keys = sorted(key for key in used if key and changes.any_of((key,)))
        return f"digambar ulang karena berubah: {', '.join(labels)}{f' ({_some(keys)})' if keys else ''}"

    def remember(self, known: Callable[[str], KnownPage], connection: sqlite3.Connection) -> None:
        """Stores the inputs and links of the files for the next build, inside a transaction.

        ``known`` returns further data of a page.
        """
        if self.reuse is None:
            return
        # A page that was planned and is up to date may use other keys than before.
        planned = (self._page(name, known) for name in self._compared.keys() & self._reused)
        others = [page for page in planned if page != self.reuse.page(page.name)]
        rendered = [name for name in self._rendered if name in self._files]
        pages = chain((self._page(name, known) for name in rendered), others)
        links = ((name, text) for name in rendered if (text := self._rendered.record(name)[0]) is not None)
        self.reuse.keep(connection, pages, links, self._files.keys())

    def _page(self, name: str, known: Callable[[str], KnownPage]) -> PageRow:
        # Files without known inputs are stored as well, because of their links.
        made_from, page = self._made_from(name) or MadeFrom("", ""), known(name)
        return PageRow(name, *made_from, page.members, page.modified)

    def _made_from(self, name: str) -> MadeFrom | None:
        """Returns what the file ``name`` was made from; None when unknown."""
        if name in self._compared or name not in self._rendered:
            return self._compared.get(name)
        return self._rendered.record(name)[1]

    def _render_all(self, names: Sequence[str]) -> None:
        processes = self.jobs if len(names) >= FEWEST_TO_SPLIT else 1
        in_workers = processes > 1 and can_fork()
        rendering = self._render_in_workers(names, processes) if in_workers else self._render_here(names)
        with closing(rendering) as rendered:
            for name, (record, digest) in rendered:
                self._rendered.add(name, record)
                if digest:
                    self._digests[name] = digest

    def _render_here(self, names: Sequence[str]) -> _Progress:
        for number, name in enumerate(names, 1):
            yield name, self._render(name)
            self.count(number, len(names))

    def _render(self, name: str) -> _Rendered:
        try:
            job = self._files[name]
            if not isinstance(job, RenderJob):
                job = job(name)
            data = job.render()
            made_from = None
            if self.fingerprints is not None and job.inputs is not None and name not in self._compared:
                made_from = self.fingerprints.of(job.inputs(), job.keys)
        except Damaged:
            raise
        except Exception as error:
            raise BuildFailed(f"{explain(error)} (saat menggambar {name})") from error
        if self.reuse is None or not self.reuse.has_same(name, data, self.folder):
            _write_new(f"{self.folder}/{name}", data)
        record = record_of(read_links(name, data), made_from)
        return _Rendered(record, digest_of(data) if self.with_digests else b"")

    def _render_in_workers(self, names: Sequence[str], processes: int) -> _Progress:
        at_once = processes * _MOST_OF_WORKER
        if len(names) > at_once:
            self.before_many()
        release_freed_memory()
        try:
            for start in range(0, len(names), at_once):
                yield from self._render_batch(names, range(start, min(start + at_once, len(names))), processes)
        except BrokenProcessPool:
            raise BuildFailed(
                "proses yang menggambar halaman dihentikan, mungkin karena memori habis; ulangi dengan JOBS=1"
            ) from None

    def _render_batch(self, names: Sequence[str], places: range, processes: int) -> _Progress:
        """Yields the files at ``places`` of ``names``, rendered by one worker pool."""
        size = min(_SHARE, -(-len(places) // processes))
        shares = [names[start : min(start + size, places.stop)] for start in places[::size]]
        # Anonymous memory, shared with forked workers: number of rendered files of each share.
        counts = mmap(-1, len(shares))
        with WorkerPool(min(processes, len(shares)), partial(self._render_share, counts)) as workers:
            answers = deque(map(workers.do, enumerate(shares)))
            # In order: all files before one that fails are rendered, whatever was started after it.
            while answers:
                if wait([answers[0]], _GLANCE).done:
                    done, failed = answers.popleft().result()
                    yield from done.items()
                    if failed:
                        # Again in this process, so that the error has its cause.
                        self._render(failed)
                        again = "tetapi tidak saat diulang; laporkan kepada pengembang"
                        raise BuildFailed(f"gagal menggambar {failed}, {again}")
                self.count(places.start + sum(counts[:]), len(names))

    def _render_share(self, counts: mmap, task: tuple[int, Sequence[str]]) -> tuple[dict[str, _Rendered], str]:
        """Renders a share in a worker; returns the records, and the name of the file that failed."""
        number, names = task
        done: dict[str, _Rendered] = {}
        for name in names:
            try:
                done[name] = self._render(name)
            except Damaged:
                raise  # the whole build is repeated
            except BaseException:
                return done, name
            counts[number] += 1
        return done, ""

    def _check_new_names(self) -> None:
        if not self._claims or self.reuse is None:
            return
        kept = sorted(self._files.keys() & self.reuse.present.keys())
        # Fast path: lower-case ASCII is folded already.
        text = "\n".join(kept)
        is_folded = text.isascii() and text == text.lower()
        odd = {} if is_folded else {name.casefold(): name for name in kept if name != name.casefold()}
        keys = sorted([*kept, *odd]) if odd else kept
        for key, name in self._claims.items():
            place = bisect_left(keys, f"{key}/")
            below = [one for one in keys[place : place + 1] if one.startswith(f"{key}/")]
            for one in (key, *(key[:at] for at, letter in enumerate(key) if letter == "/"), *below):
                place = bisect_left(keys, one)
                if keys[place : place + 1] == [one]:
                    raise BuildFailed(f"dua halaman untuk satu alamat: '{name}' dan '{odd.get(one, one)}'")

    def _claim(self, name: str) -> None:
        if set(name) & set("\\\0") or any(part in ("", ".", "..") for part in name.split("/")):
            raise BuildFailed(f"alamat '{name}' menunjuk ke luar folder hasil")
        # Most names are folded already: then use the same string object.
        key = name if (folded := name.casefold()) == name else folded
        taken = self._claims.get(key) or self._folders.get(key)
        parent, parents = key.rpartition("/")[0], []
        # All parents of a known folder are known.
        while not taken and parent and parent not in self._folders:
            taken = self._claims.get(parent)
            parents.append(parent)
            parent = parent.rpartition("/")[0]
        if taken:
            raise BuildFailed(f"dua halaman untuk satu alamat: '{name}' dan '{taken}'")
        self._claims[key] = name
        self._folders.update((parent, name) for parent in parents)


def _some(keys: Sequence[str]) -> str:
    more = f" dan {len(keys) - _MOST_KEYS} kunci lain" if len(keys) > _MOST_KEYS else ""
    return ", ".join(keys[:_MOST_KEYS]) + more


def _never() -> bytes:
    raise AssertionError("a reused file is not rendered")


def _write_new(target: str, data: bytes) -> None:
    # Most files have a folder of their own: create it without checking first.
    folder = target.rpartition("/")[0]
    try:
        os.mkdir(folder)
    except FileExistsError as there:
        try:
            os.unlink(target)  # it may be a hard link into the output
        except FileNotFoundError:
            pass
        except NotADirectoryError:
            raise there from None
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
    # os.open, not open(): three system calls fewer.
    file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
    except OSError as error:
        error.filename = target  # the error lacks it: shows which disk is full
        raise
    finally:
        os.close(file)


