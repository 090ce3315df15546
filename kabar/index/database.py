"""Open, read and change the build database.

Whatever is wrong with it, from a full disk to a flipped bit, costs time and nothing else: the file is thrown away, and
what it held is made again. A row counts only with its checksum.
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
_CODE = ("kabar", "plugins")  # below the project
_LIBRARIES = (
    "pelican", "markdown", "jinja2", "pyyaml", "pydantic", "pydantic-core", "nh3", "pillow", "pillow-heif", "pikepdf",
    "pypdf", "pagefind",
)  # fmt: skip


def code_fingerprint() -> str:
    """A digest of all of our code, of the versions of Python and of libraries that decide what a build makes."""
    digest = hashlib.sha256(repr((sys.version, [version(name) for name in _LIBRARIES])).encode())
    for path in sorted(path for folder in _CODE for path in (_PROJECT / folder).rglob("*.py")):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(_PROJECT)}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


_SCHEMA = Path(__file__).with_name("schema.sql")
_PATIENCE = 5.0  # seconds that another process's writing is waited for
_ENDINGS = ("", "-journal")
_inherited: list[sqlite3.Connection] = []  # of the process that forked this one: SQLite forbids to close them here

Row = tuple[Any, ...]


class Damaged(Exception):
    """What the database holds is not what was written, or cannot be read."""


class Database:
    """The build database in ``file``, as the code of ``fingerprint`` fills it; what other code wrote is thrown away.

    It is made when something is first written. Forked processes may use the same object. Where another program holds
    it for seconds, it is done without. ``discards`` counts how often it was thrown away: what was read
    before may no longer be there.
    """

    def __init__(self, file: Path, fingerprint: str = ""):
        self.file = file
        self._version = hashlib.sha256(_SCHEMA.read_bytes() + fingerprint.encode()).hexdigest()
        self._connection: tuple[int, sqlite3.Connection] | None = None
        self._is_locked = False
        self._was_there = False
        self.discards = 0

    def rows(self, question: str, values: Sequence[Any] = ()) -> list[Row]:
        """What the database answers; nothing where there is none. Raises Damaged."""
        try:
            connection = self._connect(makes=False)
            return connection.execute(question, values).fetchall() if connection else []
        except (sqlite3.Error, OSError, UnicodeError) as error:
            self._give_up(error)
            raise Damaged(str(error)) from error

    def stream(self, question: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """What the database answers, row by row. Raises Damaged."""
        try:
            connection = self._connect(makes=False)
            # Not "yield from": left early, it would close what a discarded database has closed.
            for row in connection.execute(question, values) if connection else ():  # noqa: UP028
                yield row
        except (sqlite3.Error, OSError, UnicodeError) as error:
            self._give_up(error)
            raise Damaged(str(error)) from error

    def row(self, question: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row of the answer; None where there is none. Raises Damaged."""
        found = self.rows(question, values)
        return found[0] if found else None

    def value(self, question: str, table: str, key: str | int | bytes) -> Any | None:
        """What ``question`` selects by ``key``, beside its checksum; None where there is nothing. Raises Damaged."""
        row = self.row(question, (key,))
        if row is None:
            return None
        self.verify(row[1], table, key, row[0])
        return row[0]

    def verify(self, sum: bytes, *parts: str | int | bytes | None) -> None:
        """Compare the values of a row with its checksum. Raises Damaged, and throws all away."""
        if checksum(*parts) != sum:
            self.refuse(str(parts[0]))

    def refuse(self, what: str) -> NoReturn:
        """Throw all away, since ``what`` is not what was written. Raises Damaged."""
        self.discard()
        raise Damaged(what)

    def change(self, change: Callable[[sqlite3.Connection], object]) -> bool:
        """Let ``change`` write, all or nothing; whether it was written.

        Where another process holds the file it stays as it is. Anything else that fails throws it away.
        """
        try:
            connection = self._connect(makes=True)
            with _transaction(connection):
                change(connection)
        except (sqlite3.Error, OSError, UnicodeError) as error:
            # Names of files that are no UTF-8 cannot be written, either.
            self._give_up(error)
            return False
        return True

    def discard(self) -> None:
        """Throw all away."""
        self.close()
        self.discards += 1
        self._was_there = False
        for ending in _ENDINGS:
            with suppress(OSError):
                self.file.with_name(self.file.name + ending).unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file."""
        process, connection = self._connection or (0, None)
        if connection and process == os.getpid():
            with suppress(sqlite3.Error):
                connection.close()
        elif connection:
            _inherited.append(connection)
        self._connection = None

    def _give_up(self, error: Exception) -> None:
        if _is_locked(error):
            # It is waited for once, and not for each row.
            self._is_locked = True
        else:
            self.discard()

    def _connect(self, makes: bool) -> sqlite3.Connection | None:
        """Raises sqlite3.Error, and OSError."""
        if self._is_locked:
            raise sqlite3.OperationalError("locked")
        if self._connection and self._connection[0] != os.getpid():
            self.close()
        if self._connection is None:
            connection = self._open(makes)
            if connection is None and self._was_there:
                # Other processes know of rows that are not there any more.
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
        # Of two processes that begin it at once, the second finds it made.
        with _transaction(connection):
            if _version_of(connection) != self._version:
                for statement in _SCHEMA.read_text("utf-8").split(";\n"):
                    connection.execute(statement)
                connection.execute("INSERT INTO meta VALUES ('version', ?, x'')", (self._version,))
        return connection


def checksum(*parts: str | int | bytes | None) -> bytes:
    """A checksum of the values of a row, in their order."""
    try:
        # Of texts alone, as hundreds of thousands of rows are.
        return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    except TypeError:
        digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part if type(part) is bytes else repr(part).encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.digest()


def _is_locked(error: BaseException) -> bool:
    """Whether ``error`` only says that another process holds the database."""
    return isinstance(error, sqlite3.OperationalError) and "lock" in str(error)


def _open_file(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    # What is withheld later shall not stay readable in pages that were given back.
    connection.execute("PRAGMA secure_delete = ON")
    # A machine that loses power may spoil the file; the checksums show it.
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


