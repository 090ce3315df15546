"""Draw every file of an edition: gathered first, then drawn by several processes, the same whatever their number.

Composing a page, filling its template, writing the file and reading its links all happen in workers, who inherit what
was read. They take share after share, and are followed by others when they have drawn some thousand files: what they
have gathered of memory ends with them. Where there is no fork, or little to draw, it happens here.
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
from kabar.build.render.rendered_files import DrawnFiles, told_of
from kabar.build.render.reuse import Reuse
from kabar.build.verify.html_links import read_links
from kabar.failure import BuildFailed, explain
from kabar.index.database import Damaged
from kabar.index.pages import Page
from kabar.outputs.renditions.made_files import KeptFiles, MadeFile
from kabar.outputs.renditions.making import Making
from kabar.pages.parts.keys import Changes
from kabar.pages.parts.page_sets import KnownPage
from kabar.pages.parts.plan import Inputs
from kabar.worker_pool import WorkerPool, can_fork


def give_back() -> None:
    """Let the system have what was freed in small pieces; the C library of Linux alone keeps these otherwise."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


FEWEST_TO_SPLIT = 24  # files: below it a second process costs more than it saves
_MOST_OF_WORKER = 1536  # files; what many pages share is drawn once by each worker, and held by it
# Neighbours: what they are drawn from lies together in memory. A worker that drew one file in two would copy all of it.
_SHARE = 32  # files
_MOST_KEYS = 8  # that are told as reasons
_GLANCE = 0.1  # seconds between two looks at how far workers are


class _Drawn(NamedTuple):
    """What is known of a file once it is drawn: its links and what it was made from (``drawn_files.told_of``), and its
    digest, where one is wanted."""

    told: bytes
    digest: bytes


_Progress = Generator[tuple[str, _Drawn], None, None]  # each file by its name, once it is drawn


class Drawing(NamedTuple):
    """How a file is drawn: ``draw`` gives its bytes; ``inputs`` and ``keys`` are as in ``PlannedPage``, without inputs
    it is drawn in every build."""

    draw: Callable[[], bytes]
    inputs: Inputs | None = None
    keys: Sequence[str] = ()


def _count_nothing(_done: int, _of: int) -> None:
    pass


def _prepare_nothing() -> None:
    pass


@dataclass
class RenderQueue:
    """What is to be drawn below ``folder``: for each file how that is done, or who tells it.

    With ``fingerprints`` and ``reuse`` a file whose inputs are those of the last output is taken over from there.
    What the folder holds below ``spared``, where that is told, is somebody else's. ``count`` is told how many files are
    drawn of how many, while they are. ``before_many`` is called before several workers after each other draw. With
    ``with_digests`` those of what was drawn are known.
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
    _told: dict[str, MadeFrom] = field(default_factory=dict)
    _files: dict[str, Drawing | Callable[[str], Drawing]] = field(default_factory=dict)
    _made: list[tuple[str, KeptFiles, MadeFile]] = field(default_factory=list)
    _claims: dict[str, str] = field(default_factory=dict)
    _folders: dict[str, str] = field(default_factory=dict)
    _digests: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self):
        self._drawn = DrawnFiles(self.folder.parent)

    def add(
        self, name: str, draw: Callable[[], bytes], inputs: Inputs | None = None, keys: Sequence[str] = ()
    ) -> None:
        """Let ``draw`` make the file ``name``, a path below the folder with ``/``, from what ``inputs`` gives.

        ``inputs`` and ``keys`` are as in ``Drawing``. Raises BuildFailed for a name that leads outside, and for one
        that is taken: also by a name that differs only in case, since some disks hold these for one.
        """
        drawing = Drawing(draw, inputs, keys)
        if self._is_present(name):
            self._compare(name, drawing)
        self._enter(name, drawing)

    def add_later(self, names: Iterable[str], drawing_of: Callable[[str], Drawing]) -> None:
        """Let each file of ``names`` be drawn as ``drawing_of`` tells, whenever that is asked.

        Raises BuildFailed as ``add`` does.
        """
        for name in names:
            if self._is_present(name):
                self._compare(name, drawing_of(name))
            self._enter(name, drawing_of)

    def add_made(self, name: str, store: KeptFiles, made: MadeFile, inputs: Inputs) -> None:
        """Let the file ``name`` be made as ``made`` says, and kept in ``store``; ``inputs`` as ``add`` takes them."""
        self.add(name, partial(store.bytes_of, made), inputs)
        self._made.append((name, store, made))

    def making(self) -> Making:
        """What can be made before anything is drawn: files that are not taken over, and that their stores lack."""
        making = Making()
        for store, group in groupby(self._made, itemgetter(1)):
            making.add(store, [made for name, _, made in group if name not in self._known])
        return making

    def take_over(self, names: Iterable[str]) -> None:
        """Add files of the last output whose inputs are known to be the same. Raises BuildFailed as ``add`` does."""
        present = dict.fromkeys(names, Drawing(_never))
        if not self._files.keys().isdisjoint(present):
            twice = min(self._files.keys() & present)
            raise BuildFailed(f"dua halaman untuk satu alamat: '{twice}' dan '{twice}'")
        self._files.update(present)
        self._known.update(present)

    def _enter(self, name: str, drawing: Drawing | Callable[[str], Drawing]) -> None:
        # What stood in the last output stood beside all else there: only what is new can be in the way.
        if name in self._files:
            raise BuildFailed(f"dua halaman untuk satu alamat: '{name}' dan '{name}'")
        if not self._is_present(name):
            self._claim(name)
        self._files[name] = drawing

    def _is_present(self, name: str) -> bool:
        return self.reuse is not None and name in self.reuse.present

    def _compare(self, name: str, drawing: Drawing) -> None:
        """Find out whether the file ``name``, which is held, will be taken over."""
        if self.fingerprints is None or drawing.inputs is None:
            return
        self._told[name] = told = self.fingerprints.of(drawing.inputs(), drawing.keys)
        if self.reuse.is_same(name, told.inputs):
            self._known.add(name)

    @property
    def counts(self) -> tuple[int, int]:
        """How many files were drawn, and how many taken over."""
        return len(self._files) - len(self._reused), len(self._reused)

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def draw(self) -> DrawnFiles:
        """Write every file that is not taken over; what is known of each.

        What the folder held and no file is for is removed first.

        Raises BuildFailed for the first file that cannot be drawn, and OSError.
        """
        if self.reuse is not None:
            self._check_new_names()
            self._claims, self._folders = {}, {}
            gone = sorted(self.reuse.present.keys() - self._files.keys())
            discard(self.folder, [name for name in gone if not self.spared or not name.startswith(self.spared)])
            self._reused = frozenset(self._known)
        self._draw_all(list(filterfalse(self._reused.__contains__, self._files)))
        return self._drawn

    @property
    def drawn_from(self) -> Mapping[str, str]:
        """The digests of the inputs of each file of which they are known, by its name; to be asked after ``draw``."""
        before = self.reuse.all_inputs if self.reuse is not None else {}
        now = {name: told.inputs for name in self._files if (told := self._made_from(name))}
        return {name: before[name] for name in self._known if name in before} | now

    @property
    def digests(self) -> Mapping[str, bytes]:
        """The digest of each file that was drawn, by its name, where they are wanted; to be asked after ``draw``."""
        return self._digests

    @property
    def reused(self) -> frozenset[str]:
        """The files that were taken over; known after ``draw``."""
        return self._reused

    def why(self, name: str, changes: Changes) -> str:
        """Why the file ``name`` was drawn, or was not, in Indonesian; to be asked after ``draw``. ``changes`` are those
        since the last output."""
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
        """Keep for the next build what the files were drawn from, and where they lead, within a change.

        ``known`` gives what else is to be known of a page.
        """
        if self.reuse is None:
            return
        # One that was planned and found the same may use other keys than before.
        planned = (self._page(name, known) for name in self._told.keys() & self._reused)
        others = [page for page in planned if page != self.reuse.page(page.name)]
        drawn = [name for name in self._drawn if name in self._files]
        pages = chain((self._page(name, known) for name in drawn), others)
        links = ((name, self._drawn.told(name)[0]) for name in drawn)
        self.reuse.keep(connection, pages, links, self._files.keys())

    def _page(self, name: str, known: Callable[[str], KnownPage]) -> Page:
        # Files whose inputs are not known are told of as well: their links are asked for.
        made_from, page = self._made_from(name) or MadeFrom("", ""), known(name)
        return Page(name, *made_from, page.members, page.modified)

    def _made_from(self, name: str) -> MadeFrom | None:
        """What the file ``name`` was drawn from; None where that is not known."""
        if name in self._told or name not in self._drawn:
            return self._told.get(name)
        return self._drawn.told(name)[1]

    def _draw_all(self, names: Sequence[str]) -> None:
        processes = self.jobs if len(names) >= FEWEST_TO_SPLIT else 1
        drawing = self._drawn_by_workers(names, processes) if processes > 1 and can_fork() else self._drawn_here(names)
        with closing(drawing) as drawn:
            for name, (told, digest) in drawn:
                self._drawn.add(name, told)
                if digest:
                    self._digests[name] = digest

    def _drawn_here(self, names: Sequence[str]) -> _Progress:
        for number, name in enumerate(names, 1):
            yield name, self._draw(name)
            self.count(number, len(names))

    def _draw(self, name: str) -> _Drawn:
        try:
            drawing = self._files[name]
            if not isinstance(drawing, Drawing):
                drawing = drawing(name)
            data = drawing.draw()
            is_told = self.fingerprints is None or drawing.inputs is None or name in self._told
            made_from = None if is_told else self.fingerprints.of(drawing.inputs(), drawing.keys)
        except Damaged:
            raise
        except Exception as error:
            raise BuildFailed(f"{explain(error)} (saat menggambar {name})") from error
        if self.reuse is None or not self.reuse.has_same(name, data, self.folder):
            _write_new(f"{self.folder}/{name}", data)
        told = told_of(read_links(name, data), made_from)
        return _Drawn(told, digest_of(data) if self.with_digests else b"")

    def _drawn_by_workers(self, names: Sequence[str], processes: int) -> _Progress:
        at_once = processes * _MOST_OF_WORKER
        if len(names) > at_once:
            self.before_many()
        give_back()
        try:
            for start in range(0, len(names), at_once):
                yield from self._drawn_by_some(names, range(start, min(start + at_once, len(names))), processes)
        except BrokenProcessPool:
            raise BuildFailed(
                "proses yang menggambar halaman dihentikan, mungkin karena memori habis; ulangi dengan JOBS=1"
            ) from None

    def _drawn_by_some(self, names: Sequence[str], places: range, processes: int) -> _Progress:
        """The files at ``places`` of ``names``, drawn by one pool."""
        size = min(_SHARE, -(-len(places) // processes))
        shares = [names[start : min(start + size, places.stop)] for start in places[::size]]
        # Memory without a file, which forks share: how many files of each share are drawn.
        counts = mmap(-1, len(shares))
        with WorkerPool(min(processes, len(shares)), partial(self._draw_share, counts)) as workers:
            answers = deque(map(workers.do, enumerate(shares)))
            # In their order: whatever is begun behind a file that fails, what stands before it is drawn.
            while answers:
                if wait([answers[0]], _GLANCE).done:
                    done, failed = answers.popleft().result()
                    yield from done.items()
                    if failed:
                        # Once more here, so that what is told has its cause.
                        self._draw(failed)
                        again = "tetapi tidak saat diulang; laporkan kepada pengembang"
                        raise BuildFailed(f"gagal menggambar {failed}, {again}")
                self.count(places.start + sum(counts[:]), len(names))

    def _draw_share(self, counts: mmap, task: tuple[int, Sequence[str]]) -> tuple[dict[str, _Drawn], str]:
        """What was drawn of a share, and the file that failed; in a worker."""
        number, names = task
        done: dict[str, _Drawn] = {}
        for name in names:
            try:
                done[name] = self._draw(name)
            except Damaged:
                raise  # all is built again
            except BaseException:
                return done, name
            counts[number] += 1
        return done, ""

    def _check_new_names(self) -> None:
        if not self._claims:
            return
        kept = sorted(self._files.keys() & self.reuse.present.keys())
        # Small letters of ASCII are folded already: most archives hold no others.
        told = "\n".join(kept)
        is_folded = told.isascii() and told == told.lower()
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
        # Most are folded already, and are held once.
        key = name if (folded := name.casefold()) == name else folded
        taken = self._claims.get(key) or self._folders.get(key)
        parent, parents = key.rpartition("/")[0], []
        # What is known as a folder already has nothing but folders above it.
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
    raise AssertionError("a file that is taken over is not drawn")


def _write_new(target: str, data: bytes) -> None:
    # Most files stand in a folder of their own: it is made without a look whether it is there.
    folder = target.rpartition("/")[0]
    try:
        os.mkdir(folder)
    except FileExistsError as there:
        try:
            os.unlink(target)  # it may be a file of the output, which is not written through
        except FileNotFoundError:
            pass
        except NotADirectoryError:
            raise there from None
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
    # Without Python's own files above it, which ask the system three times more.
    file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
    except OSError as error:
        error.filename = target  # a number alone does not show which disk is full
        raise
    finally:
        os.close(file)


