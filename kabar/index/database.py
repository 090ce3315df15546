"""Connection to the build database.

The database is a cache: on any error, from a full disk to a flipped bit, the file is deleted and its data is computed
again. A row is valid only with its checksum.
"""

import hashlib
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

_PROJECT = Path(__file__).resolve().parents[2]
_CODE = ("kabar", "plugins")  # folders of the project
_LIBRARIES = (
    "pelican", "markdown", "jinja2", "pyyaml", "pydantic", "pydantic-core", "nh3", "pillow", "pillow-heif", "pikepdf",
    "pypdf", "pagefind",
)  # fmt: skip


def code_fingerprint() -> str:
    """A digest of all code of the project and of the versions of Python and of the libraries that affect the output."""
    digest = hashlib.sha256(repr((sys.version, [version(name) for name in _LIBRARIES])).encode())
    for path in sorted(path for folder in _CODE for path in (_PROJECT / folder).rglob("*.py")):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(_PROJECT)}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


_SCHEMA = Path(__file__).with_name("schema.sql")
_LOCK_TIMEOUT = 5.0  # seconds to wait while another process writes
_SUFFIXES = ("", "-journal")
# Connections opened before a fork: kept, since SQLite forbids a child process to close them.
_inherited: list[sqlite3.Connection] = []

Row = tuple[Any, ...]


class Damaged(Exception):
    """The database cannot be read, or a checksum does not match."""


class Database:
    """The build database in ``file``, created at the first write; deleted if code of another ``fingerprint`` wrote it.

    Forked processes may use the same object. If another program locks the file for seconds, reads raise Damaged and
    writes are skipped. ``discards`` counts deletions: rows read before one may be gone.
    """

    def __init__(self, file: Path, fingerprint: str = ""):
        self.file = file
        self._version = hashlib.sha256(_SCHEMA.read_bytes() + fingerprint.encode()).hexdigest()
        self._connection: tuple[int, sqlite3.Connection] | None = None
        self._is_locked = False
        self._was_there = False
        self.discards = 0

    def rows(self, question: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows of a query; none if there is no database. Raises Damaged."""
        try:
            connection = self._connect(makes=False)
            return connection.execute(question, values).fetchall() if connection else []
        except (sqlite3.Error, OSError, UnicodeError) as error:
            self._give_up(error)
            raise Damaged(str(error)) from error

    def stream(self, question: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a query, read one by one. Raises Damaged."""
        try:
            connection = self._connect(makes=False)
            # Not "yield from": when the caller stops early, that would close a cursor of a connection closed before.
            for row in connection.execute(question, values) if connection else ():  # noqa: UP028
                yield row
        except (sqlite3.Error, OSError, UnicodeError) as error:
            self._give_up(error)
            raise Damaged(str(error)) from error

    def row(self, question: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row of a query, or None. Raises Damaged."""
        found = self.rows(question, values)
        return found[0] if found else None

    def value(self, question: str, table: str, key: str | int | bytes) -> Any | None:
        """The value that ``question`` selects (with its checksum) by ``key``, or None. Raises Damaged."""
        row = self.row(question, (key,))
        if row is None:
            return None
        self.verify(row[1], table, key, row[0])
        return row[0]

    def verify(self, sum: bytes, *parts: str | int | bytes | None) -> None:
        """Compare the values of a row with its checksum. Deletes the database and raises Damaged on a mismatch."""
        if checksum(*parts) != sum:
            self.refuse(str(parts[0]))

    def refuse(self, what: str) -> NoReturn:
        """Delete the database, since ``what`` is damaged. Raises Damaged."""
        self.discard()
        raise Damaged(what)

    def change(self, change: Callable[[sqlite3.Connection], object]) -> bool:
        """Run ``change`` in a transaction; returns whether it was committed.

        If another process locks the file it stays unchanged; after any other error it is deleted.
        """
        try:
            connection = self._connect(makes=True)
            assert connection
            with _transaction(connection):
                change(connection)
        except (sqlite3.Error, OSError, UnicodeError) as error:
            # UnicodeError: a file name that is not UTF-8.
            self._give_up(error)
            return False
        return True

    def discard(self) -> None:
        """Delete the database."""
        self.close()
        self.discards += 1
        self._was_there = False
        for suffix in _SUFFIXES:
            with suppress(OSError):
                self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        """Close the connection."""
        process, connection = self._connection or (0, None)
        if connection and process == os.getpid():
            with suppress(sqlite3.Error):
                connection.close()
        elif connection:
            _inherited.append(connection)
        self._connection = None

    def _give_up(self, error: Exception) -> None:
        if _is_locked(error):
            # Wait for a lock once, not at each query.
            self._is_locked = True
        else:
            self.discard()

    def _connect(self, makes: bool) -> sqlite3.Connection | None:
        """The connection of this process; None if there is no file and ``makes`` is false.

        Raises sqlite3.Error and OSError.
        """
        if self._is_locked:
            raise sqlite3.OperationalError("locked")
        if self._connection and self._connection[0] != os.getpid():
            self.close()
        if self._connection is None:
            connection = self._open(makes)
            if connection is None and self._was_there:
                # Forked processes may still refer to rows of the deleted file.
                raise sqlite3.OperationalError("removed")
            if connection is None:
                return None
            self._connection = os.getpid(), connection
            self._was_there = True
        return self._connection[1]

    def _open(self, makes: bool) -> sqlite3.Connection | None:
        if self.file.is_file():
            connection = _open_file(self.file)
            if _version_of(connection) == self._version:
                return connection
            connection.close()
            self.discard()
        if not makes:
            return None
        self.file.parent.mkdir(parents=True, exist_ok=True)
        connection = _open_file(self.file)
        # If two processes create it at once, the second finds the schema.
        with _transaction(connection):
            if _version_of(connection) != self._version:
                for statement in _SCHEMA.read_text("utf-8").split(";\n"):
                    connection.execute(statement)
                connection.execute("INSERT INTO meta VALUES ('version', ?, x'')", (self._version,))
        return connection


def checksum(*parts: str | int | bytes | None) -> bytes:
    """A checksum of the values of a row, in their order."""
    try:
        # Fast path for rows of strings alone; join raises TypeError for other values.
        data = "\0".join(parts).encode("utf-8", "surrogatepass")  # type: ignore[arg-type]
    except TypeError:
        texts = [part if type(part) is bytes else repr(part).encode("utf-8", "surrogatepass") for part in parts]
        data = b"".join([b"%d:%b" % (len(text), text) for text in texts])
    return hashlib.blake2b(data, digest_size=16).digest()


def _is_locked(error: BaseException) -> bool:
    """Whether ``error`` means that another process has locked the database."""
    return isinstance(error, sqlite3.OperationalError) and "lock" in str(error)


def _open_file(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=_LOCK_TIMEOUT, isolation_level=None)
    # Deleted rows are overwritten: a document that becomes withheld must not stay readable in free pages.
    connection.execute("PRAGMA secure_delete = ON")
    # A power failure may corrupt the file; the checksums detect that.
    connection.execute("PRAGMA synchronous = OFF")
    return connection


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _version_of(connection: sqlite3.Connection) -> str:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        return ""
    row = connection.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()
    return str(row[0]) if row else ""


