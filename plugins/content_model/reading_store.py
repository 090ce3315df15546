"""What the files of ``content/`` said, kept from one build to the next: a file that is the same is not read again.

That it is the same is told by its status (size, times, inode) or else by the digest of its bytes; a folder of which
that holds for every file is the same as a whole. Of such a folder no more than its index comes, the gists of its
entries when somebody asks for one, and what a file says in full when somebody asks for that. Nothing of a withheld
entry is kept: the database may travel where its file would not.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from sqlite3 import Connection
from zoneinfo import ZoneInfo

from plugins.content_model.article import Article
from plugins.content_model.body_scan import BodyScan
from plugins.content_model.file_reading import FileReading, bytes_of, read_file
from plugins.content_model.folder_index import FolderIndex, index_from
from plugins.content_model.freezing import freeze, thaw
from plugins.content_model.gist import Gist, gist_of, shared
from plugins.content_model.held import Held
from plugins.content_model.model import Document
from plugins.content_model.plain_values import freeze_plain, thaw_plain
from plugins.content_model.problems import Problem
from plugins.content_model.walk import Status, digest_of_statuses
from plugins.content_model.yaml_structure import Structure
from plugins.index import documents
from plugins.index.database import Damaged, Database
from plugins.index.documents import Document as StoredDocument
from plugins.index.documents import Folder as StoredFolder
from plugins.index.meta import read_value, remove_values, write_values

_SETTLED = 2.0  # seconds: a file younger than this may change again under the same time
_AT_ONCE = 500  # documents that are written in one change
_UNFINISHED = "unfinished"  # a value that is there from the first document that is written to the end of a reading
_ABOUT = "readings"  # where the database has what else was kept, as JSON
_ZONE = "zone"  # where ``about`` has the portal's zone, in which local times were read
NOW = "now"  # where ``KeptFiles.about`` tells the moment of the last check, as a gist does

@dataclass(frozen=True)
class Known:
    """What is known of a file at once: the digest of its bytes, its gist where it is an entry, and its status.

    ``status`` is None where the file was too young for its status to say that it is the same. ``sound`` tells that
    the last check across files had nothing to say of it.
    """

    digest: bytes
    gist: Gist | None
    status: Status | None = None
    sound: bool = False


@dataclass(frozen=True)
class Row:
    """A file in full: what it says, and its structure, both frozen."""

    path: str
    known: Known
    told: bytes
    structure: bytes


@dataclass
class KeptFolder:
    """What is kept of the files of the folder ``name``.

    ``status`` tells of all of them (``walk.digest_of_statuses``); it is empty where one was too young for that.
    ``unsound`` are those of which the last check had something to say. ``index`` is that of its entries, None where it
    holds others. ``fetch`` gives what is known of each file.
    """

    name: str
    status: bytes
    unsound: tuple[str, ...]
    index: FolderIndex | None
    fetch: Callable[[], dict[str, Known]] = field(repr=False)

    @cached_property
    def known(self) -> dict[str, Known]:
        """What is known of each of its files. Raises Damaged."""
        return self.fetch()


def folder_of(name: str, known: Mapping[str, Known], index: FolderIndex | None) -> KeptFolder:
    """The folder ``name`` to be kept, with what is ``known`` of its files, and the index of its entries."""
    statuses = {path: one.status for path, one in known.items()}
    status = b"" if None in statuses.values() else digest_of_statuses(statuses)
    unsound = tuple(sorted(path for path, one in known.items() if not one.sound))
    return KeptFolder(name, status, unsound, index, lambda: dict(known))


@dataclass
class KeptFiles:
    """Files that are the same as when they were kept: ``known`` by path, the rest fetched from the store.

    What cannot be fetched is read again. Raises OSError where a file has changed since it was looked at.
    ``folders`` are all that were kept, by name; ``same`` the names of those of which every file is the same, ``others``
    the files of all others that are the same. ``count`` tells how many files are. ``about`` is what else was told.
    """

    store: "ReadingStore"
    root: Path
    models: Mapping[str, type[Document]]
    zone: ZoneInfo
    known: Held[Known] = field(default_factory=Held)
    folders: Mapping[str, KeptFolder] = field(default_factory=dict)
    same: set[str] = field(default_factory=set)
    others: dict[str, Known] = field(default_factory=dict)
    count: int = 0
    about: Mapping[str, str] = field(default_factory=dict)
    _last: tuple[str, FileReading | None] = ("", None)

    def is_not_after(self, moment: int) -> bool:
        """Whether the last check was made at ``moment`` or before: what was shown then is shown at ``moment`` too."""
        checked = self.about.get(NOW, "")
        return checked.isdigit() and int(checked) <= moment

    def known_of(self, path: str) -> Known:
        """What is known of the file ``path``, which stands in a folder that is the same."""
        folder = self.folders[path.rpartition("/")[0]]
        try:
            return folder.known[path]
        except Damaged:
            self.store.discard()
            data, _ = bytes_of(self.root, path)
            one = read_file(path, self.models[path], data or b"", self.zone)
            if one.document is None:
                raise OSError(f"{path} berubah selagi dibaca; ulangi") from None
            digest = digest_of(data)
            return Known(digest, gist_of(one.document, one.scan, digest), None, path not in folder.unsound)

    def add(self, row: "Row") -> None:
        """Keep what a file says at once, so that it need not be held."""
        self.known[row.path] = row.known
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

    def scan(self, path: str) -> BodyScan:
        """What was seen in the body of the file ``path``."""
        return self.reading(path).scan

    def structure(self, path: str) -> Structure:
        """The structure of the file ``path``."""
        row = self._row(path)
        return thaw(row[1]) if row else self._again(path).structure

    def _row(self, path: str) -> tuple[bytes, bytes] | None:
        return self.store.fetch(path, self.known[path].digest)

    def _again(self, path: str) -> FileReading:
        data, _ = bytes_of(self.root, path)
        if data is None or digest_of(data) != self.known[path].digest:
            raise OSError(f"{path} berubah selagi dibaca; ulangi")
        return read_file(path, self.models[path], data, self.zone)


class ReadingStore:
    """What the ``database`` has of the files of ``content/``."""

    def __init__(self, database: Database):
        self._database = database
        self._folders: dict[str, KeptFolder] = {}
        self._is_empty = False
        self._is_unfinished = False
        self._discards = 0
        self._waiting: dict[str, Row] = {}

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
        try:
            about, self._folders = self._read(zone)
            kept = KeptFiles(self, root, models, zone, folders=self._folders, about=about)
            for name, folder in self._folders.items():
                if folder.index and folder.status and folder.status == digests.get(name):
                    kept.same.add(name)
                    kept.known.hold(kept.known_of, folder.index.paths)
                else:
                    kept.others.update(_still_the_same(root, folder, models, statuses))
            kept.known.update(kept.others)
        except Exception:
            # Bytes of other origin can fail in any way; the checksums make it next to impossible.
            self.discard()
            kept = KeptFiles(self, root, models, zone)
        kept.count = len(kept.known)
        self._is_empty = not self._folders
        self._discards = self._database.discards
        return kept

    def add(self, row: Row) -> None:
        """Write what a file says, soon. What cannot be written is read again when it is asked for."""
        self._waiting[row.path] = row
        if len(self._waiting) >= _AT_ONCE:
            self._database.change(self._write_waiting)
            self._waiting = {}

    def fetch(self, path: str, digest: bytes) -> tuple[bytes, bytes] | None:
        """What the file ``path`` says and its structure, both frozen; None where it is not kept as ``digest``."""
        if row := self._waiting.get(path):
            return row.told, row.structure
        try:
            return documents.read_document(self._database, path, digest)
        except Damaged:
            return None

    def keep(
        self,
        rows: Mapping[str, Row],
        folders: Mapping[str, KeptFolder],
        about: Mapping[str, str],
        zone: ZoneInfo,
    ) -> None:
        """Keep ``rows`` by path, and what is known of all files, by folder; nothing of any other file stays.

        Of a folder that is one of those that were recalled everything stays as it is.
        """
        if self._database.discards != self._discards:
            # Of folders that did not change nothing is there any more.
            self.discard()
            return
        changed = [one for name, one in sorted(folders.items()) if one is not self._folders.get(name)]
        before = [one for name, one in self._folders.items() if one is not folders.get(name)]
        try:
            wanted = {path for one in changed for path in one.known}
            gone = [path for one in before for path in one.known if path not in wanted]
            if self._is_unfinished:
                # A build that failed may have left some of what is withheld now.
                held = {path for one in folders.values() for path in one.known}
                gone += [path for path in documents.read_paths(self._database) if path not in held]
        except Damaged:
            self.discard()
            return
        kept = [_stored_document(one) for one in rows.values()]

        def write(connection: Connection) -> None:
            self._write_waiting(connection)
            remove_values(connection, _UNFINISHED)
            documents.remove(connection, gone, [one.name for one in before])
            documents.write(connection, [one for one in kept if one.path in wanted], map(_stored_folder, changed))
            write_values(connection, {_ABOUT: json.dumps({**about, _ZONE: zone.key}).encode()})

        # What is withheld from now on may stand in what could not be changed.
        if not self._database.change(write):
            self.discard()
        self._waiting = {}

    def _write_waiting(self, connection: Connection) -> None:
        if self._is_empty:
            documents.remove_all(connection)
            self._is_empty = False
        documents.write(connection, map(_stored_document, self._waiting.values()), ())
        # What of this is in no folder, should the build fail, shows only when all is looked through.
        write_values(connection, {_UNFINISHED: b""})

    def discard(self) -> None:
        """Let everything be read again."""
        self._database.discard()
        self._folders = {}

    def read_files(self, folder: str) -> dict[str, Known]:
        """What is known of each file of ``folder``. Raises Damaged."""
        data = documents.read_files(self._database, folder)
        if data is None:
            raise Damaged(folder)
        return dict(_knowns(thaw_plain(data)))

    def _read(self, zone: ZoneInfo) -> tuple[dict[str, str], dict[str, KeptFolder]]:
        """Raises an Exception where something is not as it was written."""
        about = json.loads(read_value(self._database, _ABOUT) or b"{}")
        self._is_unfinished = read_value(self._database, _UNFINISHED) is not None
        if about.get(_ZONE) != zone.key:
            return {}, {}
        folders = {}
        for name, data in documents.read_summaries(self._database).items():
            status, unsound, index = thaw_plain(data)
            index = index_from(index) if index else None
            folders[name] = KeptFolder(name, status, unsound, index, partial(self.read_files, name))
        return about, folders


def row_of(data: bytes, reading: FileReading, status: Status | None) -> Row | None:
    """``reading`` of a ``settled`` file of bytes ``data``, to be kept; None where it has mistakes."""
    document = reading.document
    if document is None or reading.problems:
        return None
    digest = digest_of(data)
    gist = gist_of(document, reading.scan, digest) if isinstance(document, Article) else None
    known = Known(digest, gist, status)
    told = freeze((document, reading.scan, reading.problems))
    return Row(document.path, known, told, freeze(reading.structure))


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
    root: Path, folder: KeptFolder, models: Mapping[str, type[Document]], statuses: Mapping[str, Status]
) -> Iterator[tuple[str, Known]]:
    for path, told in folder.known.items():
        if told.status is not None and told.status == statuses.get(path):
            yield path, told
        elif path in models:
            data, _ = bytes_of(root, path)
            if data is not None and digest_of(data) == told.digest:
                yield path, replace(told, status=settled(root / path))


def _stored_document(row: Row) -> StoredDocument:
    return StoredDocument(row.path, row.known.digest, row.told, row.structure)


def _thawed(told: bytes) -> tuple[Document, None, BodyScan | None, tuple[Problem, ...]]:
    document, scan, problems = thaw(told)
    return document, None, scan, problems


def _stored_folder(folder: KeptFolder) -> StoredFolder:
    summary = freeze_plain((folder.status, folder.unsound, folder.index and folder.index.plain))
    files = freeze_plain(
        [(path, one.digest, one.gist and tuple(one.gist), one.status, one.sound) for path, one in folder.known.items()]
    )
    return StoredFolder(folder.name, summary, files)


def _knowns(told: Iterable[tuple]) -> Iterator[tuple[str, Known]]:
    for path, digest, gist, status, sound in told:
        yield path, Known(digest, gist and shared(gist), status, sound)
