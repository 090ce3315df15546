"""What the files of ``content/`` said, kept from one build to the next: a file that is the same is not read again.

That it is the same is told by its status (size, times, inode) or else by the digest of its bytes. The gists of all
entries come at once, folder by folder; what a file says in full comes when somebody asks for it. Everything carries a
checksum and counts only for the code that wrote it; whatever is wrong with the store costs time and nothing else.
Nothing of a withheld entry is kept: the store may travel where its file would not.
"""

import hashlib
import os
import sqlite3
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.content_model.article import Article
from plugins.content_model.file_reading import FileReading, bytes_of, read_file
from plugins.content_model.freezing import freeze, thaw
from plugins.content_model.gist import Gist, gist_of
from plugins.content_model.model import Document
from plugins.content_model.plain_values import freeze_plain, thaw_plain
from plugins.content_model.walk import Status
from plugins.content_model.yaml_structure import Structure

_PATIENCE = 1.0  # seconds that another build's writing is waited for
_SETTLED = 2.0  # seconds: a file younger than this may change again under the same time
_TABLES = (
    "CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, told TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS folders (name TEXT PRIMARY KEY, data BLOB NOT NULL, sum BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, told BLOB NOT NULL, structure BLOB NOT NULL,"
    " sum BLOB NOT NULL)",
)
_LIBRARIES = ("pydantic", "pydantic-core", "pyyaml")


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

    @property
    def checksum(self) -> bytes:
        """Over all of it."""
        return _checksum(self.path.encode(), self.known.digest, self.told, self.structure)


class Structures(MutableMapping[str, Structure]):
    """The structure of each file by its path; one that was kept, or is frozen, comes when somebody asks for it."""

    def __init__(self):
        self._held: dict[str, Structure | KeptFiles | Row] = {}

    def hold(self, kept: "KeptFiles | Row", *paths: str) -> None:
        """Take in the structures of ``paths``, which ``kept`` gives."""
        self._held.update(dict.fromkeys(paths, kept))

    def __getitem__(self, path: str) -> Structure:
        held = self._held[path]
        if isinstance(held, KeptFiles):
            held = self._held[path] = held.structure(path)
        elif isinstance(held, Row):
            held = self._held[path] = thaw(held.structure)
        return held

    def __setitem__(self, path: str, structure: Structure) -> None:
        self._held[path] = structure

    def __delitem__(self, path: str) -> None:
        del self._held[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


@dataclass
class KeptFiles:
    """Files that are the same as when they were kept: ``known`` by path, the rest fetched from the store.

    What cannot be fetched is read again. Raises OSError where a file has changed since it was looked at.
    ``before`` is what was known of all files that were kept, and ``about`` what else was told of them.
    """

    store: "ReadingStore"
    root: Path
    models: Mapping[str, type[Document]]
    zone: ZoneInfo
    known: dict[str, Known] = field(default_factory=dict)
    before: Mapping[str, Known] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)

    def reading(self, path: str) -> FileReading:
        """What the file ``path`` says, but for its structure."""
        if row := self._row(path):
            document, scan, problems = thaw(row[0])
            return FileReading(document, None, scan, problems)
        return self._again(path)

    def document(self, path: str) -> Document:
        """What the file ``path`` says as its model has it."""
        return self.reading(path).document

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
    """The store in ``file``."""

    def __init__(self, file: Path):
        self._file = file
        self._connection: tuple[int, sqlite3.Connection] | None = None
        self._folders: dict[str, dict[str, Known]] = {}

    def recall(
        self, root: Path, models: Mapping[str, type[Document]], statuses: Mapping[str, Status], zone: ZoneInfo
    ) -> KeptFiles:
        """What is kept of those files of ``models`` (by path below ``root``) that are the same."""
        about, self._folders = self._read(zone)
        before: dict[str, Known] = {}
        known = {}
        for folder in self._folders.values():
            before |= folder
            for path, told in folder.items():
                if told.status is not None and told.status == statuses.get(path):
                    known[path] = told
                elif path in models:
                    data, _ = bytes_of(root, path)
                    if data is not None and digest_of(data) == told.digest:
                        known[path] = replace(told, status=settled(root / path))
        return KeptFiles(self, root, models, zone, known, before, about)

    def fetch(self, path: str, digest: bytes) -> tuple[bytes, bytes] | None:
        """What the file ``path`` says and its structure, both frozen; None where it is not kept as ``digest``."""
        try:
            row = self._reader().execute("SELECT told, structure, sum FROM files WHERE path = ?", (path,)).fetchone()
        except sqlite3.Error:
            return None
        if row is None or _checksum(path.encode(), digest, row[0], row[1]) != row[2]:
            return None
        return row[0], row[1]

    def keep(
        self, rows: Mapping[str, Row], known: Mapping[str, Known], about: Mapping[str, str], zone: ZoneInfo
    ) -> None:
        """Keep ``rows`` by path, besides what is kept of ``known``; nothing of any other file stays."""
        self.close()
        folders: dict[str, dict[str, Known]] = defaultdict(dict)
        for path, told in known.items():
            folders[path.rpartition("/")[0]][path] = told
        changed = {name for name in folders if folders[name] != self._folders.get(name)}
        gone = [(path,) for name, held in self._folders.items() for path in held if path not in known]
        lost = [(name,) for name in self._folders if name not in folders]
        told = [(one.path, one.told, one.structure, one.checksum) for path, one in rows.items() if path in known]
        about = {**about, "salt": _salt(zone)}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as store, store:
                if not self._folders:
                    store.execute("DELETE FROM files")
                    store.execute("DELETE FROM folders")
                store.execute("DELETE FROM about")
                store.executemany("INSERT INTO about VALUES (?, ?)", about.items())
                store.executemany("DELETE FROM files WHERE path = ?", gone)
                store.executemany("DELETE FROM folders WHERE name = ?", lost)
                store.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", told)
                data = ((name, freeze_plain(_plain(folders[name]))) for name in sorted(changed))
                sums = ((name, told, _checksum(name.encode(), told)) for name, told in data)
                store.executemany("INSERT OR REPLACE INTO folders VALUES (?, ?, ?)", sums)
        except (sqlite3.Error, OSError):
            self._discard()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection and self._connection[0] == os.getpid():
            self._connection[1].close()
        self._connection = None

    def _read(self, zone: ZoneInfo) -> tuple[dict[str, str], dict[str, dict[str, Known]]]:
        if not self._file.is_file():
            return {}, {}
        try:
            store = self._reader()
            about = dict(store.execute("SELECT name, told FROM about"))
            if about.get("salt") != _salt(zone):
                return {}, {}
            rows = store.execute("SELECT name, data, sum FROM folders").fetchall()
            whole = ((name, data) for name, data, told in rows if _checksum(name.encode(), data) == told)
            return about, {name: dict(_knowns(thaw_plain(data))) for name, data in whole}
        except Exception:
            # Bytes that nobody of us wrote can fail in any way; the checksum makes it next to impossible.
            self._discard()
            return {}, {}

    def _reader(self) -> sqlite3.Connection:
        # A connection is of one process: forked workers open their own.
        if self._connection is None or self._connection[0] != os.getpid():
            self._connection = os.getpid(), self._open()
        return self._connection[1]

    def _open(self) -> sqlite3.Connection:
        store = sqlite3.connect(self._file, timeout=_PATIENCE)
        # What is withheld later shall not stay readable in pages that were given back.
        store.execute("PRAGMA secure_delete = ON")
        store.execute("PRAGMA synchronous = OFF")
        for table in _TABLES:
            store.execute(table)
        return store

    def _discard(self) -> None:
        self.close()
        self._folders = {}
        for ending in ("", "-journal"):
            with suppress(OSError):
                self._file.with_name(self._file.name + ending).unlink(missing_ok=True)


def row_of(root: Path, data: bytes, reading: FileReading) -> Row | None:
    """``reading`` of a file below ``root``, whose bytes are ``data``, to be kept; None where it has mistakes."""
    document = reading.document
    if document is None or reading.problems:
        return None
    digest = digest_of(data)
    gist = gist_of(document, reading.scan, digest) if isinstance(document, Article) else None
    known = Known(digest, gist, settled(root / document.path))
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


def _plain(folder: Mapping[str, Known]) -> list[tuple]:
    return [(path, one.digest, one.gist and tuple(one.gist), one.status, one.sound) for path, one in folder.items()]


def _knowns(told: Iterable[tuple]) -> Iterator[tuple[str, Known]]:
    for path, digest, gist, status, sound in told:
        yield path, Known(digest, gist and Gist._make(gist), status, sound)


def _checksum(*parts: bytes) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


def _salt(zone: ZoneInfo) -> str:
    digest = hashlib.blake2b(digest_size=16)
    libraries = [f"{library} {version(library)}" for library in _LIBRARIES]
    digest.update(repr((sys.version, zone.key, libraries)).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
