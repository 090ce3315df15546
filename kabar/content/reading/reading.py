"""Read every file of ``content/`` by itself."""

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
from kabar.content.models.lazy_document import LazyMapping, recalled
from kabar.content.models.model import Document
from kabar.content.models.portal import PORTAL_FILE, Portal
from kabar.content.models.static_page import OldAddresses
from kabar.content.parsing.fields import DEFAULT_ZONE
from kabar.content.parsing.moments import in_zone
from kabar.content.parsing.problems import Problem, errors_in
from kabar.content.parsing.yaml_structure import Structure
from kabar.content.reading.article_lists import TRANSLATION, list_key
from kabar.content.reading.file_reading import bytes_of, read_file, yaml_of
from kabar.content.reading.folders import ADDRESS_FILE, Files
from kabar.content.reading.freezing import thaw
from kabar.content.reading.reading_store import KeptFiles, Known, ReadingStore, Row, Status, digest_of, row_of, settled
from kabar.content.reading.summary import ArticleSummary, microseconds, summary_of
from kabar.content.reading.typed import type_document
from kabar.worker_pool import answers, can_fork, executor_for

FEWEST_TO_SPLIT = 400  # files: below it a second process costs more than it saves
_SHARE = 100  # files handed over at once

_Source = tuple[str, type[Document], bytes, Status | None]  # path, model, bytes, and when they were settled


def read_rows(
    root: Path, files: Sequence[tuple[str, type[Document]]], zone: ZoneInfo, jobs: int
) -> Generator[Row, None, None]:
    """What ``files`` (path, model) below ``root`` say, in their order, while others are still read; those with mistakes
    are left out.

    Nothing where there is too little to do for more than one process, or no fork; no more once one of them dies.
    """
    if jobs < 2 or len(files) < FEWEST_TO_SPLIT or not can_fork():
        return
    with suppress(BrokenProcessPool, OSError), executor_for(jobs) as executor:
        for _, rows in answers(executor, _shares(root, files, zone), jobs):
            yield from rows.result()


def read_sources(sources: Sequence[_Source], zone: str) -> list[Row]:
    """What ``sources`` say; those with mistakes are left out."""
    readings = ((data, read_file(path, model, data, ZoneInfo(zone)), status) for path, model, data, status in sources)
    return [row for reading in readings if (row := row_of(*reading))]


def _shares(
    root: Path, files: Sequence[tuple[str, type[Document]]], zone: ZoneInfo
) -> Iterator[tuple[int, Callable, tuple]]:
    for start in range(0, len(files), _SHARE):
        sources: list[_Source] = []
        for path, model in files[start : start + _SHARE]:
            data, _ = bytes_of(root, path)
            if data is not None:
                # At once: what changes behind the bytes must not pass for settled with them.
                sources.append((path, model, data, settled(root / path)))
        yield start, read_sources, (sources, zone.key)


D = TypeVar("D", bound=Document)


@dataclass
class Reading:
    """What was read: documents by content path (partial where they have problems), sorted.

    ``structures`` keeps each file's structure, so that later checks can tell line and column. ``known`` is what is
    known at once of each file without mistakes, ``summaries`` are those of the articles among them; ``fresh`` are files
    that no store knew, to be kept there. ``kept`` is what the store told. ``lasting`` are the paths of documents that
    are no articles, sorted.
    """

    portal: Portal | None = None
    old_addresses: OldAddresses = field(default_factory=lambda: OldAddresses(**{"@path": ADDRESS_FILE}))
    documents: LazyMapping[Document] = field(default_factory=LazyMapping)
    scans: LazyMapping[BodyScan | None] = field(default_factory=LazyMapping)
    structures: LazyMapping[Structure] = field(default_factory=LazyMapping)
    problems: list[Problem] = field(default_factory=list)
    known: LazyMapping[Known] = field(default_factory=LazyMapping)
    summaries: LazyMapping[ArticleSummary] = field(default_factory=LazyMapping)
    fresh: dict[str, Row] = field(default_factory=dict)
    kept: KeptFiles | None = None
    lasting: Collection[str] = ()

    def of(self, model: type[D]) -> Iterator[D]:
        """The documents of one kind, sorted by path."""
        paths = self.documents if issubclass(model, Article) else filter(self.documents.__contains__, self.lasting)
        return (document for path in paths if isinstance(document := self.documents[path], model))

    def let_go(self, known: Mapping[str, Known]) -> None:
        """Hold no longer what is kept of ``known`` now: structures and scans are fetched when they are asked for."""
        if self.kept is None:
            return
        self.kept.known.update(known)
        for path in self.fresh.keys() & known.keys():
            self.structures.add_source(self.kept.structure, [path])
            if path in self.scans:
                self.scans.add_source(self.kept.scan, [path])
        self.fresh = {}

    def but(self, trusted: Collection[str]) -> Iterator[Document]:
        """The documents that are not among the paths ``trusted``, sorted by path."""
        paths = sorted(self.documents.keys() - trusted) if trusted else self.documents
        return map(self.documents.__getitem__, paths)

    def summary(self, path: str) -> ArticleSummary | None:
        """The gist of the entry ``path``; None for one with mistakes, and for what is no entry."""
        return self.summaries.get(path)

    def translations(self) -> Iterator[Article]:
        """The entries that say of what they are translations, sorted by path."""
        kept = self.kept.members([list_key(TRANSLATION, "")]) if self.kept else set()
        others = self.documents.keys() - self.kept.articles if self.kept else self.documents.keys()
        for path in sorted(kept | others):
            summary = self.summary(path)
            if summary.translation_of if summary else getattr(self.documents[path], "translation_of", None):
                yield self.documents[path]

    def problem(self, document: Document, at: tuple, message: str, **more) -> Problem:
        """A problem at the field ``at`` of ``document``, or with the whole file when that is ``()``."""
        structure = self.structures.get(document.path)
        line, column = structure.place(at) if structure and at else (1, 1)
        name = ".".join(str(part) for part in at if isinstance(part, str))
        return Problem(document.path, line, column, name, message, **more)


def read_content(
    root: Path,
    files: Files,
    store: ReadingStore | None = None,
    jobs: int = 1,
    now: date | datetime | None = None,
) -> Reading:
    """Read all ``files`` below ``root``; ``store`` knows those that are the same, ``jobs`` processes read the rest.

    What entries say that are shown at ``now`` is kept in the store at once: these are not held.
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
    # In the order of their paths from the beginning.
    reading.documents.add_source(partial(_recalled, files, kept), files.documents)
    if kept:
        _hold_kept(reading, files, kept)
    rest = [(path, files.documents[path]) for path in sorted(files.documents.keys() - reading.known.keys())]
    moment = microseconds(in_zone(now, zone)) if now else None
    with closing(read_rows(root, rest, zone, jobs)) as rows:
        for row in rows:
            _take_row(reading, row, moment)
    for path, model in rest:
        if path not in reading.known and not _read_one(root, path, model, zone, reading, moment):
            del reading.documents[path]
    return reading


def _hold_kept(reading: Reading, files: Files, kept: KeptFiles) -> None:
    """Take in what is known at once of all files that are kept."""
    reading.known.add_source(kept.known.__getitem__, kept.known, stays=False)
    reading.summaries.add_source(kept.summary, kept.articles, stays=False)
    # One of an article without a body is None.
    reading.scans.add_source(kept.scan, kept.articles, stays=False)
    reading.structures.add_source(kept.structure, reading.known, stays=False)
    for path in files.lasting:
        if path in kept.known:
            _take_kept(reading, path, kept)


def _recalled(files: Files, kept: KeptFiles | None, path: str) -> Document:
    summary = kept.summary(path)
    light = {"path": path, "status": summary.status, "tags": summary.tags, "lang": summary.lang}
    return recalled(files.documents[path], light, partial(kept.document, path))


def _take_kept(reading: Reading, path: str, kept: KeptFiles) -> None:
    told = kept.reading(path)
    reading.documents[path] = told.document
    if told.scan is not None:
        reading.scans[path] = told.scan


def _take_row(reading: Reading, row: Row, moment: int | None) -> None:
    summary, kept = row.summary, reading.kept
    reading.known[row.path] = row.known
    if kept and summary and moment is not None and not summary.is_withheld(moment):
        kept.add(row)
        reading.summaries.add_source(kept.summary, [row.path], stays=False)
        reading.structures.add_source(kept.structure, [row.path], stays=False)
        if summary.has_text:
            reading.scans.add_source(kept.scan, [row.path], stays=False)
        return
    if summary:
        reading.summaries[row.path] = summary
    reading.fresh[row.path] = row
    reading.documents[row.path], scan, _ = thaw(row.told)
    reading.structures.add_source(lambda _: thaw(row.structure), [row.path])
    if scan is not None:
        reading.scans[row.path] = scan


def _read_one(
    root: Path, path: str, model: type[Document], zone: ZoneInfo, reading: Reading, moment: int | None
) -> bool:
    """Whether it is a document at all."""
    data, problems = bytes_of(root, path)
    reading.problems += problems
    if data is None:
        return False
    one = read_file(path, model, data, zone)
    reading.problems += one.problems
    if reading.kept and (row := row_of(data, one, settled(root / path))):
        _take_row(reading, row, moment)
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
    """``portal.yaml`` alone, as far as it can be read; its problems are told by ``read_content``."""
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
    if structure is None:
        return None
    portal, problems = type_document(Portal, PORTAL_FILE, structure, "", 1, {"zone": zone})
    reading.problems += problems
    reading.structures[PORTAL_FILE] = structure
    return portal


def _read_old_addresses(root: Path, reading: Reading, zone: ZoneInfo) -> OldAddresses | None:
    data, problems = bytes_of(root, ADDRESS_FILE)
    reading.problems += problems
    # The file is a bare list; the reader of structures wants a mapping around it.
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


