"""Which files were searched for which secrets, and found clean: kept, so that each is searched once for the same ones.

What is kept says of files by their bytes, as their status tells them: inode, size, time, and the time of the entry,
which nobody can set back. So it holds whatever was built in between. Of secrets it holds digests under keys that only
those can make who have all of the withheld file. What was told by other code counts for nothing.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from sqlite3 import Connection

from kabar.build.verify.leak_search import Leak, find_secrets, unpublished
from kabar.build.verify.link_check import files_below
from kabar.build.verify.secrets import Secrets, Source, published_sources, secrets_of
from kabar.content.library import Library
from kabar.content.reading.walk import freeze_plain, thaw_plain
from kabar.failure import BuildFailed
from kabar.index.database import Damaged, Database
from kabar.index.derived import Status, read_scanned, write_scanned
from kabar.index.meta import read_value, remove_values, write_values

_ABOUT = "scanned"


@dataclass(frozen=True)
class Searched:
    """The files ``files`` were searched by ``code`` for all secrets of ``owners``; only ``published`` ones stand there.

    ``files`` are told by their status. ``owners`` are marks of all secrets of a withheld file, ``published`` those of
    single secrets that a published source said as well.
    """

    code: str = ""
    owners: frozenset[bytes] = frozenset()
    published: frozenset[bytes] = frozenset()
    files: Mapping[str, Status] = field(default_factory=dict)

    def has(self, name: str, status: Status | None) -> bool:
        """Whether the file ``name`` of ``status`` is one of these; it may have got a second name since."""
        # A second name changes the time of the entry, so that this was to be compared before.
        return status is not None and name in self.files and self.files[name][:3] == status[:3]


@dataclass(frozen=True)
class Marks:
    """What may be kept of secrets: a mark of each owner, and of each secret by what is sought."""

    owners: frozenset[bytes]
    secrets: Mapping[bytes, bytes]


def marks_of(secrets: Secrets, digests: Mapping[str, bytes]) -> Marks:
    """The marks of ``secrets``; ``digests`` are those of the owners' bytes, where they are documents.

    An owner's mark tells all of its secrets at once, and its whole file: no part of them can be guessed alone.
    """
    of_owner: dict[str, list[bytes]] = {}
    for sought, owner in _owned(secrets):
        of_owner.setdefault(owner, []).append(sought)
    owners, marks = set(), {}
    for owner, all_sought in of_owner.items():
        told = repr((digests.get(owner), sorted(all_sought))).encode()
        owners.add(hashlib.blake2b(told, digest_size=16, person=b"pemilik").digest())
        key = hashlib.blake2b(told, digest_size=32, person=b"kunci").digest()
        marks |= {sought: hashlib.blake2b(sought, digest_size=16, key=key).digest() for sought in all_sought}
    return Marks(frozenset(owners), marks)


def statuses(folder: Path, names: Iterable[str]) -> dict[str, Status]:
    """The status of those files ``names`` of ``folder`` that are there."""
    found = {}
    for name in names:
        with suppress(OSError):
            one = os.lstat(f"{folder}/{name}")
            found[name] = one.st_ino, one.st_size, one.st_mtime_ns, one.st_ctime_ns
    return found


def read_searched(database: Database) -> Searched:
    """What was kept; nothing where it is not whole."""
    try:
        data = read_value(database, _ABOUT)
        if data is None:
            return Searched()
        code, owners, published = thaw_plain(data)
        return Searched(code, frozenset(owners), frozenset(published), read_scanned(database))
    except Damaged:
        return Searched()


def keep_searched(connection: Connection, told: Searched | None) -> None:
    """Keep ``told`` for the next build, within a change; None keeps nothing."""
    write_scanned(connection, told.files if told else {})
    if told:
        data = freeze_plain((told.code, sorted(told.owners), sorted(told.published)))
        write_values(connection, {_ABOUT: data})
    else:
        remove_values(connection, _ABOUT)


def _owned(secrets: Secrets) -> Iterator[tuple[bytes, str]]:
    yield from ((sought, owner) for sought, (owner, _) in secrets.phrases.items())
    yield from ((sought, owner) for sought, (owner, _) in secrets.slices.items())
    yield from ((digest.encode(), owner) for (_, digest), owner in secrets.digests.items())


_OWN_TEXTS = ("theme", "kabar", "plugins")  # what the portal itself says is no secret of a document
_OWN_KINDS = (".html", ".js", ".css", ".svg", ".py")


@dataclass(frozen=True)
class LeakCheck:
    """What one build searches for, and what it need not search: the files that ``known`` tells, as they stood.

    ``root`` is the project's.
    """

    library: Library
    root: Path
    secrets: Secrets
    marks: Marks
    known: Searched

    def search(self, staging: Path) -> tuple[str, Searched | None]:
        """Say how much was sought in ``staging``, and what was searched; nothing where nothing is withheld.

        Raises BuildFailed naming each find, and OSError.
        """
        if not self.secrets:
            return "", None
        names = sorted(files_below(staging))
        # Looked at before they are read: what is written later is not what was searched.
        files = statuses(staging, names)
        new = [name for name in names if not self.known.has(name, files.get(name))]
        found = find_secrets(staging, new, self.secrets)
        # These may stand in files that are passed over, and be secrets again.
        published = {one for one, mark in self.marks.secrets.items() if mark in self.known.published}
        leaks = unpublished({*found, *published}, self.secrets, self._sources())
        if leaks and len(new) < len(names):
            found, published = find_secrets(staging, names, self.secrets), set()
            leaks = unpublished(found, self.secrets, self._sources())
        if leaks:
            raise BuildFailed(*(_explain(leak) for leak in sorted(found[one] for one in leaks)))
        published |= found.keys()
        told = Searched(
            self.known.code, self.marks.owners, frozenset(self.marks.secrets[one] for one in published), files
        )
        before = f", {len(names) - len(new)} di antaranya sudah sejak build lalu" if len(new) < len(names) else ""
        return (
            f"Tidak bocor: {len(self.secrets)} potongan dari {self._count} tulisan yang belum terbit"
            f" dicari di {len(names)} berkas{before}"
        ), told

    @property
    def _count(self) -> int:
        library = self.library
        return len(library.withheld) + len(library.withheld_lasting) + len(library.unfinished)

    def _sources(self) -> Iterator[Source]:
        yield from published_sources(self.library)
        for folder in _OWN_TEXTS:
            for path in sorted((self.root / folder).rglob("*")):
                if path.suffix in _OWN_KINDS:
                    yield "", path


def leak_check(library: Library, root: Path, output: Path, code: str, last: Searched) -> LeakCheck:
    """The search for what ``library`` withholds, to be prepared before files of ``output`` come into the next one.

    ``code`` tells what searches, ``last`` what it searched last. Raises OSError.
    """
    secrets = secrets_of(library)
    marks = marks_of(secrets, library.withheld_digests)
    known = Searched(code)
    if secrets and last.code == code and marks.owners <= last.owners:
        now = statuses(output, last.files)
        known = replace(last, files={name: one for name, one in last.files.items() if now.get(name) == one})
    return LeakCheck(library, root, secrets, marks, known)


def _explain(leak: Leak) -> str:
    where = f"{leak.path}: belum terbit, tetapi terbaca di {leak.found_in}"
    if not leak.text:
        return f"{where}; hapus berkas itu dari tulisan yang terbit"
    return (
        f'{where}: "{leak.text}"; hapus dari sana, atau bila bukan rahasia tulis di {leak.path}:'
        f' accepted: [{{warning: bukan-rahasia, text: "{leak.text}", reason: …}}]'
    )


