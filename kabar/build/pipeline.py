"""Build pipeline: from a content folder to a whole output folder.

Checks the content, renders into a staging folder, checks the result, and swaps it with the output. After any failure
the last good output is unchanged.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from itertools import chain
from pathlib import Path
from sqlite3 import Connection

from kabar.build.last_build import (
    Sources,
    code_of,
    database_of,
    early_checks,
    forget,
    kept_file,
    output_checks,
    remember,
    sources_of,
)
from kabar.build.options import BuildOptions, read_siteurl
from kabar.build.output.integrity import digest_of
from kabar.build.output.output_manifest import LastTree, keep_tree, lay_out, look_at, read_tree
from kabar.build.output.output_swap import Workplace, workplace
from kabar.build.output.ownership import MARKER, MARKER_TEXT, refuse_foreign_output
from kabar.build.output.precompression import add_compressed
from kabar.build.output.spare_tree import FILE_MODE, FOLDER_MODE, TreeFiles, bring_up
from kabar.build.pelican_run import RunPelican, run_pelican
from kabar.build.progress import Phase, PhaseTimer, Show, Tally, show_nothing, tally
from kabar.build.render.fingerprints import Fingerprints
from kabar.build.render.render_queue import RenderQueue
from kabar.build.render.rendered_files import record_of
from kabar.build.render.reuse import LinksOfKept, Reuse
from kabar.build.search.search_index import FOLDER as INDEX
from kabar.build.search.search_index import SearchIndex, add_index, keep_index, read_index
from kabar.build.verify.html_links import Links, read_links
from kabar.build.verify.leak_check import keep_searched, leak_check, still_searched
from kabar.build.verify.link_check import check_links, files_below
from kabar.cluster.cluster_executor import ClusterExecutor, ClusterUnusable
from kabar.content.library import Library, Loaded, load_library
from kabar.content.models.host import Host, read_host
from kabar.content.parsing.moments import VARIABLE, read_build_date
from kabar.content.parsing.problems import BadValue, Problem, incomplete_in, withheld_errors_in
from kabar.content.reading.reading_store import ReadingStore
from kabar.content.reading.summary import microseconds, moment_of
from kabar.content.reading.walk import Walk
from kabar.content.validation.cross_checks import Crossing
from kabar.content.validation.picture_checks import FILE as CHECKED
from kabar.failure import BuildFailed, report
from kabar.index.database import Damaged, Database
from kabar.markdown.part_links import check_part_links
from kabar.outputs.publication_record import (
    FILE,
    MOST_IN_ONE,
    RecordPart,
    digest_of_part,
    record_parts,
    write_part,
    write_record,
)
from kabar.outputs.renditions.shared_store import SharedStore
from kabar.pages.parts.keys import Changes
from kabar.pages.parts.page_sets import KnownPage, Planner
from kabar.pages.parts.plan import Inputs, save_as
from kabar.worker_pool import executor_for


def add_record(queue: RenderQueue, library: Library, most: int = MOST_IN_ONE) -> None:
    """Adds the publication record ``terbit.json`` and its parts to the queue; ``most`` as in ``record_parts``."""
    parts = record_parts(library, most)
    # The digests of the parts that this process has written: the index need not write them again.
    digests: dict[str, str] = {}
    for part in parts:
        inputs: Inputs = partial(dict, tulisan=part.fingerprint)
        queue.add(part.name, partial(_write_part, library, part, digests), inputs)
    queue.add(FILE, partial(_write_index, queue, library, parts, digests))


def _write_part(library: Library, part: RecordPart, digests: dict[str, str]) -> bytes:
    text = write_part(library, part)
    digests[part.name] = digest_of_part(text)
    return text


def _write_index(
    queue: RenderQueue, library: Library, parts: Sequence[RecordPart], digests: Mapping[str, str]
) -> bytes:
    found = {
        part.name: digests.get(part.name) or digest_of_part(_bytes_of(queue, library, part)) for part in parts
    }
    return write_record(library, found)


def _bytes_of(queue: RenderQueue, library: Library, part: RecordPart) -> bytes:
    # Only reused files are read from the folder: others may be rendered by another process.
    return (queue.folder / part.name).read_bytes() if part.name in queue.reused else write_part(library, part)


@contextmanager
def kept_if_built(*caches: Path) -> Iterator[None]:
    """Removes new files from ``caches`` if the block fails.

    Compressed copies and search indexes contain the texts of pages: a build that was stopped because of a leaked draft
    must not leave it there.
    """
    before = {path for cache in caches for path in _within(cache)}
    try:
        yield
    except BaseException:
        for path in {path for cache in caches for path in _within(cache)} - before:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with suppress(OSError):
                    path.unlink()
        raise


def _within(cache: Path) -> list[Path]:
    try:
        return list(cache.iterdir())
    except OSError:
        return []


def valid_until(library: Library) -> datetime:
    """Returns the first moment after ``library.now`` at which the output may differ; at latest midnight.

    Offices, names and highlights change with the day in the portal's time zone; scheduled articles and embargoes at
    their time; the state of a training at the moments of its life.
    """
    today = library.now.astimezone(library.portal.zone)
    midnight = datetime.combine(today.date() + timedelta(days=1), datetime.min.time(), library.portal.zone)
    now, first = microseconds(library.now), microseconds(midnight)
    hidden = [library.summaries[path] for path in library.withheld]
    coming = [summary.date for summary in hidden if summary.date > now]
    coming += map(microseconds, library.withholding.moments)
    unfinished = (library.withholding.shown_from(path) for path in library.unfinished)
    coming += (microseconds(moment) for moment in unfinished if moment)
    of_trainings = [library.index.ahead.values(), [summary.moments for summary in hidden]]
    coming += [moment for moments in chain.from_iterable(of_trainings) for moment in moments if moment > now]
    return moment_of(min([first, *coming]))


@dataclass(frozen=True)
class Summary:
    """Result of a build: number of HTML pages, duration, warnings for editors, and the content that was read.

    ``rendered`` and ``reused`` count files; ``reason`` is why the requested page was rendered or not. ``proof`` is the
    line of the leak scan; empty when nothing is withheld.
    """

    pages: int
    seconds: float
    warnings: tuple[str, ...]
    proof: str
    library: Library
    crossing: Crossing
    problems: tuple[Problem, ...]
    rendered: int
    reused: int
    reason: str
    siteurl: str
    tally: Tally

    def as_line(self, output: str) -> str:
        seconds = f"{self.seconds:.1f}".replace(".", ",")
        again = f", {self.reused} dipakai lagi" if self.reused else ""
        return f"{self.pages} halaman di {output} dalam {seconds} detik ({self.rendered} berkas digambar{again})"


def build(
    options: BuildOptions,
    sources: Sources | None = None,
    show: Show = show_nothing,
    run: RunPelican = run_pelican,
    database: Database | None = None,
) -> Summary:
    """Builds what ``options`` ask for from ``sources``, as scanned before; reports progress to ``show``.

    ``run`` runs Pelican, ``database`` is the build database if it is open already. Raises BuildFailed, and OSError for
    disk errors. When the database turns out to be damaged after it was used, builds again without it.
    """
    with closing(database or database_of(options)) as database:
        store = ReadingStore(database)
        try:
            return _build(options, sources, show, run, store)
        except (BuildFailed, Damaged) as failure:
            # If the database was discarded after it was used, that may be the only cause.
            if database.discards == store.discards and not isinstance(failure, Damaged):
                raise
            database.discard()
        try:
            return _build(options, sources, show, run, ReadingStore(database))
        except Damaged as damaged:
            line = f"{database.file} tidak bisa dipakai ({damaged}); hapus berkas itu, lalu ulangi"
            raise BuildFailed(line) from None


def _build(
    options: BuildOptions, sources: Sources | None, show: Show, run: RunPelican, store: ReadingStore
) -> Summary:
    started = time.monotonic()
    database = store.database
    timer = PhaseTimer(show)
    refuse_foreign_output(options.output, options.root, options.content)
    caches = [kept_file(options, "cari"), *([kept_file(options, "padat")] if options.compressed else [])]
    aside = workplace(options.output, options.cache, lambda line: report([line]))
    with (
        _plain_modes(), aside as place, kept_if_built(*caches),
        # Before the early checks, which may begin to link files of the output.
        nullcontext(still_searched(database, options.output)) as searched_before,
        _check_early(options, database, place) as is_as_left,
    ):  # fmt: skip
        timer.enter(Phase.READ)
        sources = sources or sources_of(options)
        loaded, library, crossing = read_content(options, store, sources.content)
        of_withheld = _errors_of_withheld(options, loaded, crossing)
        warnings = _lines(options, sorted({*loaded.problems, *of_withheld}))
        timer.enter(Phase.PLAN)
        siteurl = _siteurl_of(options, library)
        host = read_host(siteurl)
        code = code_of(options)
        salt = _salt(options, code, library, siteurl)
        check = leak_check(library, options.root, code, searched_before)
        start = _begin(options, database, place, is_as_left)
        last_files = start.last.files if start.last else {}
        reuse = Reuse(database, start.present, last_files, start.damaged, _has_index(options))
        fingerprints = Fingerprints(library.now, salt, library)
        spared = f"{INDEX}/" if _has_index(options) else ""
        queue = RenderQueue(place.staging, options.jobs, fingerprints, reuse, spared, timer.count)
        queue.with_digests = options.production
        queue.add(MARKER, lambda: MARKER_TEXT)
        if not options.preview and not options.hosted:
            add_record(queue, library)
        with _reporting_content_errors(options, loaded):
            planning = Planning(queue, reuse, fingerprints.around, database.discards)
            warnings += _plan(options, database, queue, library, siteurl, place.aside, planning, run)
        machines = Machines(options)
        timer.where = machines.where
        _make(queue, machines, timer)
        timer.enter(Phase.RENDER)
        with _reporting_content_errors(options, loaded):
            rendered = queue.render()
            digests = dict(queue.digests)
            for name, data in _take_in(place.aside, queue):
                rendered.add(name, record_of(read_links(name, data)))
                digests[name] = digest_of(data)
        index = SearchIndex()
        if _has_index(options):
            timer.enter(Phase.INDEX)
            cache, last_index = kept_file(options, "cari"), read_index(database, reuse.below(INDEX))
            with machines.here(options.jobs, "mengindeks pencarian") as executor:
                articles, inputs = list(library.articles), queue.rendered_from
                index = add_index(place.staging, inputs, articles, cache, last_index, executor, options.jobs)
        added = dict(index.made)
        if options.compressed:
            timer.enter(Phase.COMPRESS)
            with machines.all("memadatkan") as executor:
                added |= add_compressed(place.staging, kept_file(options, "padat"), executor, options.jobs)
        for name in added:
            rendered.add(name, record_of(Links((), frozenset())))
        digests = {**digests, **added} if options.production else {}
        asked = options.asked_page
        reason = f"{asked}: {queue.why(save_as(asked), planning.changes)}" if asked else ""
        timer.enter(Phase.LINKS)
        problems = _check_links(rendered, queue, reuse, start, host)
        if problems:
            raise BuildFailed(*(_lines_of_bodies(options, loaded) or problems))
        timer.enter(Phase.LEAKS)
        proof, searched = check.search(place.staging)
        timer.enter(Phase.SWAP)
        pages = sum(name.endswith(".html") for name in chain(rendered, queue.reused))
        place.staging.chmod(FOLDER_MODE)
        place.swap()
        if start.last and start.is_brought_up:
            gone = start.present.keys() - rendered.keys() - queue.reused - index.kept
            tree = start.last.after(options.output, place.spare, rendered, gone, digests)
        else:
            before = start.last.files if start.last else {}
            reused = {name: before[name].digest for name in queue.reused | index.kept if name in before}
            tree = look_at(options.output, place.spare, reused | digests)

        def keep(connection: Connection) -> None:
            queue.remember(planning.known, connection)
            # A database that was discarded meanwhile has nothing to update.
            is_there = database.discards == planning.discards
            if is_there or planning.changes.keys is None:
                planning.changes.keep(connection)
            keep_tree(connection, start.last if is_there else None, tree)
            keep_searched(connection, searched)
            keep_index(connection, index)
            # Messages about withheld documents quote them: they are not stored.
            if options.hosted or of_withheld:
                forget(connection)
            else:
                remember(connection, sources, (library.now, valid_until(library)), warnings, proof, pages)

        if not database.change(keep):
            database.discard()
    timer.end()
    counts = tally(crossing.reading, start.present, tree, timer.seconds, machines.where())
    return Summary(
        pages, time.monotonic() - started, warnings, proof, library, crossing, loaded.problems, *queue.counts, reason,
        siteurl, counts,
    )  # fmt: skip


@dataclass
class Start:
    """What a build starts from: the tree of the ``last`` output, None when unknown.

    ``present`` are its files in the staging folder; with ``is_brought_up`` these are all of them, made from the spare
    tree. None of the files ``damaged`` may be reused.
    """

    last: LastTree | None
    is_brought_up: bool
    present: TreeFiles
    damaged: frozenset[str] = frozenset()


class Planning:
    """Chooses the pages to plan; pages in ``reuse`` that use no changed key are reused in the ``queue``.

    ``around`` is the global fingerprint. ``changes`` are those since the last output, once Pelican has started;
    ``discards`` is how often the database had been discarded before.
    """

    def __init__(self, queue: RenderQueue, reuse: Reuse, around: str, discards: int):
        self.discards = discards
        self._queue = queue
        self._reuse = reuse
        self._around = around
        self._planner: Planner | None = None
        self.changes = Changes()

    def begin(self, changes: Changes) -> Planner:
        """Returns the planner for ``changes``."""
        self.changes = changes
        known = partial(self._reuse.unchanged, changes, self._around)
        self._planner = Planner(changes, cache(known), self._queue.take_over)
        return self._planner

    def known(self, name: str) -> KnownPage:
        """Returns the data to store of the page ``name``, which was rendered."""
        if self._planner is None:
            return KnownPage(None, "")
        return KnownPage(self._planner.planned.get(name), self._planner.members.get(name, ""))


def _check_early(
    options: BuildOptions, database: Database, place: Workplace
) -> AbstractContextManager[Callable[[], bool]]:
    spare = None if place.begins_empty else place.staging
    checks = output_checks(database, options.output, options.jobs, spare, options.production)
    if place.begins_empty:
        checks[0] = partial(lay_out, database, options.output, place.staging)
    return early_checks(checks, options.jobs)


def _begin(options: BuildOptions, database: Database, place: Workplace, is_as_left: Callable[[], bool]) -> Start:
    last = read_tree(database)
    if last and is_as_left():
        # If the spare tree is not as expected, continue with a full scan.
        with suppress(OSError):
            if place.begins_empty:
                last.lay_out(place.staging)
            else:
                last.bring_up(place.staging, options.output)
            return Start(last, True, last.files)
    present = bring_up(place.staging, options.output)
    return Start(last, False, present, _damaged(last, present, place.staging) if options.production else frozenset())


def _damaged(last: LastTree | None, present: TreeFiles, staging: Path) -> frozenset[str]:
    """Returns those of the files ``present`` that are not known to have their original bytes."""
    return frozenset(present.keys() - last.files.keys()).union(last.damaged(staging)) if last else frozenset(present)


def _has_index(options: BuildOptions) -> bool:
    return options.search and not options.preview


def read_content(options: BuildOptions, store: ReadingStore, found: Walk) -> tuple[Loaded, Library, Crossing]:
    """Reads and checks the content. Raises BuildFailed for errors that stop a build."""
    try:
        now = read_build_date({VARIABLE: options.build_date}, datetime.now(UTC))
    except BadValue as bad:
        raise BuildFailed(f"{bad}; tulis: {VARIABLE}={bad.right}" if bad.right else str(bad)) from None
    checked = options.root / CHECKED if options.reads_cache else None
    loaded = load_library(options.content, now, options.preview, store, options.jobs, found, checked)
    if loaded.library is None or loaded.crossing is None:
        raise BuildFailed(*_lines_of_bodies(options, loaded) or _lines(options, loaded.problems))
    if options.production and (incomplete := incomplete_in(list(loaded.problems))):
        raise BuildFailed(*_lines(options, incomplete), "Belum selesai, jadi belum dapat dibangun untuk umum.")
    return loaded, loaded.library, loaded.crossing


def _errors_of_withheld(options: BuildOptions, loaded: Loaded, crossing: Crossing) -> list[Problem]:
    # Withheld bodies are not converted, but their errors must show before they are published.
    of_bodies = check_part_links(crossing, crossing.withholding.own) if not options.preview else []
    return withheld_errors_in(list(loaded.problems)) + of_bodies


def _lines(options: BuildOptions, problems: Iterable[Problem]) -> tuple[str, ...]:
    return tuple(problem.as_line(options.content_name) for problem in problems)


def _lines_of_bodies(options: BuildOptions, loaded: Loaded) -> tuple[str, ...]:
    """Returns all errors of the content if there are any in bodies, as ``make check`` reports them."""
    found = check_part_links(loaded.crossing, is_preview=options.preview) if loaded.crossing else []
    return _lines(options, sorted({*loaded.problems, *found})) if found else ()


def _siteurl_of(options: BuildOptions, library: Library) -> str:
    given = options.siteurl.strip()
    return read_siteurl(library.portal.SITEURL if options.production and not given else given)


def _plan(
    options: BuildOptions,
    database: Database,
    queue: RenderQueue,
    library: Library,
    siteurl: str,
    aside: Path,
    planning: Planning,
    run: RunPelican,
) -> tuple[str, ...]:
    """Lets Pelican add all files to the ``queue``, or write them into ``aside``; returns warnings about plugins because
    of which all files are rendered.
    """
    host = read_host(siteurl)
    overrides = {
        "PATH": str(options.content),
        "OUTPUT_PATH": str(aside),
        "RENDER_QUEUE": queue,
        "JOBS": options.jobs,
        "DATABASE": database,
        "BODIES_LATER": True,
        # Pictures of drafts are kept apart from public ones.
        "RENDITION_STORE": str(options.cache / ("gambar-pratinjau" if options.preview else "gambar")),
        "SHARED_STORE": shared_store_of(options),
        "CLEANED_STORE": str(options.cache / ("berkas-pratinjau" if options.preview else "berkas")),
        "TEMPLATE_STORE": str(options.cache / "templat"),
        "CARD_STORE": str(options.cache / "kartu"),
        "SITENAME": library.portal.name,
        "TIMEZONE": library.portal.zone_name,
        "SITEURL": siteurl,
        "ABSOLUTE_URL": host.absolute(""),
        "BASE": host.base,
        "BUILD_DATE": library.now.astimezone(library.portal.zone),
        "PREVIEW": options.preview,
        "LIBRARY": library,
        "PLANNER": planning.begin,
    }
    with ExitStack() as closing:
        settings = {**overrides, "CLOSING": closing}
        undeclared = run(options.settings, settings, {"BASE": host.base, "PREVIEW": options.preview})
    why = "tidak menyatakan dari apa halamannya dibuat, jadi semua halaman digambar"
    return tuple(f"plugin '{name}' {why}" for name in undeclared)


def shared_store_of(options: BuildOptions) -> SharedStore | None:
    """Returns the store of renditions that several machines share; None for previews, whose pictures stay here."""
    if not options.shared_store or options.preview:
        return None
    return SharedStore(options.shared_store, lambda line: report([line]))


def _make(queue: RenderQueue, machines: "Machines", timer: PhaseTimer) -> None:
    """Makes files of stores that rendering reads."""
    making = queue.making()
    if not making:
        return
    timer.enter(Phase.MAKE)
    with machines.all("membuat gambar", len(making)) as executor:
        making.make(executor, machines.jobs, timer.count)


class Machines:
    """Executors for the pure functions of a build with ``options``: processes of this machine, or a cluster."""

    def __init__(self, options: BuildOptions):
        self.jobs = options.jobs
        self._address = options.cluster
        self._counts = [0, 0]  # calls that the cluster did, and that were done here instead
        self._cluster: ClusterExecutor | None = None

    def where(self) -> str:
        """Where the calls given to the cluster were done, in Indonesian; "" without one."""
        there, here = self._counts
        if self._cluster:
            there, here = there + self._cluster.there, here + self._cluster.here
        return f"klaster {there}, di sini {here}" if there or here else ""

    @contextmanager
    def all(self, doing: str, calls: int = 0) -> Iterator[Executor]:
        """Yields the executor for ``calls`` calls, 0 when unknown. Raises BuildFailed as ``here``, and for a cluster
        that cannot be used.
        """
        if not self._address:
            with self.here(self.jobs if calls != 1 else 1, doing) as executor:
                yield executor
            return
        try:
            with ClusterExecutor(self._address, self.jobs, lambda line: report([line])) as cluster:
                self._cluster = cluster
                yield cluster
        except ClusterUnusable as unusable:
            raise BuildFailed(str(unusable)) from None
        except BrokenProcessPool:
            raise BuildFailed(_killed(doing)) from None
        finally:
            if self._cluster:
                self._counts = [self._counts[0] + self._cluster.there, self._counts[1] + self._cluster.here]
                self._cluster = None

    @contextmanager
    def here(self, jobs: int, doing: str) -> Iterator[Executor]:
        """Yields an executor of this machine. Raises BuildFailed when a process dies; ``doing`` names the activity."""
        try:
            with executor_for(jobs) as executor:
                yield executor
        except BrokenProcessPool:
            raise BuildFailed(_killed(doing)) from None


def _killed(doing: str) -> str:
    return f"proses yang {doing} dihentikan, mungkin karena memori habis; ulangi dengan JOBS=1"


@contextmanager
def _reporting_content_errors(options: BuildOptions, loaded: Loaded) -> Iterator[None]:
    """Reports errors that show only when a body is converted like other errors of the content."""
    try:
        yield
    except BuildFailed as failure:
        problems = getattr(failure.__cause__, "problems", ())
        if problems:
            raise BuildFailed(*(_lines_of_bodies(options, loaded) or _lines(options, problems))) from None
        raise


def _salt(options: BuildOptions, code: str, library: Library, siteurl: str) -> str:
    """Returns what all pages depend on: code, theme, settings, the portal itself with its logo, and the pages in its
    navigation.
    """
    pages = sorted((page.path, page.title) for page in library.static_pages.values())
    portal = library.portal.model_dump_json(by_alias=True)
    pictures = [digest_of((library.root / path).read_bytes()) for path in library.portal.pictures()]
    return repr((code, siteurl, options.preview, options.production, portal, pictures, pages))


def _take_in(aside: Path, queue: RenderQueue) -> Iterator[tuple[str, bytes]]:
    """Moves files that Pelican itself has written, such as those of a theme, into the staging folder.

    Yields each with its bytes.
    """
    for name in files_below(aside) if aside.is_dir() else ():
        if name not in queue:
            target = queue.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (aside / name).replace(target)
            target.chmod(FILE_MODE)
            yield name, target.read_bytes()


def _check_links(
    links: Mapping[str, Links | None], queue: RenderQueue, reuse: Reuse, start: Start, host: Host
) -> list[str]:
    """Checks the links of rendered files, and of reused files that may lead to a file or anchor that is gone; the links
    of all others worked in the last build.
    """
    kept = LinksOfKept(queue.reused, reuse, queue.folder)
    # No page links to files of the search index.
    before = start.last.files.keys() | start.present.keys() if start.last else {""}
    gone = {name for name in before - links.keys() - queue.reused if not name.startswith(f"{INDEX}/")}
    for name, now in links.items():
        before_links = reuse.links(name)
        if before_links is not None and (now is None or not before_links.anchors <= now.anchors):
            gone.add(name)
    doubted = reuse.may_lead_to(gone, queue.reused, host.absolute("")) if gone else frozenset()
    return check_links(links, host.base, host.absolute(""), kept, doubted)


@contextmanager
def _plain_modes() -> Iterator[None]:
    """Sets the umask, so that every file and folder gets the same mode."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


