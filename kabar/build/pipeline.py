"""Make one edition of the portal, from a content folder to a whole output folder.

Checks the content, draws in a folder aside, checks what was drawn, and only then puts it in the
place of the output. What fails on the way leaves the last good output as it was.
"""

import os
import shutil
import time
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
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
    early_look,
    forget,
    kept_file,
    looks_at,
    remember,
    sources_of,
)
from kabar.build.options import BuildOptions, read_siteurl
from kabar.build.output.integrity import digest_of
from kabar.build.output.output_manifest import LastTree, keep_tree, look_at, read_tree
from kabar.build.output.output_swap import Workplace, workplace
from kabar.build.output.ownership import MARKER, MARKER_TEXT, refuse_foreign_output
from kabar.build.output.precompression import add_compressed
from kabar.build.output.spare_tree import FILE_MODE, FOLDER_MODE, TreeFiles, bring_up
from kabar.build.pelican_run import RunPelican, run_pelican
from kabar.build.progress import Phase, PhaseTimer, Show, Tally, show_nothing, tally
from kabar.build.render.fingerprints import Fingerprints
from kabar.build.render.render_queue import RenderQueue
from kabar.build.render.rendered_files import told_of
from kabar.build.render.reuse import LinksOfKept, Reuse
from kabar.build.search.search_index import FOLDER as INDEX
from kabar.build.search.search_index import Index, add_index, keep_index, read_index
from kabar.build.verify.html_links import Links, read_links
from kabar.build.verify.leak_check import keep_searched, leak_check, read_searched
from kabar.build.verify.link_check import check_links, files_below
from kabar.content.library import Library, Loaded, load_library
from kabar.content.models.portal import Host, read_host
from kabar.content.parsing.moments import VARIABLE, read_build_date
from kabar.content.parsing.problems import BadValue, Problem, withheld_errors_in
from kabar.content.reading.reading_store import ReadingStore
from kabar.content.reading.summary import microseconds, moment_of
from kabar.content.reading.walk import Walk
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
from kabar.pages.parts.keys import Changes
from kabar.pages.parts.page_sets import KnownPage, Planner
from kabar.pages.parts.plan import save_as
from kabar.worker_pool import executor_for


def add_record(queue: RenderQueue, library: Library, most: int = MOST_IN_ONE) -> None:
    """Add ``terbit.json`` and its parts to the files that are drawn; ``most`` as in ``record_parts``."""
    parts = record_parts(library, most)
    for part in parts:
        inputs = partial(dict, tulisan=part.fingerprint)
        queue.add(part.name, partial(write_part, library, part), inputs)
    queue.add(FILE, partial(_write_index, queue, library, parts))


def _write_index(queue: RenderQueue, library: Library, parts: Sequence[RecordPart]) -> bytes:
    return write_record(library, {part.name: digest_of_part(_bytes_of(queue, library, part)) for part in parts})


def _bytes_of(queue: RenderQueue, library: Library, part: RecordPart) -> bytes:
    # What is drawn may be drawn by another process, after this: it is not looked for in the folder.
    return (queue.folder / part.name).read_bytes() if part.name in queue.reused else write_part(library, part)


@contextmanager
def kept_if_built(*caches: Path) -> Iterator[None]:
    """Remove from ``caches`` what came into them meanwhile, should anything fail.

    Compressed copies and indexes hold the texts that they were made of: a build that was stopped for letting out a
    draft must not leave it there.
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
    """The first moment after ``library.now`` at which the same files may show otherwise; at latest midnight.

    Offices, names and highlights change with the day of the portal's zone; entries with their time, what is under
    embargo with its moment; a training's state with the moments of its life.
    """
    today = library.now.astimezone(library.portal.zone)
    midnight = datetime.combine(today.date() + timedelta(days=1), datetime.min.time(), library.portal.zone)
    now, first = microseconds(library.now), microseconds(midnight)
    hidden = [library.summaries[path] for path in library.withheld]
    coming = [summary.date for summary in hidden if summary.date > now]
    coming += map(microseconds, library.withholding.moments)
    unfinished = (library.withholding.shown_from(path) for path in library.unfinished)
    coming += (microseconds(moment) for moment in unfinished if moment)
    told = [library.index.ahead.values(), [summary.moments for summary in hidden]]
    coming += [moment for moments in chain.from_iterable(told) for moment in moments if moment > now]
    return moment_of(min([first, *coming]))


@dataclass(frozen=True)
class Summary:
    """What a build made: the number of HTML pages, how long it took, what editors may mend.

    ``drawn`` and ``taken_over`` count files; ``reason`` says why the page that was asked for was drawn or not.
    ``proof`` says what was sought of withheld entries, and found nowhere; empty where none are.
    """

    pages: int
    seconds: float
    warnings: tuple[str, ...]
    proof: str
    loaded: Loaded
    drawn: int
    taken_over: int
    reason: str
    siteurl: str
    tally: Tally

    @property
    def library(self) -> Library:
        return self.loaded.library

    def as_line(self, output: str) -> str:
        seconds = f"{self.seconds:.1f}".replace(".", ",")
        again = f", {self.taken_over} dipakai lagi" if self.taken_over else ""
        return f"{self.pages} halaman di {output} dalam {seconds} detik ({self.drawn} berkas digambar{again})"


def build(
    options: BuildOptions,
    sources: Sources | None = None,
    show: Show = show_nothing,
    run: RunPelican = run_pelican,
    database: Database | None = None,
) -> Summary:
    """Make what ``options`` asks for, out of ``sources`` as they were found; ``show`` is told how far it is.

    ``run`` is how Pelican is run, ``database`` the build database where it was opened already. Raises BuildFailed, or
    OSError where the disk refuses. Where the database turns out to be damaged all is built again without it.
    """
    with closing(database or database_of(options)) as database:
        discards = database.discards
        try:
            return _build(options, sources, show, run, database)
        except (BuildFailed, Damaged) as failure:
            # Where the database was thrown away meanwhile, that may be all that is wrong.
            if database.discards == discards and not isinstance(failure, Damaged):
                raise
            database.discard()
        try:
            return _build(options, sources, show, run, database)
        except Damaged as damaged:
            line = f"{database.file} tidak bisa dipakai ({damaged}); hapus berkas itu, lalu ulangi"
            raise BuildFailed(line) from None


def _build(options: BuildOptions, sources: Sources | None, show: Show, run: RunPelican, database: Database) -> Summary:
    started = time.monotonic()
    timer = PhaseTimer(show)
    refuse_foreign_output(options.output, options.root, options.content)
    caches = [kept_file(options, "cari"), *([kept_file(options, "padat")] if options.compressed else [])]
    aside = workplace(options.output, options.cache, lambda line: report([line]))
    with (
        _plain_modes(), aside as place, kept_if_built(*caches),
        _look_early(options, database, place) as is_as_left,
    ):  # fmt: skip
        timer.enter(Phase.READ)
        sources = sources or sources_of(options)
        loaded, of_withheld = _read_content(options, database, sources.content)
        library = loaded.library
        warnings = _lines(options, sorted({*loaded.problems, *of_withheld}))
        timer.enter(Phase.PLAN)
        siteurl = _siteurl_of(options, library)
        host = read_host(siteurl)
        code = code_of(options)
        salt = _salt(options, code, library, siteurl)
        check = leak_check(library, options.root, options.output, code, read_searched(database))
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
        with _telling_editors(options, loaded):
            planning = Planning(queue, reuse, database.discards)
            warnings += _plan(options, database, queue, library, siteurl, place.aside, planning, run)
        _make(queue, options.jobs, timer)
        timer.enter(Phase.DRAW)
        with _telling_editors(options, loaded):
            drawn = queue.draw()
            digests = dict(queue.digests)
            for name, data in _take_in(place.aside, queue):
                drawn.add(name, told_of(read_links(name, data)))
                digests[name] = digest_of(data)
        index = Index()
        if _has_index(options):
            timer.enter(Phase.INDEX)
            cache, last_index = kept_file(options, "cari"), read_index(database, reuse.below(INDEX))
            with _executor(options.jobs, "mengindeks pencarian") as executor:
                articles = list(library.articles)
                index = add_index(place.staging, queue.drawn_from, articles, cache, last_index, executor, options.jobs)
        added = dict(index.made)
        if options.compressed:
            timer.enter(Phase.COMPRESS)
            with _executor(options.jobs, "memadatkan") as executor:
                added |= add_compressed(place.staging, kept_file(options, "padat"), executor, options.jobs)
        for name in added:
            drawn.add(name, told_of(Links((), frozenset())))
        digests = {**digests, **added} if options.production else {}
        asked = options.asked_page
        reason = f"{asked}: {queue.why(save_as(asked), planning.changes)}" if asked else ""
        timer.enter(Phase.LINKS)
        problems = _check_links(drawn, queue, reuse, start, host)
        if problems:
            raise BuildFailed(*(_lines_of_bodies(options, loaded) or problems))
        timer.enter(Phase.LEAKS)
        proof, searched = check.search(place.staging)
        timer.enter(Phase.SWAP)
        pages = sum(name.endswith(".html") for name in chain(drawn, queue.reused))
        place.staging.chmod(FOLDER_MODE)
        place.swap()
        if start.last and start.is_brought_up:
            gone = start.present.keys() - drawn.keys() - queue.reused - index.kept
            tree = start.last.after(options.output, place.spare, drawn, gone, digests)
        else:
            before = start.last.files if start.last else {}
            taken_over = {name: before[name].digest for name in queue.reused | index.kept if name in before}
            tree = look_at(options.output, place.spare, taken_over | digests)

        def keep(connection: Connection) -> None:
            queue.remember(planning.known, connection)
            # Of what was thrown away meanwhile nothing is there to be changed.
            is_there = database.discards == planning.discards
            if is_there or planning.changes.keys is None:
                planning.changes.keep(connection)
            keep_tree(connection, start.last if is_there else None, tree)
            keep_searched(connection, searched)
            keep_index(connection, index)
            # What is told of withheld documents quotes them: nothing of it is kept.
            if options.hosted or of_withheld:
                forget(connection)
            else:
                remember(connection, sources, (library.now, valid_until(library)), warnings, proof, pages)

        if not database.change(keep):
            database.discard()
    timer.end()
    told = tally(loaded.crossing.reading, start.present, tree, timer.seconds)
    return Summary(pages, time.monotonic() - started, warnings, proof, loaded, *queue.counts, reason, siteurl, told)


@dataclass
class Start:
    """What a build starts from: the tree of the ``last`` output, None where nothing is known of it.

    ``present`` are the files of it that stand where the next is made; with ``is_brought_up`` that is all of them, by
    the difference alone. None of the files ``damaged`` may be taken over.
    """

    last: LastTree | None
    is_brought_up: bool
    present: TreeFiles
    damaged: frozenset[str] = frozenset()


class Planning:
    """Which pages are planned: what ``reuse`` has, and uses no key that changed, is taken over at the ``queue``.

    ``changes`` are those since the last output, once Pelican has begun; ``discards`` tells how often the database was
    thrown away before.
    """

    def __init__(self, queue: RenderQueue, reuse: Reuse, discards: int):
        self.discards = discards
        self._queue = queue
        self._reuse = reuse
        self._planner: Planner | None = None
        self.changes = Changes()

    def begin(self, changes: Changes) -> Planner:
        """What chooses the pages that are planned."""
        self.changes = changes
        known = partial(self._reuse.unchanged, changes, self._queue.fingerprints.around)
        self._planner = Planner(changes, cache(known), self._queue.take_over)
        return self._planner

    def known(self, name: str) -> KnownPage:
        """What is to be known of the page ``name``, which was drawn."""
        if self._planner is None:
            return KnownPage(None, "")
        return KnownPage(self._planner.planned.get(name), self._planner.members.get(name, ""))


def _look_early(
    options: BuildOptions, database: Database, place: Workplace
) -> AbstractContextManager[Callable[[], bool]]:
    looks = looks_at(database, options.output, options.jobs, place.staging, options.production)
    return early_look(looks, options.jobs)


def _begin(options: BuildOptions, database: Database, place: Workplace, is_as_left: Callable[[], bool]) -> Start:
    last = read_tree(database)
    if last and is_as_left():
        # What is not as it should be after all is looked at file by file.
        with suppress(OSError):
            last.bring_up(place.staging, options.output)
            return Start(last, True, last.files)
    present = bring_up(place.staging, options.output)
    return Start(last, False, present, _damaged(last, present, place.staging) if options.production else frozenset())


def _damaged(last: LastTree | None, present: TreeFiles, staging: Path) -> frozenset[str]:
    """Those of the files ``present`` that are not known to be the bytes that were made."""
    return frozenset(present.keys() - last.files.keys()).union(last.damaged(staging)) if last else frozenset(present)


def _has_index(options: BuildOptions) -> bool:
    return options.search and not options.preview


def _read_content(options: BuildOptions, database: Database, found: Walk) -> tuple[Loaded, list[Problem]]:
    """What the content says, and the errors in documents that are withheld. Raises BuildFailed for any other error."""
    try:
        now = read_build_date({VARIABLE: options.build_date}, datetime.now(UTC))
    except BadValue as bad:
        raise BuildFailed(f"{bad}; tulis: {VARIABLE}={bad.right}" if bad.right else str(bad)) from None
    store = ReadingStore(database)
    checked = options.root / CHECKED if options.reads_cache else None
    loaded = load_library(options.content, now, options.preview, store, options.jobs, found, checked)
    if loaded.library is None:
        raise BuildFailed(*_lines_of_bodies(options, loaded) or _lines(options, loaded.problems))
    # What is withheld is converted by no build; that its day comes shall not be when its mistakes are found.
    of_withheld = check_part_links(loaded.crossing, loaded.crossing.withholding.own) if not options.preview else []
    return loaded, withheld_errors_in(list(loaded.problems)) + of_withheld


def _lines(options: BuildOptions, problems: Iterable[Problem]) -> tuple[str, ...]:
    return tuple(problem.as_line(options.content_name) for problem in problems)


def _lines_of_bodies(options: BuildOptions, loaded: Loaded) -> tuple[str, ...]:
    """All that is wrong with the content, where something is wrong with bodies, in the words of ``make check``."""
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
    """Let Pelican gather all files at the ``queue``, or write them into ``aside``; why all of them are drawn, if so."""
    host = read_host(siteurl)
    overrides = {
        "PATH": str(options.content),
        "OUTPUT_PATH": str(aside),
        "RENDER_QUEUE": queue,
        "JOBS": options.jobs,
        "DATABASE": database,
        "BODIES_LATER": True,
        # Pictures of drafts never lie among those of the public.
        "RENDITION_STORE": str(options.cache / ("gambar-pratinjau" if options.preview else "gambar")),
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
        strangers = run(options.settings, settings, {"BASE": host.base, "PREVIEW": options.preview})
    why = "tidak menyatakan dari apa halamannya dibuat, jadi semua halaman digambar"
    return tuple(f"plugin '{name}' {why}" for name in strangers)


def _make(queue: RenderQueue, jobs: int, timer: PhaseTimer) -> None:
    """Make what drawing takes from stores."""
    making = queue.making()
    if not making:
        return
    timer.enter(Phase.MAKE)
    with _executor(jobs if len(making) > 1 else 1, "membuat gambar") as executor:
        making.make(executor, jobs, timer.count)


@contextmanager
def _executor(jobs: int, doing: str) -> Iterator[Executor]:
    """What pure functions are done by. Raises BuildFailed where one of its processes dies; ``doing`` says at what."""
    try:
        with executor_for(jobs) as executor:
            yield executor
    except BrokenProcessPool:
        raise BuildFailed(
            f"proses yang {doing} dihentikan, mungkin karena memori habis; ulangi dengan JOBS=1"
        ) from None


@contextmanager
def _telling_editors(options: BuildOptions, loaded: Loaded) -> Iterator[None]:
    """What shows only when a body is converted is a mistake of an editor like any other."""
    try:
        yield
    except BuildFailed as failure:
        problems = getattr(failure.__cause__, "problems", ())
        if problems:
            raise BuildFailed(*(_lines_of_bodies(options, loaded) or _lines(options, problems))) from None
        raise


def _salt(options: BuildOptions, code: str, library: Library, siteurl: str) -> str:
    """What every page is made from: code, theme, settings, the portal itself, and the pages that all lead to."""
    pages = sorted((page.path, page.title) for page in library.static_pages.values())
    portal = library.portal.model_dump_json(by_alias=True)
    return repr((code, siteurl, options.preview, options.production, portal, pages))


def _take_in(aside: Path, queue: RenderQueue) -> Iterator[tuple[str, bytes]]:
    """Move in what Pelican itself has written, such as a theme's files, beside what was drawn at the desk.

    Each file with its bytes.
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
    """Check the links of what was drawn, and of files that are taken over where they may lead to a file, or to a place
    in one, that is gone: all led on in the last build."""
    kept = LinksOfKept(queue.reused, reuse, queue.folder)
    # No page leads into the index: its files come and go.
    before = start.last.files.keys() | start.present.keys() if start.last else {""}
    gone = {name for name in before - links.keys() - queue.reused if not name.startswith(f"{INDEX}/")}
    for name, now in links.items():
        led_to = reuse.links(name)
        if led_to is not None and (now is None or not led_to.anchors <= now.anchors):
            gone.add(name)
    doubted = reuse.may_lead_to(gone, queue.reused, host.absolute("")) if gone else frozenset()
    checked = ChainMap(links, LinksOfKept(doubted, reuse, queue.folder)) if doubted else links
    return check_links(checked, host.base, host.absolute(""), kept)


@contextmanager
def _plain_modes() -> Iterator[None]:
    """Every file and folder gets the same mode, whatever the umask."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


