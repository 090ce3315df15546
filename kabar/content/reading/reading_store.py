"""The build database's record of content files: unchanged files are not read again.

A file is unchanged if its status (size, times, inode) is, or else the digest of its bytes. A folder whose files all
have their statuses is unchanged as a whole, and none of its rows is read. Documents are loaded on access. Nothing of a
withheld article is stored: the database may be copied to where its file may not.
"""

import hashlib
import json
import os
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import Connection
from zoneinfo import ZoneInfo

from kabar.content.markdown_source.body_scan import BodyScan
from kabar.content.models.article import Article
from kabar.content.models.lazy_document import LazyMapping
from kabar.content.models.model import Document
from kabar.content.parsing.yaml_structure import Structure
from kabar.content.reading.article_lists import Listed, names_for_checks
from kabar.content.reading.file_reading import FileReading, bytes_of, read_file
from kabar.content.reading.freezing import freeze, thaw
from kabar.content.reading.summary import ArticleSummary, as_json, from_json, summary_of
from kabar.content.reading.walk import Status, digest_of_statuses
from kabar.index.database import Damaged, Database
from kabar.index.documents import (
    DocumentRow,
    read_document,
    read_summary,
    remove_documents,
    remove_unknown_documents,
    write_documents,
)
from kabar.index.lists import (
    ListRow,
    change_articles,
    read_list,
    read_lists,
    read_members,
    remove_all_articles,
    verify_lists,
)
from kabar.index.meta import read_value, remove_values, write_values
from kabar.index.sources import (
    FolderRow,
    SourceRow,
    read_folders,
    read_source,
    read_sources,
    remove_all_sources,
    remove_sources,
    write_sources,
)

_SETTLED = 2.0  # seconds: a younger file may change again without a change of its mtime
_AT_ONCE = 500  # documents of one transaction
_MOST_SUMMARIES = 20_000  # in memory
_UNFINISHED = "unfinished"  # a database value that exists from the first written document to the end of a build
_ABOUT = "readings"  # the database value of ``UnchangedFiles.about``, JSON
_ZONE = "zone"  # the key in ``about`` of the portal's zone, in which local times were read
NOW = "now"  # the key in ``UnchangedFiles.about`` of the time of the last check, in microseconds as in a summary


@dataclass(frozen=True)
class Known:
    """A file's digest, and its status; None where the file was too young for its status to identify its content."""

    digest: bytes
    status: Status | None = None


@dataclass(frozen=True)
class Row:
    """A file's content: its document, scan and problems (``reading``) and its structure, frozen; an article's summary.
    """

    path: str
    known: Known
    reading: bytes
    structure: bytes
    summary: ArticleSummary | None


@dataclass
class UnchangedFiles:
    """The unchanged files, loaded from the store on access.

    What cannot be loaded is read again. Raises OSError where a file has changed since the walk, and Damaged where lists
    are read.

    ``known`` are the unchanged files, ``articles`` the articles among them, ``count`` their number. ``folders`` are the
    stored folders, ``same`` the names of those in which every file is unchanged. ``changed`` are stored files that
    changed or are gone, with the summaries of articles. ``renewed`` have the same bytes but another status. ``added``
    were read in this build. ``about`` are other stored values.
    """

    store: "ReadingStore"
    root: Path
    models: Mapping[str, type[Document]]
    zone: ZoneInfo
    known: LazyMapping[Known] = field(default_factory=LazyMapping)
    folders: Mapping[str, FolderRow] = field(default_factory=dict)
    same: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    changed: dict[str, ArticleSummary | None] = field(default_factory=dict)
    renewed: dict[str, Known] = field(default_factory=dict)
    added: set[str] = field(default_factory=set)
    count: int = 0
    about: Mapping[str, str] = field(default_factory=dict)
    _last: tuple[str, FileReading] | None = None
    _summaries: dict[str, ArticleSummary] = field(default_factory=dict)

    def is_not_after(self, moment: int) -> bool:
        """Whether the last check was at ``moment`` or before: what was shown then is shown at ``moment`` too."""
        checked = self.about.get(NOW, "")
        return checked.isdigit() and int(checked) <= moment

    def ids(self, kind: str) -> set[str]:
        """The names of all lists of the ``kind`` that contain one of ``articles``, without ``kind:``.

        Only for lists for checks (``names_for_checks``). Raises Damaged.
        """
        start = f"{kind}:"
        left = {name: row.article_count for name, row in self.store.lists(kind).items()}
        for summary in filter(None, self.changed.values()):
            for name in left.keys() & set(names_for_checks(summary)):
                left[name] -= 1
        return {name.removeprefix(start) for name, count in left.items() if count > 0}

    def members(self, names: Iterable[str]) -> set[str]:
        """Those of ``articles`` that are in one of the lists ``names``. Raises Damaged."""
        return {path for path, _ in self.member_values(names)}

    def member_values(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """The members of the lists ``names`` among ``articles``, each with its value in the list. Raises Damaged."""
        found = (row for name in names for row in self.store.members(name))
        return [(path, value) for _, path, value in found if path in self.articles]

    def add(self, row: Row) -> None:
        """Store the content of a file at once, so that it need not stay in memory."""
        self.known[row.path] = row.known
        self.added.add(row.path)
        if row.summary:
            self._cache_summary(row.summary)
        self.store.add(row)

    def reading(self, path: str) -> FileReading:
        """The reading of the file ``path``, without its structure."""
        # Cached, since document and scan are often loaded one after the other.
        if self._last is None or self._last[0] != path:
            row = self._row(path)
            self._last = path, _thawed(row[0]) if row else self._read_again(path)
        return self._last[1]

    def document(self, path: str) -> Document:
        """The document of the file ``path``."""
        document = self.reading(path).document
        assert document is not None  # files without a document are not stored
        return document

    def scan(self, path: str) -> BodyScan | None:
        """The scan of the body of the file ``path``; None where it has no body."""
        return self.reading(path).scan

    def structure(self, path: str) -> Structure:
        """The structure of the file ``path``."""
        row = self._row(path)
        structure = thaw(row[1]) if row else self._read_again(path).structure
        assert isinstance(structure, Structure)
        return structure

    def summary(self, path: str) -> ArticleSummary:
        """The summary of the article ``path``."""
        summary = self._summaries.get(path)
        if summary is None:
            summary = self.store.summary(path)
            if summary is None:
                one = self._read_again(path)
                assert isinstance(one.document, Article)
                summary = summary_of(one.document, one.scan, self.known[path].digest)
            self._cache_summary(summary)
        return summary

    def _cache_summary(self, summary: ArticleSummary) -> None:
        if len(self._summaries) >= _MOST_SUMMARIES:
            del self._summaries[next(iter(self._summaries))]
        self._summaries[summary.path] = summary

    def known_of(self, path: str) -> Known:
        """Digest and status of the file ``path`` in an unchanged folder. Raises Damaged."""
        row = self.store.source(path)
        return Known(row.digest, row.status)

    def _row(self, path: str) -> tuple[bytes, bytes] | None:
        return self.store.fetch(path, self.known[path].digest)

    def _read_again(self, path: str) -> FileReading:
        data, _ = bytes_of(self.root, path)
        if data is None or digest_of(data) != self.known[path].digest:
            raise OSError(f"{path} berubah selagi dibaca; ulangi")
        return read_file(path, self.models[path], data, self.zone)


@dataclass
class Renewal:
    """The changes to be stored at the end of a build.

    ``rows`` are documents that are not stored yet, ``known`` files whose digest or status is not, ``folders`` those
    that changed. The files ``gone`` and ``gone_folders`` are removed.

    Of articles, those ``unlisted`` (date, path, lists) are replaced by those ``listed``; ``unlisted`` is None where all
    are replaced. ``about`` are other values.
    """

    rows: Collection[Row]
    known: Mapping[str, Known]
    folders: Collection[FolderRow]
    gone: Collection[str]
    gone_folders: Collection[str]
    unlisted: Collection[tuple[int, str, Collection[str]]] | None
    listed: Iterable[Listed]
    about: Mapping[str, str]


class ReadingStore:
    """Stores the files of ``content/`` in the build ``database``.

    ``discards`` is how often that had been discarded before ``recall`` returned what is stored.
    """

    def __init__(self, database: Database):
        self.database = database
        self._is_empty = False
        self._is_unfinished = False
        self.discards = database.discards
        self._waiting: dict[str, Row] = {}
        self._verified: set[str] = set()

    def recall(
        self,
        root: Path,
        models: Mapping[str, type[Document]],
        digests: Mapping[str, bytes],
        statuses: Mapping[str, Status],
        zone: ZoneInfo,
    ) -> UnchangedFiles:
        """The stored files among those of ``models`` (by path below ``root``) that are unchanged.

        ``digests`` are of folders, ``statuses`` of files, as ``walk`` returns them.
        """
        kept = UnchangedFiles(self, root, models, zone)
        try:
            self._fill(kept, digests, statuses)
        except Exception:
            # Foreign bytes can fail in any way, though the checksums make them almost impossible.
            self.discard()
            kept = UnchangedFiles(self, root, models, zone)
        kept.count = len(kept.known)
        self._verified = set()
        self._is_empty = not kept.folders
        self.discards = self.database.discards
        return kept

    def _fill(self, kept: UnchangedFiles, digests: Mapping[str, bytes], statuses: Mapping[str, Status]) -> None:
        """Fill ``kept`` from the database. Raises an Exception where the database is damaged."""
        about = json.loads(read_value(self.database, _ABOUT) or b"{}")
        self._is_unfinished = read_value(self.database, _UNFINISHED) is not None
        if about.get(_ZONE) != kept.zone.key:
            return
        kept.folders, kept.about = read_folders(self.database), about
        by_folder: dict[str, list[str]] = defaultdict(list)
        for path in kept.models:
            by_folder[path.rpartition("/")[0]].append(path)
        for name, folder in kept.folders.items():
            if folder.status and folder.status == digests.get(name):
                kept.same.add(name)
                kept.articles.update(by_folder[name])
                kept.known.add_source(kept.known_of, by_folder[name])
                continue
            for row in read_sources(self.database, folder):
                one = _still_the_same(kept.root, row, kept.models, statuses)
                if one is None:
                    kept.changed[row.path] = self.summary(row.path)
                    continue
                kept.known[row.path] = one
                if issubclass(kept.models[row.path], Article):
                    kept.articles.add(row.path)
                if one.status != row.status:
                    kept.renewed[row.path] = one

    def add(self, row: Row) -> None:
        """Write ``row`` with one of the next transactions. If that fails the file is read again when needed."""
        self._waiting[row.path] = row
        if len(self._waiting) >= _AT_ONCE:
            self.database.change(self._write_waiting)
            self._waiting = {}

    def fetch(self, path: str, digest: bytes) -> tuple[bytes, bytes] | None:
        """Reading and structure of the file ``path``, both frozen; None where they are not stored for ``digest``."""
        if row := self._waiting.get(path):
            return row.reading, row.structure
        try:
            return read_document(self.database, path, digest)
        except Damaged:
            return None

    def summary(self, path: str) -> ArticleSummary | None:
        """The summary of the article ``path``; None where none is stored."""
        if row := self._waiting.get(path):
            return row.summary
        try:
            text = read_summary(self.database, path)
        except Damaged:
            return None
        return from_json(text) if text else None

    def source(self, path: str) -> SourceRow:
        """The row of the stored file ``path``. Raises Damaged."""
        self._check()
        return read_source(self.database, path) or self.database.refuse(f"source {path}")

    def lists(self, kind: str) -> Mapping[str, ListRow]:
        """The lists of a kind, as ``read_lists`` returns them. Raises Damaged."""
        self._check()
        return read_lists(self.database, kind)

    def members(self, name: str) -> list[tuple[int, str, str]]:
        """The members of a list, as ``read_members`` returns them. Raises Damaged."""
        self._check()
        kind = name.partition(":")[0]
        if kind not in self._verified:
            verify_lists(self.database, kind)
            self._verified.add(kind)
        row = read_list(self.database, name)
        return read_members(self.database, name, row) if row else []

    def _check(self) -> None:
        if self.database.discards != self.discards:
            raise Damaged("discarded since it was read")

    def keep(self, renewal: Renewal, zone: ZoneInfo) -> bool:
        """Store ``renewal``; whether it was written. Raises Damaged."""
        self._check()
        sources = (SourceRow(path, one.digest, one.status) for path, one in renewal.known.items())

        def write(connection: Connection) -> None:
            self._write_waiting(connection)
            remove_values(connection, _UNFINISHED)
            remove_sources(connection, renewal.gone, renewal.gone_folders)
            remove_documents(connection, renewal.gone)
            write_documents(connection, map(_document_row, renewal.rows))
            write_sources(connection, sources, renewal.folders)
            if self._is_unfinished:
                # A build that failed may have left documents that are withheld now.
                remove_unknown_documents(connection)
            if renewal.unlisted is None:
                remove_all_articles(connection)
            change_articles(connection, renewal.unlisted or (), renewal.listed)
            write_values(connection, {_ABOUT: json.dumps({**renewal.about, _ZONE: zone.key}).encode()})

        is_written = self.database.change(write)
        # The unchanged database may contain documents that are withheld from now on.
        if not is_written:
            self.discard()
        self._waiting = {}
        return is_written

    def _write_waiting(self, connection: Connection) -> None:
        if self._is_empty:
            remove_all_sources(connection)
            remove_unknown_documents(connection)
            self._is_empty = False
        write_documents(connection, map(_document_row, self._waiting.values()))
        # Should the build fail, documents without a source can only be found by a scan of the table.
        write_values(connection, {_UNFINISHED: b""})

    def discard(self) -> None:
        """Discard the database, so that every file is read again."""
        self.database.discard()


def folder_row(name: str, known: Mapping[str, Known], is_whole: bool) -> FolderRow:
    """The folder ``name`` with its stored files ``known``; ``is_whole`` where it has articles and no other documents.
    """
    statuses = {path: one.status for path, one in known.items() if one.status is not None}
    is_settled = is_whole and len(statuses) == len(known)
    return FolderRow(name, digest_of_statuses(statuses) if is_settled else b"", len(known))


def row_of(data: bytes, reading: FileReading, status: Status | None) -> Row | None:
    """The row of a file with the bytes ``data`` and the ``settled`` ``status``; None where it has problems."""
    document = reading.document
    if document is None or reading.problems:
        return None
    digest = digest_of(data)
    summary = summary_of(document, reading.scan, digest) if isinstance(document, Article) else None
    frozen = freeze((document, reading.scan, reading.problems))
    return Row(document.path, Known(digest, status), frozen, freeze(reading.structure), summary)


def settled(path: Path) -> Status | None:
    """The status of the file ``path``; None where the file is so young that it may change again under the same status.
    """
    try:
        status = os.lstat(path)
    except OSError:
        return None
    if time.time_ns() - status.st_mtime_ns < _SETTLED * 1e9:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def digest_of(data: bytes) -> bytes:
    """The digest of a file's bytes."""
    return hashlib.blake2b(data, digest_size=16).digest()


def _still_the_same(
    root: Path, row: SourceRow, models: Mapping[str, type[Document]], statuses: Mapping[str, Status]
) -> Known | None:
    """Digest and status of the file of ``row``; None where it is gone or changed."""
    if row.path not in models:
        return None
    if row.status is not None and row.status == statuses.get(row.path):
        return Known(row.digest, row.status)
    data, _ = bytes_of(root, row.path)
    if data is None or digest_of(data) != row.digest:
        return None
    return Known(row.digest, settled(root / row.path))


def _document_row(row: Row) -> DocumentRow:
    summary = as_json(row.summary) if row.summary else ""
    return DocumentRow(row.path, row.known.digest, row.reading, row.structure, summary)


def _thawed(data: bytes) -> FileReading:
    document, scan, problems = thaw(data)
    return FileReading(document, None, scan, problems)


DIGESTS = "digests"  # the key in ``UnchangedFiles.about``

_CLEANED = (".pdf", ".docx", ".xlsx", ".pptx", ".svg", ".jpg", ".jpeg", ".png")


def is_cleaned(path: str) -> bool:
    """Whether the file ``path``, if it has no renditions, is cleaned of metadata before publication."""
    return path.casefold().endswith(_CLEANED)


class FileDigests:
    """SHA-256 of files below ``root``, cached by status; ``text`` is the stored cache."""

    def __init__(self, root: Path, statuses: Mapping[str, Status], text: str = ""):
        self._root = root
        self._statuses = statuses
        self._known: dict[str, tuple[list[int], str]] = json.loads(text or "{}")
        self._asked: dict[str, str] = {}

    def of(self, path: str) -> str:
        """The SHA-256 of the file ``path``. Raises OSError."""
        status, digest = self._known.get(path, (None, ""))
        if status is None or tuple(status) != self._statuses.get(path):
            digest = hashlib.sha256((self._root / path).read_bytes()).hexdigest()
        self._asked[path] = digest
        return digest

    def text_without(self, withheld: Collection[str]) -> str:
        """The cache to be stored: the digests that ``of`` returned, without those of the files ``withheld``."""
        kept = {}
        for path, digest in self._asked.items():
            if path not in withheld and (status := settled(self._root / path)):
                kept[path] = (status, digest)
        return json.dumps(kept, separators=(",", ":"))


