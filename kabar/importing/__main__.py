"""``make impor``: imports an archive. Shows what would be written; writes all or nothing with TERAPKAN=1."""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from kabar.build.options import processes_from
from kabar.command import Stopped, run
from kabar.console import write_lines
from kabar.content.parsing.fields import DEFAULT_ZONE
from kabar.content.parsing.yaml_structure import quoted
from kabar.content.validation.cross_checks import Crossing
from kabar.editing.files.opening import content_folder, open_unfinished, portal_now, wants_to_apply
from kabar.importing.archives.feed_archives import read_feeds
from kabar.importing.archives.imported_post import Archive, ImportedPost
from kabar.importing.archives.markdown_folders import read_folder
from kabar.importing.archives.wordpress import names_by_number, read_wordpress
from kabar.importing.import_plan import ImportPlan, ImportPlanner, PostPlan
from kabar.importing.import_record import FOLDER, ImportRecord, last_runs, read_record
from kabar.importing.import_report import ImportReport, lines_of_record, percent_valid
from kabar.importing.import_rules import first_rules, read_rules
from kabar.importing.post_files import PostContext, PostFile, compose_file
from kabar.importing.staging import Staging, recover, write_file
from kabar.importing.topic_plan import PlanRow, TopicPlan, as_csv, carry_out, merged, propose, read_rows
from kabar.importing.uploads import Uploads, folders_of_files, taken_paths
from kabar.text.folding import readable_slug, short_hash
from kabar.worker_pool import WorkerPool, can_fork

_SOURCES = ("WXR", "FOLDER", "UMPAN")
_EXAMPLES = "make impor WXR=ekspor.xml, make impor FOLDER=situs-lama, atau make impor UMPAN=atom.xml"
_BATCH = 40  # posts that a worker gets at once
_AHEAD = 3  # batches per worker that are read before the first is done


@dataclass(frozen=True)
class _Request:
    """What the command was asked: the kind of archive (a variable's name), its path, and where it is imported."""

    kind: str
    source: Path
    uploads: tuple[Path, ...]
    apply: bool
    root: Path
    jobs: int

    @property
    def folder(self) -> Path:
        """Where rules, plan and record of this archive are."""
        return FOLDER / (readable_slug(self.source.stem) or short_hash(self.source.name))


def main(environ: Mapping[str, str]) -> int:
    """Import what ``environ`` names; the exit code."""
    return run(lambda: _import(environ))


def _import(environ: Mapping[str, str]) -> None:
    request = _read_request(environ)
    record = read_record(request.folder / "catatan.json")
    if count := recover(request.root, last_runs()):
        write_lines([f"Impor sebelumnya terhenti di tengah; {count} berkasnya ditarik kembali"])
    crossing = open_unfinished(request.root)
    portal = crossing.reading.portal
    zone = portal.zone if portal and portal.zone_name else ZoneInfo(DEFAULT_ZONE)
    now = portal_now(environ, datetime.now(UTC), crossing)
    with _progress() as show:
        archive = _read_archive(request, zone)
        rules_file, topics_file = request.folder / "aturan.yaml", request.folder / "topik.csv"
        if not rules_file.exists():
            write_file(rules_file, first_rules(archive.outline))
        rules = read_rules(rules_file)
        rows = propose(archive.outline, crossing.vocabulary, archive.descriptions)
        if topics_file.exists():
            rows = merged(rows, edited := read_rows(topics_file))
        if not topics_file.exists() or {row.name for row in rows} - {row.name for row in edited}:
            write_file(topics_file, as_csv(rows))
        topics = carry_out(rows, crossing.vocabulary, rules.topic, archive.title, topics_file)
        uploads = Uploads(request.uploads, request.root, taken_paths(crossing.files.others))
        planner = ImportPlanner(archive, rules, topics, crossing, uploads, record.paths, now, zone)
        plan = planner.plan()
        context = PostContext(plan.site, archive.files, names_by_number(archive.files), zone, now, _name_of(archive))
        report = ImportReport()
        with ExitStack() as stack:
            staging = stack.enter_context(Staging(request.root)) if request.apply and plan.files else None
            added: dict[str, tuple[str, str]] = {}
            for file in _compose_all(archive, plan, context, request.jobs, show):
                report.add(file)
                _stage(file, staging, added, report)
            _describe(report, archive, plan, rows, record, request)
            if staging:
                count = _apply(staging, record, added, plan, topics, request, crossing)
                write_lines([f"{count} berkas ditulis. Selanjutnya: make check, lalu make serve"])
    if not request.apply:
        write_lines([
            "Belum ada yang ditulis ke naskah. Ubah bila perlu "
            f"{request.folder}/aturan.yaml dan topik.csv, lalu ulangi dengan TERAPKAN=1",
        ])  # fmt: skip
    elif not plan.files:
        write_lines(["Tidak ada tulisan baru; tidak ada yang ditulis"])


def _read_request(environ: Mapping[str, str]) -> _Request:
    given = {name: value for name in _SOURCES if (value := environ.get(name, "").strip())}
    if len(given) != 1:
        what = "Beberapa arsip sekaligus" if given else "Arsipnya belum disebut"
        raise Stopped(f"{what}; tulis salah satu: {_EXAMPLES}")
    ((kind, name),) = given.items()
    source = Path(name)
    if not source.exists():
        raise Stopped(f"{kind}: '{name}' tidak ada; periksa namanya")
    if kind == "WXR" and source.is_dir():
        raise Stopped(
            f"{kind}: '{name}' folder, bukan berkas ekspor; untuk folder Markdown tulis: make impor FOLDER={name}"
        )
    uploads: tuple[Path, ...] = ()
    if folder := environ.get("UNGGAHAN", "").strip():
        if not Path(folder).is_dir():
            raise Stopped(f"UNGGAHAN: folder '{folder}' tidak ada; tunjuk salinan wp-content/uploads")
        uploads = (_uploads_within(Path(folder)),)
    if kind == "FOLDER" and source.is_dir():
        uploads += folders_of_files(source)
    jobs = processes_from(environ.get("JOBS", ""))
    return _Request(kind, source, uploads, wants_to_apply(environ), content_folder(environ), jobs)


def _uploads_within(folder: Path) -> Path:
    """The uploads in ``folder``, which may be a copy of all of ``wp-content`` or of the site."""
    for inside in ("wp-content/uploads", "uploads"):
        if (folder / inside).is_dir():
            return folder / inside
    return folder


def _read_archive(request: _Request, zone: ZoneInfo) -> Archive:
    if request.kind == "WXR":
        return read_wordpress(request.source, zone)
    if request.kind == "FOLDER":
        return read_folder(request.source, zone)
    paths = sorted(request.source.glob("*.xml")) if request.source.is_dir() else [request.source]
    if not paths:
        raise Stopped(f"UMPAN: tidak ada berkas .xml di '{request.source}'; simpan umpannya di sana")
    return read_feeds(paths, zone)


def _name_of(archive: Archive) -> str:
    host = archive.url.partition("://")[2].partition("/")[0]
    return " ".join((archive.title or host).split())[:120]


# Composing, in worker processes

Show = Callable[[int, int], None]


def _compose_all(archive: Archive, plan: ImportPlan, context: PostContext, jobs: int, show: Show) -> Iterator[PostFile]:
    """Yield the file of each planned post, in the order of the archive; few posts are in memory at a time."""

    def work(batch: list[tuple[ImportedPost, PostPlan]]) -> list[PostFile]:
        return [compose_file(post, planned, context) for post, planned in batch]

    done = 0
    for files in _in_workers(_batches(archive, plan), work, jobs if len(plan.files) > _BATCH else 1):
        yield from files
        done += len(files)
        show(done, len(plan.files))


def _batches(archive: Archive, plan: ImportPlan) -> Iterator[list[tuple[ImportedPost, PostPlan]]]:
    batch = []
    for post in archive.posts():
        if planned := plan.files.get(post.guid):
            batch.append((post, planned))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _in_workers(
    batches: Iterator[list[tuple[ImportedPost, PostPlan]]],
    work: Callable[[list[tuple[ImportedPost, PostPlan]]], list[PostFile]],
    jobs: int,
) -> Iterator[list[PostFile]]:
    if jobs < 2 or not can_fork():
        yield from map(work, batches)
        return
    with WorkerPool(jobs, work) as pool:
        waiting: deque[Future[list[PostFile]]] = deque()
        for batch in batches:
            waiting.append(pool.do(batch))
            while len(waiting) > _AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def _progress() -> Iterator[Show]:
    """Yield a function that shows how many of all posts are done, on a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    # Imported here: not needed without a terminal.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False
    ) as bar:
        task = bar.add_task("Membaca arsip", total=None)
        yield lambda done, of: bar.update(task, description="Mengubah tulisan", completed=done, total=of)


# Writing


def _stage(file: PostFile, staging: Staging | None, added: dict[str, tuple[str, str]], report: ImportReport) -> None:
    for path, source in file.used.items():
        if path not in report.seen:
            report.seen.add(path)
            report.copied[path.partition("/")[0]] += 1
            if staging:
                staging.copy(path, Path(source))
    if staging:
        data = file.text.encode("utf-8", "replace")
        staging.write(file.path, data)
        added[file.guid] = (file.path, sha256(data).hexdigest())


def _describe(
    report: ImportReport,
    archive: Archive,
    plan: ImportPlan,
    rows: list[PlanRow],
    record: ImportRecord,
    request: _Request,
) -> None:
    notes_file = request.folder / "masalah.csv"
    if plan.files or not notes_file.exists():
        write_file(notes_file, report.as_csv(plan))
    total = sum(report.sections.values())
    write_lines([
        *report.as_lines(archive, plan, rows, str(request.folder), str(request.root)),
        *lines_of_record(record.states(request.root)),
        *([f"Lolos pemeriksaan satu per satu: {percent_valid(total, report.faulty)}"] if total else []),
    ])  # fmt: skip


def _apply(
    staging: Staging,
    record: ImportRecord,
    added: Mapping[str, tuple[str, str]],
    plan: ImportPlan,
    topics: TopicPlan,
    request: _Request,
    crossing: Crossing,
) -> int:
    for id, name in plan.people.items():
        staging.write(f"orang/{id}.md", f"---\nname: {quoted(name)}\n---\n".encode())
    for id, topic in topics.new.items():
        if id in plan.used_topics and f"topik/{id}.md" not in crossing.files.documents:
            staging.write(f"topik/{id}.md", topic.as_text().encode())
    complete = ImportRecord({**record.files, **added}, staging.run)
    return staging.apply(request.folder / "catatan.json", complete.as_text())


if __name__ == "__main__":
    sys.exit(main(os.environ))
