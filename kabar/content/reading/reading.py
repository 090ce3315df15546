"""Read all files of ``content/``, each by itself; unchanged ones from the build database."""

from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from kabar.content.markdown_source.body_scan import BodyScan
from kabar.content.models.article import Article
from kabar.content.models.lazy_document import LazyMapping, lazy_document
from kabar.content.models.model import Document, FieldPath
from kabar.content.models.portal import PORTAL_FILE, Portal
from kabar.content.models.static_page import OldAddresses
from kabar.content.parsing.fields import DEFAULT_ZONE
from kabar.content.parsing.moments import in_zone
from kabar.content.parsing.problems import ERROR, Problem, errors_in
from kabar.content.parsing.yaml_structure import Structure
from kabar.content.reading.article_lists import TRANSLATION, list_key
from kabar.content.reading.file_reading import blanks_in, bytes_of, read_file, yaml_of
from kabar.content.reading.folders import ADDRESS_FILE, Files
from kabar.content.reading.freezing import thaw
from kabar.content.reading.reading_store import Known, ReadingStore, Row, UnchangedFiles, digest_of, row_of, settled
from kabar.content.reading.summary import ArticleSummary, microseconds, summary_of
from kabar.content.reading.typed import type_document
from kabar.content.reading.walk import Status
from kabar.worker_pool import answers, can_fork, executor_for

FEWEST_TO_SPLIT = 400  # files: with fewer a second process costs more than it saves
_SHARE = 100  # files of one job

_Source = tuple[str, type[Document], bytes, Status | None]  # path, model, bytes, ``settled`` status
_Job = tuple[int, Callable[[list[_Source], str], list[Row]], tuple[list[_Source], str]]


def read_rows(
    root: Path, files: Sequence[tuple[str, type[Document]]], zone: ZoneInfo, jobs: int
) -> Generator[Row, None, None]:
    """Read ``files`` (path, model) below ``root`` in worker processes; yield rows in their order, without files with
    problems.

    Yields nothing where there is too little work for several processes, or no fork; stops early where a worker dies.
    """
    if jobs < 2 or len(files) < FEWEST_TO_SPLIT or not can_fork():
        return
    with suppress(BrokenProcessPool, OSError), executor_for(jobs) as executor:
        for _, rows in answers(executor, _shares(root, files, zone), jobs):
            yield from rows.result()


def read_sources(sources: Sequence[_Source], zone: str) -> list[Row]:
    """The rows of ``sources``, without those with problems."""
    readings = ((data, read_file(path, model, data, ZoneInfo(zone)), status) for path, model, data, status in sources)
    return [row for reading in readings if (row := row_of(*reading))]


def _shares(root: Path, files: Sequence[tuple[str, type[Document]]], zone: ZoneInfo) -> Iterator[_Job]:
    for start in range(0, len(files), _SHARE):
        sources: list[_Source] = []
        for path, model in files[start : start + _SHARE]:
            data, _ = bytes_of(root, path)
            if data is not None:
                # Right after the read, so that a later change of the file is not taken for these bytes.
                sources.append((path, model, data, settled(root / path)))
        yield start, read_sources, (sources, zone.key)


D = TypeVar("D", bound=Document)


@dataclass
class Reading:
    """The documents that were read, by content path (partial where they have problems), sorted.

    ``structures`` give later checks line and column. ``known`` are the files without errors; ``summaries`` are those of
    the articles among them; ``fresh`` are files that are not stored yet. ``kept`` are the stored files; None without a
    store. ``lasting`` are the paths of documents that are no articles, sorted.
    """

    portal: Portal | None = None
    old_addresses: OldAddresses = field(default_factory=lambda: OldAddresses.model_validate({"@path": ADDRESS_FILE}))
    documents: LazyMapping[Document] = field(default_factory=LazyMapping)
    scans: LazyMapping[BodyScan | None] = field(default_factory=LazyMapping)
    structures: LazyMapping[Structure] = field(default_factory=LazyMapping)
    problems: list[Problem] = field(default_factory=list)
    known: LazyMapping[Known] = field(default_factory=LazyMapping)
    summaries: LazyMapping[ArticleSummary] = field(default_factory=LazyMapping)
    fresh: dict[str, Row] = field(default_factory=dict)
    kept: UnchangedFiles | None = None
    lasting: Collection[str] = ()

    def of(self, model: type[D]) -> Iterator[D]:
        """The documents of one model, sorted by path."""
        paths = self.documents if issubclass(model, Article) else filter(self.documents.__contains__, self.lasting)
        return (document for path in paths if isinstance(document := self.documents[path], model))

    def release(self, known: Mapping[str, Known]) -> None:
        """Free the memory of the files ``known``, which are stored now: structures and scans become lazy."""
        if self.kept is None:
            return
        self.kept.known.update(known)
        for path in self.fresh.keys() & known.keys():
            self.structures.add_source(self.kept.structure, [path])
            if path in self.scans:
                self.scans.add_source(self.kept.scan, [path])
        self.fresh = {}

    def untrusted(self, trusted: Collection[str]) -> Iterator[Document]:
        """The documents whose paths are not ``trusted``, sorted by path."""
        paths = sorted(self.documents.keys() - trusted) if trusted else self.documents
        return map(self.documents.__getitem__, paths)

    def summary(self, path: str) -> ArticleSummary | None:
        """The summary of the article ``path``; None where it has errors or is no article."""
        return self.summaries.get(path)

    def translations(self) -> Iterator[Article]:
        """The articles that are translations, sorted by path."""
        kept = self.kept.members([list_key(TRANSLATION, "")]) if self.kept else set()
        others = self.documents.keys() - self.kept.articles if self.kept else self.documents.keys()
        for path in sorted(kept | others):
            summary = self.summary(path)
            if summary and not summary.translation_of:
                continue
            document = self.documents[path]
            if isinstance(document, Article) and (summary or document.translation_of):
                yield document

    def problem(self, document: Document, at: FieldPath, message: str, severity: str = ERROR) -> Problem:
        """A problem with the field ``at`` of ``document``, or with its whole file where ``at`` is empty."""
        structure = self.structures.get(document.path)
        line, column = structure.place(at) if structure and at else (1, 1)
        name = ".".join(str(part) for part in at if isinstance(part, str))
        return Problem(document.path, line, column, name, message, severity)


def read_content(
    root: Path,
    files: Files,
    store: ReadingStore | None = None,
    jobs: int = 1,
    now: date | datetime | None = None,
) -> Reading:
    """Read all ``files`` below ``root``: unchanged ones from ``store``, the others in ``jobs`` processes.

    New articles that are shown at ``now`` are written to the store at once, and do not stay in memory.
    """
    reading = Reading()
    zone = ZoneInfo(DEFAULT_ZONE)
    reading.portal = _read_portal(root, files, reading, zone)
    if reading.portal and reading.portal.zone_name:
        zone = reading.portal.zone
    if ADDRESS_FILE in files.others:
        reading.old_addresses = _read_old_addresses(root, reading, zone) or reading.old_addresses
    kept = reading.kept = (
        store.recall(root, files.documents, files.digests, files.statuses, zone) if store else None
    )
    reading.lasting = files.lasting
    # Adds the paths in their sorted order; documents that are read below replace their entries.
    reading.documents.add_source(partial(_lazy_article, files, kept), files.documents)
    if kept:
        _add_kept(reading, files, kept)
    rest = [(path, files.documents[path]) for path in sorted(files.documents.keys() - reading.known.keys())]
    moment = microseconds(in_zone(now, zone)) if now else None
    with closing(read_rows(root, rest, zone, jobs)) as rows:
        for row in rows:
            _add_row(reading, row, moment)
    for path, model in rest:
        if path not in reading.known and not _read_one(root, path, model, zone, reading, moment):
            del reading.documents[path]
    return reading


def _add_kept(reading: Reading, files: Files, kept: UnchangedFiles) -> None:
    """Add the stored files to ``reading``: articles lazily, other documents at once."""
    reading.known.add_source(kept.known.__getitem__, kept.known, is_cached=False)
    reading.summaries.add_source(kept.summary, kept.articles, is_cached=False)
    # The scan of an article without a body is None.
    reading.scans.add_source(kept.scan, kept.articles, is_cached=False)
    reading.structures.add_source(kept.structure, reading.known, is_cached=False)
    for path in files.lasting:
        if path in kept.known:
            reading.documents[path] = kept.document(path)
            if (scan := kept.scan(path)) is not None:
                reading.scans[path] = scan


def _lazy_article(files: Files, kept: UnchangedFiles | None, path: str) -> Document:
    assert kept is not None  # without a store every document is read
    summary = kept.summary(path)
    light = {"path": path, "status": summary.status, "tags": summary.tags, "lang": summary.lang}
    return lazy_document(files.documents[path], light, partial(kept.document, path))


def _add_row(reading: Reading, row: Row, moment: int | None) -> None:
    summary, kept = row.summary, reading.kept
    reading.known[row.path] = row.known
    if kept and summary and moment is not None and not summary.is_withheld(moment):
        kept.add(row)
        reading.summaries.add_source(kept.summary, [row.path], is_cached=False)
        reading.structures.add_source(kept.structure, [row.path], is_cached=False)
        if summary.has_text:
            reading.scans.add_source(kept.scan, [row.path], is_cached=False)
        return
    if summary:
        reading.summaries[row.path] = summary
    reading.fresh[row.path] = row
    reading.documents[row.path], scan, _ = thaw(row.reading)
    reading.structures.add_source(lambda _: thaw(row.structure), [row.path])
    if scan is not None:
        reading.scans[row.path] = scan


def _read_one(
    root: Path, path: str, model: type[Document], zone: ZoneInfo, reading: Reading, moment: int | None
) -> bool:
    """Read the file ``path``; whether it gave a document."""
    data, problems = bytes_of(root, path)
    reading.problems += problems
    if data is None:
        return False
    one = read_file(path, model, data, zone)
    reading.problems += one.problems
    if reading.kept and (row := row_of(data, one, settled(root / path))):
        _add_row(reading, row, moment)
        return True
    if one.structure is not None:
        reading.structures[path] = one.structure
    if one.document is not None:
        reading.documents[path] = one.document
    if one.scan is not None:
        reading.scans[path] = one.scan
    if one.document is not None and not errors_in(list(one.problems)):
        reading.known[path] = Known(digest_of(data))
        if isinstance(one.document, Article):
            reading.summaries[path] = summary_of(one.document, one.scan, reading.known[path].digest)
    return one.document is not None


def read_portal(root: Path, files: Files) -> Portal | None:
    """``portal.yaml`` alone, as far as it can be read; ``read_content`` reports its problems."""
    return _read_portal(root, files, Reading(), ZoneInfo(DEFAULT_ZONE))


def _read_portal(root: Path, files: Files, reading: Reading, zone: ZoneInfo) -> Portal | None:
    if PORTAL_FILE not in files.others:
        reading.problems.append(
            Problem(PORTAL_FILE, 1, 1, "", "berkas ini belum ada; isi name, tagline, description, dan SITEURL")
        )
        return None
    data, problems = bytes_of(root, PORTAL_FILE)
    structure = _yaml(PORTAL_FILE, data, reading) if data is not None else None
    reading.problems += problems
    if structure is None or data is None:
        return None
    reading.problems += blanks_in(PORTAL_FILE, data)
    portal, problems = type_document(Portal, PORTAL_FILE, structure, "", 1, {"zone": zone})
    reading.problems += problems
    reading.structures[PORTAL_FILE] = structure
    return portal


def _read_old_addresses(root: Path, reading: Reading, zone: ZoneInfo) -> OldAddresses | None:
    data, problems = bytes_of(root, ADDRESS_FILE)
    reading.problems += problems
    # The file is a bare list; the YAML reader needs a mapping.
    bare = (data or b"").removeprefix(b"\xef\xbb\xbf")
    written = [line for line in bare.splitlines() if line.strip() and not line.lstrip().startswith(b"#")]
    text = b"addresses:\n" + bare if written and written[0].startswith(b"-") else data
    structure = _yaml(ADDRESS_FILE, text, reading) if text is not None else None
    if structure is None:
        return None
    shifted = 1 if text is not data else 0
    places = {at: (max(line - shifted, 1), column) for at, (line, column) in structure.places.items()}
    keys = {at: (max(line - shifted, 1), column) for at, (line, column) in structure.keys.items()}
    structure = replace(structure, places=places, keys=keys)
    old, problems = type_document(OldAddresses, ADDRESS_FILE, structure, "", 1, {"zone": zone})
    reading.problems += problems
    reading.structures[ADDRESS_FILE] = structure
    return old


def _yaml(path: str, data: bytes, reading: Reading) -> Structure | None:
    structure, problems = yaml_of(path, data)
    reading.problems += problems
    return structure


