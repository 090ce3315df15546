"""What the files of ``content/`` said, kept from one build to the next: a file that is the same is not read again.

That it is the same is told by its status (size, times, inode) or else by the digest of its bytes; a folder of which
that holds for every file is the same as a whole, and nothing of it is read. What a file says comes when somebody asks
for it. Nothing of a withheld entry is kept: the database may travel where its file would not.
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
from kabar.content.parsing.problems import Problem
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

_SETTLED = 2.0  # seconds: a file younger than this may change again under the same time
_AT_ONCE = 500  # documents that are written in one change
_MOST_SUMMARIES = 20_000  # that are held of all
_UNFINISHED = "unfinished"  # a value that is there from the first document that is written to the end of a reading
_ABOUT = "readings"  # where the database has what else was kept, as JSON
_ZONE = "zone"  # where ``about`` has the portal's zone, in which local times were read
NOW = "now"  # where ``KeptFiles.about`` tells the moment of the last check, as a gist does


@dataclass(frozen=True)
class Known:
    """What is known of a file at once: the digest of its bytes, and its status; None where the file was too young for
    its status to say that it is the same."""

    digest: bytes
    status: Status | None = None


@dataclass(frozen=True)
class Row:
    """A file in full: what it says, and its structure, both frozen; its gist where it is an article."""

    path: str
    known: Known
    told: bytes
    structure: bytes
    summary: ArticleSummary | None


@dataclass
class KeptFiles:
    """Files that are the same as when they were kept: ``known`` by path, the rest fetched from the store.

    What cannot be fetched is read again. Raises OSError where a file has changed since it was looked at, and Damaged
    where lists are asked for. ``folders`` are those that were kept, ``same`` the names of those of which every file is
    the same. ``articles`` are the articles among the files. ``changed`` are all others that were kept, with the gist of
    each that was an article. ``renewed`` are known by their bytes, and have another status now. ``added`` are files
    that were read since. ``count`` tells how many files are the same. ``about`` is what else was told.
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
    _last: tuple[str, FileReading | None] = ("", None)
    _summaries: dict[str, ArticleSummary] = field(default_factory=dict)

    def is_not_after(self, moment: int) -> bool:
        """Whether the last check was made at ``moment`` or before: what was shown then is shown at ``moment`` too."""
        checked = self.about.get(NOW, "")
        return checked.isdigit() and int(checked) <= moment

    def ids(self, kind: str) -> set[str]:
        """What follows ``kind:`` in the names of lists in which one of ``articles`` stands, of lists for checks
        (``names_for_checks``). Raises Damaged."""
        start = f"{kind}:"
        left = {name: row.article_count for name, row in self.store.lists(kind).items()}
        for summary in filter(None, self.changed.values()):
            for name in left.keys() & set(names_for_checks(summary)):
                left[name] -= 1
        return {name.removeprefix(start) for name, count in left.items() if count > 0}

    def members(self, names: Iterable[str]) -> set[str]:
        """Those of ``articles`` that stand in one of the lists ``names``. Raises Damaged."""
        return {path for path, _ in self.said(names)}

    def said(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """The same, with what each list says of each. Raises Damaged."""
        found = (row for name in names for row in self.store.members(name))
        return [(path, value) for _, path, value in found if path in self.articles]

    def add(self, row: "Row") -> None:
        """Keep what a file says at once, so that it need not be held."""
        self.known[row.path] = row.known
        self.added.add(row.path)
        if row.summary:
            self._hold(row.summary)
        self.store.add(row)

    def reading(self, path: str) -> FileReading:
        """What the file ``path`` says, but for its structure."""
        # Its document and its scan are often asked for one after the other.
        if self._last[0] != path:
            row = self._row(path)
            self._last = path, FileReading(*_thawed(row[0])) if row else self._again(path)
        return self._last[1]

    def document(self, path: str) -> Document:
        """What the file ``path`` says as its model has it."""
        return self.reading(path).document

    def scan(self, path: str) -> BodyScan | None:
        """What was seen in the body of the file ``path``; None where it has none."""
        return self.reading(path).scan

    def structure(self, path: str) -> Structure:
        """The structure of the file ``path``."""
        row = self._row(path)
        return thaw(row[1]) if row else self._again(path).structure

    def summary(self, path: str) -> ArticleSummary:
        """The gist of the article ``path``."""
        held = self._summaries.get(path)
        if held is None:
            held = self.store.summary(path)
            if held is None:
                one = self._again(path)
                held = summary_of(one.document, one.scan, self.known[path].digest)
            self._hold(held)
        return held

    def _hold(self, summary: ArticleSummary) -> None:
        if len(self._summaries) >= _MOST_SUMMARIES:
            del self._summaries[next(iter(self._summaries))]
        self._summaries[summary.path] = summary

    def known_of(self, path: str) -> Known:
        """What is known of the file ``path``, which stands in a folder that is the same. Raises Damaged."""
        row = self.store.source(path)
        return Known(row.digest, row.status)

    def _row(self, path: str) -> tuple[bytes, bytes] | None:
        return self.store.fetch(path, self.known[path].digest)

    def _again(self, path: str) -> FileReading:
        data, _ = bytes_of(self.root, path)
        if data is None or digest_of(data) != self.known[path].digest:
            raise OSError(f"{path} berubah selagi dibaca; ulangi")
        return read_file(path, self.models[path], data, self.zone)


@dataclass
class Renewal:
    """What is to be kept from now on: documents ``rows`` that are not written yet, what is ``known`` of files that the
    database does not know so, the ``folders`` that changed. Nothing stays of the files ``gone`` and ``gone_folders``.

    Of articles, those ``unlisted`` (date, path, lists) are replaced by those ``listed``; ``unlisted`` is None where
    none of all stays. ``about`` is what else is to be known.
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
    """What the ``database`` has of the files of ``content/``."""

    def __init__(self, database: Database):
        self.database = database
        self._is_empty = False
        self._is_unfinished = False
        self._discards = 0
        self._waiting: dict[str, Row] = {}
        self._verified: set[str] = set()

    def recall(
        self,
        root: Path,
        models: Mapping[str, type[Document]],
        digests: Mapping[str, bytes],
        statuses: Mapping[str, Status],
        zone: ZoneInfo,
    ) -> KeptFiles:
        """What is kept of those files of ``models`` (by path below ``root``) that are the same.

        ``digests`` are of folders, ``statuses`` of files, as ``walk`` gives them.
        """
        kept = KeptFiles(self, root, models, zone)
        try:
            self._fill(kept, digests, statuses)
        except Exception:
            # Bytes of other origin can fail in any way; the checksums make it next to impossible.
            self.discard()
            kept = KeptFiles(self, root, models, zone)
        kept.count = len(kept.known)
        self._verified = set()
        self._is_empty = not kept.folders
        self._discards = self.database.discards
        return kept

    def _fill(self, kept: KeptFiles, digests: Mapping[str, bytes], statuses: Mapping[str, Status]) -> None:
        """Put into ``kept`` what the database has. Raises an Exception where something is not as it was written."""
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
        """Write what a file says, soon. What cannot be written is read again when it is asked for."""
        self._waiting[row.path] = row
        if len(self._waiting) >= _AT_ONCE:
            self.database.change(self._write_waiting)
            self._waiting = {}

    def fetch(self, path: str, digest: bytes) -> tuple[bytes, bytes] | None:
        """What the file ``path`` says and its structure, both frozen; None where it is not kept as ``digest``."""
        if row := self._waiting.get(path):
            return row.told, row.structure
        try:
            return read_document(self.database, path, digest)
        except Damaged:
            return None

    def summary(self, path: str) -> ArticleSummary | None:
        """The gist of the article ``path``; None where none is kept."""
        if row := self._waiting.get(path):
            return row.summary
        try:
            text = read_summary(self.database, path)
        except Damaged:
            return None
        return from_json(text) if text else None

    def source(self, path: str) -> SourceRow:
        """The file ``path``, which is kept. Raises Damaged."""
        self._check()
        return read_source(self.database, path) or self.database.refuse(f"source {path}")

    def lists(self, kind: str) -> Mapping[str, ListRow]:
        """The lists of a kind, as ``read_lists`` gives them. Raises Damaged."""
        self._check()
        return read_lists(self.database, kind)

    def members(self, name: str) -> list[tuple[int, str, str]]:
        """The members of a list, as ``read_members`` gives them. Raises Damaged."""
        self._check()
        kind = name.partition(":")[0]
        if kind not in self._verified:
            verify_lists(self.database, kind)
            self._verified.add(kind)
        row = read_list(self.database, name)
        return read_members(self.database, name, row) if row else []

    def _check(self) -> None:
        if self.database.discards != self._discards:
            raise Damaged("thrown away since it was recalled")

    def keep(self, renewal: Renewal, zone: ZoneInfo) -> bool:
        """Write what changed; whether all that is known of files is in the database now. Raises Damaged."""
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
                # A build that failed may have left some of what is withheld now.
                remove_unknown_documents(connection)
            if renewal.unlisted is None:
                remove_all_articles(connection)
            change_articles(connection, renewal.unlisted or (), renewal.listed)
            write_values(connection, {_ABOUT: json.dumps({**renewal.about, _ZONE: zone.key}).encode()})

        is_written = self.database.change(write)
        # What is withheld from now on may stand in what could not be changed.
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
        # What of this is known of no source, should the build fail, shows only when all is looked through.
        write_values(connection, {_UNFINISHED: b""})

    def discard(self) -> None:
        """Let everything be read again."""
        self.database.discard()


def folder_row(name: str, known: Mapping[str, Known], is_whole: bool) -> FolderRow:
    """The folder ``name``, of which the files ``known`` are kept; ``is_whole`` where it has articles and no others."""
    statuses = {path: one.status for path, one in known.items()}
    is_settled = is_whole and None not in statuses.values()
    return FolderRow(name, digest_of_statuses(statuses) if is_settled else b"", len(known))


def row_of(data: bytes, reading: FileReading, status: Status | None) -> Row | None:
    """``reading`` of a ``settled`` file of bytes ``data``, to be kept; None where it has mistakes."""
    document = reading.document
    if document is None or reading.problems:
        return None
    digest = digest_of(data)
    summary = summary_of(document, reading.scan, digest) if isinstance(document, Article) else None
    told = freeze((document, reading.scan, reading.problems))
    return Row(document.path, Known(digest, status), told, freeze(reading.structure), summary)


def settled(path: Path) -> Status | None:
    """The status of the file ``path``; None where it is so young that it may change again under the same one."""
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
    """What is known of the file of ``row``; None where it is gone or other than it was."""
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
    return DocumentRow(row.path, row.known.digest, row.told, row.structure, summary)


def _thawed(told: bytes) -> tuple[Document, None, BodyScan | None, tuple[Problem, ...]]:
    document, scan, problems = thaw(told)
    return document, None, scan, problems


DIGESTS = "digests"  # where the reading store keeps them

_CLEANED = (".pdf", ".docx", ".xlsx", ".pptx", ".svg", ".jpg", ".jpeg", ".png")


def is_cleaned(path: str) -> bool:
    """Whether the file ``path``, which is no picture in sizes of its own, is cleaned before it is published."""
    return path.casefold().endswith(_CLEANED)


class FileDigests:
    """The files below ``root``, which have ``statuses`` by content path; ``text`` is what was kept."""

    def __init__(self, root: Path, statuses: Mapping[str, Status], text: str = ""):
        self._root = root
        self._statuses = statuses
        self._known = json.loads(text or "{}")
        self._asked: dict[str, str] = {}

    def of(self, path: str) -> str:
        """The SHA-256 of the file ``path``. Raises OSError."""
        status, digest = self._known.get(path, (None, ""))
        if status is None or tuple(status) != self._statuses.get(path):
            digest = hashlib.sha256((self._root / path).read_bytes()).hexdigest()
        self._asked[path] = digest
        return digest

    def text_without(self, withheld: Collection[str]) -> str:
        """What is to be kept: of those files alone that were asked for, without ``withheld``."""
        kept = {}
        for path, digest in self._asked.items():
            if path not in withheld and (status := settled(self._root / path)):
                kept[path] = (status, digest)
        return json.dumps(kept, separators=(",", ":"))


