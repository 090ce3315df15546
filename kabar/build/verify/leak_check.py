"""Leak scan of an output, with a record of the files that were already searched and found clean.

The record identifies files by inode, size, mtime and ctime, which cannot be set back, so it stays valid whatever was
built in between. It identifies secrets by keyed digests that can be computed only with the whole withheld file. A
record of other code is ignored.
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
    """A leak scan: ``code`` searched ``files`` for all secrets of ``owners`` and found only ``published`` ones.

    ``files`` are identified by their status. ``owners`` are fingerprints of all secrets of a withheld file,
    ``published`` those of single secrets that a published source contains as well.
    """

    code: str = ""
    owners: frozenset[bytes] = frozenset()
    published: frozenset[bytes] = frozenset()
    files: Mapping[str, Status] = field(default_factory=dict)

    def has(self, name: str, status: Status | None) -> bool:
        """Whether the file ``name`` with ``status`` was searched; it may have got another hard link since."""
        # A new hard link changes ctime, so ctime is compared earlier (``still_searched``).
        return status is not None and name in self.files and self.files[name][:3] == status[:3]


@dataclass(frozen=True)
class SecretFingerprints:
    """What may be stored of secrets: a fingerprint of each owner, and of each secret by its bytes."""

    owners: frozenset[bytes]
    secrets: Mapping[bytes, bytes]


def fingerprints_of(secrets: Secrets, digests: Mapping[str, bytes]) -> SecretFingerprints:
    """Returns the fingerprints of ``secrets``; ``digests`` are those of the owners' files, for documents.

    The fingerprint of an owner covers all of its secrets and its whole file, so no part can be guessed alone.
    """
    of_owner: dict[str, list[bytes]] = {}
    for sought, owner in _owned(secrets):
        of_owner.setdefault(owner, []).append(sought)
    owners: set[bytes] = set()
    fingerprints: dict[bytes, bytes] = {}
    for owner, all_sought in of_owner.items():
        text = repr((digests.get(owner), sorted(all_sought))).encode()
        owners.add(hashlib.blake2b(text, digest_size=16, person=b"pemilik").digest())
        key = hashlib.blake2b(text, digest_size=32, person=b"kunci").digest()
        fingerprints |= {sought: hashlib.blake2b(sought, digest_size=16, key=key).digest() for sought in all_sought}
    return SecretFingerprints(frozenset(owners), fingerprints)


def statuses(folder: Path, names: Iterable[str]) -> dict[str, Status]:
    """Returns the status of those files ``names`` of ``folder`` that exist."""
    found = {}
    for name in names:
        with suppress(OSError):
            one = os.lstat(f"{folder}/{name}")
            found[name] = one.st_ino, one.st_size, one.st_mtime_ns, one.st_ctime_ns
    return found


def still_searched(database: Database, output: Path) -> Searched:
    """Returns the last leak scan with those files of ``output`` alone whose status is as it was then.

    Call it before anything makes hard links to files of ``output``: that changes their ctime.
    """
    last = _read_searched(database)
    now = statuses(output, last.files)
    return replace(last, files={name: one for name, one in last.files.items() if now.get(name) == one})


def _read_searched(database: Database) -> Searched:
    """Reads the last leak scan; an empty one when the record is not complete."""
    try:
        data = read_value(database, _ABOUT)
        if data is None:
            return Searched()
        code, owners, published = thaw_plain(data)
        return Searched(code, frozenset(owners), frozenset(published), read_scanned(database))
    except Damaged:
        return Searched()


def keep_searched(connection: Connection, searched: Searched | None) -> None:
    """Stores ``searched`` for the next build, inside a transaction; None stores nothing."""
    write_scanned(connection, searched.files if searched else {})
    if searched:
        data = freeze_plain((searched.code, sorted(searched.owners), sorted(searched.published)))
        write_values(connection, {_ABOUT: data})
    else:
        remove_values(connection, _ABOUT)


def _owned(secrets: Secrets) -> Iterator[tuple[bytes, str]]:
    yield from ((sought, owner) for sought, (owner, _) in secrets.phrases.items())
    yield from ((sought, owner) for sought, (owner, _) in secrets.slices.items())
    yield from ((digest.encode(), owner) for (_, digest), owner in secrets.digests.items())


_OWN_TEXTS = ("theme", "kabar", "plugins")  # texts of the portal itself are no secrets
_OWN_KINDS = (".html", ".js", ".css", ".svg", ".py")


@dataclass(frozen=True)
class LeakCheck:
    """The leak scan of one build: the secrets, and in ``known`` the files that need not be searched.

    ``root`` is the project's folder.
    """

    library: Library
    root: Path
    secrets: Secrets
    fingerprints: SecretFingerprints
    known: Searched

    def search(self, staging: Path) -> tuple[str, Searched | None]:
        """Searches ``staging``; returns a line for the terminal and the scan to store. ``("", None)`` when nothing is
        withheld.

        Raises BuildFailed naming each leak, and OSError.
        """
        if not self.secrets:
            return "", None
        names = sorted(files_below(staging))
        # Before reading: a file that is written later has another status.
        files = statuses(staging, names)
        new = [name for name in names if not self.known.has(name, files.get(name))]
        found = find_secrets(staging, new, self.secrets)
        of_secrets = self.fingerprints.secrets
        published: set[bytes] = set()
        if len(new) < len(names):
            # Skipped files may contain these, and they may be secrets again.
            published = {one for one, fingerprint in of_secrets.items() if fingerprint in self.known.published}
        leaks = unpublished({*found, *published}, self.secrets, self._sources())
        if leaks and len(new) < len(names):
            found, published = find_secrets(staging, names, self.secrets), set()
            leaks = unpublished(found, self.secrets, self._sources())
        if leaks:
            raise BuildFailed(*(_explain(leak) for leak in sorted(found[one] for one in leaks)))
        published |= found.keys()
        of_published = frozenset(of_secrets[one] for one in published)
        searched = Searched(self.known.code, self.fingerprints.owners, of_published, files)
        before = f", {len(names) - len(new)} di antaranya sudah sejak build lalu" if len(new) < len(names) else ""
        return (
            f"Tidak bocor: {len(self.secrets)} potongan dari {self._count} tulisan yang belum terbit"
            f" dicari di {len(names)} berkas{before}"
        ), searched

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


def leak_check(library: Library, root: Path, code: str, last: Searched) -> LeakCheck:
    """Prepares the leak scan for what ``library`` withholds.

    ``code`` is the digest of the searching code, ``last`` the last scan (``still_searched``). Raises OSError.
    """
    secrets = secrets_of(library)
    fingerprints = fingerprints_of(secrets, library.withheld_digests)
    known = Searched(code)
    if secrets and last.code == code and fingerprints.owners <= last.owners:
        known = last
    return LeakCheck(library, root, secrets, fingerprints, known)


def _explain(leak: Leak) -> str:
    where = f"{leak.path}: belum terbit, tetapi terbaca di {leak.found_in}"
    if not leak.text:
        return f"{where}; hapus berkas itu dari tulisan yang terbit"
    return (
        f'{where}: "{leak.text}"; hapus dari sana, atau bila bukan rahasia tulis di {leak.path}:'
        f' accepted: [{{warning: bukan-rahasia, text: "{leak.text}", reason: …}}]'
    )


